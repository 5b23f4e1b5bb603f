"""A recommendation and the plans that verify what it saves."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.accounts.permissions import Permission
from portal.advisory.errors import ForeignObjectError, IllegalMoveError
from portal.advisory.models import Recommendation, Request, VerificationLink
from portal.advisory.operations.allowed import need_for_member, need_team
from portal.advisory.operations.answers import confirm_verified
from portal.advisory.states import AdviceState
from portal.audit.events import Event
from portal.audit.operations import record
from portal.verification.models import VerificationPlan

MEASURABLE = frozenset({AdviceState.ACCEPTED, AdviceState.IMPLEMENTED, AdviceState.VERIFIED})
"""States in which there is something to measure, or soon will be: a baseline comes first."""


def link_plan(
    session: Session, actor: Actor, one: Recommendation, plan: VerificationPlan, *, at: datetime
) -> None:
    """Note that a plan verifies what a recommendation saves; repeating it changes nothing.

    Raises:
        NotAllowedError, NotOnTeamError: when the actor may not.
        IllegalMoveError: when the recommendation was not accepted.
        ForeignObjectError: when the plan is of another member.
    """
    request = session.get_one(Request, one.request_id)
    if actor.may(Permission.ADVISE):
        need_team(session, actor, request)
    else:
        need_for_member(session, actor, Permission.MEASURE_SAVINGS, request)
    if one.state not in MEASURABLE:
        raise IllegalMoveError(f"{one.state} has nothing to measure")
    if plan.company_id != request.company_id:
        raise ForeignObjectError("the plan is of another member")
    if session.get(VerificationLink, (one.id, plan.id)) is not None:
        return
    session.add(
        VerificationLink(
            recommendation_id=one.id, plan_id=plan.id, linked_by=actor.user_id, linked_at=at
        )
    )
    session.flush()
    _log(session, actor, Event.VERIFICATION_LINKED, one, at, plan=plan.number)


def note_verified(
    session: Session, actor: Actor, plan: VerificationPlan, *, at: datetime
) -> list[Recommendation]:
    """Move on what a plan measures, once a report of it was verified; what was moved.

    Raises:
        NotAllowedError: when the actor may not verify savings of this member.
    """
    found = session.scalars(
        select(Recommendation)
        .join(VerificationLink, VerificationLink.recommendation_id == Recommendation.id)
        .where(VerificationLink.plan_id == plan.id, Recommendation.state == AdviceState.IMPLEMENTED)
        .order_by(Recommendation.id)
    ).all()
    for one in found:
        confirm_verified(session, actor, one, at=at)
    return list(found)


def _log(
    session: Session,
    actor: Actor,
    event: Event,
    one: Recommendation,
    at: datetime,
    **detail: object,
) -> None:
    record(session, actor.user_id, event, "advisory_recommendation", one.id, at, **detail)
