"""What the member decides and does, and what the team learns afterwards."""

from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.accounts.permissions import Permission
from portal.advisory.content import Answer, Progress, put, values
from portal.advisory.errors import IllegalMoveError, MissingReasonError, RefusedFiguresError
from portal.advisory.models import (
    Decision,
    FollowUp,
    Implementation,
    Recommendation,
    Request,
    Visit,
)
from portal.advisory.operations.allowed import (
    check_version,
    move_advice,
    need_for_member,
    need_team,
    today,
)
from portal.advisory.rules import progress_flags
from portal.advisory.states import ANSWERABLE, DECIDED, LEARNT, TAKEN_UP, AdviceState
from portal.advisory.vocabulary import Outcome, Status, VisitKind
from portal.audit.events import Event
from portal.audit.operations import record
from portal.db.base import StaleRowError


def decide(
    session: Session,
    actor: Actor,
    one: Recommendation,
    answer: Answer,
    *,
    at: datetime,
    row_version: int | None,
) -> Decision:
    """Decide on a recommendation, or decide anew; every decision is kept.

    Raises:
        MissingReasonError: when no reason is given for anything but acceptance, or no day on
            which something put off is looked at again.
        IllegalMoveError: when there is nothing to decide.
    """
    request = session.get_one(Request, one.request_id)
    need_for_member(session, actor, Permission.ANSWER_ADVICE, request)
    check_version(one.row_version, row_version)
    if one.state not in ANSWERABLE:
        raise IllegalMoveError(f"{one.state} has nothing to decide")
    _check_answer(answer)
    move_advice(one, DECIDED[answer.outcome], at)
    one.state_since = at
    decision = Decision(
        recommendation_id=one.id, decided_by=actor.user_id, decided_at=at, **values(answer)
    )
    session.add(decision)
    session.flush()
    _log(session, actor, Event.ADVICE_DECIDED, one, at, outcome=answer.outcome)
    return decision


def _check_answer(answer: Answer) -> None:
    if answer.outcome is Outcome.ACCEPTED:
        return
    if answer.reason is None:
        raise MissingReasonError("reason")
    if answer.outcome is Outcome.DEFERRED and answer.review_on is None:
        raise MissingReasonError("review_on")


def report_progress(
    session: Session,
    actor: Actor,
    one: Recommendation,
    progress: Progress,
    *,
    at: datetime,
    row_version: int | None = None,
) -> Implementation:
    """Say how far an accepted recommendation is; the team may say it for the member.

    Args:
        row_version: of the implementation that the form showed, None for the first report.

    Raises:
        IllegalMoveError: when it was not accepted.
        RefusedFiguresError: when the dates cannot be right or a reason is missing.
        MissingReasonError: when something done has no day of commissioning or no evidence.
        StaleRowError: when somebody else reported meanwhile.
    """
    request = session.get_one(Request, one.request_id)
    if actor.role.is_member:
        need_for_member(session, actor, Permission.ANSWER_ADVICE, request)
    else:
        need_team(session, actor, request)
    if one.state not in TAKEN_UP:
        raise IllegalMoveError(f"{one.state} is not carried out")
    _check_progress(session, request, progress, at)
    found = _implementation(session, one)
    if found is None:
        found = Implementation(recommendation_id=one.id)
        session.add(found)
    else:
        check_version(found.row_version, row_version)
    put(found, progress)
    found.reported_by, found.reported_at = actor.user_id, at
    move_advice(one, LEARNT[progress.status], at)
    session.flush()
    what = {"status": progress.status, "commissioned_on": progress.commissioned_on}
    _log(session, actor, Event.IMPLEMENTATION_REPORTED, one, at, **what)
    return found


def _check_progress(session: Session, request: Request, progress: Progress, at: datetime) -> None:
    flags = progress_flags(progress, _survey_on(session, request), today(at))
    if flags:
        raise RefusedFiguresError(*(flag.code for flag in flags))
    is_done = progress.status is Status.IMPLEMENTED
    if is_done and (progress.commissioned_on is None or not progress.evidence.strip()):
        raise MissingReasonError("commissioned_on and evidence")


def _survey_on(session: Session, request: Request) -> date | None:
    return session.scalar(
        select(func.min(Visit.held_on)).where(
            Visit.request_id == request.id, Visit.kind == VisitKind.SURVEY
        )
    )


def _implementation(session: Session, one: Recommendation) -> Implementation | None:
    return session.scalar(select(Implementation).where(Implementation.recommendation_id == one.id))


def follow_up(
    session: Session,
    actor: Actor,
    one: Recommendation,
    *,
    asked_on: date,
    status: Status,
    remark: str,
    at: datetime,
    known: int | None = None,
) -> FollowUp:
    """Write down what the member said when asked what became of a recommendation.

    Args:
        known: how many follow-ups the actor had seen; None asks nothing.

    Raises:
        StaleRowError: when a colleague has asked since.
        IllegalMoveError: when it was not accepted.
        MissingReasonError: when the day is still to come, or something said to be done has no
            report of its commissioning yet.
    """
    need_team(session, actor, session.get_one(Request, one.request_id))
    if one.state not in TAKEN_UP:
        raise IllegalMoveError(f"{one.state} is not followed up")
    if known is not None and known != _followed_up(session, one):
        raise StaleRowError("a colleague has asked since")
    found = _implementation(session, one)
    is_unproved = status is Status.IMPLEMENTED and (found is None or not found.commissioned_on)
    if asked_on > today(at) or is_unproved:
        raise MissingReasonError("asked_on" if asked_on > today(at) else "commissioned_on")
    entry = FollowUp(
        recommendation_id=one.id,
        asked_on=asked_on,
        status=status,
        remark=remark.strip(),
        asked_by=actor.user_id,
        recorded_at=at,
    )
    session.add(entry)
    if found is not None:
        found.status = status
    move_advice(one, LEARNT[status], at)
    session.flush()
    _log(session, actor, Event.FOLLOWED_UP, one, at, status=status)
    return entry


def _followed_up(session: Session, one: Recommendation) -> int:
    """How many follow-ups of a recommendation are on file."""
    wanted = select(func.count()).where(FollowUp.recommendation_id == one.id)
    return session.scalars(wanted).one()


def confirm_verified(session: Session, actor: Actor, one: Recommendation, *, at: datetime) -> None:
    """Note that a verified report covers the saving; who may verify savings or the team may."""
    request = session.get_one(Request, one.request_id)
    if actor.may(Permission.VERIFY_SAVINGS):
        need_for_member(session, actor, Permission.VERIFY_SAVINGS, request)
    else:
        need_team(session, actor, request)
    move_advice(one, AdviceState.VERIFIED, at)
    session.flush()
    _log(session, actor, Event.SAVING_VERIFIED, one, at)


def _log(
    session: Session,
    actor: Actor,
    event: Event,
    one: Recommendation,
    at: datetime,
    **detail: object,
) -> None:
    record(session, actor.user_id, event, "advisory_recommendation", one.id, at, **detail)
