"""Finding the columns of the official form by heading, and the totals of 表八 by label.

Headings carry numbers of footnotes, stars, line breaks and either writing of 臺; some stand three
times in one row.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from portal.workbook.cells import Cell, Row
from portal.workbook.locate import heading_key
from portal.workbook.sheets import Sheet

HEADING_ROWS: Final = 15
ENOUGH: Final = 0.5
_FOOTNOTE: Final = re.compile(r"\d+$")

Spot = tuple[int, int]
Grid = Mapping[Spot, Cell]


def form_key(text: str) -> str:
    """A heading without footnote number, star, unit, width, spaces and line breaks."""
    return _FOOTNOTE.sub("", heading_key(text))


def find_columns(sheet: Sheet, rows: Iterable[Row]) -> tuple[int, dict[str, int]] | None:
    """The heading row and the worksheet column of each declared column; None without headings.

    A heading that stands more than once is taken by the columns that share it, in their order.
    """
    best: tuple[int, dict[str, int]] = (0, {})
    for row in rows:
        if row.number > HEADING_ROWS:
            break
        columns = _columns(sheet, row)
        if len(columns) > len(best[1]):
            best = (row.number, columns)
    return best if len(best[1]) >= len(sheet.columns) * ENOUGH else None


def _columns(sheet: Sheet, row: Row) -> dict[str, int]:
    waiting: dict[str, list[str]] = {}
    for column in sheet.columns:
        for writing in {form_key(text) for text in (column.title.zh, *column.aliases)}:
            waiting.setdefault(writing, []).append(column.key)
    found: dict[str, int] = {}
    for cell in row.cells:
        keys = waiting.get(form_key(str(cell.value)), [])
        key = next((one for one in keys if one not in found), None)
        if key is not None:
            found[key] = cell.column
    return found


def grid(rows: Iterable[Row]) -> dict[Spot, Cell]:
    """The cells of a sheet by row and column."""
    return {(row.number, cell.column): cell for row in rows for cell in row.cells}


# 表八 has no table but labels: the section, the row of headings, and below them the figures.
_BY_GAS: Final = {
    "CO2": "co2",
    "CH4": "ch4",
    "N2O": "n2o",
    "HFCs": "hfcs",
    "PFCs": "pfcs",
    "SF6": "sf6",
    "NF3": "nf3",
    "七種溫室氣體年總排放當量": "by_gas",
    "生質排放當量": "biogenic",
}
_OF_SCOPE_1: Final = {"範疇一七種溫室氣體年總排放當量": "direct_by_gas"}
_BY_SCOPE: Final = {
    "直接": "direct",
    "總排放當量": "total",
    "能源間接排放": "indirect",
    "其他間接排放": "other",
}
_BY_TYPE: Final = {
    "固定排放": "stationary",
    "製程排放": "process",
    "移動排放": "mobile",
    "逸散排放": "fugitive",
    "外購電力": "electricity",
    "外購蒸汽": "steam",
}
_SECTIONS: Final = (
    ("彙整表二", ((_BY_GAS, 0),)),
    ("彙整表三", ((_OF_SCOPE_1, 0),)),
    ("彙整表四", ((_BY_SCOPE, 0), (_BY_TYPE, 1))),
)
_FIGURES: Final = "排放當量"
_SECTION_ROWS: Final = 8


def find_totals(rows: Sequence[Row]) -> dict[str, Spot]:
    """Where each total of 表八 stands, by key; those that are not found are left out."""
    found: dict[str, Spot] = {}
    for title, groups in _SECTIONS:
        start = next((row.number for row in rows if _starts(row, title)), None)
        if start is None:
            continue
        section = [row for row in rows if start < row.number <= start + _SECTION_ROWS]
        figures = next((row.number for row in section if _starts(row, _FIGURES)), None)
        if figures is not None:
            heads = [row for row in section if row.number < figures]
            for labels, below in groups:
                found |= _labelled(heads, labels, figures + below)
    return found


def _starts(row: Row, text: str) -> bool:
    return any(str(cell.value).strip().startswith(text) for cell in row.cells[:1])


def _labelled(heads: Iterable[Row], labels: Mapping[str, str], row: int) -> dict[str, Spot]:
    wanted = {_label(label): key for label, key in labels.items()}
    found: dict[str, Spot] = {}
    for head in heads:
        for cell in head.cells:
            key = wanted.get(_label(str(cell.value)))
            if key is not None:
                found.setdefault(key, (row, cell.column))
    return found


def _label(text: str) -> str:
    return heading_key(text).removesuffix("注").removesuffix("註")
