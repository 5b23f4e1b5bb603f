"""Files that a value settled by a coordinator rests on."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TABLE = "exchange_attachment"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        TABLE,
        sa.Column("id", KEY, nullable=False),
        sa.Column("statement_id", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("added_by", sa.BigInteger(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        _to("statement_id", "exchange_statement.id"),
        _to("sha256", "stored_file.sha256"),
        _to("added_by", "user.id"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
    )
    op.create_index(op.f(f"ix_{TABLE}_statement_id"), TABLE, ["statement_id"])
    _refuse("UPDATE")
    _refuse("DELETE")


def downgrade() -> None:
    """Drop the table."""
    op.drop_table(TABLE)


def _to(column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{TABLE}_{column}"))


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
