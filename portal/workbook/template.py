"""The workbook a member receives: blank, prefilled, or full, always from the declarations.

The same content gives the same bytes on every machine.
"""

from io import BytesIO
from typing import Any

from portal.language import Text
from portal.reference.groups import Group
from portal.workbook.content import Content
from portal.workbook.reading import TO_FILL
from portal.workbook.sheets import NOTHING, Layout, Template
from portal.workbook.writing.draft import Draft, draft, stamp
from portal.workbook.writing.excel import Target, new_workbook
from portal.workbook.writing.identity import identify
from portal.workbook.writing.labelled import write_labelled
from portal.workbook.writing.left import write_left
from portal.workbook.writing.lists import Lists
from portal.workbook.writing.readme import README, write_readme
from portal.workbook.writing.styles import FONT, Styles
from portal.workbook.writing.tables import write_table

BLANK_ROWS = 50
MOST_BLANK_ROWS = 500


def write(
    target: Target,
    template: Template,
    content: Content,
    *,
    group: Group | None,
    year: int,
    member_code: str = "",
    member_name: Text = NOTHING,
    blank_rows: int = BLANK_ROWS,
) -> None:
    """Write the workbook of a member, group and year.

    Args:
        target: a path, or a stream open for writing bytes.
        template: the kind of workbook.
        content: what is already known, by sheet key; sheets of other groups are left out.
        group: the member's group; None gives every sheet.
        year: reporting year.
        member_code: code of the member, empty for a general form.
        member_name: its name.
        blank_rows: prepared rows below the filled ones of each table, 500 at most.
    """
    made_out = stamp(
        template, group=group, year=year, member_code=member_code, member_name=member_name
    )
    write_draft(target, draft(template, content, made_out), blank_rows=blank_rows)


def build_bytes(
    template: Template,
    content: Content,
    *,
    group: Group | None,
    year: int,
    member_code: str = "",
    member_name: Text = NOTHING,
    blank_rows: int = BLANK_ROWS,
) -> bytes:
    """The workbook of `write` as bytes."""
    made_out = stamp(
        template, group=group, year=year, member_code=member_code, member_name=member_name
    )
    return draft_bytes(draft(template, content, made_out), blank_rows=blank_rows)


def draft_bytes(what: Draft, *, blank_rows: int = BLANK_ROWS, guided: bool = True) -> bytes:
    """A draft as the bytes of its file."""
    stream = BytesIO()
    write_draft(stream, what, blank_rows=blank_rows, guided=guided)
    return stream.getvalue()


def write_draft(
    target: Target,
    what: Draft,
    *,
    blank_rows: int = BLANK_ROWS,
    guided: bool = True,
    streamed: bool = False,
) -> None:
    """Write a draft.

    Args:
        target: a path, or a stream open for writing bytes.
        what: the workbook.
        blank_rows: prepared rows below the filled ones of each table, 500 at most.
        guided: with first page, drop-downs, prompts, marks and Excel tables, which a sample of a
            fault can do without.
        streamed: keep one row in memory at a time and leave out the Excel tables.
    """
    with new_workbook(target, _options(streamed=streamed)) as workbook:
        styles, lists = Styles(workbook), Lists()
        if guided:
            write_readme(workbook.add_worksheet(README), what, styles)
        if what.left:
            write_left(workbook.add_worksheet(TO_FILL), what.left, styles)
        for sheet in what.sheets:
            worksheet = workbook.add_worksheet(sheet.name)
            if sheet.is_hidden:
                worksheet.hide()
            offered = lists if guided else None
            if sheet.sheet.layout is Layout.FORM:
                write_labelled(worksheet, sheet, styles, offered)
            else:
                rows = min(blank_rows, MOST_BLANK_ROWS)
                write_table(worksheet, sheet, styles, offered, blank_rows=rows, streamed=streamed)
        if guided:
            lists.write(workbook)
        identify(workbook, what.stamp)


def _options(*, streamed: bool) -> dict[str, Any]:
    return {
        "in_memory": not streamed,
        "constant_memory": streamed,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "default_format_properties": {"font_name": FONT, "font_size": 11},
    }
