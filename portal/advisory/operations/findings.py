"""What a team finds and recommends."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from portal.accounts.figures import Actor
from portal.advisory.content import Advice, Saved, Seen, put, values
from portal.advisory.errors import (
    ForeignObjectError,
    IllegalMoveError,
    MissingReasonError,
    RefusedFiguresError,
)
from portal.advisory.models import (
    Calculation,
    Equipment,
    Finding,
    Recommendation,
    Request,
    Saving,
    Visit,
)
from portal.advisory.operations.allowed import check_version, move_advice, need_team
from portal.advisory.queries.judging import proposal
from portal.advisory.rules import judged
from portal.advisory.states import WRITABLE, AdviceState
from portal.audit.events import Event
from portal.audit.operations import record
from portal.workbook.findings import Severity


def keep_finding(
    session: Session,
    actor: Actor,
    visit: Visit,
    seen: Seen,
    *,
    at: datetime,
    finding: Finding | None = None,
    row_version: int | None = None,
) -> Finding:
    """Record a finding of a visit, or word it anew.

    Raises:
        ForeignObjectError: when the equipment stands elsewhere.
        StaleRowError: when a colleague changed the finding meanwhile.
    """
    request = session.get_one(Request, visit.request_id)
    need_team(session, actor, request)
    _check_place(session, request, seen)
    if finding is None:
        finding = Finding(visit_id=visit.id, **values(seen))
        session.add(finding)
    else:
        check_version(finding.row_version, row_version)
        put(finding, seen)
    session.flush()
    what = {"visit_id": visit.id, "system": seen.system}
    subject = "advisory_finding"
    record(session, actor.user_id, Event.FINDING_KEPT, subject, finding.id, at, **what)
    return finding


def _check_place(session: Session, request: Request, seen: Seen) -> None:
    if seen.equipment_id is None:
        return
    equipment = session.get(Equipment, seen.equipment_id)
    if equipment is None or equipment.site_id != request.site_id:
        raise ForeignObjectError("the equipment stands elsewhere")


def keep_calculation(
    session: Session,
    actor: Actor,
    finding: Finding,
    *,
    calculator: str,
    version: str,
    inputs: Mapping[str, Any],
    outputs: Mapping[str, Any],
    warnings: Sequence[Any],
    at: datetime,
) -> Calculation:
    """Keep a calculator's run beside the finding that rests on it."""
    need_team(session, actor, _request_of(session, finding))
    run = Calculation(
        finding_id=finding.id,
        calculator=calculator,
        version=version,
        inputs=dict(inputs),
        outputs=dict(outputs),
        warnings=list(warnings),
        run_by=actor.user_id,
        run_at=at,
    )
    session.add(run)
    session.flush()
    what = {"finding_id": finding.id, "calculator": calculator}
    record(
        session, actor.user_id, Event.CALCULATION_KEPT, "advisory_calculation", run.id, at, **what
    )
    return run


def recommend(
    session: Session,
    actor: Actor,
    finding: Finding,
    advice: Advice,
    savings: Sequence[Saved],
    *,
    at: datetime,
    one: Recommendation | None = None,
    row_version: int | None = None,
) -> Recommendation:
    """Write a recommendation, or write it anew as long as no decision rests on it.

    Raises:
        RefusedFiguresError: when the figures cannot be right.
        MissingReasonError: when a warning has no explanation.
        IllegalMoveError: when the member has decided.
        StaleRowError: when a colleague changed it meanwhile.
    """
    request = _request_of(session, finding)
    need_team(session, actor, request)
    _check_figures(session, finding, advice, savings, one)
    if one is None:
        one = _new(session, request, finding, advice, at)
    else:
        check_version(one.row_version, row_version)
        if one.state not in WRITABLE:
            raise IllegalMoveError(f"{one.state} is not written any more")
        put(one, advice)
        # Savings are rows of their own: the version rises with them, or nobody would be told.
        flag_modified(one, "title")
        one.state_since = at if one.state is AdviceState.DRAFT else one.state_since
    session.flush()
    session.execute(delete(Saving).where(Saving.recommendation_id == one.id))
    session.add_all(Saving(recommendation_id=one.id, **values(saved)) for saved in savings)
    session.flush()
    _log(session, actor, Event.ADVICE_KEPT, one, at, number=one.number)
    return one


def _new(
    session: Session, request: Request, finding: Finding, advice: Advice, at: datetime
) -> Recommendation:
    last = select(func.max(Recommendation.number)).where(Recommendation.request_id == request.id)
    one = Recommendation(
        request_id=request.id,
        finding_id=finding.id,
        number=(session.scalar(last) or 0) + 1,
        state=AdviceState.DRAFT,
        state_since=at,
        **values(advice),
    )
    session.add(one)
    return one


def _check_figures(
    session: Session,
    finding: Finding,
    advice: Advice,
    savings: Sequence[Saved],
    one: Recommendation | None,
) -> None:
    flags = judged(proposal(session, finding, advice, savings, one.id if one else None))
    refused = [flag.code for flag in flags if flag.severity is Severity.ERROR]
    if refused:
        raise RefusedFiguresError(*refused)
    if flags and not advice.explanation.strip():
        raise MissingReasonError(*(flag.code for flag in flags))


def put_forward(
    session: Session, actor: Actor, one: Recommendation, *, at: datetime, row_version: int | None
) -> None:
    """Show a recommendation to the member, who then has to answer it."""
    _moved(session, actor, one, AdviceState.PROPOSED, at, row_version)
    _log(session, actor, Event.ADVICE_PROPOSED, one, at, number=one.number)


def withdraw(
    session: Session, actor: Actor, one: Recommendation, *, at: datetime, row_version: int | None
) -> None:
    """Take a recommendation back; it stays on file."""
    _moved(session, actor, one, AdviceState.WITHDRAWN, at, row_version)
    _log(session, actor, Event.ADVICE_WITHDRAWN, one, at, number=one.number)


def _moved(
    session: Session,
    actor: Actor,
    one: Recommendation,
    to: AdviceState,
    at: datetime,
    row_version: int | None,
) -> None:
    need_team(session, actor, session.get_one(Request, one.request_id))
    check_version(one.row_version, row_version)
    move_advice(one, to, at)
    session.flush()


def _request_of(session: Session, finding: Finding) -> Request:
    visit = session.get_one(Visit, finding.visit_id)
    return session.get_one(Request, visit.request_id)


def _log(
    session: Session,
    actor: Actor,
    event: Event,
    one: Recommendation,
    at: datetime,
    **detail: object,
) -> None:
    record(session, actor.user_id, event, "advisory_recommendation", one.id, at, **detail)
