"""The sheets of an OpenDocument spreadsheet, read once as a stream.

Repeats are the danger of the format: one element may stand for a million rows. Empty repeats cost
nothing; filled ones are counted like the rows and cells they stand for.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from portal.workbook.addresses import Range
from portal.workbook.cell_values import (
    BAD,
    DATE,
    EMPTY,
    ERROR,
    NUMBER,
    READERS,
    TEXT,
    Cell,
    Content,
    Row,
)
from portal.workbook.formats import GENERAL, FormatKind, Style, moment_of_text
from portal.workbook.limits import DEPTH, LAST_COLUMN, LAST_ROW, MOST, TEXT_CHARACTERS, Counted
from portal.workbook.refusals import RefusalCode, Refused, damaged, too_many
from portal.workbook.sheet_layout import Budget, Layout
from portal.workbook.xml_stream import parser_for, too_deep

CONTENT = "content.xml"
TABLE, ROW, COLUMN = "table:table", "table:table-row", "table:table-column"
CELLS = frozenset({"table:table-cell", "table:covered-table-cell"})
# A value repeated further than this fills up a row; it is no data of any form.
REPEATED = 1_024
NUMBERS = frozenset({"float", "percentage", "currency"})
HIDDEN = frozenset({"collapse", "filter"})
ERRORS = re.compile(r"#[A-Z][A-Z0-9/]*[!?]?|Err:\d{3}", re.ASCII)
FORMULA = re.compile(r"(?:[A-Za-z]+:)?=", re.ASCII)
# What stands in a cell and is not its text: notes, drawings, readings of characters.
ASIDE = frozenset({"office:annotation", "table:shapes", "text:ruby-text", "table:detective"})
WHITE = {"text:tab": "\t", "text:line-break": "\n"}

PERCENT = Style(1, FormatKind.PERCENT, "0%")
DAY = Style(2, FormatKind.DATE, "yyyy-mm-dd")


@dataclass(slots=True)
class Table:
    """One sheet: its rows with cells, and what it says about them."""

    name: str
    style: str
    is_wanted: bool
    is_cache: bool = False
    rows: list[Row] = field(default_factory=list[Row])
    merged: list[Range] = field(default_factory=list[Range])
    hidden_columns: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])
    hidden_rows: list[int] = field(default_factory=list[int])
    columns: int = 0

    def layout(self) -> Layout:
        """Merged ranges and what is hidden."""
        return Layout(tuple(self.merged), tuple(self.hidden_columns), tuple(self.hidden_rows))


class ContentParser:
    """Reads content.xml; rows are kept of the sheets whose names are wanted only.

    `tables` are in the order of the tabs. The values cached of other files (`is_cache`) look like
    sheets and are none.
    """

    def __init__(self, wanted: Callable[[str], bool], budget: Budget) -> None:
        self.tables: list[Table] = []
        self.hidden_styles: set[str] = set()
        self._wanted = wanted
        self._budget = budget
        self._depth = 0
        self._aside = 0
        self._nested = 0
        self._style = ""
        self._table: Table | None = None
        self._number = 0
        self._row: dict[str, str] = {}
        self._cells: list[Cell] = []
        self._column = 0
        self._cell: dict[str, str] | None = None
        self._cell_depth = 0
        self._is_text = False
        self._pieces: list[str] = []
        self.expat = parser_for(CONTENT)
        self.expat.StartElementHandler = self._start
        self.expat.EndElementHandler = self._end
        self.expat.CharacterDataHandler = self._characters

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > DEPTH:
            raise too_deep(CONTENT)
        if self._aside:
            return
        table = self._table
        if table is None:
            self._start_outside(name, attributes)
        elif name == "table:table-source":
            table.is_cache = True
        elif not table.is_wanted or table.is_cache:
            self._nested += name == TABLE
        elif self._cell is None:
            self._start_inside(table, name, attributes)
        else:
            self._start_in_cell(name, attributes)

    def _start_outside(self, name: str, attributes: dict[str, str]) -> None:
        if name == TABLE:
            self._open_table(attributes)
        elif name == "style:style":
            self._style = attributes.get("style:name", "")
        elif name == "style:table-properties" and attributes.get("table:display") == "false":
            self.hidden_styles.add(self._style)

    def _open_table(self, attributes: dict[str, str]) -> None:
        name = attributes.get("table:name", "")
        self._table = Table(name, attributes.get("table:style-name", ""), self._wanted(name))
        self._number = self._nested = 0
        self.tables.append(self._table)

    def _start_inside(self, table: Table, name: str, attributes: dict[str, str]) -> None:
        if name in CELLS:
            self._cell = attributes
            self._cell_depth = self._depth
            self._pieces.clear()
        elif name == ROW:
            self._row, self._cells, self._column = attributes, [], 0
        elif name == COLUMN:
            self._hide_columns(table, attributes)
        elif name == TABLE or name in ASIDE:
            self._aside = self._depth

    def _hide_columns(self, table: Table, attributes: dict[str, str]) -> None:
        first = table.columns + 1
        table.columns += _repeat(attributes, "table:number-columns-repeated")
        if attributes.get("table:visibility") in HIDDEN:
            table.hidden_columns.append((first, table.columns))
            if len(table.hidden_columns) > MOST[Counted.COLUMNS]:
                raise too_many(Counted.COLUMNS, len(table.hidden_columns))

    def _start_in_cell(self, name: str, attributes: dict[str, str]) -> None:
        if name == "text:p" and self._depth == self._cell_depth + 1:
            if self._pieces:
                self._pieces.append("\n")
            self._is_text = True
        elif name == "text:s":
            self._pieces.append(" " * min(_repeat(attributes, "text:c"), REPEATED))
        elif name in WHITE:
            self._pieces.append(WHITE[name])
        elif name == TABLE or name in ASIDE or name.startswith("draw:"):
            self._aside = self._depth

    def _characters(self, text: str) -> None:
        if self._is_text and not self._aside:
            self._pieces.append(text)

    def check_text(self) -> None:
        """Check the length of the text in hand; ask this after each chunk.

        Raises:
            Refused: one cell holds more text than is read.
        """
        if sum(map(len, self._pieces)) > TEXT_CHARACTERS:
            raise too_many(Counted.TEXT, TEXT_CHARACTERS + 1)

    def _end(self, name: str) -> None:
        depth = self._depth
        self._depth -= 1
        if self._aside:
            if depth == self._aside:
                self._aside = 0
            return
        if self._cell is not None:
            self._end_in_cell(name, depth)
        elif name == TABLE:
            self._end_table()
        elif name == ROW and self._table is not None and self._table.is_wanted:
            self._end_row(self._table)

    def _end_table(self) -> None:
        if self._nested:
            self._nested -= 1
        else:
            self._table = None

    def _end_in_cell(self, name: str, depth: int) -> None:
        if depth == self._cell_depth:
            self._end_cell(self._cell or {})
        elif name == "text:p" and depth == self._cell_depth + 1:
            self._is_text = False

    def _end_row(self, table: Table) -> None:
        repeat = _repeat(self._row, "table:number-rows-repeated")
        first = self._number + 1
        self._number += repeat
        if self._number > LAST_ROW:
            place = str(self._number)
            raise Refused(RefusalCode.OUTSIDE_SHEET, part=table.name[:40], cell=place)
        if not self._cells or table.is_cache:
            return
        is_hidden = self._row.get("table:visibility") in HIDDEN
        for number in range(first, self._number + 1):
            self._budget.spend(len(self._cells))
            table.rows.append(Row(number, self._cells, is_hidden))
            if is_hidden:
                table.hidden_rows.append(number)

    def _end_cell(self, attributes: dict[str, str]) -> None:
        self._cell = None
        self._is_text = False
        repeat = _repeat(attributes, "table:number-columns-repeated")
        first = self._column + 1
        self._column += repeat
        if self._column > LAST_COLUMN:
            raise Refused(RefusalCode.OUTSIDE_SHEET, part=CONTENT, cell=str(self._column))
        if "table:number-columns-spanned" in attributes or (
            "table:number-rows-spanned" in attributes
        ):
            self._merge(first, attributes)
        made = cell_of(first, attributes, "".join(self._pieces))
        if made is not None:
            self._cells.append(made)
            self._cells.extend(
                made._replace(column=column)
                for column in range(first + 1, first + min(repeat, REPEATED))
            )

    def _merge(self, column: int, attributes: dict[str, str]) -> None:
        wide = _repeat(attributes, "table:number-columns-spanned")
        high = _repeat(attributes, "table:number-rows-spanned")
        table = self._table
        if table is None or wide * high == 1:
            return
        row = self._number + 1
        table.merged.append(Range(row, column, row + high - 1, column + wide - 1))
        if len(table.merged) > MOST[Counted.MERGES]:
            raise too_many(Counted.MERGES, len(table.merged))


def _repeat(attributes: dict[str, str], name: str) -> int:
    text = attributes.get(name, "1")
    if not (text.isascii() and text.isdecimal()) or len(text) > len(str(LAST_ROW)):
        raise damaged(CONTENT)
    return max(1, int(text))


def cell_of(column: int, attributes: dict[str, str], text: str) -> Cell | None:
    """One cell from its attributes and the text shown; None when it holds nothing.

    Source: OpenDocument 1.3, part 3, 19.385 (office:value-type) and 19.642 (table:formula).
    """
    formula = attributes.get("table:formula")
    if formula is not None:
        formula = FORMULA.sub("", formula, count=1)
    kind = attributes.get("office:value-type", "")
    if not kind and not text and formula is None:
        return None
    if not kind and not text:
        return Cell(column, EMPTY, None, formula, GENERAL)
    found, style = _content(kind, attributes, text, is_formula=formula is not None)
    if found == (TEXT, "") and formula is None:
        return None
    return Cell(column, found[0], found[1], formula, style)


def _content(
    kind: str, attributes: dict[str, str], text: str, *, is_formula: bool
) -> tuple[Content, Style]:
    if "error" in (kind, attributes.get("calcext:value-type")) or (
        is_formula and ERRORS.fullmatch(text)
    ):
        return (ERROR, text), GENERAL
    if kind in NUMBERS:
        number = READERS[""](attributes.get("office:value", ""))
        return number, PERCENT if kind == "percentage" else _zeros(number, text)
    if kind == "boolean":
        return READERS["b"](attributes.get("office:boolean-value", "")), GENERAL
    if kind == "date":
        return _day(attributes.get("office:date-value", "")), DAY
    return (TEXT, attributes.get("office:string-value", text)), GENERAL


def _day(text: str) -> Content:
    found = moment_of_text(text)
    return (BAD, text) if found is None else (DATE, found)


def _zeros(number: Content, text: str) -> Style:
    """The format that shows leading zeros, told from the text shown: `0020` for 20."""
    value = number[1]
    shows = number[0] is NUMBER and len(text) > 1 and text.startswith("0")
    if shows and text.isascii() and text.isdecimal() and value == float(text):
        return Style(3, FormatKind.ZEROS, "0" * len(text), len(text))
    return GENERAL
