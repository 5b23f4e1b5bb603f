"""What a recommendation is judged by, gathered from the tables."""

from collections.abc import Sequence
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.advisory.content import Advice, Machine, Saved, economics, taken
from portal.advisory.models import Equipment, Finding, Recommendation, Saving
from portal.advisory.rules import Proposal
from portal.advisory.states import GONE


def proposal(
    session: Session,
    finding: Finding,
    advice: Advice,
    savings: Sequence[Saved],
    recommendation_id: int | None,
) -> Proposal:
    """A recommendation with its equipment and with what others already save there."""
    equipment = (
        None if finding.equipment_id is None else session.get_one(Equipment, finding.equipment_id)
    )
    return Proposal(
        advice,
        tuple(savings),
        finding.system,
        None if equipment is None else taken(Machine, equipment),
        Decimal(0) if equipment is None else _beside(session, equipment, recommendation_id),
        economics(advice, tuple(savings)).payback_years,
    )


def _beside(session: Session, equipment: Equipment, recommendation_id: int | None) -> Decimal:
    """What the other recommendations for a machine save of its carrier."""
    found = session.scalars(
        select(Saving.quantity)
        .join(Recommendation, Recommendation.id == Saving.recommendation_id)
        .join(Finding, Finding.id == Recommendation.finding_id)
        .where(
            Finding.equipment_id == equipment.id,
            Saving.carrier == equipment.carrier,
            Recommendation.state.not_in(GONE),
            Recommendation.id != (recommendation_id or 0),
        )
    )
    return sum(found, Decimal(0))
