"""The rows of both sides as their workbooks show them: letters on top, row numbers at the left."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from portal.exchange.queries import Case
from portal.exchange.reading import Row
from portal.intake import places
from portal.intake.kinds import KINDS
from portal.language import Language
from portal.web.grids import Cell, Grid, Line
from portal.workbook.addresses import column_letters
from portal.workbook.sheets import Column, Kind, Sheet

# What the two reports are compared by; the rest of a row is shown unmarked.
_COMPARED = frozenset(
    {"quantity", "emissions", "factor", "base_quantity", "target_quantity", "base_year"}
)


@dataclass(frozen=True, slots=True)
class SideGrid(Grid):
    """The exchange sheet of one side's workbook, only its rows of one flow."""

    version_id: int


def grid(case: Case, code: str, language: Language) -> SideGrid | None:
    """The rows of one side; None when it reports nothing."""
    rows = [row for row in case.rows if row.reporter == code]
    if not rows:
        return None
    sheet = KINDS[case.kind.value].template.sheet("exchange")
    found = _columns(sheet, rows[0].values)
    heading = tuple((column_letters(at), column.title[language]) for at, column in found)
    marked = case.match.is_open
    lines = tuple(
        _line(row, [column for _, column in found], language, marked=marked) for row in rows
    )
    name = places.sheet_name(rows[0].values) or sheet.title[language]
    return SideGrid(f"{code} {name}", heading, lines, rows[0].version_id)


def _columns(sheet: Sheet, values: Mapping[str, Any]) -> list[tuple[int, Column]]:
    """The columns as the workbook has them, with their numbers."""
    kept: Mapping[str, Any] = values.get(places.KEPT) or {}
    where: Mapping[str, int] = kept.get("columns") or places.columns(sheet)
    known = ((where.get(column.key), column) for column in sheet.columns)
    return sorted(
        ((at, column) for at, column in known if at is not None), key=lambda pair: pair[0]
    )


def _line(row: Row, columns: Sequence[Column], language: Language, *, marked: bool) -> Line:
    cells = tuple(
        Cell(
            _text(column, row.values, language),
            column.kind in (Kind.NUMBER, Kind.PERCENT),
            marked and column.key in _COMPARED,
        )
        for column in columns
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
