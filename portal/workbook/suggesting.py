"""Suggested corrections: tried by reading the one cell anew and computing everything with it."""

import copy
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from portal.language import Text
from portal.reference.units import Unit, units
from portal.workbook import shape
from portal.workbook.cells import Cell
from portal.workbook.cells import Kind as CellKind
from portal.workbook.collecting import ranges
from portal.workbook.findings import NOTHING, Hit, Place, Proposal, Severity, Suggestion
from portal.workbook.formats import GENERAL, FormatKind
from portal.workbook.reading import Reading
from portal.workbook.rules import Rule
from portal.workbook.sheets import Column, Kind
from portal.workbook.typed import Content, as_typed, typed
from portal.workbook.values import reader
from portal.workbook.writing.words import choice, offered

Totals = Mapping[str, Mapping[str, Any]]
# Rows that may be computed anew for suggestions, so that a large workbook costs little more.
ROWS_ANEW = 20_000
LEAST_TRIALS = 3
PLACES = Decimal("0.0001")
WRITE = Text(
    "建議：{cell}「{column}」改填「{value}」。",
    "Suggestion: write “{value}” into {cell} ({column}).",
)
READ_AS = Text(
    "建議：以「{unit}」計，{cell}「{column}」改填「{value}」。",
    "Suggestion: read as {unit}, so write “{value}” into {cell} ({column}).",
)
WRITE_IN_ALL = Text(
    "建議：「{column}」的 {count} 格（{cells}）一律改填「{value}」。",
    "Suggestion: write “{value}” into all {count} cells of {column} ({cells}).",
)
READ_ALL_AS = Text(
    "建議：「{column}」的 {count} 格（{cells}）一律以「{unit}」計，改填「{value}」。",
    "Suggestion: read all {count} cells of {column} ({cells}) as {unit}, so write “{value}”.",
)
RANGES_NAMED = 3
_FORMATS = {
    Kind.PERCENT: FormatKind.PERCENT,
    Kind.DATE: FormatKind.DATE,
    Kind.TEXT: FormatKind.TEXT,
}


@dataclass(frozen=True, slots=True)
class Computed:
    """What a reading comes to: its totals, and what a rule finds in it."""

    totals: Totals
    hits: Callable[[Rule[Any]], Iterable[Hit]]


Compute = Callable[[Reading], Computed]
Effect = Callable[[Totals, Totals], Text]


class Suggester:
    """Finds for a case the first of its proposals that puts it right.

    Args:
        reading: what was read.
        compute: totals and findings of such a reading.
        before: the totals as the workbook stands.
        effect: the sentence about what changed between two totals.
    """

    def __init__(self, reading: Reading, compute: Compute, before: Totals, effect: Effect) -> None:
        self._reading = reading
        self._compute = compute
        self._before = before
        self._effect = effect
        rows = sum(map(len, reading.rows.values()))
        self._trials = max(LEAST_TRIALS, ROWS_ANEW // max(rows, 1))

    def __call__(
        self, rule: Rule[Any], cases: Sequence[Hit], rows: Collection[int] = ()
    ) -> Suggestion | None:
        """The suggestion for a case, or one for many; None where nothing is proposed or helps.

        Args:
            rule: that found the cases.
            cases: one, or the first of many of one kind in one column.
            rows: of many cases, all of them.
        """
        for proposal in _proposals(rule, cases[0]):
            if len(rows) > 1:
                made = self._tried_in_all(rule, cases, rows, proposal)
            else:
                made = self._tried(rule, cases[0], proposal)
            if made is not None:
                return made
        return None

    def _tried_in_all(
        self, rule: Rule[Any], cases: Sequence[Hit], rows: Collection[int], proposal: Proposal
    ) -> Suggestion | None:
        """One value for the cells of one column in all rows, tried by computing once."""
        place = proposal.place
        column, value, content = self._written(proposal)
        is_for_all = all(_is_proposed(rule, case, proposal) for case in cases)
        if column is None or not is_for_all or self._trials <= 0:
            return None
        changed = with_values(
            self._reading, place.sheet, place.column, dict.fromkeys(rows, content)
        )
        if changed is None:
            return None
        self._trials -= 1
        after = self._compute(changed)
        first = (hit.places[0] for hit in after.hits(rule) if hit.places)
        left = {one.row for one in first if one.sheet == place.sheet}
        if not proposal.is_sure and not left.isdisjoint(rows):
            return None
        sheet, cell = self._reading.address(place)
        cells = ranges(cell.rstrip("0123456789"), sorted(rows))
        words = _words_for_all(column, cells, len(rows), value, content)
        effect = self._effect(self._before, after.totals)
        return Suggestion(sheet, ", ".join(cells), value, words, effect)

    def _written(self, proposal: Proposal) -> tuple[Column | None, str, object]:
        """The column of a proposal, what to type there and what that is read as."""
        column = _column(self._reading, proposal.place)
        if column is None:
            return None, "", None
        value = _shown(column, proposal.value)
        is_read, content = _read(column, value)
        return (column if is_read else None), value, content

    def _tried(self, rule: Rule[Any], case: Hit, proposal: Proposal) -> Suggestion | None:
        column, value, content = self._written(proposal)
        if column is None:
            return None
        effect = self._effect_of(rule, case, proposal, content)
        if effect is None:
            return None
        sheet, cell = self._reading.address(proposal.place)
        words = _words(column, cell, value, content)
        return Suggestion(sheet, cell, value, words, effect)

    def _effect_of(
        self, rule: Rule[Any], case: Hit, proposal: Proposal, content: object
    ) -> Text | None:
        """What the content changes; None when it does not put the case right."""
        is_shape = rule.code in shape.SHAPE.rules
        if is_shape and rule.severity is not Severity.ERROR:
            # Read so already: only how it is written changes.
            return NOTHING
        changed = with_value(self._reading, proposal.place, content)
        if changed is None or self._trials <= 0:
            return NOTHING if is_shape else None
        self._trials -= 1
        after = self._compute(changed)
        still = not is_shape and any(one.places == case.places for one in after.hits(rule))
        if still and not proposal.is_sure:
            return None
        return self._effect(self._before, after.totals)


def with_value(reading: Reading, place: Place, content: object) -> Reading | None:
    """The reading with another value in one place; None when it has no such row."""
    return with_values(reading, place.sheet, place.column, {place.row: content})


def with_values(
    reading: Reading, sheet: str, column: str, contents: Mapping[int, object]
) -> Reading | None:
    """The reading with other values in a column, by row; None when it lacks one of the rows."""
    rows = list(reading.rows.get(sheet, []))
    left = set(contents)
    for number, row in enumerate(rows):
        if row.at in left and hasattr(row, column):
            rows[number] = replace(row, **{column: contents[row.at]})
            left.remove(row.at)
    if left:
        return None
    changed = copy.copy(reading)
    changed.rows = {**reading.rows, sheet: rows}
    return changed


def _is_proposed(rule: Rule[Any], case: Hit, wanted: Proposal) -> bool:
    """Whether a case proposes the same for its own row."""
    return any(
        one.place == Place(wanted.place.sheet, case.places[0].row, wanted.place.column)
        and one.value == wanted.value
        for one in _proposals(rule, case)
    )


def _proposals(rule: Rule[Any], case: Hit) -> Iterable[Proposal]:
    yield from case.proposed
    if not case.proposed and rule.writes_expected and case.places and case.expected is not None:
        yield Proposal(case.places[0], case.expected)


def _column(reading: Reading, place: Place) -> Column | None:
    located = reading.located.get(place.sheet)
    if located is None or (place.column not in located.columns.keys() | located.fields.keys()):
        return None
    return reading.template.sheet(place.sheet).by_key.get(place.column)


def _shown(column: Column, value: object) -> str:
    """What a person types, or chooses from the drop-down."""
    text = value.zh if isinstance(value, Text) else as_typed(value)
    if column.kind is Kind.PERCENT and isinstance(value, Decimal):
        return f"{as_typed(value * 100)}%"
    if isinstance(value, Decimal) and column.decimals is not None:
        return as_typed(round(value, max(column.decimals, 4)))
    codes = offered(column)
    code = codes.find(text) if codes else None
    return text if code is None else choice(column, code)


def _read(column: Column, value: str) -> tuple[bool, object]:
    """Whether a value is read without an error, and what it is read as."""
    errors: list[Rule[Any]] = []

    def say(rule: Rule[Any], /, **_: object) -> None:
        if rule.severity is Severity.ERROR:
            errors.append(rule)

    content = typed(value, _FORMATS.get(column.kind, FormatKind.GENERAL))
    if content is None:
        return False, None
    read = reader(column)(_cell(content, column), say)
    return not errors and read is not None, read


def _cell(content: Content, column: Column) -> Cell:
    style = replace(GENERAL, kind=_FORMATS.get(column.kind, FormatKind.GENERAL))
    match content:
        case Decimal():
            return Cell(1, CellKind.NUMBER, float(content), None, style)
        case date():
            return Cell(1, CellKind.DATE, datetime.combine(content, time()), None, style)
        case _:
            return Cell(1, CellKind.TEXT, str(content), None, style)


def _words(column: Column, cell: str, value: str, content: object) -> Text:
    unit = _unit(column, content)
    if unit is not None:
        return READ_AS.format(unit=unit.label, cell=cell, column=column.title, value=value)
    return WRITE.format(cell=cell, column=column.title, value=value)


def _words_for_all(
    column: Column, cells: Sequence[str], count: int, value: str, content: object
) -> Text:
    named = ", ".join((*cells[:RANGES_NAMED], *(["…"] if len(cells) > RANGES_NAMED else [])))
    unit = _unit(column, content)
    said = {"column": column.title, "count": count, "cells": named, "value": value}
    return (
        WRITE_IN_ALL.format(**said) if unit is None else READ_ALL_AS.format(unit=unit.label, **said)
    )


def _unit(column: Column, content: object) -> Unit | None:
    return units().get(str(content)) if column.kind is Kind.UNIT else None
