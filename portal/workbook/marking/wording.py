"""What the marks and the list say."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.language import Language, Text
from portal.workbook.findings import SEVERITY_LABELS, Finding, Severity

TITLE = Text("檢核結果", "Check results")
AUTHOR = "產業淨零大聯盟申報平台 Net Zero Industry Alliance portal"
BEGINS = "── 申報平台檢核 ──"
"""How every note of ours begins, in each language: by this it is known again.

Chinese only, for LibreOffice takes letters of two scripts apart.
"""
BY_WHOM = Text(" 產業淨零大聯盟", " Net Zero Industry Alliance")
FINDINGS_IN_A_NOTE = 5
MORE = Text(
    "另有 {count} 項，見工作表「檢核結果」。",
    "{count} more: see the sheet “Check results”.",
)
LABEL = Text("【{severity}】{code}　{title}", "[{severity}] {code}  {title}")
HOW_TO = Text(
    "請依「說明」與「處理方式」更正各儲存格，存檔後直接上傳本檔；再次檢核時標註會自動更新。"
    "點選「儲存格」可跳到該處。",
    "Correct the cells as each line says, save and upload this very file; the marks are renewed by "
    "the next check. Choose a cell's address to go there.",
)
NOT_MARKED = Text(
    "原檔無法直接標註，這裡只列出檢核結果，請在原檔更正後上傳。原因：{reason}",
    "The workbook itself could not be marked, so this file only holds the list. Correct your own "
    "workbook and upload that. Reason: {reason}",
)
NOTHING_FOUND = Text("沒有發現問題。", "Nothing was found.")
NOT_ALL_CELLS = Text(
    "（儲存格過多，僅標註前 {count} 格）",
    " (too many cells: only the first {count} are marked)",
)
STRICT = Text(
    "檔案是「Strict Open XML 試算表」格式；請另存為「Excel 活頁簿（*.xlsx）」。",
    "The file is a “Strict Open XML Spreadsheet”; save it as “Excel Workbook (*.xlsx)”.",
)
BEYOND_LIMITS = Text(
    "標註所需的時間或記憶體超過限制。", "Marking it took more time or memory than is allowed."
)


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a note in one look; `colour` is ARGB."""

    text: str
    is_bold: bool = False
    colour: str = "FF16212B"


_QUIET = "FF52606D"
_INK = {Severity.ERROR: "FFB3261E", Severity.WARNING: "FF8A5300", Severity.INFO: "FF0B5394"}


def note(findings: Sequence[Finding], language: Language) -> list[Run]:
    """What a cell's note says about its findings, beginning with our own line."""
    runs = [Run(BEGINS, colour=_QUIET), Run(BY_WHOM[language], colour=_QUIET)]
    for one in findings[:FINDINGS_IN_A_NOTE]:
        severity = SEVERITY_LABELS[one.severity]
        label = LABEL.format(severity=severity, code=one.code, title=one.title)
        runs.append(Run(f"\n{label[language]}", is_bold=True, colour=_INK[one.severity]))
        runs.append(Run(f"\n{one.message[language]}\n→ {one.advice[language]}"))
    left = len(findings) - FINDINGS_IN_A_NOTE
    if left > 0:
        runs.append(Run(f"\n{MORE.format(count=left)[language]}"))
    return [run for run in runs if run.text]


def counted(findings: Sequence[Finding], language: Language) -> str:
    """How many cases of each severity there are, in one line."""
    if not findings:
        return NOTHING_FOUND[language]
    return "　".join(
        f"{SEVERITY_LABELS[severity][language]} "
        f"{sum(one.count for one in findings if one.severity is severity)}"
        for severity in Severity
    )


def lines_of(text: str, width: int) -> int:
    """How many lines a paragraph takes in a width of so many Latin letters.

    A Chinese letter has three bytes and counts for two.
    """
    return 1 + (len(text) + len(text.encode("utf-8", "replace"))) // 2 // width
