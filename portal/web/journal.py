"""What is logged although nothing changed: files taken out, and doors that stayed shut."""

from typing import Any

from portal.audit.events import Event
from portal.audit.operations import REQUEST_ID, record
from portal.web import database
from portal.web.clock import now
from portal.web.database import session
from portal.web.headers import request_id
from portal.web.identity import person


def note(event: Event, subject: str, subject_id: int | None, **detail: Any) -> None:
    """Write one line to the log, in a transaction of its own; the request changes nothing else."""
    session().rollback()
    user = person()
    with database.database().transaction() as writing:
        writing.info[REQUEST_ID] = request_id()
        who = None if user is None else user.user_id
        record(writing, who, event, subject, subject_id, now(), **detail)
