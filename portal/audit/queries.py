"""Reading the log and proving that it is whole."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.audit.models import AuditEntry
from portal.db.counters import AUDIT, current_number
from portal.db.types import canonical_json

GENESIS = "0" * 64
FIELDS = ("seq", "at", "actor_id", "event", "subject", "subject_id", "detail", "request_id")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log as a page shows it."""

    seq: int
    at: datetime
    actor_id: int | None
    event: str
    subject: str
    subject_id: int | None
    detail: dict[str, Any]


@dataclass(frozen=True, slots=True)
class ChainReport:
    """Whether the log is whole.

    Attributes:
        entries: how many were read.
        head: hash of the last entry; compare it with a receipt or a daily mail.
        first_bad: number of the first entry that was changed, removed or put in; None when whole.
    """

    entries: int
    head: str
    first_bad: int | None


def chained(previous: str, fields: Mapping[str, Any]) -> str:
    """SHA-256 of the hash before and the canonical JSON of an entry."""
    content = dict(fields, at=fields["at"].astimezone(UTC).isoformat(timespec="microseconds"))
    return hashlib.sha256(previous.encode() + canonical_json(content)).hexdigest()


def hash_before(session: Session, seq: int) -> str:
    """The hash of the entry before a number."""
    found = session.scalar(select(AuditEntry.hash).where(AuditEntry.seq == seq - 1))
    return found or GENESIS


def head(session: Session) -> str:
    """The hash of the last entry."""
    return session.scalar(select(AuditEntry.hash).order_by(AuditEntry.seq.desc()).limit(1)) or (
        GENESIS
    )


CHAIN = (
    select(
        *(getattr(AuditEntry, name) for name in FIELDS), AuditEntry.previous_hash, AuditEntry.hash
    )
    .order_by(AuditEntry.seq)
    .execution_options(yield_per=1000)
)


def verify(session: Session) -> ChainReport:
    """The whole chain computed again, from the first entry to the number last drawn."""
    previous, count = GENESIS, 0
    with session.execute(CHAIN) as rows:
        for row in rows:
            count += 1
            expected = chained(previous, dict(zip(FIELDS, row, strict=False)))
            if (row.seq, row.previous_hash, row.hash) != (count, previous, expected):
                return ChainReport(count, previous, count)
            previous = expected
    drawn = current_number(session, AUDIT)
    return ChainReport(count, previous, None if drawn == count else count + 1)


ENTRIES = select(*(getattr(AuditEntry, name) for name in FIELDS[:-1]))


def entries(
    session: Session,
    *,
    subject: str | None = None,
    subject_id: int | None = None,
    before: int | None = None,
    limit: int = 100,
) -> list[Entry]:
    """The latest entries first, of everything or of one subject.

    Args:
        subject: only this kind of thing.
        subject_id: only this one of that kind.
        before: only entries with a smaller number, for the next page.
        limit: most entries given.
    """
    wanted = ENTRIES.order_by(AuditEntry.seq.desc()).limit(limit)
    if subject is not None:
        wanted = wanted.where(AuditEntry.subject == subject)
    if subject_id is not None:
        wanted = wanted.where(AuditEntry.subject_id == subject_id)
    if before is not None:
        wanted = wanted.where(AuditEntry.seq < before)
    return [Entry(*row) for row in session.execute(wanted)]
