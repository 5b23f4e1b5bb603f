"""How wide the columns of a table are: as shared out, but no number and no word is cut."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from portal.reports import library
from portal.reports.look import SIZES, Look

# What stays on one line: a number with its signs, a word, a name between spaces or characters.
_UNBROKEN: Final = re.compile(r"[^\s\u2e80-\uffff／]+")
_CANDIDATES: Final = 3
# Hashes and addresses may go over lines: no column makes room for more of a word than this.
_LONGEST_WORD: Final = 24
# A short name reads badly over two lines; a Chinese character is as wide as two letters.
_SHORT_NAME: Final = 12
_SHORT_CELL: Final = 16
_FIRST_WIDE: Final = "\u2e80"
UNIT_SIZE: Final = 6.5


def fitted(
    look: Look,
    shares: Sequence[float],
    texts: Sequence[tuple[Sequence[str], Sequence[str]]],
    width: float,
    pad: float,
) -> list[float]:
    """Widths of columns in points, which add up to the width of the table.

    Args:
        look: font and language.
        shares: of each column.
        texts: of each column the lines of its heading, and what its cells say.
        width: of the table.
        pad: space at each side of a cell.
    """
    whole = sum(shares)
    wanted = [width * share / whole for share in shares]
    uncut = [_widest(look, _longest(_words(cells)), "cell") + 2 * pad for _, cells in texts]
    named = [_heading(look, heading) + 2 * pad for heading, _ in texts]
    short = [_widest(look, _longest(_short(cells)), "cell") + 2 * pad for _, cells in texts]
    tidy = [max(three) for three in zip(uncut, named, short, strict=True)]
    # Where there is not enough for both, a heading goes over more lines before a number does.
    return _moved(_moved(wanted, uncut), tidy)


def _moved(widths: Sequence[float], least: Sequence[float]) -> list[float]:
    """The widths with room moved from the columns that have some to those that lack it."""
    lacking = [max(need - has, 0) for need, has in zip(least, widths, strict=True)]
    spare = [max(has - need, 0) for need, has in zip(least, widths, strict=True)]
    moved = min(sum(lacking), sum(spare))
    if not moved:
        return list(widths)
    gains, losses = moved / sum(lacking), moved / sum(spare)
    return [
        has + more * gains - less * losses
        for has, more, less in zip(widths, lacking, spare, strict=True)
    ]


def _heading(look: Look, lines: Sequence[str]) -> float:
    """The width of the longest piece of a heading, whose second line is the unit."""
    name, unit = lines
    pieces = [name] if _letters(name) <= _SHORT_NAME else _UNBROKEN.findall(name)
    words = (_width(look, one, SIZES["heading"].size) for one in pieces)
    parts = [unit] if _letters(unit) <= _SHORT_NAME else _UNBROKEN.findall(unit)
    units = (_width(look, one, UNIT_SIZE) for one in parts)
    return max((*words, *units), default=0)


def _widest(look: Look, words: Iterable[str], kind: str) -> float:
    return max((_width(look, word, SIZES[kind].size) for word in words), default=0)


def _short(cells: Iterable[str]) -> Iterator[str]:
    return (cell for cell in cells if _letters(cell) <= _SHORT_CELL)


def _letters(text: str) -> int:
    return sum(2 if letter >= _FIRST_WIDE else 1 for letter in text)


def _words(cells: Iterable[str]) -> Iterator[str]:
    for cell in cells:
        yield from _UNBROKEN.findall(cell)


def _longest(words: Iterable[str]) -> list[str]:
    """The words with most letters: one of them is the widest, or nearly so."""
    found = sorted(set(words), key=len, reverse=True)[:_CANDIDATES]
    return [word[:_LONGEST_WORD] for word in found]


def _width(look: Look, word: str, size: float) -> float:
    found: float = library.METRICS.stringWidth(word, look.font.regular, size)
    return found
