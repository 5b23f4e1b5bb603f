"""Workbooks of the demonstration as drafts, so that samples can change them before writing."""

from dataclasses import replace

from portal.demo.contents import Workbook
from portal.workbook.content import Content
from portal.workbook.writing.draft import Draft, draft, stamp


def drafted(file: Workbook, content: Content | None = None) -> Draft:
    """A workbook as a draft, with other content if given."""
    one = file.company
    made_out = stamp(
        file.template,
        group=one.group,
        year=file.year,
        member_code=one.code,
        member_name=one.name,
    )
    return draft(file.template, file.content if content is None else content, made_out)


def short(whole: Draft) -> Draft:
    """A workbook without its empty optional sheets."""
    needed = tuple(one for one in whole.sheets if one.rows or one.sheet.required)
    return replace(whole, sheets=needed)
