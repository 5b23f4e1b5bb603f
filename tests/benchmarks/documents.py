"""All documents of a year for 105 members: made by the worker, PDF and Excel, into one archive."""

import tempfile
import time
from datetime import UTC, datetime

from portal.accounts.operations import Person, add_user
from portal.accounts.permissions import Role
from portal.accounts.queries import actor
from portal.cli.serving import handlers
from portal.config import settings
from portal.db.engine import Database, open_database
from portal.db.migrate import upgrade
from portal.jobs.queries import pieces
from portal.jobs.worker import run_one
from portal.language import Language
from portal.reports.collection import COLLECT, ask
from tests.benchmarks.measure import table
from tests.builders_alliance import an_alliance

YEAR = 2024
NOW = datetime(2025, 6, 2, 2, 0, tzinfo=UTC)
PERSON = Person("reader@example.tw", "讀者", Role.COORDINATOR)


def run() -> None:
    """Print how long the documents take in one language and in both."""
    with tempfile.TemporaryDirectory() as folder:
        chosen = settings({"PORTAL_INSTANCE": folder})
        upgrade(chosen.database_url)
        database = open_database(chosen.database_url)
        with database.transaction() as session:
            an_alliance(session)
            who = actor(session, add_user(session, None, PERSON, at=NOW))
        rows: list[tuple[str, ...]] = [
            ("documents of 105 members", "files", "MB", "seconds", "processor seconds")
        ]
        for name, languages in (
            ("Chinese", (Language.ZH,)),
            ("English", (Language.EN,)),
            ("both", tuple(Language)),
        ):
            with database.transaction() as session:
                ask(session, who, YEAR, languages, at=NOW)
            begun, used = time.monotonic(), time.process_time()
            assert run_one(database, handlers(chosen), worker="one", now=lambda: NOW)
            taken = time.monotonic() - begun, time.process_time() - used
            rows.append((name, *_size(database), *(f"{one:.1f}" for one in taken)))
        database.dispose()
    table(rows)


def _size(database: Database) -> tuple[str, str]:
    with database.reading() as session:
        result = pieces(session, COLLECT)[0].result
    assert result is not None
    return str(result["files"]), f"{result['size'] / 1e6:.1f}"
