"""How far the work is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from portal.jobs.models import Job, JobState
from portal.language import Text


@dataclass(frozen=True, slots=True)
class JobProgress:
    """One piece of work as a page shows it.

    Attributes:
        ahead: how much other work waits before it.
    """

    id: int
    kind: str
    state: JobState
    done: int
    total: int
    note: Text | None
    error: str | None
    ahead: int


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of work with what was asked for and what it has brought."""

    progress: JobProgress
    payload: Mapping[str, Any]
    result: Mapping[str, Any] | None
    created_at: datetime
    finished_at: datetime | None


@dataclass(frozen=True, slots=True)
class QueueState:
    """The queue as an operator sees it."""

    waiting: int
    running: int
    failed: int
    oldest_waiting: datetime | None


BY_ID = select(
    Job.id, Job.kind, Job.state, Job.done, Job.total, Job.note, Job.error, Job.due_at
).where(Job.id == bindparam("job_id"))


def job_progress(session: Session, job_id: int) -> JobProgress | None:
    """How far one piece of work is."""
    row = session.execute(BY_ID, {"job_id": job_id}).one_or_none()
    if row is None:
        return None
    ahead = 0
    if row.state is JobState.WAITING:
        before = select(func.count()).select_from(Job)
        before = before.where(Job.state == JobState.WAITING, Job.id < job_id)
        ahead = session.scalar(before) or 0
    return JobProgress(*row[:5], note=_text(row.note), error=row.error, ahead=ahead)


def pieces(session: Session, kind: str, *, most: int = 50) -> list[Piece]:
    """The latest work of a kind, newest first."""
    wanted = select(Job.id).where(Job.kind == kind).order_by(Job.id.desc()).limit(most)
    found = (piece(session, key) for key in session.scalars(wanted).all())
    return [one for one in found if one is not None]


def piece(session: Session, job_id: int) -> Piece | None:
    """One piece of work as it stands."""
    known, job = job_progress(session, job_id), session.get(Job, job_id)
    if known is None or job is None:
        return None
    result = (job.note or {}).get("result")
    return Piece(known, job.payload, result, job.created_at, job.finished_at)


def queue_state(session: Session) -> QueueState:
    """How much waits, runs and has failed."""
    rows = session.execute(select(Job.state, func.count()).group_by(Job.state))
    counts = dict(rows.all())
    oldest = session.scalar(select(func.min(Job.due_at)).where(Job.state == JobState.WAITING))
    return QueueState(
        counts.get(JobState.WAITING, 0),
        counts.get(JobState.RUNNING, 0),
        counts.get(JobState.FAILED, 0),
        oldest,
    )


def _text(note: dict[str, Any] | None) -> Text | None:
    return None if note is None else Text(note["zh"], note["en"])
