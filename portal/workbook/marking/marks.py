"""Which cells show which findings."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from portal.workbook.addresses import range_of
from portal.workbook.findings import Finding, Severity

MARKED_BY_FINDING = 1_000
MARKED_IN_ALL = 10_000
WORST_FIRST = tuple(Severity)

Cell = tuple[int, int]
"""Row and column of a cell, both from 1."""
CellFindings = dict[Cell, list[Finding]]


@dataclass(frozen=True, slots=True)
class Marks:
    """The findings of each cell by worksheet, and how many cells each finding had marked.

    `complete` tells for each finding, in order, whether all its cells are marked.
    """

    sheets: dict[str, CellFindings] = field(default_factory=dict[str, CellFindings])
    complete: list[bool] = field(default_factory=list[bool])


def marks(findings: Sequence[Finding]) -> Marks:
    """The cells to be marked; ranges are taken apart, and no finding marks too many."""
    made = Marks()
    left = MARKED_IN_ALL
    for finding in findings:
        most = min(MARKED_BY_FINDING, left)
        left -= _mark(made, finding, most)
    return made


def _mark(made: Marks, finding: Finding, most: int) -> int:
    marked = 0
    is_complete = True
    for reference in finding.cells:
        sheet, cells = place_of(finding, reference)
        found = range_of(cells)
        if found is None:
            is_complete = False
            continue
        for row in range(found.first_row, found.last_row + 1):
            for column in range(found.first_column, found.last_column + 1):
                if marked >= most:
                    made.complete.append(False)
                    return marked
                about = made.sheets.setdefault(sheet, {}).setdefault((row, column), [])
                if finding not in about:
                    about.append(finding)
                marked += 1
    made.complete.append(is_complete)
    return marked


def place_of(finding: Finding, reference: str) -> tuple[str, str]:
    """Worksheet and cells of one of a finding's references; some name a worksheet of their own."""
    sheet, mark, cells = reference.rpartition("!")
    return (sheet, cells) if mark else (finding.sheet, reference)


def worst(findings: Sequence[Finding]) -> Severity:
    """The severity that a cell with these findings shows."""
    return min((one.severity for one in findings), key=WORST_FIRST.index)
