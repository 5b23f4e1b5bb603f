"""The discount rate of a recommendation, and the plans that verify what it saves."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"

EXACT = sa.String(60)
TABLE = "advisory_verification"


def upgrade() -> None:
    """Add the column and make the table."""
    op.add_column("advisory_recommendation", sa.Column("discount_rate", EXACT, nullable=True))
    op.create_table(
        TABLE,
        sa.Column("recommendation_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("plan_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("linked_by", sa.BigInteger(), nullable=False),
        sa.Column("linked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["recommendation_id"],
            ["advisory_recommendation.id"],
            name=op.f("fk_advisory_verification_recommendation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["mv_plan.id"], name=op.f("fk_advisory_verification_plan_id")
        ),
        sa.ForeignKeyConstraint(
            ["linked_by"], ["user.id"], name=op.f("fk_advisory_verification_linked_by")
        ),
        sa.PrimaryKeyConstraint("recommendation_id", "plan_id", name=op.f(f"pk_{TABLE}")),
    )
    op.create_index(op.f("ix_advisory_verification_plan_id"), TABLE, ["plan_id"])
    for verb in ("UPDATE", "DELETE"):
        _refuse(TABLE, verb)


def downgrade() -> None:
    """Drop them."""
    op.drop_table(TABLE)
    op.drop_column("advisory_recommendation", "discount_rate")


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
