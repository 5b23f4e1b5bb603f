"""What cells hold now, and whether they can be changed without a spreadsheet program."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path

from portal.language import Text
from portal.workbook.addresses import range_of
from portal.workbook.cells import Book, Cell, Kind, Row
from portal.workbook.correcting.formulas import Dependence, formulas
from portal.workbook.correcting.values import NO_SHEET, Change, reason_against
from portal.workbook.findings import NOTHING
from portal.workbook.formats import FormatKind
from portal.workbook.locate import HEADING_ROWS
from portal.workbook.marking.archive import Package
from portal.workbook.marking.book import WorkbookPart
from portal.workbook.typed import as_typed
from portal.workbook.values import written
from portal.workbook.writing.words import REQUIRED_MARK

# Cells to the left that tell what a row is about.
BESIDE = 6
LONGEST_BESIDE = 40
Where = tuple[str, str]
"""Worksheet and cell, as Excel shows them."""


@dataclass(frozen=True, slots=True)
class Held:
    """One cell as it stands.

    Attributes:
        shown: its value as a person would type it.
        kind: what its number format shows.
        formula: without its equals sign; None for a plain value.
        beside: what stands to its left in the row.
        heading: what stands above it in the row of headings; empty where none was found.
        reason: why it cannot be changed here; None when it can.
    """

    sheet: str
    cell: str
    shown: str = ""
    kind: FormatKind = FormatKind.GENERAL
    formula: str | None = None
    beside: tuple[str, ...] = ()
    heading: Text = NOTHING
    reason: Text | None = None


def held(path: Path, book: Book, wanted: Sequence[Where]) -> list[Held]:
    """What each cell holds, in the order in which they were asked for.

    Raises:
        Refused, UnmarkableError: the workbook's parts cannot be read or changed safely.
    """
    data = path.read_bytes()
    package = Package(BytesIO(data), len(data))
    sheets = WorkbookPart(package).sheets
    found = list(formulas(package, sheets))
    dependence = Dependence({one.name: one.refers_to for one in book.names})
    asked = {f"{sheet}!{cell}" for sheet, cell in wanted}
    others = [one for one in found if f"{one.sheet}!{one.cell}" not in asked]
    rows = _rows(book, wanted)
    made: list[Held] = []
    for sheet, cell in wanted:
        spot = range_of(cell)
        if spot is None or sheet not in sheets:
            made.append(Held(sheet, cell, reason=NO_SHEET.format(sheet=sheet)))
            continue
        row, column = spot[:2]
        reason = reason_against(Change(sheet, row, column, cell, None), others, dependence)
        one = _held(sheet, cell, column, rows.get((sheet, row)), reason)
        made.append(replace(one, heading=_heading(rows, sheet, row, column)))
    return made


def _heading(rows: Mapping[tuple[str, int], Row], sheet: str, number: int, column: int) -> Text:
    """What the row with most texts above a cell says over it: Chinese, then English below."""
    numbers = range(1, min(number, HEADING_ROWS + 1))
    above = [rows[sheet, one] for one in numbers if (sheet, one) in rows]
    most = max(above, key=lambda row: (_texts(row), row.number), default=None)
    over = next((one for one in most.cells if one.column == column), None) if most else None
    if over is None or over.kind is not Kind.TEXT:
        return NOTHING
    lines = str(over.value).replace(REQUIRED_MARK, "").split("\n")
    return Text(lines[0], lines[-1])


def _texts(row: Row) -> int:
    return sum(one.kind is Kind.TEXT for one in row.cells)


def _rows(book: Book, wanted: Iterable[Where]) -> Mapping[tuple[str, int], Row]:
    numbers: dict[str, set[int]] = {}
    for sheet, cell in wanted:
        spot = range_of(cell)
        if spot is not None and any(one.name == sheet for one in book.sheets):
            numbers.setdefault(sheet, set()).add(spot.first_row)
    return {
        (sheet, row.number): row
        for sheet, kept in numbers.items()
        for row in book.rows(sheet)
        if row.number in kept or row.number <= HEADING_ROWS
    }


def _held(sheet: str, cell: str, column: int, row: Row | None, reason: Text | None) -> Held:
    cells = row.cells if row else []
    left = [_typed(one)[:LONGEST_BESIDE] for one in cells if one.column < column]
    beside = tuple(text for text in left if text)[:BESIDE]
    found = next((one for one in cells if one.column == column), None)
    if found is None:
        return Held(sheet, cell, beside=beside, reason=reason)
    return Held(sheet, cell, _typed(found), found.style.kind, found.formula, beside, reason=reason)


def _typed(cell: Cell) -> str:
    """The value as a person would type it into the cell."""
    if cell.value is None:
        return ""
    if isinstance(cell.value, float) and cell.style.kind is FormatKind.PERCENT:
        return f"{as_typed(Decimal(repr(cell.value)) * 100)}%"
    if isinstance(cell.value, float):
        return written(cell)
    return cell.value.strftime("%Y-%m-%d") if isinstance(cell.value, datetime) else str(cell.value)
