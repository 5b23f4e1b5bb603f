"""Writing to the log."""

from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import insert
from sqlalchemy.orm import Session

from portal.audit.events import Event
from portal.audit.models import AuditEntry
from portal.audit.queries import chained, hash_before
from portal.db.counters import AUDIT, next_number
from portal.db.types import canonical_json

REQUEST_ID = "request_id"


def record(
    session: Session,
    actor_id: int | None,
    event: Event,
    subject: str,
    subject_id: int | None,
    at: datetime,
    **detail: Any,
) -> str:
    """Log one event in the caller's transaction and return the new head of the chain.

    Drawing the number locks the chain until the transaction ends, so an operation records last.

    Args:
        session: its `info["request_id"]`, when set, is kept with the entry.
        actor_id: who did it; None for somebody who is not signed in.
        event: what happened.
        subject: the kind of thing it happened to, a table's name.
        subject_id: which one.
        at: when, aware.
        **detail: anything JSON can hold; never a password, a token or a cell's text.
    """
    session.flush()
    seq = next_number(session, AUDIT)
    previous = hash_before(session, seq)
    fields = {
        "seq": seq,
        "at": at,
        "actor_id": actor_id,
        "event": event.value,
        "subject": subject,
        "subject_id": subject_id,
        "detail": orjson.loads(canonical_json(detail)),
        "request_id": session.info.get(REQUEST_ID),
    }
    head = chained(previous, fields)
    session.execute(insert(AuditEntry).values(**fields, previous_hash=previous, hash=head))
    return head
