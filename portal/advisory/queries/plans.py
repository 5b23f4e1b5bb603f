"""The plans that verify recommendations, with what they have verified."""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.advisory.figures import LinkedAdvice, PlanLink
from portal.advisory.models import Recommendation, Request, VerificationLink
from portal.advisory.queries.scope import requests_of
from portal.verification.models import ReportDecision, VerificationPlan, VerificationReport
from portal.verification.states import ReportOutcome


def plans_of(
    session: Session, recommendation_ids: Sequence[int]
) -> dict[int, tuple[PlanLink, ...]]:
    """The plans of each recommendation that has one, by key."""
    verified = _verified(session, recommendation_ids)
    found = session.execute(
        select(VerificationLink.recommendation_id, VerificationPlan)
        .join(VerificationPlan, VerificationPlan.id == VerificationLink.plan_id)
        .where(VerificationLink.recommendation_id.in_(recommendation_ids))
        .order_by(VerificationPlan.number)
    )
    rows: dict[int, list[PlanLink]] = defaultdict(list)
    for key, plan in found:
        saving = verified.get(plan.id)
        rows[key].append(PlanLink(plan.number, plan.title, plan.state, plan.carrier, saving))
    return {key: tuple(plans) for key, plans in rows.items()}


def _verified(session: Session, recommendation_ids: Sequence[int]) -> dict[int, Decimal]:
    """What each of the plans has verified, over all its verified reports."""
    plan_ids = select(VerificationLink.plan_id).where(
        VerificationLink.recommendation_id.in_(recommendation_ids)
    )
    sums: dict[int, Decimal] = {}
    for plan_id, saving in session.execute(
        select(VerificationReport.plan_id, VerificationReport.saving)
        .join(ReportDecision, ReportDecision.report_id == VerificationReport.id)
        .where(
            VerificationReport.plan_id.in_(plan_ids),
            ReportDecision.outcome == ReportOutcome.VERIFIED,
        )
    ):
        sums[plan_id] = sums.get(plan_id, Decimal(0)) + saving
    return sums


def advice_of(session: Session, actor: Actor, plan_id: int) -> list[LinkedAdvice]:
    """The recommendations that a plan verifies, as far as they are there for the actor."""
    found = session.execute(
        select(Recommendation, Request.number)
        .join(VerificationLink, VerificationLink.recommendation_id == Recommendation.id)
        .join(Request, Request.id == Recommendation.request_id)
        .where(VerificationLink.plan_id == plan_id, requests_of(actor))
        .order_by(Recommendation.id)
    )
    return [LinkedAdvice(one.id, number, one.number, one.title, one.state) for one, number in found]
