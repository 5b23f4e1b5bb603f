"""Working off flows that were reported differently: members answer, a coordinator settles."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.accounts.permissions import NotAllowedError, Permission
from portal.audit.events import Event
from portal.audit.operations import record
from portal.db.base import StaleRowError
from portal.db.counters import data_changed
from portal.exchange.errors import ClosedCaseError, MissingReasonError, MissingValueError
from portal.exchange.figures import ThirdValue, Verdict
from portal.exchange.models import ExchangeStatement, Said
from portal.exchange.queries import Case, last_statement
from portal.exchange.third_value import plain

# Makes the kept sums anew that a company is in, of a year and later; aggregation gives it.
Resum = Callable[[Session, int, int], None]

ANSWERS = (
    Said.PARTNER_IS_RIGHT,
    Said.OWN_IS_RIGHT,
    Said.WILL_CORRECT,
    Said.NOT_WITH_PARTNER,
)
# Whoever agrees has said it all; everything else is worth nothing without a reason.
WITHOUT_REASON = frozenset({Said.PARTNER_IS_RIGHT})


def answer(
    session: Session,
    actor: Actor,
    case: Case,
    said: Said,
    reason: str,
    *,
    at: datetime,
    after: int | None = None,
) -> ExchangeStatement:
    """What one of the two members says about an open case; the other side and the city see it.

    Args:
        case: as it stands now.
        after: number of the last statement that the person saw, when there was a page.

    Raises:
        NotAllowedError: when it is not the actor's own flow, or not an answer.
        ClosedCaseError: when there is nothing to answer.
        MissingReasonError: when the answer needs a reason.
        StaleRowError: when somebody said something since.
    """
    actor.need(Permission.ANSWER_EXCHANGE)
    if actor.company_id not in (case.seller.id, case.buyer.id) or said not in ANSWERS:
        raise NotAllowedError(f"flow {case.flow.key}")
    if not reason.strip() and said not in WITHOUT_REASON:
        raise MissingReasonError(said)
    statement = _say(session, actor, case, said, reason, at=at, after=after)
    _record(session, actor, Event.EXCHANGE_ANSWERED, statement, at)
    return statement


def settle(
    session: Session,
    actor: Actor,
    case: Case,
    verdict: Verdict,
    reason: str,
    *,
    at: datetime,
    resum: Resum,
    after: int | None = None,
    value: ThirdValue | None = None,
) -> ExchangeStatement:
    """Whose figure holds, a third one, or that nothing was exchanged; until a report changes.

    Args:
        case: as it stands now.
        resum: called with session, selling company and year after it counts.
        value: what counts when neither report holds; with that verdict only.
        after: number of the last statement that the person saw, when there was a page.

    Raises:
        NotAllowedError: when the actor may not settle flows of both members.
        ClosedCaseError: when there is nothing to settle, or that side reports nothing.
        MissingReasonError: without a reason.
        MissingValueError: when a third value lacks a part, or comes with another verdict.
        StaleRowError: when somebody said something since.
    """
    for side in (case.seller, case.buyer):
        actor.need_for(Permission.SETTLE_EXCHANGE, side.id, side.group)
    if not reason.strip():
        raise MissingReasonError(verdict)
    if verdict not in verdicts(case):
        raise ClosedCaseError(f"{verdict} of {case.flow.key}")
    _need_value(case, verdict, value)
    said = Said(verdict.value)
    statement = _say(session, actor, case, said, reason, at=at, after=after, value=value)
    resum(session, case.seller.id, case.year)
    data_changed(session)
    _record(session, actor, Event.EXCHANGE_SETTLED, statement, at)
    return statement


def _need_value(case: Case, verdict: Verdict, value: ThirdValue | None) -> None:
    if (verdict is Verdict.THIRD_VALUE) is not (value is not None):
        raise MissingValueError(f"{verdict} of {case.flow.key}")
    if value is None:
        return
    if not value.evidence.strip() or (case.base is None) is not (value.base is None):
        raise MissingValueError(f"evidence or base year of {case.flow.key}")


def verdicts(case: Case) -> tuple[Verdict, ...]:
    """What can be settled: a side that reports nothing has no figure that could hold."""
    sides = (
        (Verdict.SELLER_HOLDS, case.flow.sold),
        (Verdict.BUYER_HOLDS, case.flow.bought),
    )
    known = (one for one, side in sides if side is not None)
    return (*known, Verdict.THIRD_VALUE, Verdict.NO_EXCHANGE)


def _say(
    session: Session,
    actor: Actor,
    case: Case,
    said: Said,
    reason: str,
    *,
    at: datetime,
    after: int | None,
    value: ThirdValue | None = None,
) -> ExchangeStatement:
    if not case.is_case:
        raise ClosedCaseError(f"{case.flow.key} is {case.match}")
    if after is not None and last_statement(session, case) != after:
        raise StaleRowError(f"flow {case.flow.key} after statement {after}")
    statement = ExchangeStatement(
        year=case.year,
        horizon=case.horizon,
        seller_id=case.seller.id,
        buyer_id=case.buyer.id,
        carrier=case.flow.carrier,
        said=said,
        reason=reason.strip(),
        seen=case.seen,
        settled=None if value is None else plain(value),
        company_id=actor.company_id,
        said_by=actor.user_id,
        said_at=at,
    )
    session.add(statement)
    session.flush()
    return statement


def _record(
    session: Session, actor: Actor, event: Event, statement: ExchangeStatement, at: datetime
) -> None:
    record(
        session,
        actor.user_id,
        event,
        "exchange_statement",
        statement.id,
        at,
        said=statement.said.value,
        year=statement.year,
        horizon=statement.horizon,
        carrier=statement.carrier,
    )
