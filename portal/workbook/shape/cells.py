"""Rules about shape: cells that hold no sure value."""

from portal.language import Text
from portal.workbook.findings import Severity
from portal.workbook.shape.book import FORM, shape

ERROR_CELL = shape(
    241,
    Severity.ERROR,
    Text("公式錯誤值", "Error value"),
    Text("「{column}」顯示 {found}。", "“{column}” shows {found}."),
    Text("錯誤值沒有數字可讀。", "An error value holds no number."),
    Text("請修正公式或直接填數值。", "Repair the formula or enter the value."),
    FORM,
    ("INV-009",),
)
NEVER_CALCULATED = shape(
    242,
    Severity.ERROR,
    Text("公式尚未計算", "Formula never calculated"),
    Text(
        "「{column}」是公式，但檔案中沒有存下計算結果。",
        "“{column}” is a formula whose result is not stored in the file.",
    ),
    Text(
        "由程式產生的檔案，要在 Excel 開啟存檔後才有結果。",
        "A file made by a program has results only after Excel has saved it.",
    ),
    Text(
        "請用 Excel 開啟、儲存後再上傳。", "Open the file in Excel, save it, and upload it again."
    ),
    "measured behaviour of spreadsheet files",
    ("INV-010",),
)
OUTSIDE_LINK = shape(
    243,
    Severity.WARNING,
    Text("公式連到其他檔案", "Formula refers to another file"),
    Text(
        "「{column}」的公式引用外部資料：{found}。",
        "The formula in “{column}” refers to outside data: {found}.",
    ),
    Text(
        "平台只有這一個檔案，無法查核外部的值。",
        "The portal has this file alone and cannot check values from others.",
    ),
    Text(
        "請以「選擇性貼上→值」取代公式。",
        "Replace the formula by its value (Paste Special, Values).",
    ),
    FORM,
    ("INV-011",),
)
FORMULA_INPUT = shape(
    244,
    Severity.INFO,
    Text("輸入格是公式", "Formula in an input cell"),
    Text(
        "「{column}」有公式，已採用其計算結果。",
        "“{column}” holds formulas; their stored results were used.",
    ),
    Text("公式會留存作為佐證。", "The formulas are kept as evidence."),
    Text("不必處理。", "Nothing to do."),
)
DAMAGED_CELL = shape(
    245,
    Severity.ERROR,
    Text("儲存格損壞", "Damaged cell"),
    Text(
        "「{column}」的內容已損壞，無法讀取（{found}）。",
        "The content of “{column}” is damaged and cannot be read ({found}).",
    ),
    Text("檔案這一處不合格式，各軟體會讀成不同的值。", "Programs read such a place differently."),
    Text("請重新輸入這一格後另存新檔。", "Type the cell again and save the file anew."),
)
