"""Cell addresses as Excel writes them, and ranges."""

import re
from functools import lru_cache
from typing import NamedTuple

from portal.workbook.limits import LAST_COLUMN, LAST_ROW

REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})", re.ASCII)
LETTERS = 26


class Range(NamedTuple):
    """A rectangle of cells; rows and columns count from 1, both ends belong to it."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    def holds(self, row: int, column: int) -> bool:
        """Whether a cell lies in the range."""
        return (
            self.first_row <= row <= self.last_row
            and self.first_column <= column <= self.last_column
        )


def column_number(letters: str) -> int:
    """The number of a column from its letters, `A` is 1; 0 when no worksheet has it."""
    number = 0
    for letter in letters:
        if not "A" <= letter <= "Z" or number > LAST_COLUMN:
            return 0
        number = number * LETTERS + ord(letter) - ord("A") + 1
    return number if number <= LAST_COLUMN else 0


@lru_cache(maxsize=4096)
def column_letters(number: int) -> str:
    """The letters of a column from its number, 1 is `A`."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters


def address(row: int, column: int) -> str:
    """A cell's address, such as `E14`."""
    return f"{column_letters(column)}{row}"


def range_of(reference: str) -> Range | None:
    """The range that `A1:C3` or `A1` names; nothing when it lies outside every worksheet."""
    first, _, last = reference.partition(":")
    start, end = _cell(first), _cell(last or first)
    if start is None or end is None:
        return None
    return Range(
        min(start[0], end[0]), min(start[1], end[1]), max(start[0], end[0]), max(start[1], end[1])
    )


def _cell(reference: str) -> tuple[int, int] | None:
    found = REFERENCE.fullmatch(reference)
    if found is None:
        return None
    row, column = int(found[2]), column_number(found[1])
    return (row, column) if row <= LAST_ROW and column else None


# The columns of common width, looked up once per cell.
ALL_COLUMNS: dict[str, int] = {column_letters(number): number for number in range(1, 703)}
