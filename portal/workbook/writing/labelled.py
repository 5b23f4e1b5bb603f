"""A worksheet of labelled fields: hidden key, label in both languages, the value, what is asked."""

from portal.workbook.content import Line
from portal.workbook.sheets import Column
from portal.workbook.writing.cells import pen, put
from portal.workbook.writing.draft import DraftColumn, DraftSheet
from portal.workbook.writing.excel import Worksheet
from portal.workbook.writing.guidance import guide
from portal.workbook.writing.lists import Lists
from portal.workbook.writing.styles import ACCENT, GROUND, LINE, MISSING, SECONDARY, Styles, use
from portal.workbook.writing.words import REQUIRED_MARK, line_count, unit

TITLE, HELP, CAPTIONS, FIRST = range(4)
KEY, ZH, EN, VALUE, ASKED = range(5)
_WIDTHS = (10, 26, 30, 34, 58)
_CAPTIONS = ("", "項目", "Item", "填寫 Entry", "單位與說明 Unit and help")
_LINE_HEIGHT = 15
EMPTY: Line = {}


def write_labelled(
    worksheet: Worksheet, sheet: DraftSheet, styles: Styles, lists: Lists | None
) -> None:
    """Write a form worksheet; it holds the first row of the content. No lists, no guidance."""
    _write_head(worksheet, sheet, styles)
    line = next(iter(sheet.rows), EMPTY)
    for row, field in enumerate(sheet.columns, start=FIRST):
        _write_labels(worksheet, row, field, styles)
        put(worksheet, row, VALUE, line.get(field.column.key), pen(field.column, styles))
        if lists is not None:
            _guide(worksheet, row, field.column, styles, lists)
    _set_view(worksheet, len(sheet.columns))


def _guide(worksheet: Worksheet, row: int, column: Column, styles: Styles, lists: Lists) -> None:
    guide(worksheet, column, lists, position=VALUE, rows=(row, row))
    if column.required:
        missing = {"type": "blanks", "format": styles(bg_color=MISSING)}
        worksheet.conditional_format(row, VALUE, row, VALUE, missing)


def _write_head(worksheet: Worksheet, sheet: DraftSheet, styles: Styles) -> None:
    for position, width in enumerate(_WIDTHS):
        options = {"hidden": True} if position == KEY else {}
        worksheet.set_column(position, position, width, None, options)
    title, help_text = sheet.sheet.title, sheet.sheet.help
    worksheet.set_row(TITLE, 26)
    worksheet.write_string(TITLE, ZH, f"{title.zh}  {title.en}", styles.title())
    if text := f"{help_text.zh}\n{help_text.en}".strip():
        worksheet.set_row(HELP, line_count(text, sum(_WIDTHS[ZH:])) * _LINE_HEIGHT + 6)
        worksheet.merge_range(HELP, ZH, HELP, ASKED, text, styles.help())
    look = styles(bold=True, font_size=10, bottom=2, bottom_color=ACCENT, font_color=SECONDARY)
    for position in range(ZH, ASKED + 1):
        worksheet.write_string(CAPTIONS, position, _CAPTIONS[position], look)


def _write_labels(worksheet: Worksheet, row: int, field: DraftColumn, styles: Styles) -> None:
    column = field.column
    zh, en = _label(field)
    asked = _asked(column)
    fitting = max(line_count(asked, _WIDTHS[ASKED]), line_count(en, _WIDTHS[EN]), 1)
    worksheet.set_row(row, fitting * _LINE_HEIGHT + 8)
    edge = {"border": 1, "border_color": LINE, "text_wrap": True, "indent": 1}
    ground = use(column).heading if column.locked else GROUND
    worksheet.write_string(row, KEY, field.key, styles.key())
    worksheet.write_string(row, ZH, zh, styles(bold=column.required, bg_color=ground, **edge))
    worksheet.write_string(
        row, EN, en, styles(font_color=SECONDARY, bg_color=ground, font_size=10, **edge)
    )
    worksheet.write_string(row, ASKED, asked, styles(font_color=SECONDARY, font_size=10, **edge))


def _label(field: DraftColumn) -> tuple[str, str]:
    """The label of a field, split as a table's heading is: Chinese, then English."""
    zh, _, en = field.title.partition("\n")
    mark = REQUIRED_MARK if field.column.required and REQUIRED_MARK not in zh else ""
    return f"{zh}{mark}", en.removesuffix(f" ({unit(field.column)})")


def _asked(column: Column) -> str:
    lines = [unit(column), column.help.zh, column.help.en]
    if column.example:
        lines.append(f"例 e.g. {column.example}")
    return "\n".join(line for line in lines if line)


def _set_view(worksheet: Worksheet, fields: int) -> None:
    worksheet.freeze_panes(FIRST, 0)
    worksheet.set_selection(FIRST, VALUE, FIRST, VALUE)
    worksheet.hide_gridlines(2)
    worksheet.set_landscape()
    worksheet.set_paper(9)
    worksheet.set_margins(left=0.5, right=0.5, top=0.5, bottom=0.6)
    worksheet.fit_to_pages(1, 0)
    worksheet.print_area(0, ZH, FIRST + fields - 1, ASKED)
    worksheet.set_footer("&L&A&R&P / &N")
