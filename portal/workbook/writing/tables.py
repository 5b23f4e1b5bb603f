"""A worksheet of rows: title, help, hidden keys, headings, then the rows from the fifth line on."""

from collections.abc import Iterable

from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from portal.workbook.sheets import Column
from portal.workbook.writing.cells import Pen, pen, put
from portal.workbook.writing.draft import DraftSheet
from portal.workbook.writing.excel import Worksheet
from portal.workbook.writing.guidance import guide
from portal.workbook.writing.lists import Lists
from portal.workbook.writing.styles import MISSING, Styles
from portal.workbook.writing.words import line_count, width

TITLE, HELP, KEYS, HEADINGS, FIRST = range(5)
_GUIDED_ROWS = 2_000
_HELP_WIDTH = 110
_PAGE_WIDTH = 200
_LINE_HEIGHT = 15
_ROW_HEIGHT = 18
_HEADING_LINE_HEIGHT = 14


def write_table(
    worksheet: Worksheet,
    sheet: DraftSheet,
    styles: Styles,
    lists: Lists | None,
    *,
    blank_rows: int,
    streamed: bool = False,
) -> None:
    """Write a table worksheet with some blank rows ready to be filled in.

    The sheet is not protected: Excel extends a table by typing below it on unprotected sheets
    only, and a password nobody knows has only ever driven people to copy sheets.

    Args:
        worksheet: an empty one.
        sheet: what it will hold.
        styles: the formats of its workbook.
        lists: the drop-down lists of its workbook; None for a sheet without guidance or table.
        blank_rows: prepared rows below the filled ones.
        streamed: rows leave memory as they are written; the table then has no Excel table.
    """
    columns = [one.column for one in sheet.columns]
    _set_columns(worksheet, columns, styles)
    _write_head(worksheet, sheet, styles)
    pens = [pen(column, styles) for column in columns]
    last = _write_rows(worksheet, sheet, pens, blank_rows, skip_empty=streamed)
    if lists is not None:
        rows = (FIRST, max(last, _GUIDED_ROWS))
        for position, column in enumerate(columns):
            guide(worksheet, column, lists, position=position, rows=rows)
        _mark_missing(worksheet, columns, last, styles)
    titles = [one.title.casefold() for one in sheet.columns]
    if lists is not None and not streamed and len(set(titles)) == len(titles):
        # Excel takes no table whose headings repeat; the reader says so to whoever made one.
        _frame(worksheet, sheet, last, styles)
    _set_view(worksheet, columns, last)


def _set_columns(worksheet: Worksheet, columns: Iterable[Column], styles: Styles) -> None:
    for position, column in enumerate(columns):
        worksheet.set_column(position, position, width(column), styles.below(column))


def _write_head(worksheet: Worksheet, sheet: DraftSheet, styles: Styles) -> None:
    title, help_text = sheet.sheet.title, sheet.sheet.help
    worksheet.set_default_row(_ROW_HEIGHT)
    worksheet.set_row(TITLE, 26)
    worksheet.write_string(TITLE, 0, f"{title.zh}  {title.en}", styles.title())
    _write_help(worksheet, sheet, f"{help_text.zh}\n{help_text.en}".strip(), styles)
    worksheet.set_row(KEYS, None, None, {"hidden": True})
    for position, column in enumerate(sheet.columns):
        worksheet.write_string(KEYS, position, column.key, styles.key())
    fitting = (line_count(one.title, width(one.column)) for one in sheet.columns)
    worksheet.set_row(HEADINGS, max(3, *fitting) * _HEADING_LINE_HEIGHT + 6)
    for position, column in enumerate(sheet.columns):
        worksheet.write_string(HEADINGS, position, column.title, styles.heading(column.column))


def _write_help(worksheet: Worksheet, sheet: DraftSheet, text: str, styles: Styles) -> None:
    if not text:
        return
    room, last = 0, -1
    while room < _HELP_WIDTH and last + 1 < len(sheet.columns):
        last += 1
        room += width(sheet.columns[last].column)
    worksheet.set_row(HELP, line_count(text, max(room, 1)) * _LINE_HEIGHT + 6)
    if last > 0:
        worksheet.merge_range(HELP, 0, HELP, last, text, styles.help())
    else:
        worksheet.write_string(HELP, 0, text, styles.help())


def _write_rows(
    worksheet: Worksheet,
    sheet: DraftSheet,
    pens: list[Pen],
    blank_rows: int,
    *,
    skip_empty: bool,
) -> int:
    """Write filled and blank rows; returns the position of the last one."""
    keys = [one.column.key for one in sheet.columns]
    row = FIRST - 1
    for row, line in enumerate(sheet.rows, start=FIRST):
        for position, key in enumerate(keys):
            value = line.get(key)
            if value is not None or not skip_empty:
                put(worksheet, row, position, value, pens[position])
    first_blank = row + 1
    last = max(row + blank_rows, FIRST)
    for blank in range(first_blank, last + 1):
        for position, how in enumerate(pens):
            worksheet.write_blank(blank, position, None, how.look)
    return last


def _mark_missing(worksheet: Worksheet, columns: list[Column], last: int, styles: Styles) -> None:
    """Colour an empty required cell of a row that holds anything."""
    end = xl_col_to_name(len(columns) - 1)
    for position, column in enumerate(columns):
        if column.required:
            cell = xl_rowcol_to_cell(FIRST, position)
            formula = f"=AND(COUNTA($A{FIRST + 1}:${end}{FIRST + 1})>0,LEN(TRIM({cell}))=0)"
            worksheet.conditional_format(
                FIRST,
                position,
                last,
                position,
                {"type": "formula", "criteria": formula, "format": styles(bg_color=MISSING)},
            )


def _frame(worksheet: Worksheet, sheet: DraftSheet, last: int, styles: Styles) -> None:
    """Make the rows an Excel table, which grows when a line is typed below it."""
    headings = [
        {"header": one.title, "header_format": styles.heading(one.column)} for one in sheet.columns
    ]
    worksheet.add_table(
        HEADINGS,
        0,
        last,
        len(sheet.columns) - 1,
        {
            "columns": headings,
            "style": "Table Style Light 1",
            "banded_rows": False,
            "autofilter": False,
        },
    )


def _set_view(worksheet: Worksheet, columns: list[Column], last: int) -> None:
    pages = max(1, round(sum(map(width, columns)) / _PAGE_WIDTH))
    worksheet.freeze_panes(FIRST, 1)
    worksheet.set_selection(FIRST, 0, FIRST, 0)
    worksheet.hide_gridlines(2)
    worksheet.set_landscape()
    worksheet.set_paper(9)
    worksheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    worksheet.fit_to_pages(pages, 0)
    worksheet.repeat_rows(HEADINGS)
    worksheet.repeat_columns(0, 0)
    worksheet.print_area(0, 0, last, len(columns) - 1)
    worksheet.set_footer("&L&A&R&P / &N")
