"""The rules about shape: what every kind of workbook must look like before its content counts.

The reader finds these cases while it reads; here stands what is said about each.
"""

from typing import Any

from portal.language import Text
from portal.workbook.findings import Severity
from portal.workbook.rules import Rule, RuleBook

SHAPE: RuleBook[Any] = RuleBook("WB")
JUDGEMENT = "design judgement"
FORM = "MOENV inventory form, notes and sample rows"


def _shape(
    number: int,
    severity: Severity,
    title: Text,
    message: Text,
    why: Text,
    fix: Text,
    source: str = JUDGEMENT,
    covers: tuple[str, ...] = (),
) -> Rule[Any]:
    code = f"WB-{number}"
    return SHAPE.add(Rule(code, severity, title, message, why, fix, source, covers=covers))


# Which workbook it is

UNKNOWN_TEMPLATE = _shape(
    101,
    Severity.ERROR,
    Text("不是聯盟的申報範本", "Not a template of the Alliance"),
    Text(
        "這個檔案裡找不到聯盟範本的識別資料，工作表與欄位也對不上任何一種範本（工作表：{sheets}）。",
        "The file carries no identity of an Alliance template, and its sheets and headings fit "
        "none of them (sheets: {sheets}).",
    ),
    Text(
        "不知道是哪一種申報檔，就無法判斷每一欄代表什麼。",
        "Without knowing the kind of workbook no column can be given its meaning.",
    ),
    Text(
        "請從本平台下載本年度範本，將資料以「選擇性貼上→值」貼入後再上傳。",
        "Download this year's template from the portal, paste your data into it as values, and "
        "upload it again.",
    ),
)
IDENTIFIED_BY_HEADINGS = _shape(
    102,
    Severity.WARNING,
    Text("範本識別資料遺失", "Template identity missing"),
    Text(
        "檔案內的範本識別資料已不見，系統依工作表與欄位名稱判斷為「{template}」。",
        "The template's identity is gone from the file; judged by its sheets and headings it is "
        "the “{template}”.",
    ),
    Text(
        "複製到新檔或以其他軟體另存時，識別資料會遺失，系統便無法確認版次。",
        "Copying into a new file or saving with other software drops the identity, and with it "
        "the version.",
    ),
    Text(
        "內容若正確可以繼續；建議改用平台下載的範本。",
        "You may continue when the content is right; prefer the template from the portal.",
    ),
    covers=("INV-005",),
)
OLD_TEMPLATE = _shape(
    103,
    Severity.WARNING,
    Text("範本版本較舊", "Older template version"),
    Text(
        "這是第 {found} 版範本，目前為第 {expected} 版；系統已依舊版欄位讀取。",
        "This is version {found} of the template, the current one is {expected}; it was read by "
        "the older version's columns.",
    ),
    Text("新版增加的欄位在舊版中沒有資料。", "Columns added since then hold nothing here."),
    Text(
        "請下載新版範本，補上新增的欄位。", "Download the current template and fill what is new."
    ),
    covers=("INV-005",),
)
NEWER_TEMPLATE = _shape(
    104,
    Severity.ERROR,
    Text("範本版本無法辨識", "Template version not known"),
    Text(
        "檔案標示為第 {found} 版範本，平台目前只到第 {expected} 版。",
        "The file says version {found} of the template; the portal knows versions up to {expected}.",
    ),
    Text(
        "版本不明時，欄位意義無法確定。", "With an unknown version the columns have no sure meaning."
    ),
    Text("請重新下載目前的範本填寫。", "Download the current template and fill it in."),
)
WRONG_KIND = _shape(
    105,
    Severity.ERROR,
    Text("上傳的申報種類不符", "Another kind of workbook"),
    Text(
        "這裡要收的是「{expected}」，檔案是「{found}」。",
        "This place takes the “{expected}”; the file is a “{found}”.",
    ),
    Text("兩種申報檔各有自己的期程與審查。", "Each kind has its own schedule and review."),
    Text("請到正確的申報項目上傳，或改傳正確的檔案。", "Upload it in its own place, or the right file here."),
)
WRONG_MEMBER = _shape(
    106,
    Severity.ERROR,
    Text("這是其他成員的檔案", "Another member's workbook"),
    Text(
        "檔案內的成員代碼是「{found}」，這裡要收的是「{expected}」。",
        "The workbook says member {found}; this place takes member {expected}.",
    ),
    Text("送到別家公司名下的數字，會同時弄錯兩家的總量。", "Figures under the wrong name spoil two totals at once."),
    Text("請確認檔案，必要時更正封面的成員代碼。", "Check the file; correct the member code on the cover if needed."),
)
WRONG_YEAR = _shape(
    107,
    Severity.ERROR,
    Text("盤查年度不符", "Another reporting year"),
    Text(
        "檔案的年度是 {found}，這裡要收的是 {expected} 年度。",
        "The workbook is for {found}; this place takes {expected}.",
    ),
    Text("年度放錯會使逐年比較全部失真。", "A misplaced year falsifies every comparison over time."),
    Text("請上傳正確年度的檔案，或更正封面的盤查年度。", "Upload the right year's file, or correct the year on the cover."),
)

# Sheets

SHEET_MISSING = _shape(
    111,
    Severity.ERROR,
    Text("缺少工作表", "Sheet missing"),
    Text("找不到工作表「{sheet}」。", "The sheet “{sheet}” is not in the workbook."),
    Text("缺少這張表，清冊就不完整。", "Without it the report is incomplete."),
    Text("請從範本補回這張工作表，名稱不要更改。", "Restore the sheet from the template under its own name."),
    FORM,
    ("INV-004",),
)
SHEET_DOUBLED = _shape(
    112,
    Severity.ERROR,
    Text("工作表重複", "Sheet doubled"),
    Text(
        "「{first}」與「{second}」都像是「{sheet}」，無法判斷該讀哪一張。",
        "Both “{first}” and “{second}” look like the sheet “{sheet}”; it is unclear which counts.",
    ),
    Text("讀錯備份的那一張，總量就會錯。", "Reading the copy instead of the original gives a wrong total."),
    Text("請刪除或改名其中一張。", "Delete or rename one of them."),
)
SHEET_IGNORED = _shape(
    113,
    Severity.INFO,
    Text("未讀取的工作表", "Sheet not read"),
    Text("工作表「{sheet}」不屬於範本，未讀取。", "The sheet “{sheet}” is not part of the template and was not read."),
    Text("讓您知道哪些內容沒有納入。", "So that you know what was left out."),
    Text("若內含應申報的資料，請移到範本的工作表。", "Move what must be reported into the template's sheets."),
)
SHEET_HIDDEN = _shape(
    114,
    Severity.WARNING,
    Text("資料工作表被隱藏", "Hidden data sheet"),
    Text("工作表「{sheet}」是隱藏的，但其中有資料，已一併讀取。", "The sheet “{sheet}” is hidden but holds data, which was read."),
    Text("隱藏的資料容易被審查人員忽略。", "Reviewers overlook hidden data."),
    Text("請取消隱藏後確認內容。", "Show the sheet and check its content."),
    FORM,
    ("INV-007",),
)
ROWS_HIDDEN = _shape(
    115,
    Severity.WARNING,
    Text("隱藏列或欄中有資料", "Data in hidden rows or columns"),
    Text("工作表「{sheet}」有隱藏或篩選掉的列、欄含有資料，已一併讀取。", "Hidden or filtered rows or columns of “{sheet}” hold data, which was read."),
    Text("Excel 仍會加總隱藏列，人卻看不到。", "Excel adds hidden rows up although nobody sees them."),
    Text("請取消隱藏與篩選後確認。", "Unhide and clear the filter, then check."),
    FORM,
    ("INV-007",),
)
MERGED_CELLS = _shape(
    116,
    Severity.WARNING,
    Text("資料列有合併儲存格", "Merged cells among the data"),
    Text("工作表「{sheet}」的資料列有合併儲存格 {range}，只有左上角的值會被讀取。", "The data of “{sheet}” has the merged cells {range}; only the top left value is read."),
    Text("合併後其餘各列等於空白。", "The other rows of the merge are blank."),
    Text("請取消合併，逐列填入。", "Unmerge them and fill each row."),
    FORM,
    ("INV-008",),
)
SHEET_EMPTY = _shape(
    117,
    Severity.ERROR,
    Text("工作表沒有資料", "Sheet without data"),
    Text("工作表「{sheet}」沒有任何一列資料。", "The sheet “{sheet}” has no row of data."),
    Text("這張表是必填。", "The sheet is required."),
    Text("請至少填寫一列。", "Fill in at least one row."),
)

# Headings

HEADINGS_MISSING = _shape(
    121,
    Severity.ERROR,
    Text("找不到表頭", "Headings not found"),
    Text("工作表「{sheet}」前 15 列找不到欄位名稱，無法讀取。", "No headings stand in the first 15 rows of “{sheet}”; it cannot be read."),
    Text("沒有表頭就無法知道各欄代表什麼。", "Without headings no column has a meaning."),
    Text("請從範本複製表頭列貼回。", "Copy the heading rows back from the template."),
    FORM,
    ("INV-006",),
)
COLUMN_MISSING = _shape(
    122,
    Severity.ERROR,
    Text("缺少欄位", "Column missing"),
    Text("工作表「{sheet}」缺少欄位「{column}」。", "The sheet “{sheet}” lacks the column “{column}”."),
    Text("這一欄是必填。", "The column is required."),
    Text("請補回這一欄與其表頭。", "Restore the column with its heading."),
    FORM,
    ("INV-006",),
)
COLUMN_DOUBLED = _shape(
    123,
    Severity.ERROR,
    Text("欄位重複", "Column doubled"),
    Text("「{column}」這個欄位出現兩次。", "The column “{column}” stands there twice."),
    Text("兩欄內容不同時，無法判斷以哪一欄為準。", "When they differ, nobody knows which one counts."),
    Text("請刪除多出的一欄。", "Delete one of them."),
    FORM,
    ("INV-006",),
)
COLUMN_IGNORED = _shape(
    124,
    Severity.INFO,
    Text("未讀取的欄位", "Column not read"),
    Text("欄位「{column}」不在範本中，未讀取。", "The column “{column}” is not in the template and was not read."),
    Text("讓您知道哪些內容沒有納入。", "So that you know what was left out."),
    Text("不影響申報；若是改了表頭，請改回原名。", "Nothing to do, unless a heading was renamed: give it back its name."),
)
HEADING_AND_KEY_DISAGREE = _shape(
    125,
    Severity.ERROR,
    Text("表頭與欄位代碼不一致", "Heading and column key disagree"),
    Text("這一欄的表頭是「{column}」，隱藏的欄位代碼卻是「{key}」。", "The heading reads “{column}”, the hidden key of the column “{key}”."),
    Text("只移動了表頭或資料其中之一時，數字會讀進錯的欄位。", "When only the heading or only the data was moved, numbers land in the wrong column."),
    Text("請整欄移動，或重新下載範本貼上資料。", "Move whole columns, or paste the data into a fresh template."),
    FORM,
    ("INV-006",),
)
HEADING_BY_ALIAS = _shape(
    126,
    Severity.INFO,
    Text("以別名辨識的表頭", "Heading recognised by another name"),
    Text("表頭「{found}」已視為「{column}」。", "The heading “{found}” was taken for “{column}”."),
    Text("讓您確認欄位對應正確。", "So that you can confirm the match."),
    Text("正確則不必處理。", "Nothing to do when it is right."),
    covers=("INV-095",),
)

# Numbers

NOT_A_NUMBER = _shape(
    201,
    Severity.ERROR,
    Text("不是數字", "Not a number"),
    Text("「{column}」填的是「{found}」，無法讀成數字。", "“{column}” holds “{found}”, which is not a number."),
    Text("讀不出數字，這一列就無法計算。", "A row without its number cannot be computed."),
    Text("請填純數字；沒有資料請留空。", "Enter a plain number; leave the cell empty when there is none."),
    FORM,
    ("INV-017",),
)
TEXT_NUMBER = _shape(
    202,
    Severity.WARNING,
    Text("數字存成文字", "Number stored as text"),
    Text("「{column}」的「{found}」是文字，已讀成 {read}。", "“{found}” in “{column}” is text; it was read as {read}."),
    Text("Excel 加總時會略過文字，您表上的合計可能少算。", "Excel skips text when adding up, so your own total may be too low."),
    Text("請選取這些儲存格，按「轉換成數字」。", "Select the cells and choose “Convert to Number”."),
    FORM,
    ("INV-013",),
)
FULL_WIDTH = _shape(
    203,
    Severity.INFO,
    Text("全形數字", "Full-width digits"),
    Text("「{column}」的「{found}」含全形字，已讀成 {read}。", "“{found}” in “{column}” has full-width characters; it was read as {read}."),
    Text("全形數字在 Excel 中是文字，不能計算。", "Excel treats full-width digits as text and cannot compute with them."),
    Text("建議改用半形數字。", "Prefer half-width digits."),
    covers=("INV-014",),
)
THOUSANDS = _shape(
    204,
    Severity.INFO,
    Text("數字含千分位符號", "Thousands separators in text"),
    Text("「{column}」的「{found}」已讀成 {read}。", "“{found}” in “{column}” was read as {read}."),
    Text("打進去的逗號會使數字變成文字。", "Typed commas turn a number into text."),
    Text("建議填純數字，以儲存格格式顯示千分位。", "Prefer a plain number with a cell format that shows the separators."),
    covers=("INV-015",),
)
UNIT_IN_CELL = _shape(
    205,
    Severity.WARNING,
    Text("數字中夾帶單位", "Unit inside the number"),
    Text("「{column}」的「{found}」夾帶單位「{unit}」，已讀成 {read}。", "“{found}” in “{column}” carries the unit “{unit}”; it was read as {read}."),
    Text("單位若與欄位不同，數值就會差上千倍。", "If the unit differs from the column's, the value is off by a thousand."),
    Text("請只填數字，單位填在單位欄。", "Enter the number alone and the unit in its own column."),
    FORM,
    ("INV-015",),
)
AMBIGUOUS_NUMBER = _shape(
    206,
    Severity.ERROR,
    Text("數字寫法有兩種解讀", "Number that reads two ways"),
    Text("「{column}」的「{found}」可讀成不同的數字。", "“{found}” in “{column}” can be read as different numbers."),
    Text("逗號可能是小數點也可能是千分位，差一千倍。", "The comma may be a decimal mark or a thousands mark, a factor of a thousand."),
    Text("請改成只有一個小數點的純數字。", "Write a plain number with at most one decimal point."),
    covers=("INV-016",),
)
NOT_FINITE = _shape(
    207,
    Severity.ERROR,
    Text("數值超出可能範圍", "Number beyond all bounds"),
    Text("「{column}」的值「{found}」不是有限的數，或大得不可能。", "“{found}” in “{column}” is not finite, or impossibly large."),
    Text("一個失控的數字就會毀掉整個總量。", "One runaway number spoils the whole total."),
    Text("請確認公式或輸入的位數。", "Check the formula or the digits typed."),
)
BELOW_MINIMUM = _shape(
    208,
    Severity.ERROR,
    Text("數值過小", "Number too small"),
    Text("「{column}」填 {found}，不可小於 {limit}。", "“{column}” holds {found}; it cannot be less than {limit}."),
    Text("活動數據、熱值、係數與排放量不會是負的。", "Activity data, heat values, factors and emissions are never negative."),
    Text("請確認正負號與數值。", "Check the sign and the value."),
    covers=("INV-018",),
)
ABOVE_MAXIMUM = _shape(
    209,
    Severity.ERROR,
    Text("數值過大", "Number too large"),
    Text("「{column}」填 {found}，不可大於 {limit}。", "“{column}” holds {found}; it cannot be more than {limit}."),
    Text("超過上限通常是單位或百分比填錯。", "Beyond the limit there is usually a slip of unit or percent sign."),
    Text("請確認單位與數值。", "Check unit and value."),
)
MANY_DECIMALS = _shape(
    210,
    Severity.INFO,
    Text("小數位數較多", "More decimals than used"),
    Text("「{column}」的 {found} 超過 {limit} 位小數，計算時依規定四捨五入。", "{found} in “{column}” has more than {limit} decimals; it is rounded as the rules say."),
    Text("登錄時有規定的位數。", "Registration prescribes the number of decimals."),
    Text("不必處理。", "Nothing to do."),
    "溫室氣體排放量盤查登錄及查驗管理辦法 §4; form, sheets 4 and 5, notes",
    ("INV-019",),
)
NOT_WHOLE = _shape(
    211,
    Severity.ERROR,
    Text("應為整數", "Not a whole number"),
    Text("「{column}」填 {found}，應為整數。", "“{column}” holds {found}; a whole number belongs here."),
    Text("這一欄是計數或編號。", "The column counts or numbers something."),
    Text("請改填整數。", "Enter a whole number."),
)
PERCENT_READ = _shape(
    212,
    Severity.INFO,
    Text("百分比的讀法", "How a percentage was read"),
    Text("「{column}」的 {found} 已讀成 {read}。", "{found} in “{column}” was read as {read}."),
    Text("同一個數可能是 27 % 或 2700 %。", "The same number may mean 27 % or 2700 %."),
    Text("建議連同 % 輸入。", "Prefer to type the % sign."),
)
PERCENT_UNCLEAR = _shape(
    213,
    Severity.WARNING,
    Text("百分比可能少了 %", "Percentage possibly without its sign"),
    Text("「{column}」的 {found} 沒有 % 格式，已讀成 {read}。", "{found} in “{column}” has no percent format; it was read as {read}."),
    Text("0.27 可能是 27 %，也可能是 0.27 %。", "0.27 may mean 27 % or 0.27 %."),
    Text("請將儲存格設為百分比格式後確認。", "Give the cell a percent format and check it."),
)

# Dates, years, codes, texts

NOT_A_DATE = _shape(
    221,
    Severity.ERROR,
    Text("日期無法辨識", "Date not understood"),
    Text("「{column}」的「{found}」無法讀成日期。", "“{found}” in “{column}” cannot be read as a date."),
    Text("日期用來判斷是否落在盤查年度。", "The date shows whether it lies in the reporting year."),
    Text("請填 2024-05-31 或 113/05/31。", "Write 2024-05-31 or 113/05/31."),
    FORM,
    ("INV-020",),
)
NOT_A_YEAR = _shape(
    222,
    Severity.ERROR,
    Text("年度無法辨識", "Year not understood"),
    Text("「{column}」的「{found}」不是年度。", "“{found}” in “{column}” is not a year."),
    Text("年度決定適用的係數與比較對象。", "The year decides on factors and comparisons."),
    Text("請填西元年（2024）或民國年（113）。", "Write a Western year (2024) or a 民國 year (113)."),
)
ROC_YEAR = _shape(
    223,
    Severity.INFO,
    Text("民國年已換算", "民國 year converted"),
    Text("「{column}」的 {found} 已讀成西元 {read} 年。", "{found} in “{column}” was read as {read}."),
    Text("平台一律以西元年計算。", "The portal computes in Western years."),
    Text("正確則不必處理。", "Nothing to do when it is right."),
)
NOT_IN_LIST = _shape(
    224,
    Severity.ERROR,
    Text("不在選項中", "Not among the choices"),
    Text("「{column}」的「{found}」不在選項中；可用：{choices}。", "“{found}” in “{column}” is not among the choices: {choices}."),
    Text("選項以外的文字無法分類與加總。", "Other words cannot be classified or added up."),
    Text("請從下拉選單選取。", "Choose from the drop-down list."),
    FORM,
)
CODE_READ_AS = _shape(
    225,
    Severity.INFO,
    Text("選項的讀法", "How a choice was read"),
    Text("「{column}」的「{found}」已讀成「{read}」。", "“{found}” in “{column}” was read as “{read}”."),
    Text("簡體字或別名會對應到範本的選項。", "Simplified characters and other names are mapped to the template's choices."),
    Text("正確則不必處理。", "Nothing to do when it is right."),
    covers=("INV-094",),
)
UNKNOWN_UNIT = _shape(
    226,
    Severity.ERROR,
    Text("單位無法辨識", "Unit not known"),
    Text("「{column}」的單位「{found}」無法辨識；可用：{choices}。", "The unit “{found}” in “{column}” is not known; use one of: {choices}."),
    Text("單位不明，數值就沒有意義。", "Without its unit a value means nothing."),
    Text("請從下拉選單選取單位。", "Choose the unit from the drop-down list."),
    FORM,
    ("INV-048",),
)
NOT_YES_NO = _shape(
    227,
    Severity.ERROR,
    Text("應填是或否", "Neither yes nor no"),
    Text("「{column}」的「{found}」不是「是」或「否」。", "“{found}” in “{column}” is neither yes nor no."),
    Text("這一欄只有兩種答案。", "The column has two answers only."),
    Text("請填「是」或「否」。", "Write 是 (yes) or 否 (no)."),
)
REQUIRED = _shape(
    228,
    Severity.ERROR,
    Text("必填欄位空白", "Required cell is empty"),
    Text("「{column}」是必填，這裡是空白。", "“{column}” is required and is empty here."),
    Text("缺了這一格，這一列就無法採用。", "Without it the row cannot be used."),
    Text("請補填；整列不需要時請清除整列。", "Fill it in; clear the whole row when it is not needed."),
    FORM,
)
UNSEEN_CHARACTERS = _shape(
    229,
    Severity.WARNING,
    Text("含不可見字元", "Unseen characters"),
    Text("「{column}」的文字夾有不可見字元或換行，已去除。", "The text in “{column}” held unseen characters or line breaks, which were removed."),
    Text("看起來相同的名稱會被當成兩個。", "Names that look alike would count as two."),
    Text("請重新輸入這一格。", "Type the cell again."),
    covers=("INV-096",),
)
TEXT_TOO_LONG = _shape(
    230,
    Severity.ERROR,
    Text("文字過長", "Text too long"),
    Text("「{column}」有 {found} 個字，上限 {limit} 個字。", "“{column}” has {found} characters; at most {limit} are kept."),
    Text("過長的文字無法存入與列印。", "Longer texts can be neither stored nor printed."),
    Text("請精簡，或改附文件。", "Shorten it, or attach a document."),
)

# Cells that hold no sure value

ERROR_CELL = _shape(
    241,
    Severity.ERROR,
    Text("公式錯誤值", "Error value"),
    Text("「{column}」顯示 {found}。", "“{column}” shows {found}."),
    Text("錯誤值沒有數字可讀。", "An error value holds no number."),
    Text("請修正公式或直接填數值。", "Repair the formula or enter the value."),
    FORM,
    ("INV-009",),
)
NEVER_CALCULATED = _shape(
    242,
    Severity.ERROR,
    Text("公式尚未計算", "Formula never calculated"),
    Text("「{column}」是公式，但檔案中沒有存下計算結果。", "“{column}” is a formula whose result is not stored in the file."),
    Text("由程式產生的檔案，要在 Excel 開啟存檔後才有結果。", "A file made by a program has results only after Excel has saved it."),
    Text("請用 Excel 開啟、儲存後再上傳。", "Open the file in Excel, save it, and upload it again."),
    "measured behaviour of spreadsheet files",
    ("INV-010",),
)
OUTSIDE_LINK = _shape(
    243,
    Severity.WARNING,
    Text("公式連到其他檔案", "Formula refers to another file"),
    Text("「{column}」的公式引用外部資料：{found}。", "The formula in “{column}” refers to outside data: {found}."),
    Text("平台只有這一個檔案，無法查核外部的值。", "The portal has this file alone and cannot check values from others."),
    Text("請以「選擇性貼上→值」取代公式。", "Replace the formula by its value (Paste Special, Values)."),
    FORM,
    ("INV-011",),
)
FORMULA_INPUT = _shape(
    244,
    Severity.INFO,
    Text("輸入格是公式", "Formula in an input cell"),
    Text("「{column}」有公式，已採用其計算結果。", "“{column}” holds formulas; their stored results were used."),
    Text("公式會留存作為佐證。", "The formulas are kept as evidence."),
    Text("不必處理。", "Nothing to do."),
)
DAMAGED_CELL = _shape(
    245,
    Severity.ERROR,
    Text("儲存格損壞", "Damaged cell"),
    Text("「{column}」的內容已損壞，無法讀取（{found}）。", "The content of “{column}” is damaged and cannot be read ({found})."),
    Text("檔案這一處不合格式，各軟體會讀成不同的值。", "Programs read such a place differently."),
    Text("請重新輸入這一格後另存新檔。", "Type the cell again and save the file anew."),
)
