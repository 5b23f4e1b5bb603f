"""Writing plans, receiving data, adjusting and reporting; each change is logged, none commits."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.accounts.permissions import NotAllowedError, Permission
from portal.audit.events import Event
from portal.audit.operations import record
from portal.db.base import StaleRowError
from portal.db.counters import data_changed, next_number
from portal.files.store import Stored
from portal.members.models import Company, Site
from portal.submissions.operations import keep_file
from portal.verification.checks import Outcome
from portal.verification.computing import Result, compute, recorded
from portal.verification.figures import PlanFields, stored_period
from portal.verification.models import (
    Adjustment,
    AdjustmentDecision,
    MeterData,
    ReportDecision,
    VerificationPlan,
    VerificationReport,
)
from portal.verification.periods import Period
from portal.verification.queries import adjustments, data_of, fields_of, reports
from portal.verification.states import (
    ApprovedError,
    DecidedError,
    FailedChecksError,
    NoDataError,
    NotApprovedError,
    OwnWorkError,
    PlanState,
    ReportOutcome,
)

SERIES = "mv_plan"


def write_plan(
    session: Session,
    actor: Actor,
    company: Company,
    site: Site,
    fields: PlanFields,
    *,
    at: datetime,
) -> VerificationPlan:
    """Begin a plan for a site.

    Raises:
        NotAllowedError: when the actor may not measure for this company.
    """
    actor.need_for(Permission.MEASURE_SAVINGS, company.id, company.group)
    plan = VerificationPlan(
        number=f"MV-{next_number(session, SERIES):04}",
        company_id=company.id,
        site_id=site.id,
        written_by=actor.user_id,
        written_at=at,
        state=PlanState.DRAFT,
        **_columns(fields),
    )
    session.add(plan)
    session.flush()
    _log(session, actor, Event.MV_PLAN_WRITTEN, plan, at)
    return plan


def change_plan(
    session: Session,
    actor: Actor,
    plan: VerificationPlan,
    fields: PlanFields,
    *,
    row_version: int,
    at: datetime,
) -> None:
    """Change a draft.

    Raises:
        NotAllowedError: when the actor may not measure for this company.
        ApprovedError: when the plan is no draft any more.
        StaleRowError: when somebody else changed it meanwhile.
    """
    need(session, actor, Permission.MEASURE_SAVINGS, plan)
    if plan.state is not PlanState.DRAFT:
        raise ApprovedError(plan.number)
    if plan.row_version != row_version:
        raise StaleRowError(plan.number)
    for name, value in _columns(fields).items():
        setattr(plan, name, value)
    session.flush()
    _log(session, actor, Event.MV_PLAN_WRITTEN, plan, at)


def approve_plan(
    session: Session, actor: Actor, plan: VerificationPlan, *, row_version: int, at: datetime
) -> None:
    """Approve a draft: baseline, boundary and method are fixed before savings are reported.

    Raises:
        NotAllowedError: when the actor may not verify.
        OwnWorkError: when the actor wrote it.
        ApprovedError: when it is approved already.
        StaleRowError: when somebody changed it meanwhile.
    """
    need(session, actor, Permission.VERIFY_SAVINGS, plan)
    if plan.state is not PlanState.DRAFT:
        raise ApprovedError(plan.number)
    if plan.row_version != row_version:
        raise StaleRowError(plan.number)
    if plan.written_by == actor.user_id:
        raise OwnWorkError(plan.number)
    plan.state, plan.approved_by, plan.approved_at = PlanState.APPROVED, actor.user_id, at
    session.flush()
    _log(session, actor, Event.MV_PLAN_APPROVED, plan, at)


def receive_data(
    session: Session,
    actor: Actor,
    plan: VerificationPlan,
    stored: Stored,
    periods: Sequence[Period],
    *,
    original_name: str,
    at: datetime,
) -> MeterData:
    """Keep a workbook of meter data that was read without errors; a repeat gives the same row.

    Raises:
        NotAllowedError: when the actor may not measure for this company.
    """
    need(session, actor, Permission.MEASURE_SAVINGS, plan)
    newest = session.scalar(
        select(MeterData).where(MeterData.plan_id == plan.id).order_by(MeterData.id.desc())
    )
    if newest is not None and newest.sha256 == stored.sha256:
        return newest
    keep_file(session, stored, at)
    data = MeterData(
        plan_id=plan.id,
        sha256=stored.sha256,
        original_name=original_name[-200:],
        periods=[stored_period(one) for one in periods],
        received_by=actor.user_id,
        received_at=at,
    )
    session.add(data)
    session.flush()
    _log(session, actor, Event.MV_DATA_RECEIVED, plan, at, sha256=stored.sha256)
    return data


def propose_adjustment(
    session: Session,
    actor: Actor,
    plan: VerificationPlan,
    days: tuple[date, date],
    quantity: Decimal,
    *,
    reason: str,
    evidence: str,
    at: datetime,
) -> Adjustment:
    """Propose a non-routine adjustment; it counts when a coordinator approves it.

    Raises:
        NotAllowedError: when the actor may not measure for this company.
    """
    need(session, actor, Permission.MEASURE_SAVINGS, plan)
    one = Adjustment(
        plan_id=plan.id,
        first=days[0],
        last=days[1],
        quantity=quantity,
        reason=reason,
        evidence=evidence,
        proposed_by=actor.user_id,
        proposed_at=at,
    )
    session.add(one)
    session.flush()
    _log(session, actor, Event.MV_ADJUSTMENT_PROPOSED, plan, at, quantity=f"{quantity:f}")
    return one


def decide_adjustment(
    session: Session,
    actor: Actor,
    one: Adjustment,
    *,
    is_approved: bool,
    note: str,
    at: datetime,
) -> None:
    """Approve an adjustment or turn it down, once and with a reason.

    Raises:
        NotAllowedError: when the actor may not verify.
        OwnWorkError: when the actor proposed it.
        DecidedError: when it was decided before.
    """
    plan = session.get_one(VerificationPlan, one.plan_id)
    need(session, actor, Permission.VERIFY_SAVINGS, plan)
    if one.proposed_by == actor.user_id:
        raise OwnWorkError(plan.number)
    known = select(AdjustmentDecision.id).where(AdjustmentDecision.adjustment_id == one.id)
    if session.scalar(known) is not None:
        raise DecidedError(plan.number)
    session.add(
        AdjustmentDecision(
            adjustment_id=one.id,
            is_approved=is_approved,
            note=note,
            decided_by=actor.user_id,
            decided_at=at,
        )
    )
    _log(session, actor, Event.MV_ADJUSTMENT_DECIDED, plan, at, is_approved=is_approved)


def result_of(session: Session, plan: VerificationPlan, first: date, last: date) -> Result:
    """The saving of a period by the newest data and the approved adjustments within it.

    Raises:
        NoDataError: the plan has no data.
        NoModelError: the data do not suffice.
    """
    data = data_of(session, plan.id)
    if not data:
        raise NoDataError(plan.number)
    agreed = [
        one.quantity
        for one in adjustments(session, plan.id)
        if one.is_approved and one.first >= first and one.last <= last
    ]
    moved = float(sum(agreed, Decimal(0)))
    return compute(fields_of(plan).design, data[0].periods, first, last, non_routine=moved)


def submit_report(
    session: Session, actor: Actor, plan: VerificationPlan, first: date, last: date, *, at: datetime
) -> VerificationReport:
    """Report the saving of a period, computed now and kept as it is.

    Raises:
        NotAllowedError: when the actor may not measure for this company.
        NotApprovedError: when the plan is still a draft.
        NoDataError, NoModelError: see `result_of`.
    """
    need(session, actor, Permission.MEASURE_SAVINGS, plan)
    if plan.state is not PlanState.APPROVED:
        raise NotApprovedError(plan.number)
    result = result_of(session, plan, first, last)
    known = reports(session, plan.id)
    saving = Decimal(repr(round(result.saved.saving, 6)))
    one = VerificationReport(
        plan_id=plan.id,
        number=len(known) + 1,
        data_id=data_of(session, plan.id)[0].id,
        first=first,
        last=last,
        saving=saving,
        result=dict(recorded(result)),
        submitted_by=actor.user_id,
        submitted_at=at,
    )
    session.add(one)
    session.flush()
    _log(session, actor, Event.MV_REPORT_SUBMITTED, plan, at, number=one.number)
    return one


def decide_report(
    session: Session,
    actor: Actor,
    one: VerificationReport,
    outcome: ReportOutcome,
    *,
    note: str,
    at: datetime,
) -> None:
    """Verify a report or reject it, once.

    Raises:
        NotAllowedError: when the actor may not verify.
        OwnWorkError: when the actor submitted it.
        DecidedError: when it was decided before.
        FailedChecksError: when a check failed and it would be verified without a reason.
    """
    plan = session.get_one(VerificationPlan, one.plan_id)
    need(session, actor, Permission.VERIFY_SAVINGS, plan)
    if one.submitted_by == actor.user_id:
        raise OwnWorkError(plan.number)
    known = select(ReportDecision.id).where(ReportDecision.report_id == one.id)
    if session.scalar(known) is not None:
        raise DecidedError(plan.number)
    failed = any(check["outcome"] == Outcome.FAILED for check in one.result["checks"])
    if failed and outcome is ReportOutcome.VERIFIED and not note.strip():
        raise FailedChecksError(plan.number)
    session.add(
        ReportDecision(
            report_id=one.id,
            outcome=outcome,
            note=note,
            decided_by=actor.user_id,
            decided_at=at,
        )
    )
    data_changed(session)
    _log(session, actor, Event.MV_REPORT_DECIDED, plan, at, outcome=outcome.value)


def need(session: Session, actor: Actor, permission: Permission, plan: VerificationPlan) -> None:
    """The plan's company is there for the actor."""
    company = session.get(Company, plan.company_id)
    if company is None:
        raise NotAllowedError(plan.number)
    actor.need_for(permission, company.id, company.group)


def _columns(fields: PlanFields) -> dict[str, Any]:
    kept = {name: getattr(fields, name) for name in PlanFields.__dataclass_fields__}
    kept["variables"] = [asdict(one) for one in fields.variables]
    return kept


def _log(
    session: Session, actor: Actor, event: Event, plan: VerificationPlan, at: datetime, **more: Any
) -> None:
    record(session, actor.user_id, event, "mv_plan", plan.id, at, plan=plan.number, **more)
