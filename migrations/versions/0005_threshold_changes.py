"""Limits of rules that were changed."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)
CODE = sa.String(40)


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "threshold_change",
        sa.Column("id", KEY, nullable=False),
        sa.Column("key", CODE, nullable=False),
        sa.Column("group", CODE, nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("value", sa.String(length=60), nullable=False),
        sa.Column("unit", sa.String(length=60), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("applies_from", sa.Date(), nullable=False),
        sa.Column("decided_by", sa.BigInteger(), nullable=False),
        sa.Column("decided_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["user.id"], name=op.f("fk_threshold_change_decided_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_threshold_change")),
    )
    op.create_index(op.f("ix_threshold_change_key"), "threshold_change", ["key"])
    for verb in ("UPDATE", "DELETE"):
        _refuse("threshold_change", verb)


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("threshold_change")


def _refuse(table: str, verb: str) -> None:
    """Make the database refuse a verb on a table, whoever asks."""
    name = f"{table}_no_{verb.lower()}"
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f'CREATE TRIGGER {name} BEFORE {verb} ON "{table}" FOR EACH ROW '
            "EXECUTE FUNCTION refuse_change()"
        )
        if verb == "DELETE":
            op.execute(
                f'CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON "{table}" '
                "EXECUTE FUNCTION refuse_change()"
            )
    else:
        op.execute(
            f'CREATE TRIGGER {name} BEFORE {verb} ON "{table}" '
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )
