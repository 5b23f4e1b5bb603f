"""What a contract's measures and statements may refer to."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.advisory.models import Recommendation, Request
from portal.advisory.states import AdviceState
from portal.esco.figures import MeasureRow
from portal.verification.models import ReportDecision, VerificationPlan, VerificationReport
from portal.verification.states import ReportOutcome

_OPEN = (AdviceState.ACCEPTED, AdviceState.IMPLEMENTED, AdviceState.VERIFIED)


def advice_of(session: Session, site_id: int) -> list[tuple[int, str]]:
    """Key and words of the accepted recommendations of a site."""
    found: Iterable[Any] = session.execute(
        select(Recommendation.id, Request.number, Recommendation.number, Recommendation.title)
        .join(Request, Request.id == Recommendation.request_id)
        .where(Request.site_id == site_id, Recommendation.state.in_(_OPEN))
        .order_by(Request.number, Recommendation.number)
    )
    return [(key, f"{request} #{number} {title}") for key, request, number, title in found]


def plans_of(session: Session, site_id: int) -> list[tuple[int, str]]:
    """Key and words of the plans of measurement and verification of a site."""
    found: Iterable[Any] = session.execute(
        select(VerificationPlan.id, VerificationPlan.number, VerificationPlan.title)
        .where(VerificationPlan.site_id == site_id)
        .order_by(VerificationPlan.number)
    )
    return [(key, f"{number} {title}") for key, number, title in found]


def reports_of(
    session: Session, measures: Sequence[MeasureRow]
) -> dict[int, list[tuple[int, str]]]:
    """Verified reports by measure: key and words of each."""
    plans = {one.id: one.content.plan_id for one in measures if one.content.plan_id}
    found: Iterable[Any] = session.execute(
        select(VerificationReport, VerificationPlan.number)
        .join(VerificationPlan, VerificationPlan.id == VerificationReport.plan_id)
        .join(ReportDecision, ReportDecision.report_id == VerificationReport.id)
        .where(
            VerificationReport.plan_id.in_(plans.values()),
            ReportDecision.outcome == ReportOutcome.VERIFIED,
        )
        .order_by(VerificationReport.id)
    )
    rows = [
        (one.plan_id, one.id, f"{number} #{one.number} {one.first}–{one.last}")
        for one, number in found
    ]
    return {
        measure: [(key, words) for plan, key, words in rows if plan == plan_id]
        for measure, plan_id in plans.items()
    }
