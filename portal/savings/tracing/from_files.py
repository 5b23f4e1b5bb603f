"""Documents that were read from files: M&V reports, measures of plans, uploaded claims."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.claims.sheets import TEMPLATE as CLAIMS
from portal.intake import places
from portal.language import Text
from portal.plans.sheets import TEMPLATE as PLANS
from portal.reference.site_systems import Carrier
from portal.savings.handed_queries import Standing, standing
from portal.savings.models import ClaimFile, HandedClaimDecision
from portal.savings.planned import PLAN_KEY
from portal.savings.tracing.by_hand import Names
from portal.savings.tracing.papers import (
    Entered,
    KeptFile,
    Paper,
    PaperKind,
    Said,
    Table,
    saved,
    table,
)
from portal.submissions.models import PlanMeasureLine, Submission, SubmissionVersion, Upload
from portal.submissions.states import Kind
from portal.verification.models import (
    EvidenceFile,
    MeterData,
    ReportDecision,
    VerificationPlan,
    VerificationReport,
)
from portal.verification.sheets import TEMPLATE as METERS
from portal.verification.sheets import VARIABLES
from portal.verification.states import ReportOutcome

_RECEIVED: Final = Text("上傳量測資料", "Meter data received")
_SUBMITTED: Final = Text("提出報告", "Report submitted")
_VERIFIED: Final = Text("查證通過", "Verified")
_HANDED_IN: Final = Text("送出", "Handed in")
_METER_FORM: Final = Text("量測資料活頁簿", "workbook of meter data")
_REPORT_FORM: Final = Text("表單「量測驗證報告」", "form “M&V report”")
_PLAN_FORM: Final = Text("減量計畫活頁簿", "workbook of the reduction plan")
_CLAIM_FORM: Final = Text("節能主張活頁簿", "workbook of claims")
_DECISION_FORM: Final = Text("表單「認可主張」", "form “Decide a claim”")
_RESULT: Final[Mapping[str, Text]] = {
    "baseline": Text("模型基線用量", "Baseline by the model"),
    "actual": Text("量測用量", "Use as metered"),
    "non_routine": Text("非例行調整", "Non-routine adjustments"),
}
_SAVED_AMOUNTS: Final = ("saved_kwh", "saved_gj", "saved_fuel", "expected")


def reports(session: Session, plans: Collection[int], names: Names) -> dict[int, list[Paper]]:
    """The verified reports of M&V plans with these ids, in order of their periods."""
    return _reports(session, VerificationReport.plan_id.in_(plans), names, by_plan=True)


def reports_by_id(session: Session, ids: Collection[int], names: Names) -> dict[int, list[Paper]]:
    """The reports with these ids."""
    return _reports(session, VerificationReport.id.in_(ids), names, by_plan=False)


def _reports(
    session: Session, wanted: Any, names: Names, *, by_plan: bool
) -> dict[int, list[Paper]]:
    found: Iterable[Any] = session.execute(
        select(VerificationReport, VerificationPlan, MeterData, ReportDecision)
        .join(VerificationPlan, VerificationPlan.id == VerificationReport.plan_id)
        .join(MeterData, MeterData.id == VerificationReport.data_id)
        .join(ReportDecision, ReportDecision.report_id == VerificationReport.id)
        .where(wanted, ReportDecision.outcome == ReportOutcome.VERIFIED)
        .order_by(VerificationReport.plan_id, VerificationReport.first)
    )
    rows: list[Any] = list(found)
    files = _evidence(session, {plan.id for _, plan, _, _ in rows})
    papers = defaultdict[int, list[Paper]](list)
    for report, plan, data, decision in rows:
        key = plan.id if by_plan else report.id
        papers[key].append(_report(report, plan, data, decision, files[plan.id], names))
    return papers


def _report(
    report: VerificationReport,
    plan: VerificationPlan,
    data: MeterData,
    decision: ReportDecision,
    files: Sequence[KeptFile],
    names: Names,
) -> Paper:
    unit = plan.carrier.unit
    days = f"{report.first.isoformat()}–{report.last.isoformat()}"
    found = [
        Said(label, f"{report.result[key]:.3f}", unit)
        for key, label in _RESULT.items()
        if isinstance(report.result.get(key), (int, float))
    ]
    return Paper(
        PaperKind.REPORT,
        f"{plan.number} #{report.number}（{days}）",
        plan.number,
        says=(*saved([(plan.carrier, report.saving)]), *found),
        entered=(
            Entered(_RECEIVED, _named(names, data.received_by), data.received_at, _METER_FORM),
            Entered(
                _SUBMITTED, _named(names, report.submitted_by), report.submitted_at, _REPORT_FORM
            ),
            Entered(
                _VERIFIED, _named(names, decision.decided_by), decision.decided_at, _REPORT_FORM
            ),
        ),
        file=KeptFile(data.original_name, data.sha256),
        attached=tuple(files),
        tables=(_meter_rows(report, plan, data),),
    )


def _named(names: Names, user_id: int) -> str:
    return names.get(user_id, "")


def _meter_rows(report: VerificationReport, plan: VerificationPlan, data: MeterData) -> Table:
    """The periods of the baseline and of the report, as the worksheet has them."""
    variables = [str(one["name"]) for one in plan.variables]
    spans = ((plan.baseline_from, plan.baseline_to), (report.first, report.last))
    rows: list[tuple[int, Mapping[str, Any]]] = []
    for one in data.periods:
        inside = any(
            first.isoformat() <= one["first"] and one["last"] <= last.isoformat()
            for first, last in spans
        )
        if inside:
            named = zip(VARIABLES, variables, strict=False)
            measured = {key: _number(one["variables"].get(name)) for key, name in named}
            energy = {key: _number(one[key]) for key in ("energy", "simulated")}
            rows.append(
                (int(one["at"]), {"first": one["first"], "last": one["last"], **energy, **measured})
            )
    return table(METERS.sheet("periods"), rows, ("energy", "simulated"))


def _number(value: float | None) -> str | None:
    return None if value is None else f"{value:.15g}"


def _evidence(session: Session, plans: Collection[int]) -> Mapping[int, list[KeptFile]]:
    found = defaultdict[int, list[KeptFile]](list)
    wanted = select(EvidenceFile).where(EvidenceFile.plan_id.in_(plans)).order_by(EvidenceFile.id)
    for one in session.scalars(wanted):
        found[one.plan_id].append(KeptFile(one.name, one.sha256))
    return found


def planned_measures(
    session: Session, keys: Collection[str], companies: Collection[int], names: Names
) -> dict[str, Paper]:
    """The measures of members' newest accepted plans, by the key of their claim."""
    found: Iterable[Any] = session.execute(
        select(PlanMeasureLine, SubmissionVersion, Submission, Upload.original_name)
        .join(SubmissionVersion, SubmissionVersion.id == PlanMeasureLine.version_id)
        .join(Submission, Submission.id == SubmissionVersion.submission_id)
        .join(Upload, Upload.id == SubmissionVersion.upload_id)
        .where(
            Submission.kind == Kind.PLAN,
            SubmissionVersion.number == Submission.accepted_version,
            Submission.company_id.in_(companies),
        )
        .order_by(Submission.year)
    )
    papers: dict[str, Paper] = {}
    for line, version, submission, name in found:
        key = f"{PLAN_KEY}{submission.company_id}-{line.measure_id}"[:40]
        if key in keys:
            papers[key] = _measure(line, version, submission, name, names)
    return papers


def _measure(
    line: PlanMeasureLine,
    version: SubmissionVersion,
    submission: Submission,
    name: str,
    names: Names,
) -> Paper:
    by = _named(names, version.signed_by)
    return Paper(
        PaperKind.MEASURE,
        f"{line.measure_id}（{submission.year} v{version.number}，{version.receipt_number}）",
        str(submission.id),
        entered=(Entered(_HANDED_IN, by, version.submitted_at, _PLAN_FORM),),
        file=KeptFile(name, version.sha256),
        tables=(_plan_row(line),),
    )


def _plan_row(line: PlanMeasureLine) -> Table:
    kept: Mapping[str, Any] = line.values.get(places.KEPT) or {}
    return table(
        PLANS.sheet("measures"),
        [(line.row, line.values)],
        _SAVED_AMOUNTS,
        name=kept.get("sheet"),
        where=kept.get("columns"),
    )


def handed_claims(session: Session, ids: Collection[int], names: Names) -> dict[int, Paper]:
    """Claims that were handed in, as they stand, by their id."""
    rows = [one for one in standing(session) if one.id in ids]
    wanted = select(ClaimFile).where(ClaimFile.id.in_({one.file_id for one in rows}))
    files = {one.id: one for one in session.scalars(wanted)}
    decided = _decided(session, [one.version_id for one in rows], names)
    return {one.id: _claim(one, files[one.file_id], decided.get(one.version_id)) for one in rows}


def _claim(one: Standing, file: ClaimFile, decided: Entered | None) -> Paper:
    content = one.content
    found = Entered(_HANDED_IN, one.writer, one.written_at, _CLAIM_FORM)
    return Paper(
        PaperKind.CLAIM,
        f"{one.giver} {content.reference}",
        str(one.id),
        says=saved((Carrier(carrier), value) for carrier, value in content.savings.items()),
        entered=(found,) if decided is None else (found, decided),
        file=KeptFile(file.original_name, file.sha256),
        tables=(table(CLAIMS.sheet("claims"), _claim_rows(file, one), ("amount",)),),
    )


def _claim_rows(file: ClaimFile, one: Standing) -> Iterator[tuple[int, Mapping[str, Any]]]:
    for row in file.rows.get("claims", ()):
        named = row.get("site"), row.get("reference")
        if named == (one.site.control_number, one.content.reference):
            yield int(row["at"]), row


def _decided(session: Session, versions: Collection[int], names: Names) -> dict[int, Entered]:
    wanted = select(HandedClaimDecision).where(HandedClaimDecision.version_id.in_(versions))
    return {
        one.version_id: Entered(
            one.outcome.label, _named(names, one.written_by), one.written_at, _DECISION_FORM
        )
        for one in session.scalars(wanted.order_by(HandedClaimDecision.id))
    }
