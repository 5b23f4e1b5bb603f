"""Measurement and verification of savings."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)
CODE = sa.String(40)
QUANTITY = sa.String(60)
HISTORY = ("mv_data", "mv_adjustment", "mv_adjustment_decision", "mv_report", "mv_report_decision")


def upgrade() -> None:
    """Make the tables."""
    _plan()
    _data()
    _adjustments()
    _reports()
    for table in HISTORY:
        _refuse(table, "UPDATE")
        _refuse(table, "DELETE")


def downgrade() -> None:
    """Drop the tables."""
    for table in (*reversed(HISTORY), "mv_plan"):
        op.drop_table(table)


def _to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}"))


def _key(table: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}"))


def _plan() -> None:
    op.create_table(
        "mv_plan",
        sa.Column("id", KEY, nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.Column("site_id", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("system", CODE, nullable=False),
        sa.Column("carrier", CODE, nullable=False),
        sa.Column("unit", CODE, nullable=False),
        sa.Column("option", CODE, nullable=False),
        sa.Column("boundary", sa.Text(), nullable=False),
        sa.Column("meters", sa.Text(), nullable=False),
        sa.Column("static_factors", sa.Text(), nullable=False),
        sa.Column("baseline_from", sa.Date(), nullable=False),
        sa.Column("baseline_to", sa.Date(), nullable=False),
        sa.Column("variables", sa.Text(), nullable=False),
        sa.Column("shape", CODE, nullable=True),
        sa.Column("estimate", QUANTITY, nullable=True),
        sa.Column("estimate_source", sa.Text(), nullable=False),
        sa.Column("expected", QUANTITY, nullable=True),
        sa.Column("state", CODE, nullable=False),
        sa.Column("written_by", sa.BigInteger(), nullable=False),
        sa.Column("written_at", TIME, nullable=False),
        sa.Column("approved_by", sa.BigInteger(), nullable=True),
        sa.Column("approved_at", TIME, nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "baseline_to > baseline_from", name=op.f("ck_mv_plan_baseline_in_order")
        ),
        _to("mv_plan", "company_id", "company.id"),
        _to("mv_plan", "site_id", "site.id"),
        _to("mv_plan", "written_by", "user.id"),
        _to("mv_plan", "approved_by", "user.id"),
        sa.UniqueConstraint("number", name=op.f("uq_mv_plan_number")),
        _key("mv_plan"),
    )
    op.create_index(op.f("ix_mv_plan_company_id"), "mv_plan", ["company_id"])


def _data() -> None:
    op.create_table(
        "mv_data",
        sa.Column("id", KEY, nullable=False),
        sa.Column("plan_id", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("original_name", sa.String(length=200), nullable=False),
        sa.Column("periods", sa.Text(), nullable=False),
        sa.Column("received_by", sa.BigInteger(), nullable=False),
        sa.Column("received_at", TIME, nullable=False),
        _to("mv_data", "plan_id", "mv_plan.id"),
        _to("mv_data", "sha256", "stored_file.sha256"),
        _to("mv_data", "received_by", "user.id"),
        _key("mv_data"),
    )
    op.create_index(op.f("ix_mv_data_plan_id"), "mv_data", ["plan_id"])


def _adjustments() -> None:
    op.create_table(
        "mv_adjustment",
        sa.Column("id", KEY, nullable=False),
        sa.Column("plan_id", sa.BigInteger(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("quantity", QUANTITY, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("proposed_by", sa.BigInteger(), nullable=False),
        sa.Column("proposed_at", TIME, nullable=False),
        sa.CheckConstraint("last >= first", name=op.f("ck_mv_adjustment_days_in_order")),
        _to("mv_adjustment", "plan_id", "mv_plan.id"),
        _to("mv_adjustment", "proposed_by", "user.id"),
        _key("mv_adjustment"),
    )
    op.create_index(op.f("ix_mv_adjustment_plan_id"), "mv_adjustment", ["plan_id"])
    op.create_table(
        "mv_adjustment_decision",
        sa.Column("id", KEY, nullable=False),
        sa.Column("adjustment_id", sa.BigInteger(), nullable=False),
        sa.Column("is_approved", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.BigInteger(), nullable=False),
        sa.Column("decided_at", TIME, nullable=False),
        _to("mv_adjustment_decision", "adjustment_id", "mv_adjustment.id"),
        _to("mv_adjustment_decision", "decided_by", "user.id"),
        sa.UniqueConstraint("adjustment_id", name=op.f("uq_mv_adjustment_decision_adjustment_id")),
        _key("mv_adjustment_decision"),
    )


def _reports() -> None:
    op.create_table(
        "mv_report",
        sa.Column("id", KEY, nullable=False),
        sa.Column("plan_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("data_id", sa.BigInteger(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("saving", QUANTITY, nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("submitted_by", sa.BigInteger(), nullable=False),
        sa.Column("submitted_at", TIME, nullable=False),
        _to("mv_report", "plan_id", "mv_plan.id"),
        _to("mv_report", "data_id", "mv_data.id"),
        _to("mv_report", "submitted_by", "user.id"),
        sa.UniqueConstraint("plan_id", "number", name=op.f("uq_mv_report_plan_id_number")),
        _key("mv_report"),
    )
    op.create_index(op.f("ix_mv_report_plan_id"), "mv_report", ["plan_id"])
    op.create_table(
        "mv_report_decision",
        sa.Column("id", KEY, nullable=False),
        sa.Column("report_id", sa.BigInteger(), nullable=False),
        sa.Column("outcome", CODE, nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.BigInteger(), nullable=False),
        sa.Column("decided_at", TIME, nullable=False),
        _to("mv_report_decision", "report_id", "mv_report.id"),
        _to("mv_report_decision", "decided_by", "user.id"),
        sa.UniqueConstraint("report_id", name=op.f("uq_mv_report_decision_report_id")),
        _key("mv_report_decision"),
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
