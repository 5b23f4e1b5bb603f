"""The rows of both sides as their workbooks show them: letters on top, row numbers at the left."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from portal.exchange.queries import Case
from portal.exchange.reading import Row
from portal.intake.kinds import KINDS
from portal.language import Language
from portal.workbook.addresses import column_letters
from portal.workbook.sheets import Column, Kind, Sheet

# What the two reports are compared by; the rest of a row is shown unmarked.
_COMPARED = frozenset(
    {"quantity", "emissions", "factor", "base_quantity", "target_quantity", "base_year"}
)


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
    """The exchange sheet of one workbook, only its rows of one flow."""

    sheet: str
    version_id: int
    columns: tuple[tuple[str, str], ...]
    rows: tuple[Line, ...]


def grid(case: Case, code: str, language: Language) -> Grid | None:
    """The rows of one side; None when it reports nothing."""
    rows = [row for row in case.rows if row.reporter == code]
    if not rows:
        return None
    sheet = KINDS[case.kind.value].template.sheet("exchange")
    columns = tuple(
        (column_letters(number), column.title[language])
        for number, column in enumerate(sheet.columns, 1)
    )
    marked = case.match.is_open
    lines = tuple(_line(row, sheet, language, marked=marked) for row in rows)
    return Grid(f"{code} {sheet.title[language]}", rows[0].version_id, columns, lines)


def _line(row: Row, sheet: Sheet, language: Language, *, marked: bool) -> Line:
    cells = tuple(
        Cell(
            _text(column, row.values, language),
            column.kind in (Kind.NUMBER, Kind.PERCENT),
            marked and column.key in _COMPARED,
        )
        for column in sheet.columns
    )
    return Line(row.row, cells)


def _text(column: Column, values: Mapping[str, Any], language: Language) -> str:
    value = values.get(column.key)
    if value is None:
        return ""
    said = str(value)
    if column.codes is not None and said in column.codes:
        return column.codes[said].label[language]
    return said
