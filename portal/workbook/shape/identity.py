"""Rules about shape: which workbook it is and whose."""

from portal.language import Text
from portal.workbook.findings import Severity
from portal.workbook.shape.book import shape

UNKNOWN_TEMPLATE = shape(
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
IDENTIFIED_BY_HEADINGS = shape(
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
OLD_TEMPLATE = shape(
    103,
    Severity.WARNING,
    Text("範本版本較舊", "Older template version"),
    Text(
        "這是第 {found} 版範本，目前為第 {expected} 版；系統已依舊版欄位讀取。",
        "This is version {found} of the template, the current one is {expected}; it was read by "
        "the older version's columns.",
    ),
    Text(
        "新版增加的欄位在舊版中沒有資料，其相關檢核也不適用。",
        "Columns added since then hold nothing here, and the checks of them do not apply.",
    ),
    Text(
        "請下載已帶入原有資料的新版範本，補上待填欄位後上傳。",
        "Download the current template with your data carried over, fill in what is left and "
        "upload it.",
    ),
    covers=("INV-005",),
)
NEWER_TEMPLATE = shape(
    104,
    Severity.ERROR,
    Text("範本版本無法辨識", "Template version not known"),
    Text(
        "檔案標示為第 {found} 版範本，平台目前只到第 {expected} 版。",
        "The file says version {found} of the template; the newest known is {expected}.",
    ),
    Text(
        "版本不明時，欄位意義無法確定。",
        "With an unknown version the columns have no sure meaning.",
    ),
    Text("請重新下載目前的範本填寫。", "Download the current template and fill it in."),
)
WRONG_KIND = shape(
    105,
    Severity.ERROR,
    Text("上傳的申報種類不符", "Another kind of workbook"),
    Text(
        "這裡要收的是「{expected}」，檔案是「{found}」。",
        "This place takes the “{expected}”; the file is a “{found}”.",
    ),
    Text("兩種申報檔各有自己的期程與審查。", "Each kind has its own schedule and review."),
    Text(
        "請到正確的申報項目上傳，或改傳正確的檔案。",
        "Upload it in its own place, or the right file here.",
    ),
)
WRONG_MEMBER = shape(
    106,
    Severity.ERROR,
    Text("這是其他成員的檔案", "Another member's workbook"),
    Text(
        "檔案內的成員代碼是「{found}」，這裡要收的是「{expected}」。",
        "The workbook says member {found}; this place takes member {expected}.",
    ),
    Text(
        "送到別家公司名下的數字，會同時弄錯兩家的總量。",
        "Figures under the wrong name spoil two totals at once.",
    ),
    Text(
        "請確認檔案，必要時更正封面的成員代碼。",
        "Check the file; correct the member code on the cover if needed.",
    ),
)
WRONG_YEAR = shape(
    107,
    Severity.ERROR,
    Text("盤查年度不符", "Another reporting year"),
    Text(
        "檔案的年度是 {found}，這裡要收的是 {expected} 年度。",
        "The workbook is for {found}; this place takes {expected}.",
    ),
    Text(
        "年度放錯會使逐年比較全部失真。", "A misplaced year falsifies every comparison over time."
    ),
    Text(
        "請上傳正確年度的檔案，或更正封面的盤查年度。",
        "Upload the right year's file, or correct the year on the cover.",
    ),
)
