from datetime import datetime, timedelta
from threading import Event, Lock, Thread

import pytest
from sqlalchemy.orm import Session

from portal.db.engine import Database
from portal.jobs import operations, queries
from portal.jobs.models import JobState
from portal.jobs.operations import LEASE
from portal.jobs.worker import Heartbeat, Task, run_one, run_worker
from portal.language import Text
from tests.builders import NOW

MOMENT = timedelta(seconds=1)


def clock() -> datetime:
    return NOW


def enqueued(database: Database, kind: str = "check", *, count: int = 1) -> list[int]:
    with database.transaction() as session:
        return [
            operations.enqueue(session, kind, {"upload": number}, NOW) for number in range(count)
        ]


def state_of(database: Database, job_id: int) -> JobState:
    with database.reading() as session:
        found = queries.job_progress(session, job_id)
    assert found is not None
    return found.state


def test_work_is_taken_in_the_order_it_came(session: Session) -> None:
    ids = [operations.enqueue(session, "check", {}, NOW) for _ in range(3)]

    taken = [operations.claim(session, "w1", NOW) for _ in range(4)]

    assert [held.id if held else None for held in taken] == [*ids, None]


def test_work_that_is_not_due_waits(session: Session) -> None:
    operations.enqueue(session, "check", {}, NOW + MOMENT)

    assert operations.claim(session, "w1", NOW) is None
    assert operations.claim(session, "w1", NOW + MOMENT) is not None


def test_a_worker_takes_only_kinds_it_knows(session: Session) -> None:
    operations.enqueue(session, "report", {}, NOW)

    assert operations.claim(session, "w1", NOW, kinds=("check",)) is None


def test_work_of_a_silent_worker_is_taken_over(session: Session) -> None:
    operations.enqueue(session, "check", {}, NOW)
    silent = operations.claim(session, "w1", NOW)
    assert silent is not None

    early = operations.claim(session, "w2", NOW + LEASE)
    late = operations.claim(session, "w2", NOW + LEASE + MOMENT)

    assert early is None
    assert late is not None
    assert (late.id, late.attempt) == (silent.id, 2)
    assert not operations.finish(session, silent, NOW)
    assert not operations.fail(session, silent, "late", NOW)
    assert operations.finish(session, late, NOW)


def test_a_heartbeat_keeps_the_work(session: Session) -> None:
    operations.enqueue(session, "check", {}, NOW)
    held = operations.claim(session, "w1", NOW)
    assert held is not None

    assert operations.heartbeat(session, held, NOW + LEASE)

    assert operations.claim(session, "w2", NOW + LEASE + MOMENT) is None


def test_failing_work_is_tried_three_times(session: Session) -> None:
    job_id = operations.enqueue(session, "check", {}, NOW)
    at = NOW
    for _ in range(3):
        held = operations.claim(session, "w1", at)
        assert held is not None
        operations.fail(session, held, "no memory", at)
        at += timedelta(hours=1)

    found = queries.job_progress(session, job_id)

    assert found is not None
    assert (found.state, found.error) == (JobState.FAILED, "no memory")
    assert operations.claim(session, "w1", at) is None


def test_work_that_three_workers_went_silent_on_is_given_up(session: Session) -> None:
    job_id = operations.enqueue(session, "check", {}, NOW)
    for attempt in range(3):
        operations.claim(session, f"w{attempt}", NOW + 2 * LEASE * attempt)

    assert operations.claim(session, "w4", NOW + 2 * LEASE * 3) is None

    found = queries.job_progress(session, job_id)
    assert found is not None
    assert found.state is JobState.FAILED


def test_progress_is_shown_in_both_languages(session: Session) -> None:
    job_id = operations.enqueue(session, "check", {}, NOW)
    behind = operations.enqueue(session, "check", {}, NOW)
    held = operations.claim(session, "w1", NOW)
    assert held is not None

    operations.progress(
        session, held, done=3, total=8, note=Text("讀取工作表", "Reading sheets"), at=NOW
    )

    found = queries.job_progress(session, job_id)
    waiting = queries.job_progress(session, behind)
    assert found is not None
    assert (found.done, found.total, found.note) == (3, 8, Text("讀取工作表", "Reading sheets"))
    assert waiting is not None
    assert waiting.ahead == 0
    assert queries.queue_state(session) == queries.QueueState(1, 1, 0, NOW)
    assert queries.job_progress(session, 10**9) is None


def test_a_handler_gets_its_payload_and_the_work_is_done(own_database: Database) -> None:
    [job_id] = enqueued(own_database)
    seen = list[object]()

    def handler(task: Task) -> None:
        task.progress(1, 2)
        seen.append(task.payload)

    did = run_one(own_database, {"check": handler}, worker="w1", now=clock)

    assert did
    assert seen == [{"upload": 0}]
    assert state_of(own_database, job_id) is JobState.DONE
    assert not run_one(own_database, {"check": handler}, worker="w1", now=clock)


def test_a_handler_that_raises_does_not_stop_the_worker(
    own_database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    [job_id] = enqueued(own_database)

    def handler(task: Task) -> None:
        raise MemoryError(task.held.id)

    run_one(own_database, {"check": handler}, worker="w1", now=clock)

    assert state_of(own_database, job_id) is JobState.WAITING
    assert "failed in attempt 1" in caplog.text


def test_the_lease_is_renewed_while_the_handler_works(own_database: Database) -> None:
    enqueued(own_database)
    with own_database.transaction() as session:
        held = operations.claim(session, "w1", NOW)
    assert held is not None
    beaten = Event()

    def later() -> datetime:
        beaten.set()
        return NOW + LEASE

    with Heartbeat(own_database, held, later, every_seconds=0.001):
        assert beaten.wait(10)

    with own_database.transaction() as session:
        assert operations.claim(session, "w2", NOW + LEASE + MOMENT) is None


def several_workers(database: Database, count: int, jobs: int) -> list[int]:
    """What several workers did with some jobs, by the payload."""
    enqueued(database, count=jobs)
    stop, lock, done = Event(), Lock(), list[int]()

    def handler(task: Task) -> None:
        with lock:
            done.append(task.payload["upload"])
            if len(done) == jobs:
                stop.set()

    def work(name: str) -> None:
        run_worker(database, {"check": handler}, stop, worker=name, now=clock, idle_seconds=0.01)

    threads = [Thread(target=work, args=(f"w{number}",)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return done


def test_several_workers_do_each_piece_once(own_database: Database) -> None:
    assert sorted(several_workers(own_database, 4, 20)) == list(range(20))


@pytest.mark.postgres
def test_several_workers_do_each_piece_once_on_postgresql(postgres_database: Database) -> None:
    assert sorted(several_workers(postgres_database, 4, 20)) == list(range(20))
