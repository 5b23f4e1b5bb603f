"""Why a recommendation has a discount rate of its own."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0026"

TABLE = "advisory_recommendation"


def upgrade() -> None:
    """Add the column; what is on file has no reason yet."""
    op.add_column(TABLE, sa.Column("discount_reason", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    """Drop it."""
    op.drop_column(TABLE, "discount_reason")
