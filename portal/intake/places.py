"""Where the cells of a row stand in the member's own workbook, kept where it is not the template.

Columns are found by their headings, so that a member may move them, and templates change from
version to version. A row whose sheet is not laid out like the present template keeps the sheet's
name and the columns as they were found; every trace reads them from there.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, Final, overload

from portal.intake.kinds import KINDS
from portal.submissions.states import Kind
from portal.workbook.addresses import address
from portal.workbook.reading import Located, Reading
from portal.workbook.sheets import Layout, Sheet, Template

KEPT: Final = "place"
Json = Mapping[str, Any]


class Placed(Sequence[Json]):
    """A table whose rows say where they stand when their sheet has moved."""

    def __init__(self, rows: Sequence[Json], moved: Mapping[str, Json]) -> None:
        self._rows = rows
        self._moved = moved

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, at: int) -> Json: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Json]: ...

    def __getitem__(self, at: int | slice) -> Json | Sequence[Json]:
        if isinstance(at, slice):
            return Placed(self._rows[at], self._moved)
        row = self._rows[at]
        place = self._moved.get(row.get("sheet", ""))
        return row if place is None else {**row, "values": {**row["values"], KEPT: place}}


def placed(
    tables: Mapping[str, Sequence[Json]], reading: Reading, template: Template
) -> Mapping[str, Sequence[Json]]:
    """The tables of a check with the places of sheets that do not look like the template."""
    moved = {
        sheet.key: {"sheet": found.name, "columns": dict(found.columns)}
        for sheet in template
        if (found := reading.located.get(sheet.key)) is not None and _has_moved(sheet, found)
    }
    if not moved:
        return tables
    return {name: Placed(rows, moved) for name, rows in tables.items()}


def _has_moved(sheet: Sheet, found: Located) -> bool:
    if sheet.layout is not Layout.TABLE or not found.columns:
        return False
    return found.name not in (sheet.title.zh, sheet.title.en) or found.columns != columns(sheet)


def columns(sheet: Sheet) -> dict[str, int]:
    """The columns of a sheet as the template has them, from 1 on."""
    return {column.key: number for number, column in enumerate(sheet.columns, 1)}


@cache
def declared(kind: Kind, sheet: str) -> Sheet | None:
    """The declaration of a sheet by its key."""
    return next((one for one in KINDS[kind.value].template.sheets if one.key == sheet), None)


def sheet_name(values: Json) -> str | None:
    """The sheet's name in the member's workbook; None when it is that of the template."""
    place: Json = values.get(KEPT) or {}
    return place.get("sheet")


def cell(kind: Kind, sheet: str, row: int, keys: Iterable[str], values: Json) -> str:
    """The cell of the first of some columns that the workbook has, else of the row's first column.

    Args:
        keys: of columns, the one wanted first.
        values: of the row, as kept.
    """
    known = declared(kind, sheet)
    if known is not None and known.layout is not Layout.TABLE:
        return str(row)
    place: Json = values.get(KEPT) or {}
    where: Mapping[str, int] = place.get("columns") or (columns(known) if known else {})
    return address(row, next((where[key] for key in keys if key in where), 1))
