"""What worksheets of one workbook share while they are read, and what a sheet says of its cells."""

from collections.abc import Mapping
from dataclasses import dataclass

from portal.workbook.addresses import Range
from portal.workbook.formats import Style
from portal.workbook.limits import MOST, Counted
from portal.workbook.refusals import too_many


@dataclass(frozen=True, slots=True)
class Layout:
    """What a worksheet says about its cells besides their contents; complete once it is read."""

    merged: tuple[Range, ...]
    hidden_columns: tuple[tuple[int, int], ...]
    hidden_rows: tuple[int, ...]


class Budget:
    """The rows and cells that may still be read from one workbook."""

    __slots__ = ("cells", "rows")

    def __init__(self) -> None:
        self.rows = MOST[Counted.ROWS]
        self.cells = MOST[Counted.CELLS]

    def spend(self, cells: int) -> None:
        """Count one row and its cells.

        Raises:
            Refused: the workbook holds more than is read.
        """
        self.rows -= 1
        self.cells -= cells
        if self.rows < 0:
            raise too_many(Counted.ROWS, MOST[Counted.ROWS] - self.rows)
        if self.cells < 0:
            raise too_many(Counted.CELLS, MOST[Counted.CELLS] - self.cells)

    def refund(self, rows: int, cells: int) -> None:
        """Forget rows and cells that are about to be read again."""
        self.rows += rows
        self.cells += cells


@dataclass(frozen=True, slots=True)
class Shared:
    """What the worksheets of one workbook have in common.

    `styles` is keyed by the cell's attribute as it is written; no attribute is the empty text.
    """

    strings: list[str]
    styles: Mapping[str, Style]
    since_1904: bool
    budget: Budget
