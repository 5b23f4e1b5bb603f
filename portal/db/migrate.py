"""Bring a database to the schema this code expects, or say that it is newer than the code."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from portal.db.engine import engine

PACKAGE = Path(__file__).resolve().parent.parent


class UnknownRevisionError(Exception):
    """The database was made by a newer portal than this one."""


def migrations_folder() -> Path:
    """The folder of migrations: inside the installed package, or beside it in the repository."""
    installed = PACKAGE / "_migrations"
    return installed if installed.is_dir() else PACKAGE.parent / "migrations"


def upgrade(url: str) -> str:
    """Bring the database at a URL to the newest revision and return that revision.

    Raises:
        UnknownRevisionError: when the database is newer than this code.
    """
    made = engine(url)
    try:
        return upgrade_engine(made)
    finally:
        made.dispose()


def upgrade_engine(made: Engine) -> str:
    """Bring an open database to the newest revision, in one transaction."""
    with made.execution_options(write=True).begin() as connection:
        _known(MigrationContext.configure(connection).get_current_revision())
        command.upgrade(configuration(connection), "head")
    return newest()


def current(url: str) -> str | None:
    """The revision of the database at a URL, None when it is empty.

    Raises:
        UnknownRevisionError: when the database is newer than this code.
    """
    made = engine(url)
    try:
        with made.connect() as connection:
            return _known(MigrationContext.configure(connection).get_current_revision())
    finally:
        made.dispose()


def newest() -> str:
    """The revision that this code expects."""
    head = ScriptDirectory.from_config(configuration()).get_current_head()
    if head is None:
        raise UnknownRevisionError("there are no migrations")
    return head


def configuration(connection: Connection | None = None) -> Config:
    """What alembic's commands need to know, to run on an open connection when one is given."""
    config = Config()
    config.attributes["connection"] = connection
    config.set_main_option("script_location", str(migrations_folder()).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def _known(revision: str | None) -> str | None:
    known = {
        script.revision for script in ScriptDirectory.from_config(configuration()).walk_revisions()
    }
    if revision is not None and revision not in known:
        raise UnknownRevisionError(
            f"The database is at revision {revision}, which this version of the portal does not "
            "know. Install the newer portal, or restore a backup made with this one."
        )
    return revision
