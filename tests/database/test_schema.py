"""The migrations make the tables that the code expects, and the database guards its history."""

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, MetaData, RowMapping, inspect, select
from sqlalchemy.orm import Session

from portal.db.base import Base
from portal.db.engine import Database
from portal.db.migrate import configuration, newest
from tests.builders import a_company, an_accepted_submission

FIRST_WITH_SUBMISSIONS = "0003"
Row = tuple[tuple[str, object], ...]
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
    assert {table: _former(after[table], rows) for table, rows in before.items()} == before


def _former(rows: list[Row], before: list[Row]) -> list[Row]:
    """Rows without the columns that a table did not have before."""
    had = {column for row in before for column, _ in row}
    return [tuple(pair for pair in row if pair[0] in had) for row in rows]


def _rows(connection: Connection) -> dict[str, list[Row]]:
    """Every row of every table but the one that names the revision."""
    schema = MetaData()
    schema.reflect(connection)
    return {
        name: sorted(
            (_pairs(row) for row in connection.execute(select(table)).mappings()), key=repr
        )
        for name, table in schema.tables.items()
        if name != "alembic_version"
    }


def _pairs(row: RowMapping) -> Row:
    return tuple(sorted((str(column), value) for column, value in row.items()))


def test_migrations_and_tables_agree(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})

        differences = compare_metadata(context, Base.metadata)

    assert differences == []
    assert newest() == max(file.name[:4] for file in VERSIONS.glob("*.py"))
