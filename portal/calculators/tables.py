"""Published tables read between their values."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of rows and columns, both rising; values between them are interpolated linearly."""

    rows: tuple[Decimal, ...]
    columns: tuple[Decimal, ...]
    values: tuple[tuple[Decimal, ...], ...]

    @classmethod
    def of(cls, columns: str, *lines: str) -> "Grid":
        """A table as it is printed: the columns, then each row with its name before a colon."""
        named = [line.split(":") for line in lines]
        return cls(
            tuple(Decimal(name.strip()) for name, _ in named),
            _numbers(columns),
            tuple(_numbers(cells) for _, cells in named),
        )

    def at(self, row: Decimal, column: Decimal) -> Decimal:
        """The value at a place of the table.

        Raises:
            ArithmeticError: the place lies outside.
        """
        upper, down = _place(self.rows, row)
        left, right = _place(self.columns, column)
        above, below = self.values[upper], self.values[upper + 1]
        first = above[left] + (above[left + 1] - above[left]) * right
        second = below[left] + (below[left + 1] - below[left]) * right
        return first + (second - first) * down


def _numbers(cells: str) -> tuple[Decimal, ...]:
    return tuple(Decimal(cell) for cell in cells.split())


def _place(marks: tuple[Decimal, ...], value: Decimal) -> tuple[int, Decimal]:
    """The interval a value lies in and how far along, 0 to 1."""
    for index, (low, high) in enumerate(pairwise(marks)):
        if low <= value <= high:
            return index, (value - low) / (high - low)
    raise ArithmeticError(f"{value} lies outside the table")
