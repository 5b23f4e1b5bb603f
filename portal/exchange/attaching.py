"""Files that a settled third value rests on: kept as they came, and read."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.accounts.permissions import Permission
from portal.audit.events import Event
from portal.db.counters import data_changed
from portal.exchange.errors import ClosedCaseError
from portal.exchange.models import ExchangeAttachment, ExchangeStatement
from portal.exchange.queries import Case
from portal.files.store import Stored
from portal.submissions.attaching import Attached, attached, keep_attached


def attach(
    session: Session,
    actor: Actor,
    case: Case,
    statement: ExchangeStatement,
    stored: Stored,
    *,
    name: str,
    at: datetime,
) -> ExchangeAttachment:
    """Keep a file with the settlement of a flow at a value that neither side reports.

    Raises:
        NotAllowedError: when the actor may not settle flows of both members.
        ClosedCaseError: when the statement is about another flow, or settles no third value.
    """
    for side in (case.seller, case.buyer):
        actor.need_for(Permission.SETTLE_EXCHANGE, side.id, side.group)
    if statement.settled is None or not _is_about(statement, case):
        raise ClosedCaseError(f"no third value {statement.id} of {case.flow.key}")
    one = ExchangeAttachment(statement_id=statement.id)
    about = {"statement": statement.id, "carrier": case.flow.carrier}
    event = Event.EXCHANGE_FILE_ATTACHED
    kept = keep_attached(session, actor, one, stored, event, name=name, at=at, **about)
    data_changed(session)
    return kept


def _is_about(statement: ExchangeStatement, case: Case) -> bool:
    said = statement.seller_id, statement.buyer_id, statement.carrier, statement.horizon
    return said == (case.seller.id, case.buyer.id, case.flow.carrier, case.horizon)


def evidence(
    session: Session, statements: Collection[int]
) -> Mapping[int | None, tuple[Attached, ...]]:
    """The files of settlements, by the number of the statement."""
    wanted = select(ExchangeAttachment).where(ExchangeAttachment.statement_id.in_(statements))
    return attached(session, wanted.order_by(ExchangeAttachment.id), lambda one: one.statement_id)
