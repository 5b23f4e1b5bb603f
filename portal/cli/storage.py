"""What commands with a database share: opening it, and who acts."""

from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click

from portal.accounts.figures import Actor
from portal.accounts.operations import SystemAccount, system_actor
from portal.config import Settings, settings
from portal.db.engine import Database, open_database
from portal.db.migrate import current, newest
from portal.files.store import FileStore
from portal.intake.prefill import prefilled
from portal.submissions.states import Kind


def now() -> datetime:
    """The time, aware, UTC."""
    return datetime.now(UTC)


@contextmanager
def opened(chosen: Settings | None = None) -> Generator[Database]:
    """The database of this installation, at the schema this code expects."""
    chosen = chosen or settings()
    if not chosen.instance.is_dir() or current(chosen.database_url) != newest():
        raise click.ClickException(
            "資料庫尚未建立或需要升級，請先執行 portal db upgrade。\n"
            "The database is missing or older than this portal: run portal db upgrade first."
        )
    database = open_database(chosen.database_url)
    try:
        yield database
    finally:
        database.dispose()


def store(chosen: Settings) -> FileStore:
    """The folder of uploaded files."""
    return FileStore(chosen.instance / "files")


def acting(database: Database, account: SystemAccount) -> Actor:
    """The account of a command; every change it makes is logged under its name."""
    with database.transaction() as session:
        return system_actor(session, account, at=now())


def write_prefilled(kind: str, year: int, member: str, output: Path) -> None:
    """Write a member's template with its master data and last year's accepted sources."""
    with opened() as database, database.reading() as session:
        data = prefilled(session, store(settings()), Kind(kind), year, member)
    if data is None:
        raise click.ClickException(unknown_member(member))
    output.write_bytes(data)


def unknown_member(code: str) -> str:
    """What is said when no member has a code."""
    return f"沒有代碼 {code} 的成員。 There is no member {code}."
