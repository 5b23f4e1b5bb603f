"""Putting work into the queue, taking it out, saying how far it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, or_, select, update
from sqlalchemy.orm import Session

from portal.jobs.models import Job, JobState
from portal.language import Text

ATTEMPTS = 3
LEASE = timedelta(seconds=60)
FIRST_WAIT = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class Claimed:
    """A piece of work that this worker holds.

    Attributes:
        attempt: 1 for the first try; the lease of an earlier try is worth nothing.
    """

    id: int
    kind: str
    payload: dict[str, Any]
    attempt: int
    worker: str


def enqueue(session: Session, kind: str, payload: dict[str, Any], at: datetime) -> int:
    """Put work into the queue, in the caller's transaction, and return its number."""
    job = Job(kind=kind, payload=payload, state=JobState.WAITING, created_at=at, due_at=at)
    session.add(job)
    session.flush()
    return job.id


def claim(
    session: Session, worker: str, at: datetime, *, kinds: tuple[str, ...] = ()
) -> Claimed | None:
    """The oldest work that is due or whose worker went silent, now held by this worker.

    Work that three workers went silent on is given up.
    """
    abandoned = and_(Job.state == JobState.RUNNING, Job.lease_until < at)
    waiting = and_(Job.state == JobState.WAITING, Job.due_at <= at)
    wanted = select(Job).where(or_(waiting, abandoned)).order_by(Job.due_at, Job.id).limit(1)
    if kinds:
        wanted = wanted.where(Job.kind.in_(kinds))
    while (job := session.scalar(wanted.with_for_update(skip_locked=True))) is not None:
        if job.attempts < ATTEMPTS:
            job.state, job.worker, job.lease_until = JobState.RUNNING, worker, at + LEASE
            job.attempts += 1
            session.flush()
            return Claimed(job.id, job.kind, job.payload, job.attempts, worker)
        _give_up(job, "the worker went silent", at)
        session.flush()
    return None


def heartbeat(session: Session, held: Claimed, at: datetime) -> bool:
    """Renew the lease; False when another worker has taken the work over."""
    return _update(session, held, lease_until=at + LEASE)


def progress(
    session: Session,
    held: Claimed,
    *,
    done: int,
    total: int,
    at: datetime,
    note: Text | None = None,
    result: Mapping[str, Any] | None = None,
) -> bool:
    """Say how far the work is, and renew the lease; False when another worker has it now.

    Args:
        result: what the work has brought, kept beside the note.
    """
    said = None if note is None else {"zh": note.zh, "en": note.en, "result": result}
    return _update(session, held, done=done, total=total, note=said, lease_until=at + LEASE)


def finish(session: Session, held: Claimed, at: datetime) -> bool:
    """Note that the work is done; False when another worker has taken it over."""
    return _update(session, held, state=JobState.DONE, finished_at=at, lease_until=None)


def fail(session: Session, held: Claimed, error: str, at: datetime) -> bool:
    """Note that the work failed; it waits for another try, at most three. Whether it was ours."""
    job = session.get(Job, held.id, with_for_update=True, populate_existing=True)
    if job is None or not _is_held(job, held):
        return False
    if job.attempts >= ATTEMPTS:
        _give_up(job, error, at)
    else:
        job.state, job.lease_until, job.error = JobState.WAITING, None, error[:2000]
        job.due_at = at + FIRST_WAIT * 4 ** (job.attempts - 1)
    session.flush()
    return True


def _is_held(job: Job, held: Claimed) -> bool:
    return (job.state, job.worker, job.attempts) == (JobState.RUNNING, held.worker, held.attempt)


def _give_up(job: Job, error: str, at: datetime) -> None:
    job.state, job.lease_until, job.finished_at = JobState.FAILED, None, at
    job.error = error[:2000]


def _update(session: Session, held: Claimed, **values: Any) -> bool:
    touched = session.execute(
        update(Job)
        .where(
            Job.id == held.id,
            Job.state == JobState.RUNNING,
            Job.worker == held.worker,
            Job.attempts == held.attempt,
        )
        .values(**values)
        .returning(Job.id)
    )
    return touched.first() is not None
