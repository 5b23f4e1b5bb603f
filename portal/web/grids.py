"""Rows of a worksheet as pages show them: letters on top, row numbers at the left."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as text."""

    text: str
    is_number: bool
    is_marked: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One row with its number in the file."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of a worksheet; each column is its letters and its title."""

    sheet: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[Line, ...]
