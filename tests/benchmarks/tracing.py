"""Tracing a figure of 105 members to its cells, as it stands and as published."""

import tempfile
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import orjson

from portal.accounts.figures import Actor
from portal.accounts.permissions import Role
from portal.db.engine import Database, open_database
from portal.db.migrate import upgrade
from portal.language import Text
from portal.publication.figure_id import figure_id
from portal.publication.operations import draft, publish
from portal.publication.tracing import traced
from tests.benchmarks.measure import in_turn, table
from tests.builders_alliance import an_alliance

YEAR = 2024
NOW = datetime(2025, 6, 2, 2, 0, tzinfo=UTC)
FIGURES = ("emissions", "2030/t1", "2030/t4", "2026/delivery")


def run() -> None:
    """Print the cost of tracing a figure, in milliseconds of processor time."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'portal.sqlite3'}"
        upgrade(url)
        database = open_database(url)
        with database.transaction() as session:
            an_alliance(session)
            seen, actor = draft(session, YEAR).digest, Actor(1, Role.COORDINATOR)
            publish(session, actor, YEAR, note=Text("測試", "Test"), seen=seen, at=NOW)
        names = [f"{year}/alliance/{one}" for year in (YEAR, f"{YEAR}.r1") for one in FIGURES]
        seconds = in_turn({name: partial(_trace, database, name) for name in names})
        database.dispose()
    rows = [("figure", "ms of processor time")]
    rows += [(name, f"{used * 1e3:.1f}") for name, used in seconds.items()]
    table(rows)


def _trace(database: Database, name: str) -> bytes:
    with database.reading() as session:
        found = traced(session, figure_id(name))
    assert found is not None
    return orjson.dumps(found.manifest())
