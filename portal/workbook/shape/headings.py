"""Rules about shape: its headings."""

from portal.language import Text
from portal.workbook.findings import Severity
from portal.workbook.shape.book import FORM, shape

HEADINGS_MISSING = shape(
    121,
    Severity.ERROR,
    Text("找不到表頭", "Headings not found"),
    Text(
        "工作表「{sheet}」前 15 列找不到欄位名稱，無法讀取。",
        "No headings stand in the first 15 rows of “{sheet}”; it cannot be read.",
    ),
    Text("沒有表頭就無法知道各欄代表什麼。", "Without headings no column has a meaning."),
    Text("請從範本複製表頭列貼回。", "Copy the heading rows back from the template."),
    FORM,
    ("INV-006",),
)
COLUMN_MISSING = shape(
    122,
    Severity.ERROR,
    Text("缺少欄位", "Column missing"),
    Text(
        "工作表「{sheet}」缺少欄位「{column}」。",
        "The sheet “{sheet}” lacks the column “{column}”.",
    ),
    Text("這一欄是必填。", "The column is required."),
    Text("請補回這一欄與其表頭。", "Restore the column with its heading."),
    FORM,
    ("INV-006",),
)
COLUMN_DOUBLED = shape(
    123,
    Severity.ERROR,
    Text("欄位重複", "Column doubled"),
    Text("「{column}」這個欄位出現兩次。", "The column “{column}” stands there twice."),
    Text(
        "兩欄內容不同時，無法判斷以哪一欄為準。", "When they differ, nobody knows which one counts."
    ),
    Text("請刪除多出的一欄。", "Delete one of them."),
    FORM,
    ("INV-006",),
)
COLUMN_IGNORED = shape(
    124,
    Severity.INFO,
    Text("未讀取的欄位", "Column not read"),
    Text(
        "欄位「{column}」不在範本中，未讀取。",
        "The column “{column}” is not in the template and was not read.",
    ),
    Text("讓您知道哪些內容沒有納入。", "So that you know what was left out."),
    Text(
        "不影響申報；若是改了表頭，請改回原名。",
        "Nothing to do, unless a heading was renamed: give it back its name.",
    ),
)
HEADING_AND_KEY_DISAGREE = shape(
    125,
    Severity.ERROR,
    Text("表頭與欄位代碼不一致", "Heading and column key disagree"),
    Text(
        "這一欄的表頭是「{column}」，隱藏的欄位代碼卻是「{key}」。",
        "The heading reads “{column}”, the hidden key of the column “{key}”.",
    ),
    Text(
        "只移動了表頭或資料其中之一時，數字會讀進錯的欄位。",
        "When only the heading or only the data was moved, numbers land in the wrong column.",
    ),
    Text(
        "請整欄移動，或重新下載範本貼上資料。",
        "Move whole columns, or paste the data into a fresh template.",
    ),
    FORM,
    ("INV-006",),
)
HEADING_BY_ALIAS = shape(
    126,
    Severity.INFO,
    Text("以別名辨識的表頭", "Heading recognised by another name"),
    Text("表頭「{found}」已視為「{column}」。", "The heading “{found}” was taken for “{column}”."),
    Text("讓您確認欄位對應正確。", "So that you can confirm the match."),
    Text("正確則不必處理。", "Nothing to do when it is right."),
    covers=("INV-095",),
)
