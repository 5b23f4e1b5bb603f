"""A request from asking to closing, and the team that takes it."""

from datetime import date, datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.accounts.models import User
from portal.accounts.permissions import NotAllowedError, Permission, Role
from portal.advisory.content import Team, Wanted
from portal.advisory.errors import ForeignObjectError, MissingReasonError
from portal.advisory.models import Assignment, ConflictDeclaration, Request, TeamMember
from portal.advisory.operations.allowed import (
    TAIPEI,
    check_version,
    move_request,
    need_for_member,
    need_team,
    today,
)
from portal.advisory.states import RequestState
from portal.audit.events import Event
from portal.audit.operations import record
from portal.db.counters import next_number
from portal.members.models import Company, SiteOwnership


def ask(
    session: Session, actor: Actor, company: Company, site_id: int, wanted: Wanted, *, at: datetime
) -> Request:
    """Ask for advice at a site of a member.

    Raises:
        NotAllowedError: when the actor may not ask for this member.
        ForeignObjectError: when the site is not the member's now.
    """
    actor.need_for(Permission.REQUEST_ADVISORY, company.id, company.group)
    owned = select(SiteOwnership.id).where(
        SiteOwnership.site_id == site_id,
        SiteOwnership.company_id == company.id,
        SiteOwnership.to_date.is_(None),
    )
    if session.scalar(owned.limit(1)) is None:
        raise ForeignObjectError(f"site {site_id} is not of company {company.id}")
    year = at.astimezone(TAIPEI).year
    request = Request(
        number=f"D-{year}-{next_number(session, f'D-{year}'):04}",
        company_id=company.id,
        site_id=site_id,
        topic=wanted.topic,
        systems=[system.value for system in wanted.systems],
        subject=wanted.subject,
        contact=wanted.contact,
        requested_by=actor.user_id,
        requested_at=at,
        state=RequestState.NEW,
        state_since=at,
    )
    session.add(request)
    session.flush()
    _log(session, actor, Event.ADVISORY_REQUESTED, request, at, number=request.number)
    return request


def triage(
    session: Session, actor: Actor, request: Request, *, at: datetime, row_version: int | None
) -> None:
    """Take a request up."""
    _run(session, actor, request, row_version)
    move_request(request, RequestState.TRIAGED, at)
    request.reason = ""
    session.flush()
    _log(session, actor, Event.ADVISORY_TRIAGED, request, at)


def decline(
    session: Session,
    actor: Actor,
    request: Request,
    reason: str,
    *,
    at: datetime,
    row_version: int | None,
) -> None:
    """Decline a request and say why.

    Raises:
        MissingReasonError: without a reason.
    """
    _run(session, actor, request, row_version)
    if not reason.strip():
        raise MissingReasonError("decline")
    move_request(request, RequestState.DECLINED, at)
    request.reason = reason.strip()
    session.flush()
    _log(session, actor, Event.ADVISORY_DECLINED, request, at)


def assign(
    session: Session,
    actor: Actor,
    request: Request,
    team: Team,
    *,
    at: datetime,
    row_version: int | None,
) -> Assignment:
    """Give a request to a team, or to another one; everybody in it declares interests anew.

    Raises:
        ForeignObjectError: when somebody of the team is no active advisor.
    """
    _run(session, actor, request, row_version)
    _check_people(session, team)
    move_request(request, RequestState.ASSIGNED, at)
    session.flush()
    found = session.scalar(select(Assignment).where(Assignment.request_id == request.id))
    assignment = found or Assignment(request_id=request.id)
    assignment.team, assignment.lead_id, assignment.due = team.team, team.lead_id, team.due
    assignment.assigned_by, assignment.assigned_at = actor.user_id, at
    session.add(assignment)
    session.flush()
    session.execute(delete(TeamMember).where(TeamMember.assignment_id == assignment.id))
    session.add_all(
        TeamMember(assignment_id=assignment.id, user_id=user_id)
        for user_id in sorted(team.member_ids | {team.lead_id})
    )
    session.flush()
    people = sorted(team.member_ids | {team.lead_id})
    _log(session, actor, Event.ADVISORY_ASSIGNED, request, at, people=people, lead=team.lead_id)
    return assignment


def _check_people(session: Session, team: Team) -> None:
    people = team.member_ids | {team.lead_id}
    advisors = select(User.id).where(
        User.id.in_(people), User.role == Role.ADVISOR, User.disabled_at.is_(None)
    )
    if set(session.scalars(advisors)) != set(people):
        raise ForeignObjectError("a team consists of advisors")


def declare(
    session: Session,
    actor: Actor,
    request: Request,
    *,
    has_conflict: bool,
    statement: str,
    at: datetime,
) -> None:
    """Declare whether the actor has interests in the member; the last declaration counts.

    Raises:
        NotAllowedError: when the request is not the actor's.
        MissingReasonError: when a conflict is not described.
    """
    actor.need(Permission.ADVISE)
    assignment_id = session.scalar(
        select(TeamMember.assignment_id)
        .join(Assignment, Assignment.id == TeamMember.assignment_id)
        .where(Assignment.request_id == request.id, TeamMember.user_id == actor.user_id)
    )
    if assignment_id is None:
        raise NotAllowedError(f"request {request.id} is not assigned to user {actor.user_id}")
    if has_conflict and not statement.strip():
        raise MissingReasonError("conflict")
    session.add(
        ConflictDeclaration(
            assignment_id=assignment_id,
            user_id=actor.user_id,
            has_conflict=has_conflict,
            statement=statement.strip(),
            declared_at=at,
        )
    )
    session.flush()
    _log(session, actor, Event.ADVISORY_DECLARED, request, at, has_conflict=has_conflict)


def hand_over_report(
    session: Session,
    actor: Actor,
    request: Request,
    reported_on: date,
    *,
    at: datetime,
    row_version: int | None,
) -> None:
    """Note the day on which the member got the report.

    Raises:
        MissingReasonError: when that day is still to come.
    """
    need_team(session, actor, request)
    check_version(request.row_version, row_version)
    if reported_on > today(at):
        raise MissingReasonError("a report is handed over today or earlier")
    request.reported_on = reported_on
    session.flush()
    _log(session, actor, Event.ADVISORY_REPORTED, request, at, on=reported_on)


def _run(session: Session, actor: Actor, request: Request, row_version: int | None) -> None:
    need_for_member(session, actor, Permission.RUN_ADVISORY, request)
    check_version(request.row_version, row_version)


def _log(
    session: Session, actor: Actor, event: Event, request: Request, at: datetime, **detail: object
) -> None:
    record(session, actor.user_id, event, "advisory_request", request.id, at, **detail)
