"""Workbooks of the budget that wait for somebody to confirm them."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)
TABLE = "carbon_budget_upload"
REFERENCES = {
    "sha256": "stored_file.sha256",
    "uploaded_by": "user.id",
    "confirmed_by": "user.id",
    "version_id": "carbon_budget_version.id",
}


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        TABLE,
        sa.Column("id", KEY, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("original_name", sa.String(length=200), nullable=False),
        sa.Column("rows", sa.Text(), nullable=False),
        sa.Column("findings", sa.Text(), nullable=False),
        sa.Column("uploaded_by", sa.BigInteger(), nullable=False),
        sa.Column("uploaded_at", TIME, nullable=False),
        sa.Column("confirmed_by", sa.BigInteger(), nullable=True),
        sa.Column("confirmed_at", TIME, nullable=True),
        sa.Column("version_id", sa.BigInteger(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        *(
            sa.ForeignKeyConstraint([name], [target], name=op.f(f"fk_{TABLE}_{name}"))
            for name, target in REFERENCES.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table(TABLE)
