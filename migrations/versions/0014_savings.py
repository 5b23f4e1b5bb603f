"""Streams of savings: links of claims, decisions about duplicates, shares, closed years."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)
CODE = sa.String(40)
QUANTITY = sa.String(60)
NAME = sa.String(200)
HISTORY = (
    "saving_stream",
    "saving_link",
    "saving_duplicate_decision",
    "saving_plan_share",
    "saving_stream_end",
    "saving_aggregate_claim",
    "saving_closed_year",
    "saving_correction",
)


def upgrade() -> None:
    """Make the tables; every one of them is only added to."""
    _streams()
    _decisions()
    _claims()
    _years()
    for table in HISTORY:
        _refuse(table, "UPDATE")
        _refuse(table, "DELETE")


def downgrade() -> None:
    """Drop the tables."""
    for table in reversed(HISTORY):
        op.drop_table(table)


def _to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}"))


def _key(table: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}"))


def _written(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    """Who wrote the row and when, and its key."""
    return (
        sa.Column("written_by", sa.BigInteger(), nullable=False),
        sa.Column("written_at", TIME, nullable=False),
        _to(table, "written_by", "user.id"),
        _key(table),
    )


def _index(table: str, column: str) -> None:
    op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _streams() -> None:
    op.create_table(
        "saving_stream",
        sa.Column("id", KEY, nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("site_id", sa.BigInteger(), nullable=False),
        sa.Column("title", NAME, nullable=False),
        sa.UniqueConstraint("number", name=op.f("uq_saving_stream_number")),
        _to("saving_stream", "site_id", "site.id"),
        *_written("saving_stream"),
    )
    op.create_table(
        "saving_link",
        sa.Column("id", KEY, nullable=False),
        sa.Column("stream_id", sa.BigInteger(), nullable=False),
        sa.Column("claim", CODE, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        _to("saving_link", "stream_id", "saving_stream.id"),
        *_written("saving_link"),
    )
    _index("saving_link", "stream_id")
    _index("saving_link", "claim")


def _decisions() -> None:
    op.create_table(
        "saving_duplicate_decision",
        sa.Column("id", KEY, nullable=False),
        sa.Column("first_id", sa.BigInteger(), nullable=False),
        sa.Column("second_id", sa.BigInteger(), nullable=False),
        sa.Column("outcome", CODE, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        _to("saving_duplicate_decision", "first_id", "saving_stream.id"),
        _to("saving_duplicate_decision", "second_id", "saving_stream.id"),
        *_written("saving_duplicate_decision"),
    )
    op.create_table(
        "saving_plan_share",
        sa.Column("id", KEY, nullable=False),
        sa.Column("stream_id", sa.BigInteger(), nullable=False),
        sa.Column("measure", CODE, nullable=False),
        sa.Column("share", QUANTITY, nullable=False),
        _to("saving_plan_share", "stream_id", "saving_stream.id"),
        *_written("saving_plan_share"),
    )
    _index("saving_plan_share", "stream_id")
    op.create_table(
        "saving_stream_end",
        sa.Column("id", KEY, nullable=False),
        sa.Column("stream_id", sa.BigInteger(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("kind", CODE, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        _to("saving_stream_end", "stream_id", "saving_stream.id"),
        *_written("saving_stream_end"),
    )
    _index("saving_stream_end", "stream_id")


def _claims() -> None:
    op.create_table(
        "saving_aggregate_claim",
        sa.Column("id", KEY, nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=True),
        sa.Column("title", NAME, nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("sites", sa.Integer(), nullable=True),
        sa.Column("electricity", QUANTITY, nullable=True),
        sa.Column("tonnes", QUANTITY, nullable=True),
        sa.Column("by_its_terms", QUANTITY, nullable=True),
        sa.CheckConstraint(
            "electricity IS NOT NULL OR tonnes IS NOT NULL",
            name=op.f("ck_saving_aggregate_claim_says_something"),
        ),
        _to("saving_aggregate_claim", "company_id", "company.id"),
        *_written("saving_aggregate_claim"),
    )


def _years() -> None:
    op.create_table(
        "saving_closed_year",
        sa.Column("id", KEY, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("snapshot", sa.Text(), nullable=False),
        sa.UniqueConstraint("year", name=op.f("uq_saving_closed_year_year")),
        *_written("saving_closed_year"),
    )
    op.create_table(
        "saving_correction",
        sa.Column("id", KEY, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("group", CODE, nullable=False),
        sa.Column("figure", CODE, nullable=False),
        sa.Column("level", CODE, nullable=False),
        sa.Column("stream", CODE, nullable=False),
        sa.Column("electricity", QUANTITY, nullable=False),
        sa.Column("tonnes", QUANTITY, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        *_written("saving_correction"),
    )
    _index("saving_correction", "year")


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
