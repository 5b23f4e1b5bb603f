"""The tables, rows and cells of content.xml, and cells that change where many stand as one.

One element may stand for a thousand equal rows or cells. Where one of them changes, it is taken out
of the repeat, and what stands before and after it goes on as a repeat of its own.
"""

import html
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

from portal.workbook.limits import LAST_ROW
from portal.workbook.marking.marks import Cell
from portal.workbook.marking.open_document.names import (
    COLUMNS_REPEATED,
    DEFAULT_STYLE,
    ROWS_REPEATED,
    STANDARD,
    STYLE,
    section,
)
from portal.workbook.marking.patching import (
    UNUSUAL,
    Edit,
    Element,
    Tag,
    Xml,
    attribute,
    whole,
    with_attribute,
    without_attribute,
)

ROW = b"table:table-row"
COLUMN = b"table:table-column"
GROUPS = frozenset(
    (
        b"table:table-row-group",
        b"table:table-header-rows",
        b"table:table-rows",
        b"table:table-column-group",
        b"table:table-header-columns",
        b"table:table-columns",
    )
)
CELLS = frozenset((b"table:table-cell", b"table:covered-table-cell"))
NEW_CELL = b"<table:table-cell/>"
SPANNED = (b"table:number-rows-spanned", b"table:number-columns-spanned")


Mark = Callable[[int, int, bytes, bytes], bytes]
"""Makes a marked cell of its row, its column, its element (which stands for it alone) and the name
of the style that it shows."""


class Repeated(NamedTuple):
    """Rows or cells of one element: the first one's number, and how many they are."""

    first: int
    many: int
    element: Element

    @property
    def last(self) -> int:
        """The last one's number."""
        return self.first + self.many - 1


def tables(xml: Xml) -> Iterator[tuple[str, Element]]:
    """The sheets by name, in the order of their tabs."""
    body = section(xml, b"spreadsheet")
    if body is None or body.tag.is_empty:
        return
    for one in xml.children(body.tag.end, body.end):
        if one.tag.name == b"table:table":
            stated = attribute(one.tag.attributes, b"table:name") or b""
            yield html.unescape(stated.decode("utf-8", "replace")), one


@dataclass(frozen=True, slots=True)
class TableCells:
    """The cells of one sheet."""

    xml: Xml
    table: Element

    def marked(self, columns: Mapping[int, set[int]], mark: Mark) -> Iterator[Edit]:
        """The changes that mark cells.

        Args:
            columns: the columns of the cells to be marked, by row.
            mark: makes the marked element.
        """
        if self.table.tag.is_empty or not columns:
            return
        left = deque(sorted(columns))
        last = 0
        for row in self.rows():
            here: dict[int, set[int]] = {}
            while left and left[0] <= row.last:
                number = left.popleft()
                here[number] = columns[number]
            if here:
                yield Edit(row.element.tag.start, row.element.end, self._rows(row, here, mark))
            if not left:
                return
            last = row.last
        end = self._end_of_rows()
        yield Edit(end, end, self._new_rows(last, {one: columns[one] for one in left}, mark))

    def _end_of_rows(self) -> int:
        """Where a row may follow that stands below all others."""
        end = self.table.tag.end
        for one in self.xml.children(self.table.tag.end, self.table.end):
            if one.tag.name in (ROW, COLUMN) or one.tag.name in GROUPS:
                end = one.end
        return end

    def rows(self) -> Iterator[Repeated]:
        """The rows, also those within groups."""
        number = 1
        for element in self._inside(self.table, ROW):
            count = _count(element.tag, ROWS_REPEATED)
            yield Repeated(number, count, element)
            number += count

    def anchors(self, cells: set[Cell]) -> dict[Cell, Cell]:
        """For each of these cells that a merged one covers, that one."""
        found: dict[Cell, Cell] = {}
        for row in self.rows() if self._has_merged() else ():
            for cell in self._cells(row.element):
                high, wide = (_count(cell.element.tag, name) for name in SPANNED)
                if high * wide > 1:
                    covered = _within(cells, row.first, cell.first, high, wide)
                    found |= dict.fromkeys(covered, (row.first, cell.first))
        return found

    def _has_merged(self) -> bool:
        return any(
            self.xml.quiet.find(name, self.table.tag.end, self.table.end) >= 0 for name in SPANNED
        )

    def _inside(self, parent: Element, name: bytes) -> Iterator[Element]:
        """The children of a name, also those within groups."""
        if parent.tag.is_empty:
            return
        for one in self.xml.children(parent.tag.end, parent.end):
            if one.tag.name == name:
                yield one
            elif one.tag.name in GROUPS:
                yield from self._inside(one, name)

    def _cells(self, row: Element) -> Iterator[Repeated]:
        column = 1
        for element in self.xml.children(row.tag.end, row.end) if not row.tag.is_empty else ():
            if element.tag.name in CELLS:
                count = _count(element.tag, COLUMNS_REPEATED)
                yield Repeated(column, count, element)
                column += count

    def _rows(self, row: Repeated, wanted: Mapping[int, set[int]], mark: Mark) -> bytes:
        """A row element as several, of which some have marked cells."""
        pieces: list[bytes] = []
        at = row.first
        for number in sorted(wanted):
            pieces.append(self._again(row.element, ROWS_REPEATED, number - at))
            pieces.append(self._row(row.element, number, wanted[number], mark))
            at = number + 1
        pieces.append(self._again(row.element, ROWS_REPEATED, row.last + 1 - at))
        return b"".join(pieces)

    def _row(self, row: Element, number: int, wanted: set[int], mark: Mark) -> bytes:
        """One row with its marked cells."""
        data, left = self.xml.data, sorted(wanted)
        usual = attribute(row.tag.attributes, DEFAULT_STYLE)
        pieces = [_single(row.tag, ROWS_REPEATED)]
        at, last = row.tag.end, 0
        for cell in self._cells(row):
            here = [column for column in left if column <= cell.last]
            left = left[len(here) :]
            last = cell.last
            if here:
                pieces.append(data[at : cell.element.tag.start])
                pieces += self._split(cell, number, here, usual, mark)
                at = cell.element.end
        closing = b"</" + ROW + b">"
        pieces.append(b"" if row.tag.is_empty else data[at : row.end - len(closing)])
        for column in left:
            pieces.append(_gap(column - last - 1))
            pieces.append(mark(number, column, NEW_CELL, usual or self._style(column)))
            last = column
        return b"".join((*pieces, closing))

    def _split(
        self, cell: Repeated, number: int, wanted: list[int], usual: bytes | None, mark: Mark
    ) -> Iterator[bytes]:
        """A cell element as several, of which some are marked."""
        own = attribute(cell.element.tag.attributes, STYLE)
        at = cell.first
        for column in wanted:
            yield self._again(cell.element, COLUMNS_REPEATED, column - at)
            alone = self._again(cell.element, COLUMNS_REPEATED, 1)
            yield mark(number, column, alone, own or usual or self._style(column))
            at = column + 1
        yield self._again(cell.element, COLUMNS_REPEATED, cell.last + 1 - at)

    def _again(self, element: Element, name: bytes, count: int) -> bytes:
        """The element standing for so many."""
        if count <= 0:
            return b""
        tag = element.tag
        start = with_attribute(tag, name, b"%d" % count) if count > 1 else _bare(tag, name)
        return start + self.xml.data[tag.end : element.end]

    def _new_rows(self, last: int, wanted: Mapping[int, set[int]], mark: Mark) -> bytes:
        """Rows below the last one that is written."""
        pieces: list[bytes] = []
        for number in sorted(wanted):
            if number > LAST_ROW:
                break
            if number - last > 1:
                repeated = b' %s="%d"' % (ROWS_REPEATED, number - last - 1)
                pieces.append(b"<%s%s>%s</%s>" % (ROW, repeated, NEW_CELL, ROW))
            pieces.append(b"<%s>" % ROW)
            column_before = 0
            for column in sorted(wanted[number]):
                pieces.append(_gap(column - column_before - 1))
                pieces.append(mark(number, column, NEW_CELL, self._style(column)))
                column_before = column
            pieces.append(b"</%s>" % ROW)
            last = number
        return b"".join(pieces)

    def _style(self, column: int) -> bytes:
        """The style that an empty cell of a column shows."""
        at = 0
        for element in self._inside(self.table, COLUMN):
            at += _count(element.tag, COLUMNS_REPEATED)
            if at >= column:
                return attribute(element.tag.attributes, DEFAULT_STYLE) or STANDARD
        return STANDARD


def _within(cells: set[Cell], row: int, column: int, high: int, wide: int) -> set[Cell]:
    """Those of the cells that lie in a range."""
    rows, columns = range(row, row + high), range(column, column + wide)
    if high * wide <= len(cells):
        return cells.intersection(product(rows, columns))
    return {one for one in cells if one[0] in rows and one[1] in columns}


def _count(tag: Tag, name: bytes) -> int:
    return max(1, whole(attribute(tag.attributes, name), 1))


def _bare(tag: Tag, name: bytes) -> bytes:
    """The start tag without an attribute."""
    return b"<" + tag.name + without_attribute(tag.attributes, name) + b">"


def _single(tag: Tag, name: bytes) -> bytes:
    """The start tag of one row that will have content."""
    start = _bare(tag, name)
    return start.removesuffix(b"/>").rstrip() + b">" if tag.is_empty else start


def _gap(count: int) -> bytes:
    if count < 0:
        raise UNUSUAL
    if count < 2:
        return NEW_CELL * count
    return b'<table:table-cell %s="%d"/>' % (COLUMNS_REPEATED, count)
