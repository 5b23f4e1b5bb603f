"""The first worksheet: what the workbook is, how it is filled in, and how it is handed in."""

from dataclasses import dataclass

from portal.language import Text
from portal.workbook.writing.draft import Draft, DraftSheet, Stamp
from portal.workbook.writing.excel import Worksheet
from portal.workbook.writing.styles import ACCENT, INK, LINE, SECONDARY, Styles, Use
from portal.workbook.writing.words import line_count

README = "說明"
_WIDTHS = (2, 8, 30, 36, 64)
_NUMBER, _FIRST, _SECOND, _THIRD = range(1, 5)
_TEXT_WIDTH = sum(_WIDTHS[_FIRST:])
_LINE_HEIGHT = 15

ALLIANCE = Text("高雄市產業淨零大聯盟", "Net Zero Industry Alliance, Kaohsiung")
STEPS = (
    Text(
        "請依下列工作表順序由左至右填寫；標題有「＊」者為必填，未填時儲存格會變成淡紅色。",
        "Fill in the sheets from left to right. Headings with ＊ are required; "
        "an empty required cell turns pale red.",
    ),
    Text(
        "白底為自行填寫，橘底請由下拉清單選取，灰底由平台帶入、請勿修改。",
        "Type into white cells, choose from the list in orange ones; "
        "grey ones come from the portal.",
    ),
    Text(
        "每一格的單位寫在標題；貼上資料時請用「選擇性貼上→值」。列數不足時直接往下填，表格會自動延伸。",
        "Units stand in the headings. Paste as values. "
        "When rows run out, go on typing below: the table grows.",
    ),
    Text(
        "年度請填西元年；民國年也能辨識，系統會告知換算結果。"
        "沒有資料的儲存格請留空，不要填 0 或「-」。",
        "Write Western years; 民國 years are recognised and reported. "
        "Leave a cell empty when there is no value, instead of 0 or “-”.",
    ),
    Text(
        "請保留工作表名稱、標題列與隱藏列；欄的順序可以調整，其他工作表可以另外新增。",
        "Keep sheet names, headings and hidden rows. "
        "Columns may be moved, and sheets of your own added.",
    ),
)
UPLOAD = (
    Text(
        "存成 .xlsx（不加密碼、不含巨集），登入入口網後於「申報」頁上傳；"
        "系統會立即檢核並列出所有問題及其儲存格。",
        "Save as .xlsx without password or macros and upload it on the hand-in page of the portal, "
        "which checks it at once and lists every finding with its cells.",
    ),
    Text(
        "錯誤須修正後重新上傳，警告請說明原因；檢核通過後由簽核人員送出，並取得回條。",
        "Correct errors and upload again, explain warnings; "
        "then your signatory submits it and receives a receipt.",
    ),
)
CONTACT = Text(
    "填報疑問請由入口網「聯絡我們」洽聯盟窗口，並附上檢核代碼（如 INV-059）。",
    "Questions: use “Contact” on the portal and quote the code of the finding (such as INV-059).",
)
LEGEND = (
    (Use.FILL_IN, Text("自行填寫", "Fill in")),
    (Use.CHOOSE, Text("由下拉清單選取", "Choose from the list")),
    (Use.LOCKED, Text("平台帶入，請勿修改", "Filled by the portal")),
)


@dataclass(slots=True)
class _Page:
    """The worksheet and the row that is written next."""

    worksheet: Worksheet
    styles: Styles
    row: int = 0

    def section(self, title: Text) -> None:
        """Begin a section."""
        self.row += 1
        look = self.styles(
            bold=True, font_size=12, font_color=ACCENT, bottom=1, bottom_color=ACCENT
        )
        self.worksheet.set_row(self.row, 22)
        self.worksheet.write_string(self.row, _NUMBER, f"{title.zh}  {title.en}", look)
        for position in range(_FIRST, _THIRD + 1):
            self.worksheet.write_blank(self.row, position, None, look)
        self.row += 1

    def paragraph(self, number: int, text: Text) -> None:
        """Write a numbered sentence in both languages over the width of the page."""
        said = f"{text.zh}\n{text.en}"
        small = self.styles(font_color=SECONDARY, valign="top", align="center")
        look = self.styles(text_wrap=True, valign="top", font_color=INK)
        self.worksheet.set_row(self.row, line_count(said, _TEXT_WIDTH) * _LINE_HEIGHT + 6)
        self.worksheet.write_string(self.row, _NUMBER, str(number), small)
        self.worksheet.merge_range(self.row, _FIRST, self.row, _THIRD, said, look)
        self.row += 1


def write_readme(worksheet: Worksheet, draft: Draft, styles: Styles) -> None:
    """Write the first page of a workbook."""
    for position, width in enumerate(_WIDTHS):
        worksheet.set_column(position, position, width)
    page = _Page(worksheet, styles)
    _write_title(page, draft.stamp)
    page.section(Text("一、填寫方式", "How to fill it in"))
    for number, step in enumerate(STEPS, start=1):
        page.paragraph(number, step)
    page.section(Text("二、工作表", "Sheets"))
    _write_sheets(page, draft.sheets)
    page.section(Text("三、顏色", "Colours"))
    _write_legend(page)
    page.section(Text("四、上傳與送出", "Hand it in"))
    for number, step in enumerate((*(draft.stamp.hand_in or UPLOAD), CONTACT), start=1):
        page.paragraph(number, step)
    _set_view(worksheet, page.row)


def _write_title(page: _Page, stamp: Stamp) -> None:
    worksheet, styles = page.worksheet, page.styles
    worksheet.set_row(0, 20)
    worksheet.write_string(
        0, _NUMBER, f"{ALLIANCE.zh}  {ALLIANCE.en}", styles(font_color=SECONDARY, font_size=11)
    )
    worksheet.set_row(1, 34)
    title = f"{stamp.year} {stamp.title.zh}  {stamp.title.en}"
    worksheet.write_string(1, _NUMBER, title, styles(bold=True, font_size=20, font_color=ACCENT))
    page.row = 3
    for label, value in _identity(stamp):
        _write_fact(page, label, value)


def _identity(stamp: Stamp) -> tuple[tuple[Text, str], ...]:
    name = " ".join(part for part in (stamp.member_name.zh, stamp.member_name.en) if part)
    group = f"{stamp.group.label.zh} {stamp.group.label.en}" if stamp.group else "—"
    return (
        (Text("成員", "Member"), f"{stamp.member_code} {name}".strip() or "—"),
        (Text("群組", "Group"), group),
        (Text("年度", "Year"), f"{stamp.year}（民國 {stamp.year - 1911} 年）"),
        (Text("範本", "Template"), f"{stamp.template_id}  v{stamp.version}"),
    )


def _write_fact(page: _Page, label: Text, value: str) -> None:
    edge = {"border": 1, "border_color": LINE}
    said = page.styles(font_color=SECONDARY, bg_color=Use.LOCKED.cell, **edge)
    page.worksheet.set_row(page.row, 20)
    page.worksheet.merge_range(page.row, _NUMBER, page.row, _FIRST, f"{label.zh} {label.en}", said)
    held = page.styles(bold=True, **edge)
    page.worksheet.merge_range(page.row, _SECOND, page.row, _THIRD, value, held)
    page.row += 1


def _write_sheets(page: _Page, sheets: tuple[DraftSheet, ...]) -> None:
    edge = {"border": 1, "border_color": LINE}
    plain = page.styles(text_wrap=True, **edge)
    centred = page.styles(align="center", font_color=SECONDARY, **edge)
    link = page.styles(font_color=ACCENT, underline=1, **edge)
    for number, sheet in enumerate(sheets, start=1):
        about = _about(sheet)
        page.worksheet.set_row(page.row, line_count(about, _WIDTHS[_THIRD]) * _LINE_HEIGHT + 6)
        page.worksheet.write_string(page.row, _NUMBER, str(number), centred)
        target = f"internal:'{sheet.name}'!A1"
        page.worksheet.write_url(page.row, _FIRST, target, link, sheet.name)
        page.worksheet.write_string(page.row, _SECOND, sheet.sheet.title.en, plain)
        page.worksheet.write_string(page.row, _THIRD, about, plain)
        page.row += 1


def _about(sheet: DraftSheet) -> str:
    needed = "必填 Required" if sheet.sheet.required else "有則填寫 Where it applies"
    return "\n".join(part for part in (needed, sheet.sheet.help.zh, sheet.sheet.help.en) if part)


def _write_legend(page: _Page) -> None:
    for use, text in LEGEND:
        edge = {"border": 1, "border_color": LINE}
        page.worksheet.set_row(page.row, 20)
        page.worksheet.write_blank(
            page.row, _NUMBER, None, page.styles(bg_color=use.heading, **edge)
        )
        page.worksheet.write_string(page.row, _FIRST, f"{text.zh}  {text.en}", page.styles())
        page.row += 1


def _set_view(worksheet: Worksheet, rows: int) -> None:
    worksheet.hide_gridlines(2)
    worksheet.set_landscape()
    worksheet.set_paper(9)
    worksheet.set_margins(left=0.5, right=0.5, top=0.5, bottom=0.6)
    worksheet.fit_to_pages(1, 0)
    worksheet.print_area(0, 0, rows, _THIRD)
    worksheet.set_footer("&R&P / &N")
    worksheet.activate()
