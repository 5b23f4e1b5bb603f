"""The worksheet that lists what is left to fill, with links to the cells."""

from collections.abc import Sequence

from portal.workbook.left import Left
from portal.workbook.reading import TO_FILL
from portal.workbook.writing.excel import Worksheet
from portal.workbook.writing.styles import ACCENT, LINE, MISSING, SECONDARY, Styles

_TITLE, _HELP, _HEADINGS, _FIRST = range(4)
_WIDTHS = (24, 44, 36, 10, 30)
_CAPTIONS = ("工作表 Sheet", "欄位 Field", "儲存格 Cells", "格數 Count", "為何 Why")
_HELP_TEXT = (
    "原檔的內容都已帶入；以下是這一版還需要填的儲存格。填完後這張工作表可以刪除，平台不會讀取。\n"
    "Everything the older file held is carried over; these cells are left. Delete this sheet when "
    "you are done: the portal does not read it."
)


def write_left(worksheet: Worksheet, left: Sequence[Left], styles: Styles) -> None:
    """Write the list; each line leads to its first cell."""
    for position, width in enumerate(_WIDTHS):
        worksheet.set_column(position, position, width)
    worksheet.set_row(_TITLE, 26)
    worksheet.write_string(_TITLE, 0, f"{TO_FILL}  Left to fill", styles.title())
    worksheet.set_row(_HELP, 36)
    worksheet.merge_range(_HELP, 0, _HELP, len(_WIDTHS) - 1, _HELP_TEXT, styles.help())
    head = styles(bold=True, font_size=10, bottom=2, bottom_color=ACCENT, font_color=SECONDARY)
    for position, caption in enumerate(_CAPTIONS):
        worksheet.write_string(_HEADINGS, position, caption, head)
    for row, one in enumerate(left, start=_FIRST):
        _write_line(worksheet, row, one, styles)
    worksheet.freeze_panes(_FIRST, 0)
    worksheet.hide_gridlines(2)
    worksheet.set_landscape()
    worksheet.set_paper(9)
    worksheet.fit_to_pages(1, 0)


def _write_line(worksheet: Worksheet, row: int, one: Left, styles: Styles) -> None:
    edge = {"border": 1, "border_color": LINE}
    ground = {"bg_color": MISSING} if one.is_required else {}
    plain = styles(text_wrap=True, **edge, **ground)
    link = styles(font_color=ACCENT, underline=1, **edge, **ground)
    worksheet.write_string(row, 0, one.sheet, plain)
    worksheet.write_string(row, 1, f"{one.column.zh} {one.column.en}", plain)
    target = f"internal:'{one.sheet}'!{one.cells[0]}"
    worksheet.write_url(row, 2, target, link, "、".join(one.cells))
    worksheet.write_number(row, 3, one.count, styles(**edge, **ground))
    worksheet.write_string(row, 4, _why(one), plain)


def _why(one: Left) -> str:
    asked = "必填 required" if one.is_required else "選填 optional"
    return f"{asked}；新版增加 new in this version" if one.is_new else asked
