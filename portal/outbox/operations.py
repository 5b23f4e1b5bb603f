"""Writing mails, claiming those due, noting what became of them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portal.outbox.models import OutboxMail

ATTEMPTS = 10
CLAIM = timedelta(minutes=10)
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail that is due."""

    id: int
    recipient: str
    subject: str
    body: str


def write(session: Session, recipient: str, subject: str, body: str, *, at: datetime) -> int:
    """Put a mail into the outbox, in the caller's transaction, and return its number."""
    mail = OutboxMail(
        recipient=recipient, subject=subject, body=body, created_at=at, due_at=at, attempts=0
    )
    session.add(mail)
    session.flush()
    return mail.id


def claim_due(session: Session, at: datetime, *, limit: int = 20) -> list[Mail]:
    """Mails due at a time, taken for ten minutes so that no other sender takes them."""
    rows = session.scalars(
        select(OutboxMail)
        .where(OutboxMail.due_at <= at)
        .order_by(OutboxMail.due_at, OutboxMail.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()
    for row in rows:
        row.due_at = at + CLAIM
        row.attempts += 1
    session.flush()
    return [Mail(row.id, row.recipient, row.subject, row.body) for row in rows]


def sent(session: Session, mail_id: int, *, at: datetime) -> None:
    """Note that the server took a mail."""
    session.execute(
        update(OutboxMail).where(OutboxMail.id == mail_id).values(sent_at=at, due_at=None)
    )


def failed(session: Session, mail_id: int, error: str, *, at: datetime) -> bool:
    """Note that a mail was not taken; whether it is now given up, after ten attempts."""
    mail = session.get_one(OutboxMail, mail_id)
    mail.last_error = error[:500]
    if mail.attempts >= ATTEMPTS:
        mail.dead_at, mail.due_at = at, None
    else:
        mail.due_at = at + min(FIRST_WAIT * 2 ** (mail.attempts - 1), LONGEST_WAIT)
    session.flush()
    return mail.dead_at is not None


def retry(session: Session, mail_id: int, *, at: datetime) -> None:
    """Make a mail that was given up due again."""
    session.execute(
        update(OutboxMail)
        .where(OutboxMail.id == mail_id, OutboxMail.sent_at.is_(None))
        .values(due_at=at, dead_at=None, attempts=0)
    )
