"""Rules about shape: numbers."""

from portal.language import Text
from portal.workbook.findings import Severity
from portal.workbook.shape.book import FORM, shape

NOT_A_NUMBER = shape(
    201,
    Severity.ERROR,
    Text("不是數字", "Not a number"),
    Text(
        "「{column}」填的是「{found}」，無法讀成數字。",
        "“{column}” holds “{found}”, which is not a number.",
    ),
    Text("讀不出數字，這一列就無法計算。", "A row without its number cannot be computed."),
    Text(
        "請填純數字；沒有資料請留空。",
        "Enter a plain number; leave the cell empty when there is none.",
    ),
    FORM,
    ("INV-017",),
)
TEXT_NUMBER = shape(
    202,
    Severity.WARNING,
    Text("數字存成文字", "Number stored as text"),
    Text(
        "「{column}」的「{found}」是文字，已讀成 {read}。",
        "“{found}” in “{column}” is text; it was read as {read}.",
    ),
    Text(
        "Excel 加總時會略過文字，您表上的合計可能少算。",
        "Excel skips text when adding up, so your own total may be too low.",
    ),
    Text(
        "請選取這些儲存格，按「轉換成數字」。", "Select the cells and choose “Convert to Number”."
    ),
    FORM,
    ("INV-013",),
    writes_expected=True,
)
FULL_WIDTH = shape(
    203,
    Severity.INFO,
    Text("全形數字", "Full-width digits"),
    Text(
        "「{column}」的「{found}」含全形字，已讀成 {read}。",
        "“{found}” in “{column}” has full-width characters; it was read as {read}.",
    ),
    Text(
        "全形數字在 Excel 中是文字，不能計算。",
        "Excel treats full-width digits as text and cannot compute with them.",
    ),
    Text("建議改用半形數字。", "Prefer half-width digits."),
    covers=("INV-014",),
    writes_expected=True,
)
THOUSANDS = shape(
    204,
    Severity.INFO,
    Text("數字含千分位符號", "Thousands separators in text"),
    Text("「{column}」的「{found}」已讀成 {read}。", "“{found}” in “{column}” was read as {read}."),
    Text("打進去的逗號會使數字變成文字。", "Typed commas turn a number into text."),
    Text(
        "建議填純數字，以儲存格格式顯示千分位。",
        "Prefer a plain number with a cell format that shows the separators.",
    ),
    covers=("INV-015",),
    writes_expected=True,
)
UNIT_IN_CELL = shape(
    205,
    Severity.WARNING,
    Text("數字中夾帶單位", "Unit inside the number"),
    Text(
        "「{column}」的「{found}」夾帶單位「{unit}」，已讀成 {read}。",
        "“{found}” in “{column}” carries the unit “{unit}”; it was read as {read}.",
    ),
    Text(
        "單位若與欄位不同，數值就會差上千倍。",
        "If the unit differs from the column's, the value is off by a thousand.",
    ),
    Text("請只填數字，單位填在單位欄。", "Enter the number alone and the unit in its own column."),
    FORM,
    ("INV-015",),
    writes_expected=True,
)
AMBIGUOUS_NUMBER = shape(
    206,
    Severity.ERROR,
    Text("數字寫法有兩種解讀", "Number that reads two ways"),
    Text(
        "「{column}」的「{found}」可讀成不同的數字。",
        "“{found}” in “{column}” can be read as different numbers.",
    ),
    Text(
        "逗號可能是小數點也可能是千分位，差一千倍。",
        "The comma may be a decimal mark or a thousands mark, a factor of a thousand.",
    ),
    Text("請改成只有一個小數點的純數字。", "Write a plain number with at most one decimal point."),
    covers=("INV-016",),
)
NOT_FINITE = shape(
    207,
    Severity.ERROR,
    Text("數值超出可能範圍", "Number beyond all bounds"),
    Text(
        "「{column}」的值「{found}」不是有限的數，或大得不可能。",
        "“{found}” in “{column}” is not finite, or impossibly large.",
    ),
    Text("一個失控的數字就會毀掉整個總量。", "One runaway number spoils the whole total."),
    Text("請確認公式或輸入的位數。", "Check the formula or the digits typed."),
)
BELOW_MINIMUM = shape(
    208,
    Severity.ERROR,
    Text("數值過小", "Number too small"),
    Text(
        "「{column}」填 {found}，不可小於 {limit}。",
        "“{column}” holds {found}; it cannot be less than {limit}.",
    ),
    Text(
        "活動數據、熱值、係數與排放量不會是負的。",
        "Activity data, heat values, factors and emissions are never negative.",
    ),
    Text("請確認正負號與數值。", "Check the sign and the value."),
    covers=("INV-018",),
)
ABOVE_MAXIMUM = shape(
    209,
    Severity.ERROR,
    Text("數值過大", "Number too large"),
    Text(
        "「{column}」填 {found}，不可大於 {limit}。",
        "“{column}” holds {found}; it cannot be more than {limit}.",
    ),
    Text(
        "超過上限通常是單位或百分比填錯。",
        "Beyond the limit there is usually a slip of unit or percent sign.",
    ),
    Text("請確認單位與數值。", "Check unit and value."),
    writes_expected=True,
)
MANY_DECIMALS = shape(
    210,
    Severity.INFO,
    Text("小數位數較多", "More decimals than used"),
    Text(
        "「{column}」的 {found} 超過 {limit} 位小數，計算時依規定四捨五入。",
        "{found} in “{column}” has more than {limit} decimals; it is rounded as the rules say.",
    ),
    Text("登錄時有規定的位數。", "Registration prescribes the number of decimals."),
    Text("不必處理。", "Nothing to do."),
    "溫室氣體排放量盤查登錄及查驗管理辦法 §4; form, sheets 4 and 5, notes",
    ("INV-019",),
)
NOT_WHOLE = shape(
    211,
    Severity.ERROR,
    Text("應為整數", "Not a whole number"),
    Text(
        "「{column}」填 {found}，應為整數。",
        "“{column}” holds {found}; a whole number belongs here.",
    ),
    Text("這一欄是計數或編號。", "The column counts or numbers something."),
    Text("請改填整數。", "Enter a whole number."),
)
PERCENT_READ = shape(
    212,
    Severity.INFO,
    Text("百分比的讀法", "How a percentage was read"),
    Text("「{column}」的 {found} 已讀成 {read}。", "{found} in “{column}” was read as {read}."),
    Text("同一個數可能是 27 % 或 2700 %。", "The same number may mean 27 % or 2700 %."),
    Text("建議連同 % 輸入。", "Prefer to type the % sign."),
)
PERCENT_UNCLEAR = shape(
    213,
    Severity.WARNING,
    Text("百分比可能少了 %", "Percentage possibly without its sign"),
    Text(
        "「{column}」的 {found} 沒有 % 格式，已讀成 {read}。",
        "{found} in “{column}” has no percent format; it was read as {read}.",
    ),
    Text("0.27 可能是 27 %，也可能是 0.27 %。", "0.27 may mean 27 % or 0.27 %."),
    Text("請將儲存格設為百分比格式後確認。", "Give the cell a percent format and check it."),
)
