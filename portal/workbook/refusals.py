"""Why a file cannot be read: stable codes, and for each what was found and what to do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from portal.language import Text
from portal.workbook.limits import MOST, Counted


class RefusalCode(StrEnum):
    """Every reason a file is refused before its contents are judged. Codes are never reused."""

    EMPTY = "FILE-001"
    TOO_LARGE = "FILE-002"
    PLAIN_TEXT = "FILE-003"
    WEB_PAGE = "FILE-004"
    PASSWORD = "FILE-005"  # noqa: S105 - the name of a finding
    OLD_FORMAT = "FILE-006"
    OPEN_DOCUMENT = "FILE-007"
    MACROS = "FILE-008"
    BINARY_WORKBOOK = "FILE-009"
    NOT_A_WORKBOOK = "FILE-010"
    DAMAGED = "FILE-011"
    UNPACKS_TOO_LARGE = "FILE-012"
    TOO_MANY = "FILE-013"
    DOCTYPE = "FILE-014"
    UNSAFE_PACKAGE = "FILE-015"
    TOO_DEEP = "FILE-016"
    OUTSIDE_SHEET = "FILE-017"
    OUT_OF_ORDER = "FILE-018"
    BEYOND_LIMITS = "FILE-019"
    NOT_OPENED = "FILE-020"


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason why a file cannot be read, with the facts its message names."""

    code: RefusalCode
    detail: Mapping[str, str] = field(default_factory=dict[str, str])

    @property
    def title(self) -> Text:
        """The reason in a few words."""
        return EXPLANATIONS[self.code].title

    @property
    def message(self) -> Text:
        """What was found, with its particulars."""
        return EXPLANATIONS[self.code].message.format(**_particulars(self.detail))

    @property
    def fix(self) -> Text:
        """What the sender does to hand in a file that can be read."""
        return EXPLANATIONS[self.code].fix.format(**_particulars(self.detail))


class Refused(Exception):  # noqa: N818 - a verdict on a file, not an error of ours
    """A file cannot be read; carries the refusal that says why."""

    def __init__(self, code: RefusalCode, **detail: str) -> None:
        super().__init__(code.value, detail)
        self.refusal = Refusal(code, detail)


def too_many(counted: Counted, found: int) -> Refused:
    """The refusal for a workbook that holds more of something than is read."""
    return Refused(
        RefusalCode.TOO_MANY, what=counted.value, found=str(found), limit=str(MOST[counted])
    )


def damaged(part: str) -> Refused:
    """The refusal for a file of which one part cannot be read."""
    return Refused(RefusalCode.DAMAGED, part=part)


@dataclass(frozen=True, slots=True)
class Explanation:
    """The three sentences of a refusal."""

    title: Text
    message: Text
    fix: Text


NOUNS: dict[str, Text] = {
    Counted.SHEETS: Text("工作表", "worksheets"),
    Counted.ROWS: Text("資料列", "rows"),
    Counted.CELLS: Text("儲存格", "cells"),
    Counted.MERGES: Text("合併儲存格", "merged ranges"),
    Counted.CONDITIONAL_FORMATS: Text("條件式格式設定規則", "conditional formatting rules"),
    Counted.VALIDATIONS: Text("資料驗證規則", "data validation rules"),
    Counted.NAMES: Text("定義的名稱", "defined names"),
    Counted.STRINGS: Text("文字項目", "text entries"),
    Counted.STYLES: Text("儲存格樣式", "cell styles"),
    Counted.PROPERTIES: Text("自訂文件屬性", "custom document properties"),
    Counted.LINKS: Text("外部連結", "external links"),
    Counted.COLUMNS: Text("欄設定", "column settings"),
    Counted.PARTS: Text("內部組件", "internal parts"),
    Counted.TEXT: Text("文字字元", "characters of text"),
}

KINDS: dict[str, Text] = {
    "image": Text("圖片檔", "a picture"),
    "pdf": Text("PDF 文件", "a PDF document"),
    "archive": Text("壓縮檔", "an archive"),
    "word": Text("Word 文件", "a Word document"),
    "slides": Text("PowerPoint 簡報", "a PowerPoint presentation"),
    "numbers": Text("Apple Numbers 試算表", "an Apple Numbers spreadsheet"),
    "office": Text("舊版 Office 文件", "an old Office document"),
    "other": Text("其他類型的檔案", "some other type of file"),
}


def _particulars(detail: Mapping[str, str]) -> dict[str, Text]:
    """The facts of a refusal as words of both languages."""
    return {name: _worded(name, value) for name, value in detail.items()}


def _worded(name: str, value: str) -> Text:
    if name == "what":
        return NOUNS[value]
    if name == "kind":
        return KINDS[value]
    if name in {"found", "limit"} and value.isdigit():
        return Text(f"{int(value):,}", f"{int(value):,}")
    return Text(value, value)


SAVE_AGAIN = Text(
    "請以 Excel 開啟檔案，確認內容完整後另存為「Excel 活頁簿（*.xlsx）」，再重新上傳。",
    "Open the file in Excel, check that nothing is missing, save it as “Excel Workbook (*.xlsx)” "
    "and upload it again.",
)
START_FROM_TEMPLATE = Text(
    "請下載本平台的空白範本，將資料以「貼上值」方式貼入後重新上傳。",
    "Download this portal's blank template, paste your data into it as values and upload that.",
)

EXPLANATIONS: dict[RefusalCode, Explanation] = {
    RefusalCode.EMPTY: Explanation(
        Text("檔案是空的", "The file is empty"),
        Text("檔案大小為 0 位元組。", "The file holds 0 bytes."),
        Text(
            "檔案可能尚未儲存或同步完成；請確認能以 Excel 開啟後重新上傳。",
            "It may not have finished saving or syncing. Check that it opens in Excel, then upload "
            "it again.",
        ),
    ),
    RefusalCode.TOO_LARGE: Explanation(
        Text("檔案過大", "The file is too large"),
        Text(
            "檔案大小為 {found} 位元組，上限為 {limit} 位元組（20 MB）。",
            "The file holds {found} bytes; the limit is {limit} bytes (20 MB).",
        ),
        Text(
            "請移除圖片與內嵌物件，或將資料貼入空白範本，再重新上傳。",
            "Remove pictures and embedded objects, or paste the data into a blank template, then "
            "upload it again.",
        ),
    ),
    RefusalCode.PLAIN_TEXT: Explanation(
        Text("這是文字檔或 CSV 檔", "This is a text or CSV file"),
        Text(
            "檔案內容是純文字，不是 Excel 活頁簿；更改副檔名不會改變檔案格式。",
            "The file holds plain text, not an Excel workbook. Renaming a file does not change "
            "its format.",
        ),
        START_FROM_TEMPLATE,
    ),
    RefusalCode.WEB_PAGE: Explanation(
        Text("這是網頁檔", "This is a web page"),
        Text(
            "檔案內容是網頁（HTML 或 XML），不是 Excel 活頁簿；部分系統匯出的「.xls」其實是網頁。",
            "The file holds a web page (HTML or XML), not an Excel workbook. Some systems export "
            "web pages named .xls.",
        ),
        SAVE_AGAIN,
    ),
    RefusalCode.PASSWORD: Explanation(
        Text("檔案設有密碼", "The file is protected by a password"),
        Text(
            "檔案已加密，本平台無法讀取內容。",
            "The file is encrypted, so the portal cannot read it.",
        ),
        Text(
            "請在 Excel 以密碼開啟，由「檔案 → 資訊 → 保護活頁簿 → 以密碼加密」清除密碼，"
            "儲存後重新上傳。",
            "Open it in Excel with its password, clear the password under File → Info → Protect "
            "Workbook → Encrypt with Password, save it and upload it again.",
        ),
    ),
    RefusalCode.OLD_FORMAT: Explanation(
        Text("這是舊版 Excel 檔（.xls）", "This is an old Excel file (.xls)"),
        Text(
            "檔案為 Excel 97-2003 格式；更改副檔名不會改變檔案格式。",
            "The file is in the Excel 97-2003 format. Renaming a file does not change its format.",
        ),
        SAVE_AGAIN,
    ),
    RefusalCode.OPEN_DOCUMENT: Explanation(
        Text("這是 OpenDocument 檔（.ods）", "This is an OpenDocument file (.ods)"),
        Text(
            "檔案為 OpenDocument 格式，不是 Excel 活頁簿。",
            "The file is in the OpenDocument format, not an Excel workbook.",
        ),
        Text(
            "請在 LibreOffice 或 Excel 開啟，另存為「Excel 2007-365（.xlsx）」後重新上傳。",
            "Open it in LibreOffice or Excel, save it as “Excel 2007-365 (.xlsx)” and upload it "
            "again.",
        ),
    ),
    RefusalCode.MACROS: Explanation(
        Text("檔案含有巨集", "The file holds macros"),
        Text(
            "檔案為啟用巨集的活頁簿或含有 VBA 專案；為了安全，本平台不收巨集。",
            "The file is macro-enabled or holds a VBA project; for safety the portal takes none.",
        ),
        Text(
            "請在 Excel 另存為「Excel 活頁簿（*.xlsx）」並同意移除巨集，再重新上傳。",
            "In Excel save it as “Excel Workbook (*.xlsx)”, agree to leave the macros out, and "
            "upload it again.",
        ),
    ),
    RefusalCode.BINARY_WORKBOOK: Explanation(
        Text("這是二進位活頁簿（.xlsb）", "This is a binary workbook (.xlsb)"),
        Text(
            "檔案為 Excel 二進位格式，本平台無法讀取。",
            "The file is in Excel's binary format, which the portal does not read.",
        ),
        SAVE_AGAIN,
    ),
    RefusalCode.NOT_A_WORKBOOK: Explanation(
        Text("這不是 Excel 活頁簿", "This is not an Excel workbook"),
        Text("檔案內容是{kind}。", "The file holds {kind}."),
        START_FROM_TEMPLATE,
    ),
    RefusalCode.DAMAGED: Explanation(
        Text("檔案已損壞", "The file is damaged"),
        Text(
            "檔案的這個部分無法讀取：{part}。可能在傳送或儲存時中斷。",
            "This part of the file cannot be read: {part}. Sending or saving it may have been "
            "interrupted.",
        ),
        SAVE_AGAIN,
    ),
    RefusalCode.UNPACKS_TOO_LARGE: Explanation(
        Text("檔案解開後過大", "The file unpacks to too much"),
        Text(
            "檔案的「{part}」解開後為 {found} 位元組，超過可讀取的範圍（{limit} 位元組，"
            "或壓縮前大小的 200 倍）。",
            "“{part}” unpacks to {found} bytes, more than is read ({limit} bytes, or 200 times "
            "its packed size).",
        ),
        START_FROM_TEMPLATE,
    ),
    RefusalCode.TOO_MANY: Explanation(
        Text("檔案內容超過可讀取的數量", "The file holds more than can be read"),
        Text(
            "檔案有超過 {limit} 個{what}（至少 {found} 個）。",
            "The file holds more than {limit} {what} (at least {found}).",
        ),
        START_FROM_TEMPLATE,
    ),
    RefusalCode.DOCTYPE: Explanation(
        Text("檔案含有不允許的宣告", "The file holds a declaration that is not allowed"),
        Text(
            "檔案的「{part}」含有 DOCTYPE 宣告；Excel 不會產生這種內容，它可能用來攻擊系統。",
            "“{part}” holds a DOCTYPE declaration. Excel never writes one, and it can be used to "
            "attack a system.",
        ),
        SAVE_AGAIN,
    ),
    RefusalCode.UNSAFE_PACKAGE: Explanation(
        Text("檔案的內部結構不正常", "The file is packed in an unusual way"),
        Text(
            "檔案的「{part}」名稱重複、路徑不安全，或壓縮方式不是 Excel 使用的方式。",
            "“{part}” has a repeated name, an unsafe path or a compression that Excel does not "
            "use.",
        ),
        SAVE_AGAIN,
    ),
    RefusalCode.TOO_DEEP: Explanation(
        Text("檔案的內部結構過深", "The file is nested too deeply"),
        Text(
            "檔案的「{part}」層數超過 {limit} 層；Excel 不會產生這種內容。",
            "“{part}” is nested more than {limit} levels deep, which Excel never does.",
        ),
        SAVE_AGAIN,
    ),
    RefusalCode.OUTSIDE_SHEET: Explanation(
        Text("儲存格位置超出工作表範圍", "A cell lies outside the worksheet"),
        Text(
            "「{part}」有位置「{cell}」，但 Excel 工作表只到第 1,048,576 列與 XFD 欄。",
            "“{part}” holds the position “{cell}”, but a worksheet ends at row 1,048,576 and "
            "column XFD.",
        ),
        SAVE_AGAIN,
    ),
    RefusalCode.OUT_OF_ORDER: Explanation(
        Text("儲存格重複或順序錯亂", "Cells are repeated or out of order"),
        Text(
            "「{part}」的「{cell}」重複出現或順序不對，無法判斷以哪一個值為準。",
            "In “{part}” the position “{cell}” is repeated or out of order, so it is not certain "
            "which value counts.",
        ),
        SAVE_AGAIN,
    ),
    RefusalCode.BEYOND_LIMITS: Explanation(
        Text("檔案無法在限制內讀完", "The file could not be read within the limits"),
        Text(
            "讀取檔案所需的時間或記憶體超過限制，已停止讀取。",
            "Reading the file took more time or memory than is allowed, so reading was stopped.",
        ),
        START_FROM_TEMPLATE,
    ),
    RefusalCode.NOT_OPENED: Explanation(
        Text("無法開啟檔案", "The file cannot be opened"),
        Text(
            "這個路徑沒有檔案、是資料夾，或沒有讀取權限。",
            "There is no file at this path, it is a folder, or it may not be read.",
        ),
        Text(
            "請確認路徑與檔名，並一次指定一個或多個 .xlsx 檔案。",
            "Check the path and name, and give one or more .xlsx files.",
        ),
    ),
}
