"""Who may do what to a diagnosis, and the checks that every change begins with."""

from datetime import date, datetime, timedelta, timezone

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.accounts.permissions import NotAllowedError, Permission, Role
from portal.advisory.errors import IllegalMoveError, NotOnTeamError
from portal.advisory.models import (
    Assignment,
    ConflictDeclaration,
    Recommendation,
    Request,
    TeamMember,
)
from portal.advisory.states import ADVICE_MOVES, REQUEST_MOVES, AdviceState, RequestState
from portal.db.base import StaleRowError
from portal.members.models import Company

TAIPEI = timezone(timedelta(hours=8))


def need_for_member(
    session: Session, actor: Actor, permission: Permission, request: Request
) -> None:
    """Go on only when the actor may do something to the objects of the request's member.

    Raises:
        NotAllowedError: otherwise.
    """
    company = session.get_one(Company, request.company_id)
    actor.need_for(permission, company.id, company.group)


def need_team(session: Session, actor: Actor, request: Request) -> None:
    """Go on only for an advisor of the team who declared no conflict of interest.

    Raises:
        NotAllowedError: when the actor is no advisor, or the request is not theirs.
        NotOnTeamError: when the declaration is missing or names a conflict.
        IllegalMoveError: when the request is not with a team now.
    """
    actor.need(Permission.ADVISE)
    assignment_id = session.scalar(
        select(TeamMember.assignment_id)
        .join(Assignment, Assignment.id == TeamMember.assignment_id)
        .where(Assignment.request_id == request.id, TeamMember.user_id == actor.user_id)
    )
    if assignment_id is None:
        raise NotAllowedError(f"request {request.id} is not assigned to user {actor.user_id}")
    if request.state is not RequestState.ASSIGNED:
        raise IllegalMoveError(f"{request.state} is not with a team")
    if declared(session, assignment_id, actor.user_id) is not False:
        raise NotOnTeamError("no declaration without a conflict")


def declared(session: Session, assignment_id: int, user_id: int) -> bool | None:
    """Whether an advisor declared a conflict; None before any declaration."""
    return session.scalar(
        select(ConflictDeclaration.has_conflict)
        .where(
            ConflictDeclaration.assignment_id == assignment_id,
            ConflictDeclaration.user_id == user_id,
        )
        .order_by(ConflictDeclaration.id.desc())
        .limit(1)
    )


def need_equipment(session: Session, actor: Actor, site_id: int, company: Company) -> None:
    """Go on only for people of the site's member or of a team that takes the site.

    Raises:
        NotAllowedError: otherwise.
    """
    actor.need(Permission.KEEP_EQUIPMENT)
    if actor.role is not Role.ADVISOR:
        actor.need_for(Permission.KEEP_EQUIPMENT, company.id, company.group)
    elif not has_site(session, actor, site_id):
        raise NotAllowedError(f"site {site_id} is not assigned to user {actor.user_id}")


def has_site(session: Session, actor: Actor, site_id: int) -> bool:
    """Whether a request of a site is assigned to an advisor."""
    found = session.scalar(
        select(Request.id)
        .join(Assignment, Assignment.request_id == Request.id)
        .join(TeamMember, TeamMember.assignment_id == Assignment.id)
        .where(Request.site_id == site_id, TeamMember.user_id == actor.user_id)
        .limit(1)
    )
    return found is not None


def check_version(present: int, shown: int | None) -> None:
    """Go on only when the row is the one that the form showed.

    Raises:
        StaleRowError: otherwise.
    """
    if shown is not None and present != shown:
        raise StaleRowError(f"version {present}, not {shown}")


def move_request(request: Request, to: RequestState, at: datetime) -> None:
    """Put a request into its next state.

    Raises:
        IllegalMoveError: when that state may not follow the present one.
    """
    if to not in REQUEST_MOVES[request.state]:
        raise IllegalMoveError(f"{request.state} to {to}")
    request.state, request.state_since = to, at


def move_advice(one: Recommendation, to: AdviceState, at: datetime) -> None:
    """Put a recommendation into its next state; staying is no move.

    Raises:
        IllegalMoveError: when that state may not follow the present one.
    """
    if to is one.state:
        return
    if to not in ADVICE_MOVES[one.state]:
        raise IllegalMoveError(f"{one.state} to {to}")
    one.state, one.state_since = to, at


def today(at: datetime) -> date:
    """The day on Taipei's calendar."""
    return at.astimezone(TAIPEI).date()
