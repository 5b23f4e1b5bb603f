"""Files that statements of an energy service contract rest on."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.accounts.permissions import Permission
from portal.audit.events import Event
from portal.esco.errors import ForeignPartError
from portal.esco.models import EscoAttachment, EscoContract, EscoStatement
from portal.esco.operations import need
from portal.files.store import Stored
from portal.submissions.attaching import Attached, attached, keep_attached


def attach(
    session: Session,
    actor: Actor,
    contract: EscoContract,
    stored: Stored,
    *,
    name: str,
    at: datetime,
    statement: EscoStatement | None = None,
) -> EscoAttachment:
    """Keep a file with a contract, or with one of its statements.

    Raises:
        NotAllowedError: when the contract is not there for the actor.
        ForeignPartError: when the statement belongs to another contract.
    """
    need(session, actor, Permission.STATE_ESCO, contract)
    if statement is not None and statement.contract_id != contract.id:
        raise ForeignPartError("statement")
    part = None if statement is None else statement.id
    one = EscoAttachment(contract_id=contract.id, statement_id=part)
    about = {"contract": contract.number, "statement": part}
    event = Event.ESCO_FILE_ATTACHED
    return keep_attached(session, actor, one, stored, event, name=name, at=at, **about)


def evidence(session: Session, contract_id: int) -> Mapping[int | None, tuple[Attached, ...]]:
    """The files of a contract by statement, under None those of the contract itself."""
    wanted = select(EscoAttachment).where(EscoAttachment.contract_id == contract_id)
    return attached(session, wanted.order_by(EscoAttachment.id), lambda one: one.statement_id)
