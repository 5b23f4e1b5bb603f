"""Faults on purpose: a sound workbook with one thing wrong, named for the finding it provokes."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from portal.workbook.content import CellInput
from portal.workbook.sheets import Kind
from portal.workbook.writing.draft import Draft, DraftColumn, DraftSheet

Change = Callable[[Draft], Draft]
OfSheet = Callable[[DraftSheet], DraftSheet]


@dataclass(frozen=True, slots=True)
class Fault:
    """One faulty sample.

    Attributes:
        code: of the finding it provokes.
        name: the fault in a few English words, for the file's name.
        change: makes the sound workbook faulty.
        kind: `inventory` or `plan`.
        member: whose sound workbook it starts from.
        year: of the workbook.
    """

    code: str
    name: str
    change: Change
    kind: str = "inventory"
    member: str = "CE06"
    year: int = 2024

    @property
    def file_name(self) -> str:
        """`WB-201-not-a-number.xlsx`."""
        words = self.name.replace("_", " ").split()
        return f"{self.code}-{'-'.join(words)}.xlsx"


def sheet(key: str, change: OfSheet) -> Change:
    """A change of one worksheet."""

    def changed(draft: Draft) -> Draft:
        sheets = (change(one) if one.sheet.key == key else one for one in draft.sheets)
        return replace(draft, sheets=tuple(sheets))

    return changed


def cell(key: str, column: str, value: CellInput, *, row: int = 0) -> Change:
    """Another value in one cell; `row` counts the filled rows from 0."""
    return rewritten(key, column, lambda _: value, row=row)


def rewritten(
    key: str, column: str, change: Callable[[CellInput], CellInput], *, row: int = 0
) -> Change:
    """A value made of the one that stood in the cell."""

    def changed(one: DraftSheet) -> DraftSheet:
        rows = [dict(line) for line in one.rows]
        rows[row][column] = change(rows[row].get(column))
        return replace(one, rows=tuple(rows))

    return sheet(key, changed)


def stamped(**values: Any) -> Change:
    """Another statement of the workbook about itself."""
    return lambda draft: replace(draft, stamp=replace(draft.stamp, **values))


def without(key: str) -> Change:
    """One worksheet less."""
    return lambda draft: replace(
        draft, sheets=tuple(one for one in draft.sheets if one.sheet.key != key)
    )


def twice(key: str) -> Change:
    """A worksheet and its copy, named as Excel names copies."""

    def changed(draft: Draft) -> Draft:
        copies = (
            replace(one, name=f"{one.name} (2)") for one in draft.sheets if one.sheet.key == key
        )
        return replace(draft, sheets=(*draft.sheets, *copies))

    return changed


def columns(key: str, change: Callable[[list[DraftColumn]], list[DraftColumn]]) -> Change:
    """A worksheet with other columns."""
    return sheet(key, lambda one: replace(one, columns=tuple(change(list(one.columns)))))


def headed(key: str, column: str, title: str, *, with_key: bool = True) -> Change:
    """A column under another heading, with its hidden key or without."""

    def changed(found: list[DraftColumn]) -> list[DraftColumn]:
        return [
            replace(one, title=title, key=one.key if with_key else "")
            if one.column.key == column
            else one
            for one in found
        ]

    return columns(key, changed)


def as_text(key: str, column: str, value: str, *, row: int = 0) -> Change:
    """Text in a cell, past the drop-down: a code's own name would become its label."""
    plain = columns(
        key,
        lambda found: [
            replace(one, column=replace(one.column, kind=Kind.TEXT, codes=None))
            if one.column.key == column
            else one
            for one in found
        ],
    )
    return both(plain, cell(key, column, value, row=row))


def both(*changes: Change) -> Change:
    """Several changes, one after the other."""

    def changed(draft: Draft) -> Draft:
        for change in changes:
            draft = change(draft)
        return draft

    return changed
