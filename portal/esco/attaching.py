"""Files that statements of an energy service contract rest on: kept as they came, and read."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.accounts.permissions import Permission
from portal.accounts.queries import user_names
from portal.audit.events import Event
from portal.audit.operations import record
from portal.esco.errors import ForeignPartError
from portal.esco.models import EscoAttachment, EscoContract, EscoStatement
from portal.esco.operations import need
from portal.files.store import Stored
from portal.submissions.operations import keep_file


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A file with who brought it; its bytes are named by their hash."""

    id: int
    statement_id: int | None
    sha256: str
    name: str
    added_by: str
    added_at: datetime


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
    keep_file(session, stored, at)
    one = EscoAttachment(
        contract_id=contract.id,
        statement_id=None if statement is None else statement.id,
        sha256=stored.sha256,
        name="".join(letter for letter in name if letter.isprintable())[-200:] or "file",
        added_by=actor.user_id,
        added_at=at,
    )
    session.add(one)
    session.flush()
    what = {"contract": contract.number, "statement": one.statement_id, "sha256": stored.sha256}
    record(session, actor.user_id, Event.ESCO_FILE_ATTACHED, "esco_attachment", one.id, at, **what)
    return one


def evidence(session: Session, contract_id: int) -> Mapping[int | None, tuple[EvidenceRow, ...]]:
    """The files of a contract by statement, under None those of the contract itself."""
    names = user_names(session)
    found: dict[int | None, list[EvidenceRow]] = defaultdict(list)
    wanted = select(EscoAttachment).where(EscoAttachment.contract_id == contract_id)
    for one in session.scalars(wanted.order_by(EscoAttachment.id)):
        found[one.statement_id].append(
            EvidenceRow(
                one.id,
                one.statement_id,
                one.sha256,
                one.name,
                names.get(one.added_by, ""),
                one.added_at,
            )
        )
    return {key: tuple(rows) for key, rows in found.items()}
