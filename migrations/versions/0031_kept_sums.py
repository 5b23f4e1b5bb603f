"""Sums of members kept by year and group, so that no page has to read all members."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"

CODE = sa.String(40)
LARGEST = ("year", "largest_first", "code")
STANDING = "member_standing"
CALLED = ["inventory_state", "inventory_late", "plan_state", "plan_late", "targets"]


def upgrade() -> None:
    """Make the tables, and note the years whose sums have to be made."""
    _years()
    _tallies()
    _flows()
    _calls()
    op.execute(
        "INSERT INTO kept_year (year, method) SELECT DISTINCT year, '' FROM member_year_summary"
    )


def downgrade() -> None:
    """Drop them: they can be made from the summaries of members at any time."""
    for name in ("called", "called_in_group"):
        op.drop_index(op.f(f"ix_{STANDING}_{name}"), STANDING)
    op.create_index(op.f(f"ix_{STANDING}_code"), STANDING, ["year", "code"])
    _largest(*LARGEST)
    for table in ("kept_flow", "kept_chunk", "kept_tally", "kept_year"):
        op.drop_table(table)


def _calls() -> None:
    """Whom to call is read in the order of codes from these alone."""
    op.drop_index(op.f(f"ix_{STANDING}_code"), STANDING)
    _largest(*LARGEST, "group", "inventory_state")
    op.create_index(op.f(f"ix_{STANDING}_called"), STANDING, ["year", "code", "group", *CALLED])
    op.create_index(
        op.f(f"ix_{STANDING}_called_in_group"), STANDING, ["year", "group", "code", *CALLED]
    )


def _largest(*columns: str) -> None:
    op.drop_index(op.f(f"ix_{STANDING}_largest"), STANDING)
    op.create_index(op.f(f"ix_{STANDING}_largest"), STANDING, list(columns))


def _years() -> None:
    op.create_table(
        "kept_year",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("method", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_kept_year")),
    )


def _tallies() -> None:
    op.create_table(
        "kept_tally",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("group", CODE, nullable=False),
        sa.Column("members", sa.Integer(), nullable=False),
        sa.Column("accepted", sa.Integer(), nullable=False),
        sa.Column("scope1", sa.BigInteger(), nullable=False),
        sa.Column("scope2", sa.BigInteger(), nullable=False),
        sa.Column("tally", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("year", "group", name=op.f("pk_kept_tally")),
    )
    op.create_table(
        "kept_chunk",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("group", CODE, nullable=False),
        sa.Column("chunk", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("members", sa.Integer(), nullable=False),
        sa.Column("tally", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("year", "group", "chunk", name=op.f("pk_kept_chunk")),
    )


def _flows() -> None:
    table = "kept_flow"
    op.create_table(
        table,
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seller", CODE, nullable=False),
        sa.Column("buyer", CODE, nullable=False),
        sa.Column("carrier", CODE, nullable=False),
        sa.Column("horizon", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sold_in", CODE, nullable=True),
        sa.Column("bought_in", CODE, nullable=True),
        sa.Column("state", CODE, nullable=False),
        sa.Column("tonnes", sa.String(60), nullable=False),
        sa.PrimaryKeyConstraint(
            "year", "seller", "buyer", "carrier", "horizon", name=op.f(f"pk_{table}")
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_kept_flow_year_buyer"), table, ["year", "buyer"])
