"""Reading a workbook by its declarations: cells become typed rows, faults of shape are noted."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from portal.reference.groups import Group
from portal.workbook import shape
from portal.workbook.addresses import address
from portal.workbook.cells import Book, Cell, SheetState
from portal.workbook.cells import Kind as CellKind
from portal.workbook.cells import Row as CellRow
from portal.workbook.findings import Hit, Place, Severity, hit
from portal.workbook.locate import (
    HEADING_ROWS,
    Headings,
    Said,
    find_fields,
    find_headings,
    is_form,
    match_sheets,
    missing,
)
from portal.workbook.numbers import Reader
from portal.workbook.recurrence import about
from portal.workbook.rules import Rule
from portal.workbook.sheets import Column, Row, Sheet, Template
from portal.workbook.values import reader

# Looked up once per cell: an enumeration's attribute would cost as much as the rest of the loop.
TEXT, NUMBER, ERROR, BAD = CellKind.TEXT, CellKind.NUMBER, CellKind.ERROR, CellKind.BAD
# Cells remembered for each column; most columns hold few different ones.
REMEMBERED = 500
# The list that a marked copy holds; the member may have a sheet of that name already.
RESULTS = frozenset({"檢核結果", "Check results", "檢核結果 (2)", "Check results (2)"})
# The list of what is left to fill in a workbook that was carried over.
TO_FILL = "待填清單"
OURS = frozenset({"說明", "_meta", "_lists", TO_FILL}) | RESULTS
OUTSIDE = ("[", "WEBSERVICE(", "HTTP:", "HTTPS:", "|'")


@dataclass(slots=True)
class Planned:
    """A column to be read: its position in the row class, and what was read before."""

    position: int
    column: Column
    read: Reader
    known: dict[Any, object] = field(default_factory=dict[Any, object])


@dataclass(slots=True)
class Located:
    """Where a sheet's cells are in the member's workbook."""

    name: str
    heading_row: int = 1
    columns: dict[str, int] = field(default_factory=dict[str, int])
    fields: dict[str, tuple[int, int]] = field(default_factory=dict[str, tuple[int, int]])


@dataclass(slots=True)
class Reading:
    """What was read: typed rows by sheet, where they stood, and what was wrong with the shape.

    `unread` are the places whose value could not be read; findings that would only follow from
    them are dropped.
    """

    template: Template
    version: int
    rows: dict[str, list[Any]] = field(default_factory=dict[str, list[Any]])
    located: dict[str, Located] = field(default_factory=dict[str, Located])
    said: list[Said] = field(default_factory=list[Said])
    unread: set[Place] = field(default_factory=set[Place])
    # Of the file among several; empty for one alone.
    name: str = ""

    def table(self, key: str) -> tuple[Any, ...]:
        """The rows of a table, empty when the sheet is absent."""
        return tuple(self.rows.get(key, ()))

    def form(self, key: str) -> Any | None:
        """The one row of a form, None when the sheet is absent."""
        rows = self.rows.get(key)
        return rows[0] if rows else None

    def address(self, place: Place) -> tuple[str, str]:
        """Worksheet name and cell as Excel shows them; a whole row is given by its first cell."""
        located = self.located.get(place.sheet)
        if located is None:
            return self.template.sheet(place.sheet).title.zh, ""
        if place.column in located.fields:
            row, column = located.fields[place.column]
            return located.name, address(row, column)
        row = place.row or located.heading_row
        return located.name, address(row, located.columns.get(place.column, 1))

    def about(self, place: Place) -> str:
        """What a place is about: the same in another version and another year."""
        return about(self.rows, place)


def read(book: Book, template: Template, *, group: Group | None, version: int) -> Reading:
    """Read every declared sheet of the workbook.

    Args:
        book: the opened workbook; its rows are read once, in order.
        template: the declarations to read by.
        group: the member's group, which decides on the sheets it needs; None when unknown.
        version: the template version the workbook states.
    """
    reading = Reading(template, version)
    found, unknown = match_sheets(template, [one.name for one in book.sheets])
    for name in unknown:
        if name not in OURS:
            place = Place(template.sheets[0].key)
            reading.said.append((shape.SHEET_IGNORED, hit(place, sheet=name, found=name)))
    for sheet in template:
        names = found.get(sheet.key, [])
        if not names:
            _absent(reading, sheet, group)
        elif len(names) > 1:
            first, second = names[:2]
            case = hit(Place(sheet.key), first=first, second=second, sheet=sheet.title)
            reading.said.append((shape.SHEET_DOUBLED, case))
        else:
            _SheetReader(reading, book, sheet, names[0]).read()
    return reading


def _absent(reading: Reading, sheet: Sheet, group: Group | None) -> None:
    needed = sheet.required and (
        sheet.groups is None or (group is not None and sheet.serves(group))
    )
    if needed and sheet.since <= reading.version:
        case = hit(Place(sheet.key), sheet=sheet.title, expected=sheet.title)
        reading.said.append((shape.SHEET_MISSING, case))


class _SheetReader:
    """Reads one worksheet; holds the place that is being read for the notes about it."""

    def __init__(self, reading: Reading, book: Book, sheet: Sheet, name: str) -> None:
        self.reading = reading
        self.book = book
        self.sheet = sheet
        self.name = name
        self.row = 0
        self.column: Column = sheet.columns[0]
        self.readers: dict[str, Reader] = {one.key: reader(one) for one in sheet.columns}

    def read(self) -> None:
        self.reading.located[self.sheet.key] = Located(self.name)
        rows = self.book.rows(self.name)
        if is_form(self.sheet):
            self._form(list(rows))
        else:
            self._table(iter(rows))
        self._notes()

    def say(
        self, rule: Rule[Any], /, *, found: object = None, expected: object = None, **values: object
    ) -> None:
        """Note a case at the cell being read; an error means that its value counts as blank."""
        place = Place(self.sheet.key, self.row, self.column.key)
        values = {"column": self.column.title, "found": found, **values}
        self.reading.said.append((rule, Hit((place,), values, found, expected)))
        if rule.severity is Severity.ERROR:
            self.reading.unread.add(place)

    def _at_sheet(self, rule: Rule[Any], **values: object) -> None:
        case = hit(Place(self.sheet.key), sheet=self.name, **values)
        self.reading.said.append((rule, case))

    def _form(self, rows: list[CellRow]) -> None:
        located = self.reading.located[self.sheet.key]
        located.fields = find_fields(self.sheet, rows)
        if not located.fields:
            self._at_sheet(shape.HEADINGS_MISSING)
            return
        for column in missing(self.sheet, located.fields):
            self._column_missing(column)
        cells = {(row.number, cell.column): cell for row in rows for cell in row.cells}
        values = [self._field(column, located, cells) for column in self.sheet.columns]
        self.reading.rows[self.sheet.key] = [self.sheet.row(0, *values)]

    def _field(
        self, column: Column, located: Located, cells: dict[tuple[int, int], Cell]
    ) -> object:
        spot = located.fields.get(column.key)
        if spot is None:
            return None
        cell = cells.get(spot)
        self.column = column
        if cell is None:
            if column.required:
                self.say(shape.REQUIRED)
            return None
        return self._value(cell, self.readers[column.key])

    def _table(self, rows: Iterable[CellRow]) -> None:
        iterator = iter(rows)
        first: list[CellRow] = []
        for row in iterator:
            first.append(row)
            if row.number >= HEADING_ROWS:
                break
        headings = find_headings(self.sheet, first)
        if headings is None:
            if self.sheet.required or any(row.number > 1 for row in first):
                self._at_sheet(shape.HEADINGS_MISSING)
            return
        self._headings(headings)
        body = chain((row for row in first if row.number > headings.row), iterator)
        self.reading.rows[self.sheet.key] = self._rows(body, headings)
        everybodys = self.sheet.required and self.sheet.groups is None
        if everybodys and not self.reading.rows[self.sheet.key]:
            self._at_sheet(shape.SHEET_EMPTY)

    def _headings(self, headings: Headings) -> None:
        located = self.reading.located[self.sheet.key]
        located.heading_row = headings.row
        located.columns = dict(headings.columns)
        self.reading.said.extend(headings.said)
        self.reading.unread.update(Place(self.sheet.key, 0, key) for key in headings.unsure)
        for column in missing(self.sheet, headings.columns):
            if column.since <= self.reading.version:
                self._column_missing(column)

    def _column_missing(self, column: Column) -> None:
        place = Place(self.sheet.key, 0, column.key)
        case = hit(place, sheet=self.name, column=column.title, expected=column.title)
        self.reading.said.append((shape.COLUMN_MISSING, case))
        self.reading.unread.add(place)

    def _rows(self, body: Iterable[CellRow], headings: Headings) -> list[Row]:
        plan = self._plan(headings)
        needed = self._needed(headings)
        blank: list[Any] = [None] * len(self.sheet.columns)
        make: Callable[..., Row] = self.sheet.row
        rows: list[Row] = []
        for self.row, cells, _ in body:
            values = blank.copy()
            used = False
            for cell in cells:
                number, kind, value, formula, style = cell
                planned = plan.get(number)
                if planned is None:
                    continue
                used = True
                # A text reads alike under every style, a number does not: 0.5 may be 50 %. Python
                # takes True for 1.
                written = value if kind is TEXT else (value, style.index, kind is NUMBER)
                if formula is None and written in planned.known:
                    values[planned.position] = planned.known[written]
                else:
                    values[planned.position] = self._planned(cell, planned, written)
            if used:
                for position, column in needed:
                    if values[position] is None:
                        self._required(column)
                rows.append(make(self.row, *values))
        return rows

    def _plan(self, headings: Headings) -> dict[int, Planned]:
        order = {column.key: position for position, column in enumerate(self.sheet.columns)}
        return {
            number: Planned(order[key], self.sheet.by_key[key], self.readers[key])
            for key, number in headings.columns.items()
            if key not in headings.unsure
        }

    def _needed(self, headings: Headings) -> list[tuple[int, Column]]:
        return [
            (position, column)
            for position, column in enumerate(self.sheet.columns)
            if column.required and column.key in headings.columns.keys() - headings.unsure
        ]

    def _planned(self, cell: Cell, planned: Planned, written: object) -> object:
        """Read a cell; what is read without a word is remembered for the column."""
        self.column = planned.column
        before = len(self.reading.said)
        value = self._value(cell, planned.read)
        if len(self.reading.said) == before:
            if len(planned.known) >= REMEMBERED:
                planned.known.clear()
            planned.known[written] = value
        return value

    def _required(self, column: Column) -> None:
        self.column = column
        if Place(self.sheet.key, self.row, column.key) not in self.reading.unread:
            self.say(shape.REQUIRED)

    def _value(self, cell: Cell, read_cell: Reader) -> object:
        if cell.formula is not None and not self._formula(cell):
            return None
        if cell.kind is ERROR:
            self.say(shape.ERROR_CELL, found=cell.value)
            return None
        if cell.kind is BAD:
            self.say(shape.DAMAGED_CELL, found=cell.value)
            return None
        return read_cell(cell, self.say)

    def _formula(self, cell: Cell) -> bool:
        """Note what a formula means for the cell; False when it has no result to use."""
        formula = cell.formula or ""
        if any(mark in formula.upper() for mark in OUTSIDE):
            self.say(shape.OUTSIDE_LINK, found=formula[:80])
        if cell.kind is CellKind.EMPTY:
            self.say(shape.NEVER_CALCULATED, found=f"={formula}"[:80])
            return False
        if cell.kind is not CellKind.ERROR:
            self.say(shape.FORMULA_INPUT, found=f"={formula}"[:80])
        return True

    def _notes(self) -> None:
        """What is known about a sheet only after all its rows were read."""
        rows = self.reading.rows.get(self.sheet.key, [])
        if not rows:
            return
        info = next(one for one in self.book.sheets if one.name == self.name)
        if info.state is not SheetState.VISIBLE:
            self._at_sheet(shape.SHEET_HIDDEN)
        layout = self.book.layout(self.name)
        first = self.reading.located[self.sheet.key].heading_row + 1
        if not is_form(self.sheet):
            if any(row.at in layout.hidden_rows for row in rows):
                self._at_sheet(shape.ROWS_HIDDEN)
            for merged in layout.merged:
                if merged.last_row >= first:
                    self._at_sheet(shape.MERGED_CELLS, range=str(merged))
                    break
