"""Rules about shape: dates, years, choices and texts."""

from portal.language import Text
from portal.workbook.findings import Severity
from portal.workbook.shape.book import FORM, shape

NOT_A_DATE = shape(
    221,
    Severity.ERROR,
    Text("日期無法辨識", "Date not understood"),
    Text(
        "「{column}」的「{found}」無法讀成日期。",
        "“{found}” in “{column}” cannot be read as a date.",
    ),
    Text("日期用來判斷是否落在盤查年度。", "The date shows whether it lies in the reporting year."),
    Text("請填 2024-05-31 或 113/05/31。", "Write 2024-05-31 or 113/05/31."),
    FORM,
    ("INV-020",),
)
NOT_A_YEAR = shape(
    222,
    Severity.ERROR,
    Text("年度無法辨識", "Year not understood"),
    Text("「{column}」的「{found}」不是年度。", "“{found}” in “{column}” is not a year."),
    Text("年度決定適用的係數與比較對象。", "The year decides on factors and comparisons."),
    Text(
        "請填西元年（2024）或民國年（113）。", "Write a Western year (2024) or a 民國 year (113)."
    ),
)
ROC_YEAR = shape(
    223,
    Severity.INFO,
    Text("民國年已換算", "民國 year converted"),
    Text(
        "「{column}」的 {found} 已讀成西元 {read} 年。", "{found} in “{column}” was read as {read}."
    ),
    Text("平台一律以西元年計算。", "The portal computes in Western years."),
    Text("正確則不必處理。", "Nothing to do when it is right."),
    writes_expected=True,
)
NOT_IN_LIST = shape(
    224,
    Severity.ERROR,
    Text("不在選項中", "Not among the choices"),
    Text(
        "「{column}」的「{found}」不在選項中；可用：{choices}。",
        "“{found}” in “{column}” is not among the choices: {choices}.",
    ),
    Text("選項以外的文字無法分類與加總。", "Other words cannot be classified or added up."),
    Text("請從下拉選單選取。", "Choose from the drop-down list."),
    FORM,
    writes_expected=True,
)
CODE_READ_AS = shape(
    225,
    Severity.INFO,
    Text("選項的讀法", "How a choice was read"),
    Text(
        "「{column}」的「{found}」已讀成「{read}」。",
        "“{found}” in “{column}” was read as “{read}”.",
    ),
    Text(
        "簡體字或別名會對應到範本的選項。",
        "Simplified characters and other names are mapped to the template's choices.",
    ),
    Text("正確則不必處理。", "Nothing to do when it is right."),
    covers=("INV-094",),
    writes_expected=True,
)
UNKNOWN_UNIT = shape(
    226,
    Severity.ERROR,
    Text("單位無法辨識", "Unit not known"),
    Text(
        "「{column}」的單位「{found}」無法辨識；可用：{choices}。",
        "The unit “{found}” in “{column}” is not known; use one of: {choices}.",
    ),
    Text("單位不明，數值就沒有意義。", "Without its unit a value means nothing."),
    Text("請從下拉選單選取單位。", "Choose the unit from the drop-down list."),
    FORM,
    ("INV-048",),
    writes_expected=True,
)
NOT_YES_NO = shape(
    227,
    Severity.ERROR,
    Text("應填是或否", "Neither yes nor no"),
    Text(
        "「{column}」的「{found}」不是「是」或「否」。",
        "“{found}” in “{column}” is neither yes nor no.",
    ),
    Text("這一欄只有兩種答案。", "The column has two answers only."),
    Text("請填「是」或「否」。", "Write 是 (yes) or 否 (no)."),
)
REQUIRED = shape(
    228,
    Severity.ERROR,
    Text("必填欄位空白", "Required cell is empty"),
    Text("「{column}」是必填，這裡是空白。", "“{column}” is required and is empty here."),
    Text("缺了這一格，這一列就無法採用。", "Without it the row cannot be used."),
    Text(
        "請補填；整列不需要時請清除整列。", "Fill it in; clear the whole row when it is not needed."
    ),
    FORM,
)
UNSEEN_CHARACTERS = shape(
    229,
    Severity.WARNING,
    Text("含不可見字元", "Unseen characters"),
    Text(
        "「{column}」的文字夾有不可見字元或換行，已去除。",
        "The text in “{column}” held unseen characters or line breaks, which were removed.",
    ),
    Text("看起來相同的名稱會被當成兩個。", "Names that look alike would count as two."),
    Text("請重新輸入這一格。", "Type the cell again."),
    covers=("INV-096",),
)
TEXT_TOO_LONG = shape(
    230,
    Severity.ERROR,
    Text("文字過長", "Text too long"),
    Text(
        "「{column}」有 {found} 個字，上限 {limit} 個字。",
        "“{column}” has {found} characters; at most {limit} are kept.",
    ),
    Text("過長的文字無法存入與列印。", "Longer texts can be neither stored nor printed."),
    Text("請精簡，或改附文件。", "Shorten it, or attach a document."),
)
