"""Everything an older workbook holds, as the content of the present template."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, replace
from datetime import datetime
from typing import Any

from portal.workbook.cells import Book, Cell
from portal.workbook.cells import Kind as CellKind
from portal.workbook.content import CellInput, Content, Line
from portal.workbook.earlier import Versions
from portal.workbook.findings import Place
from portal.workbook.reading import Located, Reading
from portal.workbook.sheets import Row, Template

_SAID = frozenset({CellKind.TEXT, CellKind.NUMBER, CellKind.DATE})


def carried_over(book: Book, reading: Reading, versions: Versions) -> Content:
    """What was read, as content of the present version.

    A cell that could not be read is carried as it was typed, so that nothing is lost; one that
    shows an error is left blank.
    """
    typed = {key: list(_typed(book, reading, key, rows)) for key, rows in reading.rows.items()}
    earlier = versions.version(reading.template.version)
    return content_of(versions.template, earlier.rows(typed))


def content_of(template: Template, rows: Mapping[str, Sequence[Row]]) -> Content:
    """Rows as content that can be written."""
    return {sheet.key: [_line(row) for row in rows.get(sheet.key, ())] for sheet in template}


def _line(row: Row) -> Line:
    values = ((one.name, getattr(row, one.name)) for one in fields(row) if one.name != "at")
    return {name: value for name, value in values if value is not None}


def _typed(book: Book, reading: Reading, key: str, rows: Sequence[Row]) -> Iterator[Row]:
    """The rows of a sheet, with what was typed where it could not be read."""
    unread = {place for place in reading.unread if place.sheet == key and place.column}
    located = reading.located[key]
    cells = _cells(book, located, unread) if unread else {}
    for row in rows:
        said: dict[str, Any] = {
            place.column: cells[place] for place in unread & cells.keys() if place.row == row.at
        }
        yield replace(row, **said) if said else row


def _cells(book: Book, located: Located, unread: set[Place]) -> dict[Place, CellInput]:
    """What stands in the cells that could not be read, by place."""
    spots = dict(_spots(located, unread))
    found: dict[Place, CellInput] = {}
    for row in book.rows(located.name):
        for cell in row.cells:
            place = spots.get((row.number, cell.column))
            if place is not None and cell.kind in _SAID:
                found[place] = _said(cell)
    return found


def _spots(located: Located, unread: set[Place]) -> Iterator[tuple[tuple[int, int], Place]]:
    for place in unread:
        if place.column in located.fields:
            yield located.fields[place.column], place
        elif place.row and place.column in located.columns:
            yield (place.row, located.columns[place.column]), place


def _said(cell: Cell) -> CellInput:
    value = cell.value
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, str | float | int) else None
