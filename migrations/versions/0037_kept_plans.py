"""Sums and rows of accepted plans kept by year, so that no page has to read all plans."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0035"

CODE = sa.String(40)
OF_COMPANY = sa.String(20).with_variant(sa.String(20, collation="C"), "postgresql")
OF_MEASURE = sa.String(40).with_variant(sa.String(40, collation="C"), "postgresql")
LAST = ["code", "measure_id", "at"]


def upgrade() -> None:
    """Make the tables, and let the sums of all years be made anew with them."""
    _sums()
    _plans()
    _measures()
    _uses()
    op.execute("UPDATE kept_year SET method = ''")


def downgrade() -> None:
    """Drop them: they can be made from the plans at any time."""
    for table in ("kept_use", "kept_measure", "kept_plan", "kept_plan_sums"):
        op.drop_table(table)


def _year() -> sa.Column[int]:
    return sa.Column("year", sa.Integer(), autoincrement=False, nullable=False)


def _company(table: str) -> tuple[sa.Column[int], sa.ForeignKeyConstraint]:
    return (
        sa.Column("company_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["company.id"], name=op.f(f"fk_{table}_company_id")
        ),
    )


def _sums() -> None:
    op.create_table(
        "kept_plan_sums",
        _year(),
        sa.Column("group", CODE, nullable=False),
        sa.Column("sums", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("year", "group", name=op.f("pk_kept_plan_sums")),
    )


def _plans() -> None:
    table = "kept_plan"
    op.create_table(
        table,
        _year(),
        *_company(table),
        sa.Column("code", OF_COMPANY, nullable=False),
        sa.Column("group", CODE, nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("undelivered", sa.Integer(), nullable=False),
        sa.Column("sums", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("year", "company_id", name=op.f(f"pk_{table}")),
        sqlite_with_rowid=False,
    )
    changed = ["year", "code", "changed", "group", "company_id"]
    op.create_index(op.f("ix_kept_plan_changed"), table, changed)
    op.create_index(op.f("ix_kept_plan_undelivered"), table, ["year", "code", "undelivered"])


def _measures() -> None:
    table = "kept_measure"
    op.create_table(
        table,
        _year(),
        *_company(table),
        sa.Column("at", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code", OF_COMPANY, nullable=False),
        sa.Column("group", CODE, nullable=False),
        sa.Column("version_id", sa.BigInteger(), nullable=False),
        sa.Column("plan_year", sa.Integer(), nullable=False),
        sa.Column("measure_id", OF_MEASURE, nullable=False),
        *(
            sa.Column(name, CODE, nullable=False)
            for name in ("category", "equipment", "financing", "status", "standing")
        ),
        sa.Column("start", sa.String(7), nullable=True),
        sa.Column("expected", sa.BigInteger(), nullable=False),
        *(sa.Column(name, sa.BigInteger(), nullable=True) for name in ("net", "capex", "cost")),
        sa.Column("planned", sa.BigInteger(), nullable=False),
        sa.Column("realised", sa.BigInteger(), nullable=True),
        sa.Column("largest_first", sa.BigInteger(), nullable=False),
        sa.Column("place", CODE, nullable=False),
        sa.Column("rank", sa.BigInteger(), nullable=False),
        sa.Column("band", sa.Integer(), nullable=True),
        sa.Column("money", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("year", "company_id", "at", name=op.f(f"pk_{table}")),
        sqlite_with_rowid=False,
    )
    for name, columns in {
        "largest": ["year", "largest_first"],
        "largest_of_group": ["year", "group", "largest_first"],
        "place": ["year", "place", "rank"],
        "place_in_group": ["year", "group", "place", "rank"],
    }.items():
        op.create_index(op.f(f"ix_{table}_{name}"), table, [*columns, *LAST])


def _uses() -> None:
    table = "kept_use"
    op.create_table(
        table,
        _year(),
        sa.Column("until", sa.Integer(), autoincrement=False, nullable=False),
        *_company(table),
        sa.Column("code", OF_COMPANY, nullable=False),
        sa.Column("base_year", sa.Integer(), nullable=False),
        sa.Column("base", sa.String(60), nullable=False),
        sa.Column("target", sa.String(60), nullable=False),
        sa.PrimaryKeyConstraint("year", "until", "company_id", name=op.f(f"pk_{table}")),
        sqlite_with_rowid=False,
    )
