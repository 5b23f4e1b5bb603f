"""What members and coordinators said about flows that were reported differently."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)
CODE = sa.String(40)
TABLE = "exchange_statement"
REFERENCES = {"seller_id": "company", "buyer_id": "company", "company_id": "company"}


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        TABLE,
        sa.Column("id", KEY, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("horizon", sa.Integer(), nullable=False),
        sa.Column("seller_id", sa.BigInteger(), nullable=False),
        sa.Column("buyer_id", sa.BigInteger(), nullable=False),
        sa.Column("carrier", CODE, nullable=False),
        sa.Column("said", CODE, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("seen", sa.Text(), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=True),
        sa.Column("said_by", sa.BigInteger(), nullable=False),
        sa.Column("said_at", TIME, nullable=False),
        *(
            sa.ForeignKeyConstraint([name], [f"{table}.id"], name=op.f(f"fk_{TABLE}_{name}"))
            for name, table in {**REFERENCES, "said_by": "user"}.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
    )
    op.create_index("ix_exchange_statement_year_horizon", TABLE, ["year", "horizon"])
    for name in ("seller_id", "buyer_id"):
        op.create_index(op.f(f"ix_{TABLE}_{name}"), TABLE, [name])
    _refuse("UPDATE")
    _refuse("DELETE")


def downgrade() -> None:
    """Drop the table."""
    op.drop_table(TABLE)


def _refuse(verb: str) -> None:
    """Make the database refuse a verb on the table, whoever asks."""
    name = f"{TABLE}_no_{verb.lower()}"
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f'CREATE TRIGGER {name} BEFORE {verb} ON "{TABLE}" FOR EACH ROW '
            "EXECUTE FUNCTION refuse_change()"
        )
        if verb == "DELETE":
            op.execute(
                f'CREATE TRIGGER {TABLE}_no_truncate BEFORE TRUNCATE ON "{TABLE}" '
                "EXECUTE FUNCTION refuse_change()"
            )
    else:
        op.execute(
            f'CREATE TRIGGER {name} BEFORE {verb} ON "{TABLE}" '
            f"BEGIN SELECT RAISE(ABORT, '{TABLE} is append-only'); END"
        )
