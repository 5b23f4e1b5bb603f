"""A worksheet with other formats in some cells; values, formulas and everything else stay."""

import re
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from portal.workbook.addresses import address, column_number
from portal.workbook.limits import LAST_ROW
from portal.workbook.marking.marks import Cell
from portal.workbook.marking.patching import (
    UNUSUAL,
    Edit,
    Tag,
    Xml,
    attribute,
    opened,
    whole,
    with_attribute,
)
from portal.workbook.xml_stream import is_true

WIDTH = re.compile(rb"\d{1,3}(?:\.\d+)?")
# Each with a byte that it needs: looking for one byte is much cheaper.
UNUSUAL_SPELLINGS = (
    (b"'", b" s='"),
    (b"\t", b"\ts="),
    (b"\n", b"\ns="),
    (b" ", b" s ="),
    (b" ", b" s= "),
)

Restyle = Callable[[int], int]
"""From the format of a cell to the one that it gets."""
_Wanted = tuple[int, dict[int, Restyle]]
"""A row's number, and what its cells become by their column."""


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of the part: its number, its tag and where its content ends."""

    number: int
    tag: Tag
    end: int


class SheetCells:
    """The cells of one worksheet part, found where they are written.

    Raises:
        UnmarkableError: the part has no cells' element.
    """

    def __init__(self, xml: Xml) -> None:
        self.xml = xml
        data = next(xml.tags(b"sheetData", xml.root.end, len(xml.data)), None)
        if data is None:
            raise UNUSUAL
        self.data = data
        closing = b"</" + xml.prefix + b"sheetData"
        self.end = data.end if data.is_empty else xml.quiet.rfind(closing)
        if self.end < 0:
            raise UNUSUAL
        self._edits: dict[int, Edit] = {}

    def restyle_all(self, formats: frozenset[int], restyle: Restyle) -> None:
        """Change every cell that has one of these formats."""
        for tag in self._with_formats(formats):
            number = _format(tag.attributes)
            if number in formats:
                self._set(tag, restyle(number))

    def _with_formats(self, formats: frozenset[int]) -> Iterable[Tag]:
        """The tags of all cells with one of these formats, and perhaps of some others.

        Looking for the attribute first is much cheaper than looking at every cell; it is not
        always written as Excel writes it.
        """
        quiet = self.xml.quiet
        start, end = self.data.end, self.end
        if any(
            quiet.find(sign, start, end) >= 0 and quiet.find(spelling, start, end) >= 0
            for sign, spelling in UNUSUAL_SPELLINGS
        ):
            yield from self.xml.tags(b"c", self.data.end, self.end)
            return
        numbers = b"|".join(b"%d" % number for number in sorted(formats))
        for found in re.finditer(b' s="(?:' + numbers + b')"', quiet):
            start = quiet.rfind(b"<", 0, found.start())
            if self.data.end <= start < self.end:
                yield from self.xml.tags(b"c", start, quiet.find(b">", start) + 1)

    def restyle(self, cells: Mapping[Cell, Restyle]) -> None:
        """Change the formats of some cells; cells and rows that are not written are put in."""
        if not cells:
            return
        rows: dict[int, dict[int, Restyle]] = {}
        for (number, column), restyle in sorted(cells.items(), key=lambda one: one[0]):
            rows.setdefault(number, {})[column] = restyle
        wanted = deque(rows.items())
        if self.data.is_empty:
            self._add(opened(self.data, self._new_rows(wanted, LAST_ROW + 1).encode()))
            return
        self._restyle_rows(self._without_plain_rows(wanted))

    def _without_plain_rows(self, wanted: deque[_Wanted]) -> deque[_Wanted]:
        """Change the rows that are written as Excel writes them, and give the others back."""
        left: deque[_Wanted] = deque()
        at = self.data.end
        opening, closing = (sign + self.xml.prefix + b"row" for sign in (b"<", b"</"))
        for number, columns in wanted:
            start = self.xml.quiet.find(opening + b' r="%d"' % number, at, self.end)
            tag = next(self.xml.tags(b"row", start, self.end), None) if start >= 0 else None
            if tag is None:
                left.append((number, columns))
                continue
            at = tag.end if tag.is_empty else self.xml.quiet.find(closing, tag.end, self.end)
            self._row(_Row(number, tag, at), columns)
        return left

    def _restyle_rows(self, wanted: deque[_Wanted]) -> None:
        """Change and insert rows wherever they are, looking at every row of the part."""
        if not wanted:
            return
        for row in self._rows():
            self._insert(row.tag.start, self._new_rows(wanted, row.number))
            if wanted and wanted[0][0] == row.number:
                self._row(row, wanted.popleft()[1])
            if not wanted:
                return
        self._insert(self.end, self._new_rows(wanted, LAST_ROW + 1))

    def cell(self, number: int, column: int) -> Tag | None:
        """The tag of a cell; None where the part does not write it."""
        for row in self._rows():
            if row.number == number and not row.tag.is_empty:
                at = 0
                for tag in self.xml.tags(b"c", row.tag.end, row.end):
                    at = _column(attribute(tag.attributes, b"r"), at + 1)
                    if at == column:
                        return tag
        return None

    @property
    def tail(self) -> int:
        """Where the part goes on after the cells."""
        return self.end if self.data.is_empty else self.xml.quiet.find(b">", self.end) + 1

    def width(self, column: int) -> float | None:
        """The width of a column in characters, None for the usual one."""
        for first, last, tag in self._columns:
            if first <= column <= last:
                stated = attribute(tag.attributes, b"width") or b""
                return float(stated) if WIDTH.fullmatch(stated) else None
        return None

    def edits(self) -> list[Edit]:
        """The changes to be made to the part."""
        return list(self._edits.values())

    def _rows(self) -> Iterable[_Row]:
        number = 0
        closing = b"</" + self.xml.prefix + b"row"
        for tag in self.xml.tags(b"row", self.data.end, self.end):
            number = whole(attribute(tag.attributes, b"r"), number + 1)
            end = tag.end if tag.is_empty else self.xml.quiet.find(closing, tag.end, self.end)
            yield _Row(number, tag, end if end >= 0 else self.end)

    def _row(self, row: _Row, wanted: dict[int, Restyle]) -> None:
        base = _row_format(row.tag)
        if row.tag.is_empty:
            cells = "".join(self._cells(row.number, wanted, base))
            self._add(opened(_spanning(row.tag, wanted), cells.encode()))
            return
        added = self._in_row(row, wanted, base)
        spanning = _spanning(row.tag, added)
        if spanning != row.tag:
            start = b"<" + spanning.name + spanning.attributes + b">"
            self._add(Edit(row.tag.start, row.tag.end, start))

    def _in_row(self, row: _Row, wanted: dict[int, Restyle], base: int | None) -> list[int]:
        """Change and insert cells of a row; the columns of those inserted are given back."""
        left = self._without_plain_cells(row, wanted)
        if not left:
            return []
        column = 0
        added: list[int] = []
        for tag in self.xml.tags(b"c", row.tag.end, row.end):
            column = _column(attribute(tag.attributes, b"r"), column + 1)
            missing = {one: left.pop(one) for one in list(left) if one < column}
            if missing:
                self._insert(tag.start, "".join(self._cells(row.number, missing, base)))
                added += missing
            if column in left:
                self._set(tag, left.pop(column)(self._now(tag)))
        if left:
            self._insert(row.end, "".join(self._cells(row.number, left, base)))
            added += left
        return added

    def _without_plain_cells(self, row: _Row, wanted: dict[int, Restyle]) -> dict[int, Restyle]:
        """Change the cells that are written as Excel writes them, and give the others back."""
        left: dict[int, Restyle] = {}
        for column, restyle in wanted.items():
            opening = f'<{self.xml.prefix.decode()}c r="{address(row.number, column)}"'.encode()
            start = self.xml.quiet.find(opening, row.tag.end, row.end)
            if start < 0:
                left[column] = restyle
                continue
            tag = next(self.xml.tags(b"c", start, row.end))
            self._set(tag, restyle(self._now(tag)))
        return left

    def _now(self, tag: Tag) -> int:
        return _format(tag.attributes) or 0

    def _new_rows(self, wanted: deque[_Wanted], until: int) -> str:
        """The rows above a row number, which the part does not write."""
        name = self.xml.prefix.decode() + "row"
        made: list[str] = []
        while wanted and wanted[0][0] < until:
            number, columns = wanted.popleft()
            cells = "".join(self._cells(number, columns, None))
            made.append(f'<{name} r="{number}">{cells}</{name}>')
        return "".join(made)

    def _cells(self, row: int, columns: dict[int, Restyle], base: int | None) -> Iterable[str]:
        name = self.xml.prefix.decode() + "c"
        for column, restyle in columns.items():
            before = self._column_format(column) if base is None else base
            yield f'<{name} r="{address(row, column)}" s="{restyle(before)}"/>'

    def _column_format(self, column: int) -> int:
        """The format that an empty cell of a column shows."""
        for first, last, tag in self._columns:
            if first <= column <= last:
                return whole(attribute(tag.attributes, b"style"), 0)
        return 0

    @cached_property
    def _columns(self) -> list[tuple[int, int, Tag]]:
        tags = self.xml.tags(b"col", self.xml.root.end, self.data.start)
        return [
            (
                whole(attribute(tag.attributes, b"min"), 0),
                whole(attribute(tag.attributes, b"max"), 0),
                tag,
            )
            for tag in tags
        ]

    def _set(self, tag: Tag, number: int) -> None:
        self._add(Edit(tag.start, tag.end, with_attribute(tag, b"s", str(number).encode())))

    def _add(self, edit: Edit) -> None:
        self._edits[edit.start if edit.end > edit.start else -edit.start] = edit

    def _insert(self, at: int, markup: str) -> None:
        if markup:
            self._add(Edit(at, at, markup.encode()))


def _format(attributes: bytes) -> int | None:
    stated = attribute(attributes, b"s")
    return whole(stated, 0) if stated is not None else None


def _row_format(tag: Tag) -> int | None:
    custom = attribute(tag.attributes, b"customFormat")
    if custom is None or not is_true(custom.decode("ascii", "replace")):
        return None
    return whole(attribute(tag.attributes, b"s"), 0)


def _column(reference: bytes | None, otherwise: int) -> int:
    if reference is None:
        return otherwise
    letters = reference.decode("ascii", "replace").rstrip("0123456789")
    return column_number(letters) or otherwise


def _spanning(tag: Tag, columns: Iterable[int]) -> Tag:
    """A row's tag; where it says which columns the row uses, wide enough for the new ones."""
    stated = attribute(tag.attributes, b"spans")
    if stated is None:
        return tag
    said = [whole(end, 0) for span in stated.split() for end in span.split(b":")]
    ends = [*said, *columns]
    if not said or not all(said) or (min(said), max(said)) == (min(ends), max(ends)):
        return tag
    changed = with_attribute(tag, b"spans", b"%d:%d" % (min(ends), max(ends)))
    return tag._replace(attributes=changed[len(tag.name) + 1 : -1])
