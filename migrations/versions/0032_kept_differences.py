"""What members add to each edition, and how editions differ, so that no page reads all members."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"

CODE = sa.String(40)
AMOUNTS = "kept_amounts"


def upgrade() -> None:
    """Make the tables; they are filled when the sums of years and publications are made anew."""
    _editions()
    _amounts()
    _differences()


def downgrade() -> None:
    """Drop them: they can be made from members and publications at any time."""
    for table in ("kept_difference", AMOUNTS, "kept_edition"):
        op.drop_table(table)


def _editions() -> None:
    op.create_table(
        "kept_edition",
        sa.Column("edition", CODE, nullable=False),
        sa.Column("group", CODE, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("method", CODE, nullable=False),
        sa.Column("tally", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("edition", "group", name=op.f("pk_kept_edition")),
    )


def _amounts() -> None:
    op.create_table(
        AMOUNTS,
        sa.Column("code", CODE, nullable=False),
        sa.Column("edition", CODE, nullable=False),
        sa.Column("group", CODE, nullable=False),
        sa.Column("amounts", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("code", "edition", name=op.f("pk_kept_amounts")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_kept_amounts_edition"), AMOUNTS, ["edition"])


def _differences() -> None:
    op.create_table(
        "kept_difference",
        sa.Column("before", CODE, nullable=False),
        sa.Column("after", CODE, nullable=False),
        sa.Column("group", CODE, nullable=False),
        sa.Column("differences", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("before", "after", "group", name=op.f("pk_kept_difference")),
    )
