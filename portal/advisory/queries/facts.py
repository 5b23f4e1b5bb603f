"""What the steps of cases depend on, read from the tables: few statements, however many cases."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, func, select
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
    VerificationLink,
    Visit,
)
from portal.advisory.operations.allowed import today
from portal.advisory.queries.inventories import checked_against
from portal.advisory.steps import ActionFacts, AdviceFacts, CaseFacts, VisitFacts


def case_facts(session: Session, request: Request) -> CaseFacts:
    """The facts of one case."""
    return facts_of(session, [request])[request.id]


def facts_of(session: Session, requests: Sequence[Request]) -> dict[int, CaseFacts]:
    """The facts of each case, by key."""
    keys = [one.id for one in requests]
    teams, visits = team_rows(session, keys, {}), _visits(session, keys)
    advice, actions = _advice(session, keys), _actions(session, keys)
    return {
        one.id: _facts(one, teams.get(one.id), visits[one.id], advice[one.id], actions[one.id])
        for one in requests
    }


def _facts(
    request: Request,
    team: TeamRow | None,
    visits: Sequence[VisitFacts],
    advice: Sequence[AdviceFacts],
    actions: Sequence[ActionFacts],
) -> CaseFacts:
    people = team.people if team else ()
    return CaseFacts(
        topic=request.topic,
        state=request.state,
        since=today(request.state_since),
        lead_id=next((one.user_id for one in people if one.is_lead), None),
        undeclared=tuple(one.user_id for one in people if one.has_conflict is None),
        conflicted=tuple(one.user_id for one in people if one.has_conflict),
        visits=tuple(visits),
        reported_on=request.reported_on,
        advice=tuple(advice),
        actions=tuple(actions),
    )


def team_row(session: Session, request_id: int, names: dict[int, str]) -> TeamRow | None:
    """The team of a request with what each declared since the assignment."""
    return team_rows(session, [request_id], names).get(request_id)


def team_rows(
    session: Session, request_ids: Sequence[int], names: dict[int, str]
) -> dict[int, TeamRow]:
    """The team of each request that has one."""
    found = session.scalars(select(Assignment).where(Assignment.request_id.in_(request_ids)))
    assignments = {one.id: one for one in found}
    said = {
        (one.assignment_id, one.user_id): one
        for one in session.scalars(
            select(ConflictDeclaration)
            .where(ConflictDeclaration.assignment_id.in_(list(assignments)))
            .order_by(ConflictDeclaration.id)
        )
    }
    members: dict[int, list[int]] = defaultdict(list)
    for one in session.scalars(
        select(TeamMember).where(TeamMember.assignment_id.in_(list(assignments)))
    ):
        members[one.assignment_id].append(one.user_id)
    return {
        one.request_id: _team(one, members[one.id], said, names) for one in assignments.values()
    }


def _team(
    assignment: Assignment,
    members: Sequence[int],
    said: dict[tuple[int, int], ConflictDeclaration],
    names: dict[int, str],
) -> TeamRow:
    lead = assignment.lead_id
    people = tuple(
        _colleague(user_id, names.get(user_id, ""), lead, said.get((assignment.id, user_id)))
        for user_id in sorted(members, key=lambda key: (key != lead, key))
    )
    return TeamRow(assignment.team, assignment.due, assignment.row_version, people)


def _colleague(
    user_id: int, name: str, lead_id: int, said: ConflictDeclaration | None
) -> Colleague:
    conflict, statement = (said.has_conflict, said.statement) if said else (None, "")
    return Colleague(user_id, name, user_id == lead_id, conflict, statement)


def _visits(session: Session, request_ids: Sequence[int]) -> dict[int, list[VisitFacts]]:
    rows: dict[int, list[VisitFacts]] = defaultdict(list)
    columns = (Visit.request_id, Visit.id, Visit.kind, Visit.planned_on, Visit.held_on)
    for request_id, key, kind, planned_on, held_on in session.execute(
        select(*columns).where(Visit.request_id.in_(request_ids))
    ):
        rows[request_id].append(VisitFacts(key, kind, planned_on, held_on))
    return rows


def _advice(session: Session, request_ids: Sequence[int]) -> dict[int, list[AdviceFacts]]:
    of_cases = Recommendation.request_id.in_(request_ids)
    asked: dict[int, date] = dict(
        session.execute(
            select(FollowUp.recommendation_id, func.max(FollowUp.asked_on))
            .join(Recommendation, Recommendation.id == FollowUp.recommendation_id)
            .where(of_cases)
            .group_by(FollowUp.recommendation_id)
        ).all()
    )
    # The last decision of each comes last and stays.
    review: dict[int, date | None] = dict(
        session.execute(
            select(Decision.recommendation_id, Decision.review_on)
            .join(Recommendation, Recommendation.id == Decision.recommendation_id)
            .where(of_cases)
            .order_by(Decision.id)
        ).all()
    )
    planned = select(VerificationLink.recommendation_id).distinct().subquery()
    found = session.execute(
        select(
            Recommendation,
            Implementation.planned_on,
            Implementation.commissioned_on,
            planned.c.recommendation_id,
        )
        .outerjoin(Implementation, Implementation.recommendation_id == Recommendation.id)
        .outerjoin(planned, planned.c.recommendation_id == Recommendation.id)
        .where(of_cases)
        .order_by(Recommendation.number)
    )
    rows: dict[int, list[AdviceFacts]] = defaultdict(list)
    for row in found:
        rows[row[0].request_id].append(_of_advice(row, review, asked))
    return rows


def _of_advice(
    row: Row[*tuple[Any, ...]], review: dict[int, date | None], asked: dict[int, date]
) -> AdviceFacts:
    one, planned_on, commissioned_on, plan = row
    return AdviceFacts(
        one.id,
        one.number,
        one.state,
        today(one.state_since),
        review.get(one.id),
        planned_on,
        commissioned_on,
        asked.get(one.id),
        plan is not None,
    )


def _actions(session: Session, request_ids: Sequence[int]) -> dict[int, list[ActionFacts]]:
    rows: dict[int, list[ActionFacts]] = defaultdict(list)
    columns = (DataAction.request_id, DataAction.id, DataAction.state, DataAction.due)
    accepted = checked_against(session, request_ids)
    for request_id, key, state, due in session.execute(
        select(*columns).where(DataAction.request_id.in_(request_ids)).order_by(DataAction.id)
    ):
        number = len(rows[request_id]) + 1
        rows[request_id].append(ActionFacts(key, number, state, due, key in accepted))
    return rows
