from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from portal.audit.queries import verify
from portal.db.engine import Database
from tests.builders import a_company, an_accepted_submission

CHANGES = [
    "UPDATE audit_entry SET subject = 'x'",
    "UPDATE stored_file SET size = 1",
    "UPDATE upload_report SET report = NULL",
    "UPDATE submission_version SET certification = 'x'",
    "UPDATE review_decision SET comment = 'x'",
    "UPDATE inventory_line SET emissions = 0",
    "DELETE FROM audit_entry",
    "DELETE FROM stored_file",
    "DELETE FROM upload_report",
    "DELETE FROM submission_version",
    "DELETE FROM review_decision",
    "DELETE FROM inventory_line",
    "UPDATE upload SET sha256 = NULL",
    "UPDATE upload SET received_at = NULL",
    "UPDATE upload SET errors = 0",
    "UPDATE upload SET totals = '{}'",
    "UPDATE upload SET checked_at = NULL",
]


@pytest.mark.parametrize("statement", CHANGES)
def test_history_cannot_be_changed(session: Session, statement: str) -> None:
    an_accepted_submission(session, a_company(session))
    session.flush()

    with pytest.raises(DBAPIError, match="append-only"):
        session.execute(text(statement))


LINES = ["plan_target_line", "plan_measure_line", "exchange_line", "inventory_line"]
LINES += ["explanation", "rule_suspension", "threshold_change", "upload_correction", "upload_part"]
LINES += ["section_decision", "identity_change", "former_site_number"]
LINES += ["exchange_statement", "exchange_attachment"]
LINES += ["advisory_conflict_declaration", "advisory_measurement", "advisory_calculation"]
LINES += ["esco_statement", "esco_statement_line", "esco_statement_decision"]
LINES += ["saving_stream", "saving_link", "saving_duplicate_decision", "saving_plan_share"]
LINES += ["saving_stream_end", "saving_aggregate_claim", "saving_closed_year"]
LINES += ["saving_correction"]
LINES += ["saving_site_factor", "saving_power", "saving_claim", "saving_claim_version"]
LINES += ["saving_claim_decision", "esco_attachment", "mv_attachment"]
LINES += ["advisory_decision", "advisory_follow_up", "advisory_attachment"]
LINES += ["publication", "published_input", "published_source", "published_value"]


@pytest.mark.parametrize("table", LINES)
def test_every_table_of_rows_has_its_guards(session: Session, table: str) -> None:
    query = (
        "SELECT count(*) FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
        "WHERE relname = :t AND NOT tgisinternal"
        if session.get_bind().dialect.name == "postgresql"
        else "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :t"
    )

    guards = session.scalar(text(query), {"t": table})

    assert guards == (3 if session.get_bind().dialect.name == "postgresql" else 2)


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
