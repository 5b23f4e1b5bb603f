"""Closing a case: the team proposes it, a coordinator closes it or gives it back."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.accounts.permissions import Permission
from portal.advisory.errors import MissingReasonError, StillOpenError
from portal.advisory.loop import left, may_close
from portal.advisory.models import Request
from portal.advisory.operations.allowed import (
    check_version,
    move_request,
    need_for_member,
    need_team,
)
from portal.advisory.states import RequestState
from portal.advisory.steps import CaseFacts
from portal.audit.events import Event
from portal.audit.operations import record

Facts = Callable[[Session, Request], CaseFacts]


def propose(
    session: Session,
    actor: Actor,
    request: Request,
    remark: str,
    *,
    facts: Facts,
    at: datetime,
    row_version: int | None,
) -> None:
    """Propose to close a case of which nothing waits but what may be left.

    Args:
        remark: how the case ended, and why something was left undone.
        facts: what the steps of a case depend on; `queries.cases.case_facts`.

    Raises:
        NotAllowedError, NotOnTeamError: when the actor is not of its team.
        StillOpenError: when something else is left.
        MissingReasonError: without a remark.
    """
    need_team(session, actor, request)
    check_version(request.row_version, row_version)
    _check(facts(session, request), remark, is_needed=True)
    move_request(request, RequestState.CLOSING, at)
    request.reason = remark.strip()
    session.flush()
    _log(session, actor, Event.ADVISORY_CLOSING_PROPOSED, request, at)


def close(
    session: Session,
    actor: Actor,
    request: Request,
    remark: str,
    *,
    facts: Facts,
    at: datetime,
    row_version: int | None,
) -> None:
    """Close a case of which nothing waits for anybody but what may be left.

    Args:
        remark: why something is left undone; what the team wrote stands when it is empty.
        facts: what the steps of a case depend on; `queries.cases.case_facts`.

    Raises:
        StillOpenError: when something else is left.
        MissingReasonError: when something is left undone and nobody said why.
    """
    _run(session, actor, request, row_version)
    proposed = request.reason if request.state is RequestState.CLOSING else ""
    said = remark.strip() or proposed
    _check(facts(session, request), said, is_needed=False)
    move_request(request, RequestState.CLOSED, at)
    request.reason = said
    session.flush()
    _log(session, actor, Event.ADVISORY_CLOSED, request, at)


def _check(case: CaseFacts, said: str, *, is_needed: bool) -> None:
    if not may_close(case):
        raise StillOpenError(str(case.state))
    if not said.strip() and (is_needed or left(case)):
        raise MissingReasonError("close")


def give_back(
    session: Session,
    actor: Actor,
    request: Request,
    remark: str,
    *,
    at: datetime,
    row_version: int | None,
) -> None:
    """Give a proposed or closed case back to its team and say why.

    Raises:
        MissingReasonError: without a reason.
    """
    _run(session, actor, request, row_version)
    if not remark.strip():
        raise MissingReasonError("reopen")
    move_request(request, RequestState.ASSIGNED, at)
    request.reason = remark.strip()
    session.flush()
    _log(session, actor, Event.ADVISORY_REOPENED, request, at)


def _run(session: Session, actor: Actor, request: Request, row_version: int | None) -> None:
    need_for_member(session, actor, Permission.RUN_ADVISORY, request)
    check_version(request.row_version, row_version)


def _log(session: Session, actor: Actor, event: Event, request: Request, at: datetime) -> None:
    what = {"reason": request.reason}
    record(session, actor.user_id, event, "advisory_request", request.id, at, **what)
