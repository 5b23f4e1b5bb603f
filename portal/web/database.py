"""The database of this request: one session, reading on GET, writing on everything else."""

from collections.abc import Generator
from contextlib import contextmanager
from typing import Final

from flask import Flask, current_app, g, request
from sqlalchemy.orm import Session

from portal.audit.operations import REQUEST_ID
from portal.db.engine import Database
from portal.web.headers import request_id

_KEY: Final = "portal.database"
_READING: Final = frozenset({"GET", "HEAD", "OPTIONS"})


def attach(app: Flask, opened: Database) -> None:
    """Give the pages their database and close each request's session at its end."""
    app.extensions[_KEY] = opened
    app.teardown_appcontext(_close)


def database() -> Database:
    """The open database of this application."""
    opened: Database = current_app.extensions[_KEY]
    return opened


def session() -> Session:
    """The session of this request; a view that changes something commits it, once, at its end."""
    if "db_session" not in g:
        reads = request.method in _READING
        opened = database().reading() if reads else database().writing()
        opened.info[REQUEST_ID] = request_id()
        g.db_session = opened
    kept: Session = g.db_session
    return kept


@contextmanager
def reading() -> Generator[Session]:
    """A session for a question that comes before the view; it holds no lock afterwards."""
    if request.method in _READING:
        yield session()
        session().rollback()
    else:
        with database().reading() as short:
            yield short


def _close(error: BaseException | None) -> None:
    kept: Session | None = g.pop("db_session", None)
    if kept is not None:
        kept.close()
