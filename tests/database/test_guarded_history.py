from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from portal.audit.queries import verify
from portal.db.engine import Database
from tests.builders import a_company, a_version, an_accepted_submission

GUARDED = {
    "audit_entry": "subject = 'x'",
    "stored_file": "size = 1",
    "upload_report": "report = NULL",
    "submission_version": "certification = 'x'",
    "review_decision": "comment = 'x'",
    "inventory_line": "emissions = 0",
}


@pytest.mark.parametrize("table", GUARDED)
def test_history_cannot_be_changed(session: Session, table: str) -> None:
    an_accepted_submission(session, a_company(session))
    session.flush()

    with pytest.raises(DBAPIError, match="append-only"):
        session.execute(text(f"UPDATE {table} SET {GUARDED[table]}"))


@pytest.mark.parametrize("table", GUARDED)
def test_history_cannot_be_deleted(session: Session, table: str) -> None:
    an_accepted_submission(session, a_company(session))
    session.flush()

    with pytest.raises(DBAPIError, match="append-only"):
        session.execute(text(f"DELETE FROM {table}"))


@pytest.mark.parametrize(
    "change",
    ["sha256 = NULL", "received_at = NULL", "errors = 0", "totals = '{}'", "checked_at = NULL"],
)
def test_a_checked_upload_cannot_be_changed(session: Session, change: str) -> None:
    version = a_version(session, a_company(session))
    session.flush()

    with pytest.raises(DBAPIError, match="append-only"):
        session.execute(
            text(f"UPDATE upload SET {change} WHERE id = :id"), {"id": version.upload_id}
        )


def test_an_entry_cannot_be_replaced(session: Session, database: Database) -> None:
    if database.engine.dialect.name != "sqlite":
        pytest.skip("INSERT OR REPLACE is SQLite's own")
    a_company(session)

    with pytest.raises(DBAPIError, match="append-only"):
        session.execute(
            text("INSERT OR REPLACE INTO audit_entry SELECT * FROM audit_entry WHERE seq = 1")
        )


def test_history_cannot_be_truncated(session: Session, database: Database) -> None:
    if database.engine.dialect.name != "postgresql":
        pytest.skip("TRUNCATE is PostgreSQL's own")

    with pytest.raises(DBAPIError, match="append-only"):
        session.execute(text("TRUNCATE audit_entry"))


TAMPERING = {
    "a changed entry": "UPDATE audit_entry SET detail = '{}' WHERE seq = :seq",
    "another actor": "UPDATE audit_entry SET actor_id = 99 WHERE seq = :seq",
    "a removed entry": "DELETE FROM audit_entry WHERE seq = :seq",
    "a cut tail": "DELETE FROM audit_entry WHERE seq >= :seq",
    "a later number": "UPDATE audit_entry SET seq = seq + 1000 WHERE seq = :seq",
}


@pytest.mark.parametrize("how", TAMPERING)
def test_tampering_behind_the_guards_is_found(session: Session, how: str) -> None:
    for _ in range(4):
        a_company(session)
    last = verify(session).entries
    _without_guards(session)

    session.execute(text(TAMPERING[how]), {"seq": last - 2})

    assert verify(session).first_bad == last - 2


def _without_guards(session: Session) -> None:
    """Do what somebody with all rights to the file could do."""
    on: Any = " ON audit_entry" if session.get_bind().dialect.name == "postgresql" else ""
    for verb in ("update", "delete"):
        session.execute(text(f"DROP TRIGGER audit_entry_no_{verb}{on}"))
