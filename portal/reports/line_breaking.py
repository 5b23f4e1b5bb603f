"""Where the lines of a paragraph end: Chinese breaks between characters, words and numbers do not.

No line begins with what closes or goes on (，。」) or ends with what opens (「（), as in print, and
no character stands alone in the last line.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, Final

from portal.reports import library
from portal.reports.library import Flowable

_FIRST_WIDE: Final = "\u2e80"
_NOT_FIRST: Final = frozenset("，。、；：？！）」』】〕》〉％／～‧·…—,.;:?!)]}%")
_NOT_LAST: Final = frozenset("（「『【〔《〈([{$#＃")
_SIGNS: Final = "，。；、）」 "
_FEWEST: Final = 2


def breaks_between(before: str, after: str) -> bool:
    """Whether a line may end between two characters."""
    if after.isspace() or after in _NOT_FIRST or before in _NOT_LAST:
        return False
    if before.isspace():
        return before != "\u00a0"
    return before >= _FIRST_WIDE or after >= _FIRST_WIDE


def pieces(text: str) -> Iterator[str]:
    """A text in the pieces that stay on one line, each with the space behind it."""
    start = 0
    for place in range(1, len(text)):
        if breaks_between(text[place - 1], text[place]):
            yield text[start:place]
            start = place
    if start < len(text):
        yield text[start:]


def lines(text: str, widths: Sequence[float], room: Sequence[float]) -> list[tuple[int, int]]:
    """Where the lines of a text begin and end.

    Args:
        text: on one line.
        widths: of its characters, in points.
        room: of the first line and of all others, in points.
    """
    found: list[tuple[int, int]] = []
    start, end, used = 0, 0, 0.0
    for first, last, width, hanging in _measured(text, widths, min(room)):
        most = room[min(len(found), len(room) - 1)] + library.FUZZ
        if end > start and used + width - hanging > most:
            found.append((start, end))
            start, used = first, 0.0
        end = last
        used += width
    found.append((start, end))
    return _without_slip(text, found, widths, room[-1])


def _measured(
    text: str, widths: Sequence[float], room: float
) -> Iterator[tuple[int, int, float, float]]:
    """Each piece with its width and that of the space behind it, which may hang over a line.

    What is longer than a line, such as an address, comes in parts that are not.
    """
    start = 0
    for piece in pieces(text):
        end = start + len(piece)
        first, used = start, 0.0
        for place in range(start, end):
            if place > first and used + widths[place] > room and text[place] != " ":
                yield first, place, used, 0.0
                first, used = place, 0.0
            used += widths[place]
        yield first, end, used, widths[end - 1] if piece[-1] == " " else 0.0
        start = end


def _without_slip(
    text: str, found: list[tuple[int, int]], widths: Sequence[float], room: float
) -> list[tuple[int, int]]:
    """The lines with company for a last character that would stand alone."""
    if len(found) < _FEWEST:
        return found
    *others, (first, middle), (_, last) = found
    start = middle - len([*pieces(text[first:middle])][-1])
    alone = len(text[middle:last].strip(_SIGNS)) < _FEWEST
    fits = start > first and sum(widths[start:last]) <= room
    if not (alone and fits) or text[start:middle].isascii():
        return found
    return [*others, (first, start), (start, last)]


def _broken(paragraph: Flowable, room: Sequence[float]) -> Any:
    """The lines of a paragraph as reportlab wants them; its own rule knows no full-width comma."""
    if getattr(paragraph, "_splitpara", False):
        return _as_split(paragraph)
    widths = tuple(room)
    if len(paragraph.frags) == 1:
        return _of_one_font(paragraph.frags[0], widths)
    letters = [
        library.PARAGRAPHS.cjkU(letter, frag, "utf8")
        for frag in paragraph.frags
        for letter in frag.text or [""]
    ]
    made = [
        library.PARAGRAPHS.makeCJKParaLine(line, widths[-1], used, widths[-1] - used, 0, False)
        for run in _runs(letters)
        for line, used in _laid_out(run, widths)
    ]
    return library.PARAGRAPHS.ParaLines(kind=1, lines=made)


def _as_split(paragraph: Flowable) -> Any:
    """The lines that a paragraph kept on this page when the rest of it went to the next."""
    kept = paragraph.blPara
    if kept.lines and isinstance(kept.lines[0], tuple):
        return paragraph.frags[0].clone(kind=0, lines=kept.lines)
    return kept


def _of_one_font(frag: Any, room: tuple[float, ...]) -> Any:
    """The lines of a paragraph in one font, which most are."""
    size = frag.fontSize
    # What is left of a paragraph that went on over a page has its lines for words.
    text = frag.text if hasattr(frag, "text") else "".join(frag.words)
    made = [(left, [line]) for left, line in _of_letters(text, frag.fontName, size, room)]
    return frag.clone(kind=0, lines=made, ascent=size, descent=-0.2 * size)


@lru_cache(maxsize=16_384)
def _of_letters(
    text: str, font: str, size: float, room: tuple[float, ...]
) -> tuple[tuple[float, str], ...]:
    """Each line with what it leaves free; a document is laid out several times over."""
    width_of = library.METRICS.getFont(font).stringWidth
    whole = width_of(text, size)
    if whole <= room[0] + library.FUZZ:
        return ((room[0] - whole, text),)
    letters = [width_of(letter, size) for letter in text]
    made: list[tuple[float, str]] = []
    for start, end in lines(text, letters, room):
        line = text[start:end]
        left = room[min(len(made), len(room) - 1)] - width_of(line.rstrip(" "), size)
        made.append((left, line))
    return tuple(made)


def _runs(letters: Sequence[Any]) -> Iterator[list[Any]]:
    """The letters between the ends of lines that the markup demands."""
    run = list[Any]()
    for letter in letters:
        if hasattr(letter.frag, "lineBreak"):
            yield run
            run = []
        elif letter:
            run.append(letter)
    yield run


def _laid_out(run: Sequence[Any], room: Sequence[float]) -> Iterator[tuple[Sequence[Any], float]]:
    """The letters of each line, without the space at its end, and how wide they are."""
    widths = [letter.width for letter in run]
    text = "".join(run)
    for start, end in lines(text, widths, room):
        end = start + len(text[start:end].rstrip(" "))
        yield run[start:end], sum(widths[start:end])


PARAGRAPH: Final[Any] = type(
    "ChineseParagraph", (library.PARAGRAPHS.Paragraph,), {"breakLinesCJK": _broken}
)
"""A paragraph whose lines end where Chinese and English lines may; called as reportlab's own."""
