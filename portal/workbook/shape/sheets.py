"""Rules about shape: its sheets."""

from portal.language import Text
from portal.workbook.findings import Severity
from portal.workbook.shape.book import FORM, shape

SHEET_MISSING = shape(
    111,
    Severity.ERROR,
    Text("缺少工作表", "Sheet missing"),
    Text("找不到工作表「{sheet}」。", "The sheet “{sheet}” is not in the workbook."),
    Text("缺少這張表，清冊就不完整。", "Without it the report is incomplete."),
    Text(
        "請從範本補回這張工作表，名稱不要更改。",
        "Restore the sheet from the template under its own name.",
    ),
    FORM,
    ("INV-004",),
)
SHEET_DOUBLED = shape(
    112,
    Severity.ERROR,
    Text("工作表重複", "Sheet doubled"),
    Text(
        "「{first}」與「{second}」都像是「{sheet}」，無法判斷該讀哪一張。",
        "Both “{first}” and “{second}” look like the sheet “{sheet}”; it is unclear which counts.",
    ),
    Text(
        "讀錯備份的那一張，總量就會錯。",
        "Reading the copy instead of the original gives a wrong total.",
    ),
    Text("請刪除或改名其中一張。", "Delete or rename one of them."),
)
SHEET_IGNORED = shape(
    113,
    Severity.INFO,
    Text("未讀取的工作表", "Sheet not read"),
    Text(
        "工作表「{sheet}」不屬於範本，未讀取。",
        "The sheet “{sheet}” is not part of the template and was not read.",
    ),
    Text("讓您知道哪些內容沒有納入。", "So that you know what was left out."),
    Text(
        "若內含應申報的資料，請移到範本的工作表。",
        "Move what must be reported into the template's sheets.",
    ),
)
SHEET_HIDDEN = shape(
    114,
    Severity.WARNING,
    Text("資料工作表被隱藏", "Hidden data sheet"),
    Text(
        "工作表「{sheet}」是隱藏的，但其中有資料，已一併讀取。",
        "The sheet “{sheet}” is hidden but holds data, which was read.",
    ),
    Text("隱藏的資料容易被審查人員忽略。", "Reviewers overlook hidden data."),
    Text("請取消隱藏後確認內容。", "Show the sheet and check its content."),
    FORM,
    ("INV-007",),
)
ROWS_HIDDEN = shape(
    115,
    Severity.WARNING,
    Text("隱藏列或欄中有資料", "Data in hidden rows or columns"),
    Text(
        "工作表「{sheet}」有隱藏或篩選掉的列、欄含有資料，已一併讀取。",
        "Hidden or filtered rows or columns of “{sheet}” hold data, which was read.",
    ),
    Text(
        "Excel 仍會加總隱藏列，人卻看不到。", "Excel adds hidden rows up although nobody sees them."
    ),
    Text("請取消隱藏與篩選後確認。", "Unhide and clear the filter, then check."),
    FORM,
    ("INV-007",),
)
MERGED_CELLS = shape(
    116,
    Severity.WARNING,
    Text("資料列有合併儲存格", "Merged cells among the data"),
    Text(
        "工作表「{sheet}」的資料列有合併儲存格 {range}，只有左上角的值會被讀取。",
        "The data of “{sheet}” has the merged cells {range}; only the top left value is read.",
    ),
    Text("合併後其餘各列等於空白。", "The other rows of the merge are blank."),
    Text("請取消合併，逐列填入。", "Unmerge them and fill each row."),
    FORM,
    ("INV-008",),
)
SHEET_EMPTY = shape(
    117,
    Severity.ERROR,
    Text("工作表沒有資料", "Sheet without data"),
    Text("工作表「{sheet}」沒有任何一列資料。", "The sheet “{sheet}” has no row of data."),
    Text("這張表是必填。", "The sheet is required."),
    Text("請至少填寫一列。", "Fill in at least one row."),
)
