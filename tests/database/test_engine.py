from collections.abc import Callable
from pathlib import Path
from threading import Barrier, Thread

import pytest
from sqlalchemy import text
from sqlalchemy.exc import InternalError, OperationalError

from portal.audit.events import Event
from portal.audit.operations import record
from portal.audit.queries import verify
from portal.db.counters import current_number, next_number
from portal.db.engine import Database, engine, journal_mode, open_database, retried, sqlite_library
from portal.db.migrate import UnknownRevisionError, current, newest, upgrade
from tests.builders import NOW


def together(count: int, work: Callable[[int], object]) -> None:
    """Run a piece of work in several threads that start at the same moment."""
    barrier = Barrier(count)

    def run(number: int) -> None:
        barrier.wait()
        work(number)

    threads = [Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_every_connection_has_the_safe_settings(own_database: Database) -> None:
    expected = {
        "busy_timeout": 15_000,
        "journal_mode": journal_mode(sqlite_library().sqlite_version_info).lower(),
        "synchronous": 2,
        "foreign_keys": 1,
        "recursive_triggers": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "mmap_size": 0,
    }

    with own_database.reading() as session:
        found = {name: session.scalar(text(f"PRAGMA {name}")) for name in expected}

    assert found == expected


@pytest.mark.parametrize(
    ("version", "mode"),
    [((3, 40, 1), "DELETE"), ((3, 51, 2), "DELETE"), ((3, 51, 3), "WAL"), ((3, 53, 4), "WAL")],
)
def test_the_log_is_used_only_where_it_is_sound(version: tuple[int, ...], mode: str) -> None:
    assert journal_mode(version) == mode


def test_no_update_is_lost_among_many_writers(own_database: Database) -> None:
    def write(number: int) -> None:
        for _ in range(10):
            with own_database.transaction() as session:
                next_number(session, "series")
                record(session, number, Event.VERIFIED, "test", number, NOW)

    together(8, write)

    with own_database.reading() as session:
        assert current_number(session, "series") == 80
        report = verify(session)
    assert (report.entries, report.first_bad) == (80, None)


@pytest.mark.postgres
def test_no_update_is_lost_on_postgresql(postgres_database: Database) -> None:
    def write(number: int) -> None:
        for _ in range(5):
            with postgres_database.transaction() as session:
                next_number(session, "series")
                record(session, number, Event.VERIFIED, "test", number, NOW)

    together(6, write)

    with postgres_database.reading() as session:
        assert current_number(session, "series") == 30
        report = verify(session)
    assert (report.entries, report.first_bad) == (30, None)


def test_a_reader_cannot_write(own_database: Database) -> None:
    with own_database.transaction() as session:
        next_number(session, "series")

    with own_database.reading() as session, pytest.raises(OperationalError, match="readonly"):
        next_number(session, "series")

    with own_database.transaction() as session:
        assert next_number(session, "series") == 2


@pytest.mark.postgres
def test_a_reader_cannot_write_on_postgresql(postgres_database: Database) -> None:
    with (
        postgres_database.reading() as session,
        pytest.raises(InternalError, match="read-only transaction"),
    ):
        next_number(session, "series")

    with postgres_database.transaction() as session:
        assert next_number(session, "series") == 1


def test_a_reader_does_not_wait_for_a_writer(own_database: Database) -> None:
    with own_database.writing() as writer, own_database.reading() as reader:
        next_number(writer, "series")

        assert current_number(reader, "series") == 0


def test_a_number_is_given_back_when_the_transaction_fails(own_database: Database) -> None:
    with own_database.writing() as session:
        next_number(session, "series")
        session.rollback()
        next_number(session, "series")
        session.commit()

    with own_database.reading() as session:
        assert current_number(session, "series") == 1


def _locked() -> OperationalError:
    return OperationalError("INSERT", {}, Exception("database is locked"))


def test_work_that_lost_a_race_is_run_again() -> None:
    waits, outcomes = list[float](), [_locked(), _locked(), None]

    def work() -> str:
        error = outcomes.pop(0)
        if error is not None:
            raise error
        return "done"

    assert retried(work, wait=waits.append) == "done"
    assert waits == sorted(waits)
    assert len(waits) == 2


def test_work_is_not_run_again_for_ever_nor_for_other_faults() -> None:
    tries = list[int]()

    def always_locked() -> None:
        tries.append(1)
        raise _locked()

    def broken() -> None:
        tries.append(1)
        raise OperationalError("INSERT", {}, Exception("disk is full"))

    for work in (always_locked, broken):
        with pytest.raises(OperationalError):
            retried(work, wait=lambda _: None)

    assert len(tries) == 3 + 1


def test_a_new_database_is_brought_to_the_newest_revision_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'portal.db'}"

    before = current(url)
    revisions = [upgrade(url), upgrade(url)]

    assert before is None
    assert revisions == [newest(), newest()]
    assert current(url) == newest()


def test_a_newer_database_is_left_alone(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'portal.db'}"
    upgrade(url)
    with open_database(url).transaction() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(UnknownRevisionError, match="9999"):
        upgrade(url)
    with pytest.raises(UnknownRevisionError):
        current(url)


def test_postgresql_is_spoken_with_psycopg() -> None:
    assert engine("postgresql://portal@localhost/portal").driver == "psycopg"
