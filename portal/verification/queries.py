"""Reading plans with their data, adjustments and reports, within what an actor sees."""

from collections.abc import Collection, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from portal.accounts.figures import Actor
from portal.accounts.models import User
from portal.accounts.queries import companies_of
from portal.db.pages import Page, read_page
from portal.members.models import Company, Site
from portal.verification.computing import Variable
from portal.verification.figures import (
    AdjustmentRow,
    DataRow,
    PlanFields,
    PlanRow,
    ReportRow,
    kept_period,
)
from portal.verification.models import (
    Adjustment,
    AdjustmentDecision,
    MeterData,
    ReportDecision,
    VerificationPlan,
    VerificationReport,
)
from portal.verification.states import ReportOutcome

PLANS: Select[*tuple[Any, ...]] = (
    select(VerificationPlan, Company.code, Company.group, Site.control_number)
    .join(Company, Company.id == VerificationPlan.company_id)
    .join(Site, Site.id == VerificationPlan.site_id)
    .order_by(VerificationPlan.number.desc())
)
ZERO = Decimal(0)


Sites = Collection[str]
"""Control numbers of sites."""


def plan_page(
    session: Session, actor: Actor, number: int, sites: Sites | None = None
) -> Page[PlanRow]:
    """One page of the plans that an actor sees, newest first, with what was verified by each.

    Args:
        session: to read with.
        actor: whose companies are looked at.
        number: of the page, from 1.
        sites: those that the actor sees; None for all of its companies.
    """
    page = read_page(session, _seen(actor, sites), number, tuple)
    return Page(_with_savings(session, page.rows), page.total, page.number, page.pages)


def plans(session: Session, actor: Actor, sites: Sites | None = None) -> Sequence[PlanRow]:
    """All the plans that an actor sees, as on the pages of the list."""
    return _with_savings(session, session.execute(_seen(actor, sites)).all())


def _seen(actor: Actor, sites: Sites | None) -> Select[*tuple[Any, ...]]:
    wanted = PLANS.where(companies_of(actor))
    return wanted if sites is None else wanted.where(Site.control_number.in_(sites))


def _with_savings(session: Session, rows: Sequence[Sequence[Any]]) -> tuple[PlanRow, ...]:
    savings = _savings(session, [row[0].id for row in rows])
    return tuple(_plan(row, savings.get(row[0].id, ())) for row in rows)


def _savings(session: Session, plans: Sequence[int]) -> dict[int, list[Decimal]]:
    """The saving of each report of some plans; nothing counts before it is verified."""
    found: dict[int, list[Decimal]] = {}
    wanted = (
        select(VerificationReport.plan_id, VerificationReport.saving, ReportDecision.outcome)
        .outerjoin(ReportDecision, ReportDecision.report_id == VerificationReport.id)
        .where(VerificationReport.plan_id.in_(plans))
    )
    for plan_id, saving, outcome in session.execute(wanted):
        counted = saving if outcome is ReportOutcome.VERIFIED else ZERO
        found.setdefault(plan_id, []).append(counted)
    return found


def plan(session: Session, actor: Actor, number: str) -> PlanRow | None:
    """One plan by its number; None when there is none that the actor sees."""
    row = session.execute(PLANS.where(VerificationPlan.number == number)).first()
    if row is None or not actor.sees(row[0].company_id, row[2]):
        return None
    return _plan(row, [one.saving for one in reports(session, row[0].id) if _counts(one)])


def _counts(one: ReportRow) -> bool:
    return one.outcome is ReportOutcome.VERIFIED


def _plan(row: Sequence[Any], savings: Sequence[Decimal]) -> PlanRow:
    one, code, group, site = row
    return PlanRow(
        one.id,
        one.number,
        one.company_id,
        code,
        group,
        site,
        fields_of(one),
        one.state,
        one.row_version,
        len(savings),
        sum(savings, ZERO),
    )


def fields_of(one: VerificationPlan) -> PlanFields:
    """What was written of a plan."""
    return PlanFields(
        one.title,
        one.system,
        one.carrier,
        one.unit,
        one.option,
        one.boundary,
        one.meters,
        one.static_factors,
        one.baseline_from,
        one.baseline_to,
        tuple(Variable(**kept) for kept in one.variables),
        one.shape,
        one.estimate,
        one.estimate_source,
        one.expected,
    )


def data_of(session: Session, plan_id: int) -> list[DataRow]:
    """The workbooks of a plan, newest first."""
    rows = session.execute(
        select(MeterData, User.name)
        .join(User, User.id == MeterData.received_by)
        .where(MeterData.plan_id == plan_id)
        .order_by(MeterData.id.desc())
    )
    return [
        DataRow(
            one.id,
            one.sha256,
            one.original_name,
            name,
            one.received_at,
            tuple(kept_period(kept) for kept in one.periods),
        )
        for one, name in rows
    ]


def adjustments(session: Session, plan_id: int) -> list[AdjustmentRow]:
    """The adjustments of a plan in the order in which they were proposed."""
    decider = aliased(User)
    rows = session.execute(
        select(
            Adjustment,
            User.name,
            AdjustmentDecision.is_approved,
            AdjustmentDecision.note,
            decider.name,
        )
        .join(User, User.id == Adjustment.proposed_by)
        .outerjoin(AdjustmentDecision, AdjustmentDecision.adjustment_id == Adjustment.id)
        .outerjoin(decider, decider.id == AdjustmentDecision.decided_by)
        .where(Adjustment.plan_id == plan_id)
        .order_by(Adjustment.id)
    )
    return [
        AdjustmentRow(
            one.id,
            one.first,
            one.last,
            one.quantity,
            one.reason,
            one.evidence,
            name,
            is_approved,
            note or "",
            decided_by or "",
        )
        for one, name, is_approved, note, decided_by in rows
    ]


def reports(session: Session, plan_id: int) -> list[ReportRow]:
    """The reports of a plan, newest first."""
    submitter, decider = aliased(User), aliased(User)
    rows = session.execute(
        select(
            VerificationReport,
            submitter.name,
            ReportDecision.outcome,
            ReportDecision.note,
            decider.name,
        )
        .join(submitter, submitter.id == VerificationReport.submitted_by)
        .outerjoin(ReportDecision, ReportDecision.report_id == VerificationReport.id)
        .outerjoin(decider, decider.id == ReportDecision.decided_by)
        .where(VerificationReport.plan_id == plan_id)
        .order_by(VerificationReport.number.desc())
    )
    return [
        ReportRow(
            one.id,
            one.plan_id,
            one.number,
            one.first,
            one.last,
            one.saving,
            one.result,
            name,
            one.submitted_at,
            outcome,
            note or "",
            decided_by or "",
        )
        for one, name, outcome, note, decided_by in rows
    ]
