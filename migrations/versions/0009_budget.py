"""The city's carbon budget and programmes outside the members."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)
CODE = sa.String(40)
HISTORY = ("carbon_budget_version", "city_programme_record")


def upgrade() -> None:
    """Make the tables."""
    _versions()
    _records()
    for table in HISTORY:
        _refuse(table, "UPDATE")
        _refuse(table, "DELETE")


def downgrade() -> None:
    """Drop the tables."""
    for table in reversed(HISTORY):
        op.drop_table(table)


def _to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}"))


def _versions() -> None:
    table = "carbon_budget_version"
    op.create_table(
        table,
        sa.Column("id", KEY, nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("first_year", sa.Integer(), nullable=False),
        sa.Column("last_year", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("adopted_on", sa.Date(), nullable=True),
        sa.Column("lines", sa.Text(), nullable=False),
        sa.Column("enterprise", sa.String(length=60), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("entered_by", sa.BigInteger(), nullable=False),
        sa.Column("entered_at", TIME, nullable=False),
        sa.CheckConstraint("last_year >= first_year", name=op.f(f"ck_{table}_years_in_order")),
        sa.CheckConstraint(
            "year BETWEEN first_year AND last_year", name=op.f(f"ck_{table}_year_in_period")
        ),
        _to(table, "sha256", "stored_file.sha256"),
        _to(table, "entered_by", "user.id"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def _records() -> None:
    table = "city_programme_record"
    op.create_table(
        table,
        sa.Column("id", KEY, nullable=False),
        sa.Column("programme", CODE, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("basis", CODE, nullable=False),
        sa.Column("span", CODE, nullable=False),
        sa.Column("within", CODE, nullable=False),
        sa.Column("tonnes", sa.BigInteger(), nullable=False),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("corrects", sa.String(length=40), nullable=True),
        sa.Column("entered_by", sa.BigInteger(), nullable=False),
        sa.Column("entered_at", TIME, nullable=False),
        _to(table, "entered_by", "user.id"),
        sa.UniqueConstraint("corrects", name=op.f(f"uq_{table}_corrects")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


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
