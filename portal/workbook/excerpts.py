"""A few cells around a case, as the member's own workbook shows them."""

from bisect import bisect_left
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from portal.language import Text
from portal.workbook.addresses import column_letters
from portal.workbook.findings import Excerpt, Place
from portal.workbook.reading import Reading
from portal.workbook.sheets import Column, Kind, Layout, Sheet

BESIDE = 2
NAMES = ("name", "title", "source_id")
_YES, _NO = Text("是", "yes"), Text("否", "no")


def excerpt(reading: Reading, place: Place, typed: str | None) -> Excerpt | None:
    """The cells around a place; None for a whole row, column or sheet.

    Args:
        typed: what was typed into the marked cell, where its value was read otherwise or not.
    """
    located = reading.located.get(place.sheet)
    if located is None or not place.column:
        return None
    sheet = reading.template.sheet(place.sheet)
    if sheet.layout is Layout.FORM:
        return _field(reading, sheet, place, typed)
    if not place.row or place.column not in located.columns:
        return None
    line = _row(reading, place)
    shown = _around(sheet, located.columns, place.column)
    cells = [written(sheet.by_key[key], getattr(line, key, None)) for key in shown]
    marked = shown.index(place.column)
    if typed is not None:
        cells[marked] = Text(typed, typed)
    return Excerpt(
        place.row,
        tuple(column_letters(located.columns[key]) for key in shown),
        tuple(sheet.by_key[key].title for key in shown),
        tuple(cells),
        marked,
    )


def _field(reading: Reading, sheet: Sheet, place: Place, typed: str | None) -> Excerpt | None:
    where = reading.located[place.sheet].fields.get(place.column)
    if where is None:
        return None
    row, number = where
    column = sheet.by_key[place.column]
    said = written(column, getattr(reading.form(place.sheet), place.column, None))
    cell = said if typed is None else Text(typed, typed)
    return Excerpt(row, (column_letters(number),), (column.title,), (cell,), 0)


def _row(reading: Reading, place: Place) -> object | None:
    rows = reading.rows.get(place.sheet, [])
    index = bisect_left(rows, place.row, key=lambda row: row.at)
    return rows[index] if index < len(rows) and rows[index].at == place.row else None


def _around(sheet: Sheet, columns: Mapping[str, int], key: str) -> list[str]:
    """The columns beside one, in the workbook's order, led by what the row is called."""
    ordered = sorted((one for one in columns if one in sheet.by_key), key=columns.__getitem__)
    at = ordered.index(key)
    shown = ordered[max(at - BESIDE, 0) : at + BESIDE + 1]
    name = next((one for one in NAMES if one in columns), None)
    return shown if name is None or name in shown else [name, *shown]


def written(column: Column, value: Any) -> Text:
    """A cell's value as a person would write it; empty without one."""
    match value:
        case None:
            return Text("", "")
        case bool():
            return _YES if value else _NO
        case Decimal():
            shown = f"{value:,f}"
        case date():
            shown = value.strftime("%Y-%m" if column.kind is Kind.MONTH else "%Y-%m-%d")
        case _:
            shown = str(value)
    if column.codes is not None and shown in column.codes:
        return column.codes[shown].label
    return Text(shown, shown)
