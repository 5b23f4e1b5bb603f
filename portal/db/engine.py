"""Connections and sessions: SQLite that loses nothing, or PostgreSQL.

SQLite needs three things that no default gives: `BEGIN IMMEDIATE` for work that writes (a plain
`BEGIN` lets two writers read the same number, and one of them fails or is lost), the write-ahead
log only where the library is free of the log-reset fault, and full syncing before a receipt.
"""

import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from types import ModuleType
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, sessionmaker

from portal.db.folding import folded

# First release without the write-ahead-log reset fault: https://sqlite.org/wal.html
SOUND_WAL = (3, 51, 3)
BUSY_TIMEOUT_MS = 15_000
SERIALIZATION_FAILURES = frozenset({"40001", "40P01"})

T = TypeVar("T")


class Database:
    """An open database: sessions that read, sessions that write."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        only_reads = engine.execution_options(postgresql_readonly=True)
        self._reading = sessionmaker(only_reads, expire_on_commit=False)
        self._writing = sessionmaker(engine.execution_options(write=True), expire_on_commit=False)

    def reading(self) -> Session:
        """A session in which the database refuses to write; it waits for no writer on SQLite."""
        return self._reading()

    def writing(self) -> Session:
        """A session that may write; on SQLite its first statement takes the write lock."""
        return self._writing()

    @contextmanager
    def transaction(self) -> Generator[Session]:
        """A writing session committed at the end, rolled back on an exception.

        For the command line and workers; a view commits by itself.
        """
        with self._writing.begin() as session:
            yield session

    def dispose(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def open_database(url: str) -> Database:
    """The database at a URL, `sqlite:///path` or `postgresql://...`."""
    return Database(engine(url))


def engine(url: str) -> Engine:
    """A SQLAlchemy engine with this portal's transaction rules."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        return _sqlite(address)
    if address.drivername == "postgresql":
        address = address.set(drivername="postgresql+psycopg")
    return create_engine(address, pool_pre_ping=True)


def sqlite_library() -> ModuleType:
    """The newest SQLite at hand: the bundled one, else the interpreter's."""
    try:
        from pysqlite3 import dbapi2 as bundled
    except ImportError:
        import sqlite3

        return sqlite3
    library: ModuleType = bundled
    return library


def journal_mode(version: tuple[int, ...]) -> str:
    """`WAL` where the library is sound, `DELETE` where the log may corrupt the file."""
    return "WAL" if version >= SOUND_WAL else "DELETE"


def _sqlite(address: URL) -> Engine:
    library = sqlite_library()
    made = create_engine(address, module=library)
    pragmas = (
        f"busy_timeout={BUSY_TIMEOUT_MS}",
        f"journal_mode={journal_mode(library.sqlite_version_info)}",
        "synchronous=FULL",
        "foreign_keys=ON",
        # Without this, INSERT OR REPLACE would pass by the triggers that refuse a DELETE.
        "recursive_triggers=ON",
        "trusted_schema=OFF",
        "cell_size_check=ON",
    )

    @event.listens_for(made, "connect")
    def set_up(connection: Any, record: object) -> None:
        # The driver's own transactions begin too late and never IMMEDIATE; ours replace them.
        connection.isolation_level = None
        connection.create_function("portal_folded", 1, folded, deterministic=True)
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(made, "begin")
    def begin(connection: Connection) -> None:
        writes = bool(connection.get_execution_options().get("write", False))
        if connection.info.get("writes") is not writes:
            connection.exec_driver_sql(f"PRAGMA query_only={int(not writes)}")
            connection.info["writes"] = writes
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return made


def retried(
    work: Callable[[], T], *, attempts: int = 3, wait: Callable[[float], None] = time.sleep
) -> T:
    """The result of a whole transaction, run again when it lost a race against another one.

    Args:
        work: opens its own session and commits; must be safe to run again from the start.
        attempts: tries in all.
        wait: sleeps some seconds between tries.
    """
    for attempt in range(1, attempts):
        try:
            return work()
        except DBAPIError as error:
            if not lost_a_race(error):
                raise
            wait(0.05 * 2**attempt)
    return work()


def lost_a_race(error: DBAPIError) -> bool:
    """Whether the database refused only because another transaction was in the way."""
    state = getattr(error.orig, "sqlstate", None)
    return state in SERIALIZATION_FAILURES or "database is locked" in str(error.orig)
