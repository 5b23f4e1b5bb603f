"""`portal serve` as it is started: a web server that answers and a worker that checks."""

import io
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from urllib.error import URLError

import pytest

from portal.accounts.operations import SystemAccount, system_actor
from portal.db.engine import Database, open_database
from portal.db.migrate import upgrade
from portal.files.store import FileStore
from portal.intake.operations import receive
from portal.submissions.models import Upload
from portal.submissions.states import Kind, UploadState
from tests.builders import a_company

NOW = datetime(2025, 4, 2, 2, 0, tzinfo=UTC)
ROOT = Path(__file__).parents[2]
PATIENCE = 60.0
# The way the installed command is written: without a guard around its main call.
COMMAND = "import sys; from portal.cli import main; sys.exit(main())\n"


@pytest.fixture
def instance(tmp_path: Path) -> Path:
    folder = tmp_path / "instance"
    folder.mkdir()
    upgrade(f"sqlite:///{folder / 'portal.sqlite3'}")
    return folder


@pytest.fixture
def address(instance: Path, tmp_path: Path) -> Iterator[str]:
    """Where a portal of its own listens, started like the command of an installation."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    script = tmp_path / "portal"
    script.write_text(COMMAND)
    environment = {
        **os.environ,
        "PORTAL_INSTANCE": str(instance),
        "PORTAL_BIND": f"127.0.0.1:{port}",
        "PORTAL_WORKERS": "1",
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, str(script), "serve"]
    process = subprocess.Popen(command, env=environment, cwd=tmp_path)  # noqa: S603
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    assert process.wait(timeout=PATIENCE) == 0


def _uploaded(database: Database, store: FileStore) -> int:
    with database.transaction() as session:
        company = a_company(session)
        actor = system_actor(session, SystemAccount.IMPORT, at=NOW)
        stored = store.put(io.BytesIO(b"no workbook"), 1_000)
        received = receive(
            session,
            actor,
            company,
            stored,
            original_name="inventory.xlsx",
            idempotency_key="once",
            at=NOW,
            kind=Kind.INVENTORY,
            year=2024,
        )
        return received.upload.id


def _status(address: str) -> int:
    with urllib.request.urlopen(address) as answer:  # noqa: S310
        status: int = answer.status
        return status


@pytest.mark.slow
def test_a_served_portal_answers_and_checks_what_was_handed_over(
    instance: Path, address: str
) -> None:
    database = open_database(f"sqlite:///{instance / 'portal.sqlite3'}")
    upload_id = _uploaded(database, FileStore(instance / "files"))
    status, state = 0, UploadState.RECEIVED

    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and (status != 200 or state is not UploadState.UNREADABLE):
        time.sleep(0.3)
        with suppress(URLError, ConnectionError):
            status = _status(f"{address}/sign-in")
        with database.reading() as session:
            state = session.get_one(Upload, upload_id).state
    database.dispose()

    assert status == 200
    assert state is UploadState.UNREADABLE
