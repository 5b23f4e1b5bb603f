"""Plans of measurement, and what came of one of them, as workbooks."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from portal.language import Language, Text
from portal.reports.excel import Field
from portal.reports.listing import listing
from portal.reports.values import Form
from portal.verification.figures import AdjustmentRow, PlanRow, ReportRow

TITLE: Final = Text("量測驗證計畫", "M&V plans")
FIELDS: Final = (
    Field(Text("編號", "Number"), 12),
    Field(Text("計畫", "Plan"), 34),
    Field(Text("成員代碼", "Code"), 10),
    Field(Text("廠區", "Site"), 26),
    Field(Text("系統", "System"), 18),
    Field(Text("能源別", "Carrier"), 12),
    Field(Text("IPMVP 選項", "IPMVP option"), 12),
    Field(Text("基線起", "Baseline from"), 12),
    Field(Text("基線迄", "Baseline to"), 12),
    Field(Text("狀態", "State"), 12),
    Field(Text("報告", "Reports"), 10, Form.COUNT),
    Field(Text("已驗證節能量", "Verified saving"), 18, Form.ACTIVITY),
    Field(Text("單位", "Unit"), 10),
)
RESULTS: Final = Text("節能報告與調整", "Reports and adjustments")
RESULT_FIELDS: Final = (
    Field(Text("類別", "Kind"), 18),
    Field(Text("起日", "From"), 12),
    Field(Text("迄日", "To"), 12),
    Field(Text("數量", "Quantity"), 18, Form.ACTIVITY),
    Field(Text("單位", "Unit"), 10),
    Field(Text("決定", "Decision"), 16),
    Field(Text("說明", "Explanation"), 40),
    Field(Text("佐證", "Evidence"), 36),
    Field(Text("提出者", "By"), 18),
)
REPORT: Final = Text("節能報告", "Report")
ADJUSTMENT: Final = Text("非例行調整", "Non-routine adjustment")
WAITING: Final = Text("待決定", "To be decided")
AGREED: Final = Text("同意", "Approved")
REFUSED: Final = Text("不同意", "Turned down")


def as_workbook(rows: Sequence[PlanRow], *, at: datetime, language: Language) -> bytes:
    """The list of plans as Excel."""
    cells = [
        (
            row.number,
            row.fields.title,
            row.company_code,
            row.site,
            row.fields.system.label,
            row.fields.carrier.label,
            row.fields.option.value,
            row.fields.baseline_from.isoformat(),
            row.fields.baseline_to.isoformat(),
            row.state.label,
            row.reports,
            row.verified,
            row.fields.carrier.unit,
        )
        for row in rows
    ]
    return listing(TITLE, FIELDS, cells, at=at, language=language)


def results_workbook(
    plan: PlanRow,
    reports: Sequence[ReportRow],
    adjustments: Sequence[AdjustmentRow],
    *,
    at: datetime,
    language: Language,
) -> bytes:
    """The reports and adjustments of a plan as Excel."""
    unit = plan.fields.carrier.unit
    cells = [
        (
            Text(f"{REPORT.zh} {one.number}", f"{REPORT.en} {one.number}"),
            one.first.isoformat(),
            one.last.isoformat(),
            one.saving,
            unit,
            WAITING if one.outcome is None else one.outcome.label,
            one.note,
            "",
            one.submitted_by,
        )
        for one in reports
    ]
    cells += [
        (
            ADJUSTMENT,
            one.first.isoformat(),
            one.last.isoformat(),
            one.quantity,
            unit,
            _decision(one),
            one.reason,
            one.evidence,
            one.proposed_by,
        )
        for one in adjustments
    ]
    return listing(RESULTS, RESULT_FIELDS, cells, at=at, language=language)


def _decision(one: AdjustmentRow) -> Text:
    if one.is_approved is None:
        return WAITING
    return AGREED if one.is_approved else REFUSED
