"""How high the rows of a worksheet are: programs other than Excel do not find it themselves."""

from math import ceil
from typing import Final

_LINE: Final = 14.5
_MOST_LINES: Final = 24
# A letter is narrower than the digits by which widths are counted, a Chinese character as two.
_LETTER: Final = 0.9
_FIRST_WIDE: Final = "\u2e80"


def lines_of(text: str, width: float) -> int:
    """About how many lines a text takes in a column as wide as so many digits."""
    if 2 * len(text) <= width and "\n" not in text:
        return 1
    lines = 0
    for part in text.split("\n"):
        wide = sum(letter >= _FIRST_WIDE for letter in part)
        lines += max(1, ceil((2 * wide + _LETTER * (len(part) - wide)) / width))
    return lines


def height_of(lines: int) -> float:
    """The height of a row of so many lines, points; no row is higher than a screen."""
    return _LINE * min(lines, _MOST_LINES)
