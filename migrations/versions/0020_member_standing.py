"""Where each member stands in a year, so that lists are ordered and counted by the database."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0018"

TABLE = "member_standing"
CODE = sa.String(40)
INDICES = {
    "company_id": ["company_id"],
    "code": ["year", "code"],
    "counted": [
        "year",
        "group",
        "inventory_state",
        "inventory_late",
        "plan_state",
        "plan_late",
        "targets",
        "inventory_warnings",
        "plan_warnings",
    ],
    "largest": ["year", "largest_first", "code"],
    "largest_of_group": ["year", "group", "largest_first", "code"],
}


def upgrade() -> None:
    """Make the table; it fills as figures change, and until then lists are made without it."""
    op.create_table(
        TABLE,
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("company_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column(
            "code",
            sa.String(20).with_variant(sa.String(20, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("group", CODE, nullable=False),
        *_figures(),
        *_workbooks(),
        sa.ForeignKeyConstraint(
            ["company_id"], ["company.id"], name=op.f("fk_member_standing_company_id")
        ),
        sa.PrimaryKeyConstraint("year", "company_id", name=op.f("pk_member_standing")),
        sqlite_with_rowid=False,
    )
    for name, columns in INDICES.items():
        op.create_index(f"ix_{TABLE}_{name}", TABLE, columns)


def _figures() -> list[sa.Column[object]]:
    whole = sa.BigInteger()
    return [
        sa.Column("emissions", whole, nullable=True),
        sa.Column("largest_first", whole, nullable=False),
        sa.Column("change", whole, nullable=True),
        sa.Column("base_year", sa.Integer(), nullable=True),
        sa.Column("target", whole, nullable=True),
        sa.Column("cut", whole, nullable=True),
        sa.Column("progress", whole, nullable=True),
        sa.Column("plan", whole, nullable=True),
        sa.Column("has_target", sa.Boolean(), nullable=False),
        sa.Column("targets", CODE, nullable=False),
    ]


def _workbooks() -> list[sa.Column[object]]:
    return [
        sa.Column("inventory_state", CODE, nullable=False),
        sa.Column("inventory_version", sa.Integer(), nullable=True),
        sa.Column("inventory_late", sa.Boolean(), nullable=False),
        sa.Column("inventory_warnings", sa.Integer(), nullable=False),
        sa.Column("plan_state", CODE, nullable=False),
        sa.Column("plan_late", sa.Boolean(), nullable=False),
        sa.Column("plan_warnings", sa.Integer(), nullable=False),
    ]


def downgrade() -> None:
    """Drop it."""
    op.drop_table(TABLE)
