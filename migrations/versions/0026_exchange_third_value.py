"""The value that a coordinator settles when neither report of a flow holds."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0021"


def upgrade() -> None:
    """Add the column."""
    op.add_column("exchange_statement", sa.Column("settled", sa.Text(), nullable=True))


def downgrade() -> None:
    """Drop it."""
    op.drop_column("exchange_statement", "settled")
