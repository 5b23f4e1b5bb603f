"""The migrations make the tables that the code expects, and the database guards its history."""

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect

from portal.db.base import Base
from portal.db.engine import Database
from portal.db.migrate import configuration, newest


def test_every_migration_can_be_taken_back(own_database: Database) -> None:
    with own_database.engine.execution_options(write=True).begin() as connection:
        config = configuration(connection)
        command.downgrade(config, "base")
        left = set(inspect(connection).get_table_names())
        command.upgrade(config, "head")

        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
    assert left == {"alembic_version"}


def test_migrations_and_tables_agree(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})

        differences = compare_metadata(context, Base.metadata)

    assert differences == []
    assert newest() == "0005"
