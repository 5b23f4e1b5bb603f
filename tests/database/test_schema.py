"""The migrations make the tables that the code expects, and the database guards its history."""

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, MetaData, inspect, select
from sqlalchemy.orm import Session

from portal.db.base import Base
from portal.db.engine import Database
from portal.db.migrate import configuration, newest
from tests.builders import a_company, an_accepted_submission

FIRST_WITH_SUBMISSIONS = "0003"
VERSIONS = Path(__file__).parents[2] / "migrations" / "versions"


def test_every_migration_can_be_taken_back(own_database: Database) -> None:
    with own_database.engine.execution_options(write=True).begin() as connection:
        config = configuration(connection)
        command.downgrade(config, "base")
        left = set(inspect(connection).get_table_names())
        command.upgrade(config, "head")

        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
    assert left == {"alembic_version"}


def test_a_filled_database_keeps_every_row_when_it_is_upgraded(own_database: Database) -> None:
    with own_database.engine.execution_options(write=True).begin() as connection:
        config = configuration(connection)
        with Session(connection, join_transaction_mode="create_savepoint") as session:
            an_accepted_submission(session, a_company(session))
            session.commit()
        command.downgrade(config, FIRST_WITH_SUBMISSIONS)
        before = _rows(connection)

        command.upgrade(config, "head")

        after = _rows(connection)
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
    assert {"submission_version", "inventory_line", "audit_entry"} <= {
        table for table, rows in before.items() if rows
    }
    assert {table: after[table] for table in before} == before


def _rows(connection: Connection) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table but the one that names the revision."""
    schema = MetaData()
    schema.reflect(connection)
    return {
        name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
        for name, table in schema.tables.items()
        if name != "alembic_version"
    }


def test_migrations_and_tables_agree(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})

        differences = compare_metadata(context, Base.metadata)

    assert differences == []
    assert newest() == max(file.name[:4] for file in VERSIONS.glob("*.py"))
