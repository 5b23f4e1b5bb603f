"""What waits in the outbox."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.outbox.models import OutboxMail


@dataclass(frozen=True, slots=True)
class UnsentMail:
    """A mail that has not gone out."""

    id: int
    recipient: str
    subject: str
    created_at: datetime
    due_at: datetime | None
    attempts: int
    dead_at: datetime | None
    last_error: str | None


UNSENT = (
    select(
        OutboxMail.id,
        OutboxMail.recipient,
        OutboxMail.subject,
        OutboxMail.created_at,
        OutboxMail.due_at,
        OutboxMail.attempts,
        OutboxMail.dead_at,
        OutboxMail.last_error,
    )
    .where(OutboxMail.sent_at.is_(None))
    .order_by(OutboxMail.id)
)


def unsent(session: Session) -> list[UnsentMail]:
    """Every mail still waiting or given up, oldest first."""
    return [UnsentMail(*row) for row in session.execute(UNSENT)]
