"""What an attached photo or document shows, in words."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"

TABLE = "advisory_attachment"


def upgrade() -> None:
    """Add the column; what is on file says nothing."""
    op.add_column(TABLE, sa.Column("caption", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    """Drop it."""
    op.drop_column(TABLE, "caption")
