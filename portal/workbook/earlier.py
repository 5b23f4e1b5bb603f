"""Earlier versions of a template: what each change was, and how an older workbook is read by it.

A version is declared once, as it is now. What changed from the version before is declared beside
it, and the older declaration follows: an old workbook is read by its own columns, its rows become
rows of the present version, and what is found there is shown in the cells it came from.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, make_dataclass, replace
from itertools import islice
from typing import Any

from portal.reference.codes import Code, CodeList
from portal.workbook.cells import Book
from portal.workbook.findings import Place
from portal.workbook.locate import Said, heading_key
from portal.workbook.reading import Reading
from portal.workbook.sheets import Column, DeclarationError, Layout, Row, Sheet, Template
from portal.workbook.writing.words import heading

# A form's labels stand one below the other, further down than a table's headings.
HEADED_ROWS = 40
Spot = tuple[str, str]
"""Sheet key and column key."""


@dataclass(frozen=True, slots=True)
class Was:
    """A column as it was, and what became of it.

    Attributes:
        sheet: the sheet it stood on.
        column: as it was declared.
        now: sheet and column that hold its value since; a field of a form may have become a
            column, whose rows then all hold its value.
        after: the column it stood behind, empty for the first; unused where it kept key and place.
        codes: the code that replaces each one that is no longer offered.
    """

    sheet: str
    column: Column
    now: Spot
    after: str = ""
    codes: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class Change:
    """What changed from version `before` to the next; new columns say so by their `since`."""

    before: int
    was: tuple[Was, ...] = ()


def with_code(codes: CodeList, code: Code, *, instead_of: str) -> CodeList:
    """A code list as it was, with the entry that another has replaced."""
    entries = tuple(code if one.code == instead_of else one for one in codes.codes)
    return CodeList(codes.key, codes.label, entries, codes.source)


@dataclass(frozen=True, slots=True)
class _Step:
    """One change between two declarations that both exist."""

    older: Template
    newer: Template
    origin: Mapping[Spot, Was]

    def rows(self, old: "Rows") -> "Rows":
        """The rows of the older version as rows of the newer."""
        return {sheet.key: self._sheet(sheet, old) for sheet in self.newer if sheet.key in old}

    def _sheet(self, sheet: Sheet, old: "Rows") -> Sequence[Any]:
        before = _sheet(self.older, sheet.key)
        if before is None or before is sheet:
            return old[sheet.key]
        return [sheet.row(row.at, *self._cells(sheet, row, old)) for row in old[sheet.key]]

    def _cells(self, sheet: Sheet, row: Row, old: "Rows") -> Iterator[Any]:
        for column in sheet.columns:
            was = self.origin.get((sheet.key, column.key))
            if was is None:
                yield getattr(row, column.key, None)
                continue
            held = row if was.sheet == sheet.key else next(iter(old.get(was.sheet, ())), None)
            value = getattr(held, was.column.key, None)
            yield was.codes.get(value, value) if isinstance(value, str) else value

    def place(self, place: Place) -> Place:
        """Where the older version holds what stands at a place of the newer."""
        was = self.origin.get((place.sheet, place.column))
        if was is not None:
            return Place(was.sheet, place.row if was.sheet == place.sheet else 0, was.column.key)
        before = _sheet(self.older, place.sheet)
        if before is None or not place.column or place.column in before.by_key:
            return place
        return replace(place, column="")


Rows = Mapping[str, Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier version of a template, with the way from it to the present one."""

    template: Template
    steps: tuple[_Step, ...]

    def rows(self, rows: Rows) -> Rows:
        """Rows of this version as rows of the present one."""
        for step in self.steps:
            rows = step.rows(rows)
        return rows

    def place(self, place: Place) -> Place:
        """The cell of this version that a cell of the present one was read from."""
        for step in reversed(self.steps):
            place = step.place(place)
        return place

    def said(self, said: Iterable[Said]) -> Iterator[Said]:
        """What the rules found, in this version's own cells, by the rules it knows.

        What several rows took from one cell is said of it once.
        """
        moved: set[tuple[str, tuple[Place, ...]]] = set()
        for rule, case in said:
            if rule.since > self.template.version:
                continue
            places = tuple(map(self.place, case.places))
            if places != case.places:
                if (rule.code, places) in moved:
                    continue
                moved.add((rule.code, places))
            yield rule, replace(case, places=places)


@dataclass(frozen=True, slots=True)
class Carried:
    """What was read from an older workbook, as the rows of the present version."""

    rows: Rows

    def table(self, key: str) -> tuple[Any, ...]:
        """The rows of a table, empty when the sheet is absent."""
        return tuple(self.rows.get(key, ()))

    def form(self, key: str) -> Any | None:
        """The one row of a form, None when the sheet is absent."""
        return next(iter(self.rows.get(key, ())), None)


@dataclass(frozen=True, slots=True)
class Versions:
    """A template in its present version and in every one before it.

    Attributes:
        template: the present version.
        changes: what changed from each version to the next, the oldest first.
    """

    template: Template
    changes: tuple[Change, ...] = ()
    known: dict[int, Earlier] = field(
        init=False, repr=False, compare=False, default_factory=dict[int, Earlier]
    )

    def __post_init__(self) -> None:
        self.known.update(_worked_out(self.template, self.changes))

    def version(self, number: int) -> Earlier:
        """The declaration a workbook of that version is read by; an unknown one by the present."""
        return self.known.get(max(number, 1), Earlier(self.template, ()))

    def kept(self, sheet: str, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """The cells of a row kept as JSON, whichever version they were read from.

        Names and codes that were replaced are those of the present version; a cell that has moved
        to another sheet is not among them.
        """
        now = dict(values)
        for change in self.changes:
            for was in change.was:
                if (was.sheet, was.sheet) == (sheet, was.now[0]) and was.column.key in now:
                    value = now.pop(was.column.key)
                    now[was.now[1]] = was.codes.get(value, value)
        return now

    def seen_in(self, book: Book) -> int:
        """The version whose own headings a workbook has most of, the newest where none shows."""
        if not self.changes:
            return self.template.version
        own = {number: _own(one.template, self.known) for number, one in self.known.items()}
        seen = dict.fromkeys(own, 0)
        for name in (one.name for one in book.sheets):
            for row in islice(book.rows(name), HEADED_ROWS):
                for cell in row.cells:
                    text = str(cell.value)
                    for number, (keys, headings) in own.items():
                        seen[number] += text in keys or heading_key(text) in headings
        return max(seen, key=lambda number: (seen[number], number))

    def carried(self, reading: Reading) -> Carried:
        """What was read, as the present version holds it."""
        return Carried(self.version(reading.template.version).rows(reading.rows))


def _own(template: Template, known: Mapping[int, Earlier]) -> tuple[set[str], set[str]]:
    """Keys and headings that only this version of a template has."""
    others = [one.template for one in known.values() if one.template is not template]
    known_elsewhere = {column.key for one in others for column in _columns(one)}
    said_elsewhere = {heading for one in others for heading in _headings(one)}
    keys = {column.key for column in _columns(template)} - known_elsewhere
    return keys, set(_headings(template)) - said_elsewhere


def _columns(template: Template) -> Iterator[Column]:
    for sheet in template:
        yield from sheet.columns


def _headings(template: Template) -> Iterator[str]:
    for column in _columns(template):
        yield heading_key(column.title.zh)
        yield heading_key(heading(column))


def _worked_out(newer: Template, changes: Sequence[Change]) -> Iterator[tuple[int, Earlier]]:
    if [one.before for one in changes] != list(range(1, newer.version)):
        raise DeclarationError(f"{newer.id} lacks the change from one of its versions")
    steps = tuple[_Step, ...]()
    yield newer.version, Earlier(newer, ())
    for change in reversed(changes):
        step = _undone(newer, change)
        newer, steps = step.older, (step, *steps)
        yield change.before, Earlier(newer, steps)


def _undone(newer: Template, change: Change) -> _Step:
    sheets = (sheet for sheet in newer if sheet.since <= change.before)
    older = replace(
        newer, version=change.before, sheets=tuple(_sheet_before(one, change) for one in sheets)
    )
    for was in change.was:
        moved = was.sheet != was.now[0]
        if moved and older.sheet(was.sheet).layout is not Layout.FORM:
            raise DeclarationError(f"{was.sheet}.{was.column.key} has a row for each, not one")
        if was.now[1] not in newer.sheet(was.now[0]).by_key:
            raise DeclarationError(f"{was.now} is no column")
    return _Step(older, newer, {was.now: was for was in change.was})


def _sheet_before(sheet: Sheet, change: Change) -> Sheet:
    """The sheet as it was; the very same where nothing changed."""
    columns = [one for one in sheet.columns if one.since <= change.before]
    for was in (one for one in change.was if one.sheet == sheet.key):
        keys = [one.key for one in columns]
        if was.column.key in keys:
            columns[keys.index(was.column.key)] = was.column
        else:
            columns.insert(keys.index(was.after) + 1 if was.after else 0, was.column)
    if tuple(columns) == sheet.columns:
        return sheet
    fields = [(one.key, Any) for one in columns]
    row = make_dataclass(
        f"{sheet.row.__name__}{change.before}",
        fields,
        bases=(Row,),
        frozen=True,
        slots=True,
        namespace={"SHEET": sheet.key},
    )
    return replace(sheet, columns=tuple(columns), row=row)


def _sheet(template: Template, key: str) -> Sheet | None:
    return next((sheet for sheet in template if sheet.key == key), None)


FROZEN = ("sheet", "key", "zh", "en", "kind", "unit", "required", "least", "most", "answers")


def frozen(template: Template) -> Iterator[tuple[str, ...]]:
    """What a version asks for, a row for each column under `FROZEN`.

    It is kept beside the changes, and a test compares: a column of a version that was given out
    can no longer change unnoticed.
    """
    yield FROZEN
    for sheet in template:
        for column in sheet.columns:
            answers = "|".join(one.code for one in column.codes.codes) if column.codes else ""
            yield (
                sheet.key,
                column.key,
                column.title.zh,
                column.title.en,
                column.kind.value,
                column.unit.zh,
                "required" if column.required else "",
                "" if column.minimum is None else f"{column.minimum:f}",
                "" if column.maximum is None else f"{column.maximum:f}",
                answers,
            )
