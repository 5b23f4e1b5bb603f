"""The list of the samples, in words: which file shows what, and which finding it provokes."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from portal.demo.faults import Fault
from portal.demo.field_faults import FAULTS as FIELD_FAULTS
from portal.demo.field_work import SOUND as FIELD_SOUND
from portal.field.rules import RULES as FIELD_RULES
from portal.inventory.rules import RULES as INVENTORY_RULES
from portal.plans.rules import RULES as PLAN_RULES
from portal.workbook.findings import SEVERITY_LABELS
from portal.workbook.rules import Rule
from portal.workbook.shape import SHAPE

HEAD = """\
# 範例申報檔 Sample submissions

這個資料夾由 `portal samples` 產生，每次結果完全相同；公司、廠區與數字皆為虛構。
This folder is written by `portal samples`, the same bytes every time; companies, sites and figures
are invented.

- `sound/`：可通過檢核的清冊與減量計畫 workbooks without an error
- `faulty/`：各有一處問題，檔名為其檢核代碼 one fault each, named for the finding it provokes

以 `portal check FILE` 檢視檢核結果。See what is found with `portal check FILE`.

"""


def sample_list(sound: Iterable[str], faults: Iterable[Fault]) -> str:
    """The list as Markdown, Chinese and English beside each other."""
    lines = ["## sound", "", *(f"- `sound/{name}`" for name in sound), "", "## faulty", ""]
    lines += ["| 檔案 File | 等級 Severity | 檢核 Finding |", "| --- | --- | --- |"]
    lines += [_row(fault) for fault in faults]
    return HEAD + "\n".join(lines) + "\n"


def _row(fault: Fault) -> str:
    rule = rules()[fault.code]
    severity = SEVERITY_LABELS[rule.severity]
    title = f"{rule.title.zh}<br>{rule.title.en}"
    return f"| `faulty/{fault.file_name}` | {severity.zh} {severity.en} | {title} |"


def field_list() -> str:
    """The field workbooks; they are uploaded on the page of a visit, not handed in."""
    lines = [
        "",
        "## field",
        "",
        "現場活頁簿，於訪視的「現場作業」頁上傳。"
        "Field workbooks, uploaded on the page “work on site” of a visit.",
        "",
        *(f"- `field/sound/field-{system}-2026.xlsx`" for system in FIELD_SOUND),
        "",
        "| 檔案 File | 等級 Severity | 檢核 Finding |",
        "| --- | --- | --- |",
    ]
    for fault in FIELD_FAULTS:
        rule = FIELD_RULES.rules[fault.code]
        severity = SEVERITY_LABELS[rule.severity]
        title = f"{rule.title.zh}<br>{rule.title.en}"
        lines.append(
            f"| `field/faulty/{fault.file_name}` | {severity.zh} {severity.en} | {title} |"
        )
    return "\n".join(lines) + "\n"


@cache
def rules() -> Mapping[str, Rule[Any]]:
    """Every rule by code."""
    return {**SHAPE.rules, **INVENTORY_RULES.rules, **PLAN_RULES.rules}
