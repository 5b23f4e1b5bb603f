"""A plain text file as a workbook: its sheets stand one below the other, each under its name.

Rows keep the numbers that a spreadsheet program shows when it opens the file, so that a finding
names the same cell there.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from portal.workbook.cell_values import Cell, Content, Kind, Row
from portal.workbook.cells import Book, SheetInfo, SheetState
from portal.workbook.formats import GENERAL
from portal.workbook.limits import MEGABYTE, MOST, Counted
from portal.workbook.locate import match_sheets
from portal.workbook.refusals import RefusalCode, Refused, damaged, too_many
from portal.workbook.sheet_layout import Layout
from portal.workbook.sheets import Template

# Wider than any version of the budget by far; larger texts are no tables that people typed.
LARGEST: Final = MEGABYTE
_NUMBER: Final = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,9})?", re.ASCII)
_UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")


class CsvBook(Book):
    """An open text file with the sheets of a template.

    Args:
        path: the file.
        template: whose sheet names begin a sheet.
    """

    def __init__(self, path: Path, template: Template) -> None:
        self._template = template
        super().__init__(path)

    def _open(self, size: int) -> None:
        if size > LARGEST:
            raise Refused(RefusalCode.TOO_LARGE, size=str(size), limit=str(LARGEST))
        self.names = ()
        self.since_1904 = False
        self.properties: Mapping[str, str] = {}
        self.external_links = ()
        self._tables = _tables(_text(self._file.read()), self._template)
        self.sheets = tuple(
            SheetInfo(name, SheetState.VISIBLE, "", has_cells=True) for name in self._tables
        )

    def rows(self, sheet: str) -> Iterator[Row]:
        """The rows of a sheet that have cells.

        Raises:
            KeyError: no sheet has this name.
        """
        yield from self._tables[sheet]

    def layout(self, sheet: str) -> Layout:
        """Nothing is merged or hidden in a text."""
        return Layout((), (), ())


def _text(contents: bytes) -> str:
    """The text in the encodings that spreadsheet programs of Taiwan write."""
    encodings = ("utf-16",) if contents[:2] in _UTF_16 else ("utf-8-sig", "cp950")
    for encoding in encodings:
        try:
            return contents.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise damaged("CSV")


def _tables(text: str, template: Template) -> dict[str, list[Row]]:
    """Rows by sheet; what stands above the first name belongs to no sheet."""
    tables: dict[str, list[Row]] = {}
    here: list[Row] = []
    for number, line in enumerate(_lines(text), 1):
        cells = [_cell(column, value) for column, value in enumerate(line, 1) if value.strip()]
        if len(cells) == 1 and match_sheets(template, [line[0].strip()])[0]:
            here = tables.setdefault(_free(line[0].strip(), tables), [])
        elif cells:
            here.append(Row(number, cells, is_hidden=False))
        if number > MOST[Counted.ROWS]:
            raise too_many(Counted.ROWS, number)
    return tables


def _lines(text: str) -> Iterator[list[str]]:
    mark = "\t" if text.count("\t") > text.count(",") else ","
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    except csv.Error as broken:
        raise damaged("CSV") from broken


def _free(name: str, tables: Mapping[str, object]) -> str:
    """A second sheet of one name is told apart as spreadsheet programs do."""
    return f"{name} ({len(tables) + 1})" if name in tables else name


def _cell(column: int, value: str) -> Cell:
    content: Content = (Kind.TEXT, value)
    if _NUMBER.fullmatch(value.strip()):
        content = (Kind.NUMBER, float(value))
    return Cell(column, *content, None, GENERAL)
