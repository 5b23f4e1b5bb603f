"""What the steps of a case depend on, read from the tables."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.advisory.figures import Colleague, TeamRow
from portal.advisory.models import (
    Assignment,
    ConflictDeclaration,
    DataAction,
    Decision,
    FollowUp,
    Implementation,
    Recommendation,
    Request,
    TeamMember,
    Visit,
)
from portal.advisory.operations.allowed import today
from portal.advisory.steps import ActionFacts, AdviceFacts, CaseFacts, VisitFacts


def case_facts(session: Session, request: Request) -> CaseFacts:
    """The facts of one case."""
    team = team_row(session, request.id, {})
    people = team.people if team else ()
    return CaseFacts(
        topic=request.topic,
        state=request.state,
        since=today(request.state_since),
        lead_id=next((one.user_id for one in people if one.is_lead), None),
        undeclared=tuple(one.user_id for one in people if one.has_conflict is None),
        conflicted=tuple(one.user_id for one in people if one.has_conflict),
        visits=_visits(session, request.id),
        reported_on=request.reported_on,
        advice=_advice(session, request.id),
        actions=_actions(session, request.id),
    )


def team_row(session: Session, request_id: int, names: dict[int, str]) -> TeamRow | None:
    """The team of a request with what each declared since the assignment."""
    assignment = session.scalar(select(Assignment).where(Assignment.request_id == request_id))
    if assignment is None:
        return None
    said = {
        one.user_id: one
        for one in session.scalars(
            select(ConflictDeclaration)
            .where(ConflictDeclaration.assignment_id == assignment.id)
            .order_by(ConflictDeclaration.id)
        )
    }
    members = session.scalars(
        select(TeamMember.user_id).where(TeamMember.assignment_id == assignment.id)
    )
    people = tuple(
        Colleague(
            user_id,
            names.get(user_id, ""),
            user_id == assignment.lead_id,
            said[user_id].has_conflict if user_id in said else None,
            said[user_id].statement if user_id in said else "",
        )
        for user_id in sorted(members, key=lambda key: (key != assignment.lead_id, key))
    )
    return TeamRow(assignment.team, assignment.due, assignment.row_version, people)


def _visits(session: Session, request_id: int) -> tuple[VisitFacts, ...]:
    found = session.execute(
        select(Visit.id, Visit.kind, Visit.planned_on, Visit.held_on).where(
            Visit.request_id == request_id
        )
    )
    return tuple(VisitFacts(*row) for row in found)


def _advice(session: Session, request_id: int) -> tuple[AdviceFacts, ...]:
    asked: dict[int, date] = dict(
        session.execute(
            select(FollowUp.recommendation_id, func.max(FollowUp.asked_on))
            .join(Recommendation, Recommendation.id == FollowUp.recommendation_id)
            .where(Recommendation.request_id == request_id)
            .group_by(FollowUp.recommendation_id)
        ).all()
    )
    found = session.execute(
        select(Recommendation, Implementation.planned_on, Implementation.commissioned_on)
        .outerjoin(Implementation, Implementation.recommendation_id == Recommendation.id)
        .where(Recommendation.request_id == request_id)
        .order_by(Recommendation.number)
    )
    return tuple(
        AdviceFacts(
            one.id,
            one.number,
            one.state,
            today(one.state_since),
            _review_on(session, one.id),
            planned_on,
            commissioned_on,
            asked.get(one.id),
        )
        for one, planned_on, commissioned_on in found
    )


def _review_on(session: Session, recommendation_id: int) -> date | None:
    return session.scalar(
        select(Decision.review_on)
        .where(Decision.recommendation_id == recommendation_id)
        .order_by(Decision.id.desc())
        .limit(1)
    )


def _actions(session: Session, request_id: int) -> tuple[ActionFacts, ...]:
    found = session.execute(
        select(DataAction.id, DataAction.state, DataAction.due)
        .where(DataAction.request_id == request_id)
        .order_by(DataAction.id)
    )
    return tuple(
        ActionFacts(key, number, state, due) for number, (key, state, due) in enumerate(found, 1)
    )
