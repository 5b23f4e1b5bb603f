"""Files that a settled third value rests on: kept as they came, and read."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.accounts.permissions import Permission
from portal.audit.events import Event
from portal.audit.operations import record
from portal.db.counters import data_changed
from portal.exchange.errors import ClosedCaseError
from portal.exchange.models import ExchangeAttachment, ExchangeStatement
from portal.exchange.queries import Case
from portal.files.store import Stored
from portal.submissions.attaching import FileRow, by_part, keep


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
    belongs = {"statement_id": statement.id}
    one = keep(session, actor, ExchangeAttachment, stored, name=name, at=at, **belongs)
    data_changed(session)
    what = {"statement": statement.id, "carrier": case.flow.carrier, "sha256": stored.sha256}
    subject = "exchange_attachment"
    record(
        session,
        actor.user_id,
        Event.EXCHANGE_FILE_ATTACHED,
        subject,
        one.id,
        at,
        **what,
        name=one.name,
    )
    return one


def _is_about(statement: ExchangeStatement, case: Case) -> bool:
    said = statement.seller_id, statement.buyer_id, statement.carrier, statement.horizon
    return said == (case.seller.id, case.buyer.id, case.flow.carrier, case.horizon)


def evidence(
    session: Session, statements: Collection[int]
) -> Mapping[int | None, tuple[FileRow, ...]]:
    """The files of settlements, by the number of the statement."""
    wanted = select(ExchangeAttachment).where(ExchangeAttachment.statement_id.in_(statements))
    return by_part(session, wanted, "statement_id")
