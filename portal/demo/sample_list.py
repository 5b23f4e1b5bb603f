"""The list of the samples, in words: which file shows what, and which finding it provokes."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from portal.claims.rules import RULES as CLAIM_RULES
from portal.demo.claim_samples import FAULTS as CLAIM_FAULTS
from portal.demo.earlier import EarlierSample
from portal.demo.faults import Fault
from portal.demo.field_faults import FAULTS as FIELD_FAULTS
from portal.demo.field_work import SOUND as FIELD_SOUND
from portal.demo.meters import FAULTS as METER_FAULTS
from portal.field.rules import RULES as FIELD_RULES
from portal.inventory.rules import RULES as INVENTORY_RULES
from portal.plans.rules import RULES as PLAN_RULES
from portal.verification.rules import RULES as METER_RULES
from portal.workbook.findings import SEVERITY_LABELS
from portal.workbook.rules import Rule
from portal.workbook.shape import SHAPE

HEAD = """\
# 範例申報檔 Sample submissions

這個資料夾由 `portal samples` 產生，每次結果完全相同；公司、廠區與數字皆為虛構。
This folder is written by `portal samples`, the same bytes every time; companies, sites and figures
are invented.

- `sound/`：可通過檢核的清冊與減量計畫 workbooks without an error
- `earlier/`：舊版範本之申報檔，仍可讀取 workbooks of an older template version, which still read
- `faulty/`：各有一處問題，檔名為其檢核代碼 one fault each, named for the finding it provokes
- `official-sound/`：環境部清冊表單兩份（兩個管制編號）與補充資料，合為一份清冊
  two forms of the ministry, one for each control number, and the supplement: one sound inventory
- `official-faulty/`：不能合為一份清冊的檔案，檔名為其檢核代碼
  files that make no inventory together, named for their findings

以 `portal check --together official-sound/*` 合併檢核。Check those with `--together`.
以 `portal check FILE` 檢視檢核結果。See what is found with `portal check FILE`.

"""


def sample_list(
    sound: Iterable[str], earlier: Iterable[EarlierSample], faults: Iterable[Fault]
) -> str:
    """The list as Markdown, Chinese and English beside each other."""
    lines = ["## sound", "", *(f"- `sound/{name}`" for name in sound), ""]
    lines += ["## earlier", "", *(f"- `earlier/{one.file_name}`" for one in earlier), ""]
    lines += ["## faulty", ""]
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


def meter_list() -> str:
    """The workbooks of meter data; they are uploaded on the page of a plan of verification."""
    lines = ["", "## meter", ""]
    lines += ["| 檔案 File | 檢核 Finding |", "| --- | --- |"]
    lines += ["| `meter/sound/meter-data-2022-2023.xlsx` | — |"]
    for name in METER_FAULTS:
        title = METER_RULES.rules[name[:6]].title
        lines.append(f"| `meter/faulty/{name}.xlsx` | {title.zh}<br>{title.en} |")
    return "\n".join(lines) + "\n"


def claim_list() -> str:
    """The workbooks of claims; they are uploaded under “Savings”, “Claims”."""
    lines = ["", "## claims", ""]
    lines += ["節能主張，於「節能成效」之「上傳節能主張」上傳；CLM-1 開頭者須與平台資料比對。"]
    lines += ["Claims, uploaded under “Savings”; those of CLM-1 show beside what is on file."]
    lines += ["", "| 檔案 File | 等級 Severity | 檢核 Finding |", "| --- | --- | --- |"]
    lines += ["| `claims/sound/claims-2023.xlsx` | — | — |"]
    for fault in CLAIM_FAULTS:
        rule = CLAIM_RULES.rules[fault.code]
        severity = SEVERITY_LABELS[rule.severity]
        lines.append(
            f"| `claims/faulty/{fault.file_name}` | {severity.zh} {severity.en} "
            f"| {rule.title.zh}<br>{rule.title.en} |"
        )
    return "\n".join(lines) + "\n"
