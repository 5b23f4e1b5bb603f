"""Runs the migrations, on a connection given by `portal.db.migrate` or at `-x url=...`."""

from alembic import context
from sqlalchemy import Connection

import portal.accounts.models
import portal.advisory.models
import portal.aggregation.models
import portal.aggregation.plan_sums.models
import portal.audit.models
import portal.budget.models
import portal.db.counters
import portal.esco.models
import portal.exchange.models
import portal.field.models
import portal.jobs.models
import portal.members.models
import portal.outbox.models
import portal.publication.models
import portal.savings.models
import portal.submissions.models
import portal.verification.models  # noqa: F401
from portal.db.base import Base
from portal.db.engine import engine


def run(connection: Connection) -> None:
    """Apply what is missing, all of it or nothing."""
    context.configure(connection=connection, target_metadata=Base.metadata, compare_type=True)
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    with engine(context.get_x_argument(as_dictionary=True)["url"]).begin() as opened:
        run(opened)
