"""The migrations make the tables that the code expects, and the database guards its history."""

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from portal.db.base import Base
from portal.db.engine import Database
from portal.db.migrate import newest


def test_migrations_and_tables_agree(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})

        differences = compare_metadata(context, Base.metadata)

    assert differences == []
    assert newest() == "0003"
