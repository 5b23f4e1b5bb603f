"""Databases for the tests: one file a process, migrated once, each test rolled back."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import settings
from sqlalchemy import text
from sqlalchemy.orm import Session

from portal.db.engine import Database, open_database
from portal.db.migrate import upgrade_engine
from tests import postgres

# No test measures time; a slow machine is no fault of what is tested.
settings.register_profile("portal", deadline=None)
settings.load_profile("portal")

ENGINES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A running PostgreSQL, or a skip that says why there is none."""
    reason = postgres.why_not()
    if reason is not None:
        pytest.skip(reason)
    with postgres.server() as url:
        yield url


@pytest.fixture(scope="session", params=ENGINES)
def database(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Database]:
    """A migrated database of each engine that every test of this process shares."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('database') / 'portal.db'}"
    else:
        url = request.getfixturevalue("postgres_url")
    opened = open_database(url)
    upgrade_engine(opened.engine)
    yield opened
    opened.dispose()


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """A session whose work is undone when the test ends."""
    with database.engine.execution_options(write=True).connect() as connection:
        transaction = connection.begin()
        with Session(
            connection, join_transaction_mode="create_savepoint", expire_on_commit=False
        ) as session:
            yield session
        transaction.rollback()


@pytest.fixture
def own_database(tmp_path: Path) -> Iterator[Database]:
    """An SQLite database of one test, for what needs several connections."""
    opened = open_database(f"sqlite:///{tmp_path / 'portal.db'}")
    upgrade_engine(opened.engine)
    yield opened
    opened.dispose()


@pytest.fixture
def postgres_database(postgres_url: str) -> Iterator[Database]:
    """A PostgreSQL database of one test, for what needs several connections."""
    server = open_database(postgres_url)
    name = f"test_{uuid4().hex}"
    with server.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    opened = open_database(postgres_url.replace("/postgres?", f"/{name}?"))
    upgrade_engine(opened.engine)
    yield opened
    opened.dispose()
    server.dispose()
