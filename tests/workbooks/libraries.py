"""A workbook's values by address, as three readers give them, and where they differ."""

import math
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
from python_calamine import CalamineWorkbook

from portal.workbook.addresses import address
from portal.workbook.cells import open_book

Grid = dict[str, dict[str, Any]]


def ours(path: Path) -> Grid:
    with open_book(path) as book:
        return {
            info.name: {
                address(row.number, cell.column): cell.value
                for row in book.rows(info.name)
                for cell in row.cells
                if cell.value not in (None, "")
            }
            for info in book.sheets
        }


def by_openpyxl(path: Path, *, formulas: bool = False) -> Grid:
    book = openpyxl.load_workbook(path, data_only=not formulas)
    grid = {
        tab.title: {
            cell.coordinate: cell.value
            for row in tab.iter_rows()
            for cell in row
            if cell.value not in (None, "")
        }
        for tab in book.worksheets
    }
    book.close()
    return grid


def by_calamine(path: Path) -> Grid:
    book = CalamineWorkbook.from_path(str(path))
    grid: Grid = {}
    for name in book.sheet_names:
        tab = book.get_sheet_by_name(name)
        rows = tab.to_python(skip_empty_area=False)
        grid[name] = {
            address(row, column): value
            for row, values in enumerate(rows, 1)
            for column, value in enumerate(values, 1)
            if value != ""
        }
    return grid


def same(left: object, right: object) -> bool:
    """Whether two libraries mean the same: a date is its midnight."""
    values = []
    for value in (left, right):
        if isinstance(value, date) and not isinstance(value, datetime):
            value = datetime.combine(value, time())
        values.append(value)
    one, other = values
    if isinstance(one, float | int) and isinstance(other, float | int):
        return math.isclose(one, other, rel_tol=1e-15)
    return bool(one == other)


def differences(left: Grid, right: Grid) -> list[tuple[str, str, object, object]]:
    return [
        (tab, place, left[tab].get(place), right[tab].get(place))
        for tab in left | right
        for place in left[tab] | right[tab]
        if not same(left[tab].get(place), right[tab].get(place))
    ]
