"""A workbook before it is written: worksheets, headings and values that may still be rearranged.

Templates are drafts as the declarations say; faulty samples are drafts with one thing changed.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from portal.language import Text
from portal.reference.groups import Group
from portal.workbook.content import Content, Line
from portal.workbook.left import Left
from portal.workbook.sheets import NOTHING, Column, Sheet, Template
from portal.workbook.writing.words import heading

WHOLE_ALLIANCE = Text("產業淨零大聯盟", "Net Zero Industry Alliance")


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a workbook says about itself, on its first page, in `_meta` and in its properties."""

    template_id: str
    version: int
    kind: str
    title: Text
    year: int
    member_code: str
    member_name: Text
    group: Group | None
    hand_in: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftColumn:
    """One column or field as it will stand: `key` goes into the hidden row, `title` above it."""

    column: Column
    key: str
    title: str


@dataclass(frozen=True, slots=True)
class DraftSheet:
    """One worksheet as it will stand; a table's rows may be a generator when it is streamed."""

    name: str
    sheet: Sheet
    columns: tuple[DraftColumn, ...]
    rows: Iterable[Line]
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """A workbook as it will stand, its worksheets in order; `left` is listed on one of its own."""

    stamp: Stamp
    sheets: tuple[DraftSheet, ...]
    left: tuple[Left, ...] = ()


def stamp(
    template: Template,
    *,
    group: Group | None,
    year: int,
    member_code: str = "",
    member_name: Text = NOTHING,
) -> Stamp:
    """The stamp of a template made out for a member and a year."""
    return Stamp(
        template.id,
        template.version,
        template.kind,
        template.title,
        year,
        member_code,
        member_name,
        group,
        template.hand_in,
    )


def draft(template: Template, content: Content, made_out: Stamp) -> Draft:
    """The workbook of a template with its content, for the sheets that serve the group."""
    serving = (sheet for sheet in template if sheet.serves(made_out.group))
    sheets = tuple(draft_sheet(sheet, content.get(sheet.key, ())) for sheet in serving)
    return Draft(made_out, sheets)


def draft_sheet(sheet: Sheet, rows: Iterable[Line]) -> DraftSheet:
    """One worksheet as it is declared."""
    columns = tuple(DraftColumn(column, column.key, heading(column)) for column in sheet.columns)
    return DraftSheet(sheet.title.zh, sheet, columns, rows)
