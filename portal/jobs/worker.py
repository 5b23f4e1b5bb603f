"""A worker: takes one piece of work after another and keeps its lease alive meanwhile."""

import logging
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from threading import Event, Thread
from types import TracebackType
from typing import Any

from sqlalchemy.exc import DBAPIError

from portal.db.engine import Database, retried
from portal.jobs import operations
from portal.jobs.operations import LEASE, Claimed
from portal.language import Text

LOG = logging.getLogger(__name__)
HEARTBEAT_SECONDS = LEASE.total_seconds() / 4


@dataclass(frozen=True, slots=True)
class Task:
    """What a handler is given: the work, the database and a way to say how far it is.

    The handler opens its own transactions and none of them spans a long calculation.
    """

    held: Claimed
    database: Database
    now: Callable[[], datetime]

    @property
    def payload(self) -> dict[str, Any]:
        """What was asked for."""
        return self.held.payload

    def progress(
        self,
        done: int,
        total: int,
        note: Text | None = None,
        result: Mapping[str, Any] | None = None,
    ) -> None:
        """Say how far the work is, and at its end what it has brought."""
        with self.database.transaction() as session:
            operations.progress(
                session,
                self.held,
                done=done,
                total=total,
                note=note,
                result=result,
                at=self.now(),
            )


Handler = Callable[[Task], None]


def run_worker(
    database: Database,
    handlers: Mapping[str, Handler],
    stop: Event,
    *,
    worker: str,
    now: Callable[[], datetime],
    idle_seconds: float = 0.5,
) -> None:
    """Do work until told to stop; the piece in hand is finished first.

    Args:
        handlers: what to do, by kind of work; other kinds are left to other workers.
        stop: set by a signal handler.
        worker: a name no other worker has, such as host and process number.
        now: tells the time, aware.
        idle_seconds: how long to wait when there is nothing to do.
    """
    while not stop.is_set():
        if not run_one(database, handlers, worker=worker, now=now):
            stop.wait(idle_seconds)


def run_one(
    database: Database,
    handlers: Mapping[str, Handler],
    *,
    worker: str,
    now: Callable[[], datetime],
) -> bool:
    """Do one piece of work; False when there is none."""

    def claim() -> Claimed | None:
        with database.transaction() as session:
            return operations.claim(session, worker, now(), kinds=tuple(handlers))

    held = retried(claim)
    if held is None:
        return False
    error = _attempt(database, handlers[held.kind], held, now)

    def end() -> None:
        with database.transaction() as session:
            if error is None:
                operations.finish(session, held, now())
            else:
                operations.fail(session, held, error, now())

    retried(end)
    return True


def _attempt(
    database: Database, handler: Handler, held: Claimed, now: Callable[[], datetime]
) -> str | None:
    """Why the work failed, None when it did not."""
    try:
        with Heartbeat(database, held, now):
            handler(Task(held, database, now))
    except Exception as error:
        # Whatever a handler raises belongs to its job; the worker goes on with the next one.
        LOG.exception("job %s (%s) failed in attempt %s", held.id, held.kind, held.attempt)
        return f"{type(error).__name__}: {error}"
    return None


class Heartbeat(AbstractContextManager[None]):
    """Renews the lease of a piece of work from a thread of its own while the work is done."""

    def __init__(
        self,
        database: Database,
        held: Claimed,
        now: Callable[[], datetime],
        *,
        every_seconds: float = HEARTBEAT_SECONDS,
    ) -> None:
        self._database = database
        self._held = held
        self._now = now
        self._every_seconds = every_seconds
        self._over = Event()
        self._thread = Thread(target=self._beat, name=f"heartbeat-{held.id}", daemon=True)

    def __enter__(self) -> None:
        """Start beating."""
        self._thread.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Stop beating."""
        self._over.set()
        self._thread.join()

    def _beat(self) -> None:
        while not self._over.wait(self._every_seconds):
            try:
                with self._database.transaction() as session:
                    is_ours = operations.heartbeat(session, self._held, self._now())
            except DBAPIError:
                # The lease outlives several beats; the next one may get through.
                LOG.warning("job %s could not renew its lease", self._held.id)
                continue
            if not is_ours:
                LOG.warning("job %s was taken over by another worker", self._held.id)
                return
