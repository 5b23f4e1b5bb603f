"""A workbook as a grid of cells by sheet, written as .xlsx or as .ods."""

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from portal.workbook.addresses import range_of
from portal.workbook.content import CellInput, ErrorValue, Formula
from portal.workbook.writing.excel import new_workbook

MADE = datetime(2025, 1, 1)  # noqa: DTZ001 - Excel's times have no zone
STAMP = (2025, 1, 1, 0, 0, 0)
PERCENT = frozenset({"活動數據分配比率%*6", "碳含量(%)"})
_SPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "number": "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0",
    "msoxl": "http://schemas.microsoft.com/office/excel/formula",
    "manifest": "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0",
}
# Without a style of its own a percentage is a plain number once LibreOffice has saved it.
_STYLES = (
    "<office:automatic-styles>"
    '<number:percentage-style style:name="N1"><number:number number:decimal-places="2" '
    'number:min-integer-digits="1"/><number:text>%</number:text></number:percentage-style>'
    '<style:style style:name="percent" style:family="table-cell" '
    'style:parent-style-name="Default" style:data-style-name="N1"/></office:automatic-styles>'
)
_TYPE = "application/vnd.oasis.opendocument.spreadsheet"

Cells = dict[tuple[int, int], CellInput]


@dataclass(slots=True)
class Grid:
    """Sheets by name, each with its cells by row and column, both from 1."""

    sheets: dict[str, Cells] = field(default_factory=dict[str, Cells])

    def put(self, sheet: str, where: str, value: CellInput) -> None:
        """Write one cell, named as Excel names it."""
        self.sheets[sheet][_spot(where)] = value

    def swap(self, sheet: str, one: int, other: int) -> None:
        """Let two rows of a sheet change places."""
        rows = {one: other, other: one}
        self.sheets[sheet] = {
            (rows.get(row, row), column): value
            for (row, column), value in self.sheets[sheet].items()
        }

    def drop(self, sheet: str, row: int) -> None:
        """Empty a row."""
        self.sheets[sheet] = {
            spot: value for spot, value in self.sheets[sheet].items() if spot[0] != row
        }

    def percent_columns(self, sheet: str) -> frozenset[int]:
        """The columns whose heading says per cent."""
        return frozenset(
            column for (_, column), value in self.sheets[sheet].items() if value in PERCENT
        )


def _spot(where: str) -> tuple[int, int]:
    found = range_of(where)
    if found is None:
        raise ValueError(where)
    return found.first_row, found.first_column


def as_xlsx(grid: Grid) -> bytes:
    """The grid as an Excel workbook, formulas with their cached values; the same bytes always."""
    target = io.BytesIO()
    book = new_workbook(target, {"in_memory": True})
    book.set_properties({"created": MADE})
    percent = book.add_format({"num_format": "0.00%"})
    for name, cells in grid.sheets.items():
        sheet = book.add_worksheet(name)
        shown = grid.percent_columns(name)
        for (row, column), value in sorted(cells.items()):
            _write(sheet, row - 1, column - 1, value, percent if column in shown else None)
    book.close()
    return target.getvalue()


def _write(sheet: Any, row: int, column: int, value: CellInput, style: Any) -> None:
    match value:
        case Formula():
            cached = "" if value.cached is None else value.cached
            sheet.write_formula(row, column, f"={value.text}", style, cached)
        case ErrorValue():
            sheet.write_formula(row, column, "=NA()", style, value.text)
        case Decimal() | int() | float():
            sheet.write_number(row, column, float(value), style)
        case _:
            sheet.write_string(row, column, str(value), style)


def as_ods(grid: Grid) -> bytes:
    """The grid as an OpenDocument spreadsheet, with the filling of empty cells that they have."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in _parts(grid).items():
            info = zipfile.ZipInfo(name, STAMP)
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            package.writestr(info, text)
    return target.getvalue()


def _parts(grid: Grid) -> Mapping[str, str]:
    spaces = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in _SPACES.items())
    tables = "".join(_table(grid, name) for name in grid.sheets)
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
        for path, kind in (("/", _TYPE), ("content.xml", "text/xml"))
    )
    return {
        "mimetype": _TYPE,
        "content.xml": f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces} '
        f'office:version="1.3">{_STYLES}<office:body><office:spreadsheet>{tables}</office:spreadsheet>'
        "</office:body></office:document-content>",
        "META-INF/manifest.xml": '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest '
        f'{spaces} manifest:version="1.3">{entries}</manifest:manifest>',
    }


def _table(grid: Grid, name: str) -> str:
    cells = grid.sheets[name]
    shown = grid.percent_columns(name)
    by_row: dict[int, dict[int, CellInput]] = {}
    for (row, column), value in sorted(cells.items()):
        by_row.setdefault(row, {})[column] = value
    rows = "".join(_rows(by_row, shown))
    return f"<table:table table:name={quoteattr(name)}>{rows}</table:table>"


def _rows(by_row: Mapping[int, Mapping[int, CellInput]], shown: frozenset[int]) -> Iterator[str]:
    last = 0
    for row, cells in by_row.items():
        if row > last + 1:
            skipped = row - last - 1
            yield f'<table:table-row table:number-rows-repeated="{skipped}">{_gap(16384)}'
            yield "</table:table-row>"
        yield f"<table:table-row>{''.join(_row(cells, shown))}</table:table-row>"
        last = row


def _row(cells: Mapping[int, CellInput], shown: frozenset[int]) -> Iterator[str]:
    last = 0
    for column, value in cells.items():
        if column > last + 1:
            yield _gap(column - last - 1)
        yield _cell(value, is_percent=column in shown)
        last = column
    yield _gap(16384 - last)


def _gap(count: int) -> str:
    return f'<table:table-cell table:number-columns-repeated="{count}"/>'


def _cell(value: CellInput, *, is_percent: bool) -> str:
    formula = ""
    if isinstance(value, Formula):
        formula = f" table:formula={quoteattr('msoxl:=' + value.text)}"
        value = "" if value.cached is None else value.cached
    if isinstance(value, ErrorValue):
        return f'<table:table-cell table:formula="msoxl:=NA()" office:value-type="error">\
<text:p>{escape(value.text)}</text:p></table:table-cell>'
    if isinstance(value, Decimal | int | float):
        kind = "percentage" if is_percent else "float"
        said = f'office:value-type="{kind}" office:value="{value}"'
        look = ' table:style-name="percent"' if is_percent else ""
        return (
            f"<table:table-cell{look}{formula} {said}><text:p>{value}</text:p></table:table-cell>"
        )
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in str(value).split("\n"))
    return f'<table:table-cell{formula} office:value-type="string">{lines}</table:table-cell>'
