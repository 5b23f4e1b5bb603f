"""Contracts with energy service companies."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)
CODE = sa.String(40)
QUANTITY = sa.String(60)
NAME = sa.String(200)
HISTORY = ("esco_statement", "esco_statement_line", "esco_statement_decision")


def upgrade() -> None:
    """Make the tables."""
    _contracts()
    _measures()
    _statements()
    for table in HISTORY:
        _refuse(table, "UPDATE")
        _refuse(table, "DELETE")


def downgrade() -> None:
    """Drop the tables."""
    for table in (
        "esco_statement_decision",
        "esco_statement_line",
        "esco_statement",
        "esco_saving",
        "esco_measure",
        "esco_contract",
        "esco_organisation",
    ):
        op.drop_table(table)


def _to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}"))


def _key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*(columns or ("id",)), name=op.f(f"pk_{table}"))


def _index(table: str, column: str) -> None:
    op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _contracts() -> None:
    op.create_table(
        "esco_organisation",
        sa.Column("id", KEY, nullable=False),
        sa.Column("code", CODE, nullable=False),
        sa.Column("name_zh", NAME, nullable=False),
        sa.Column("name_en", NAME, nullable=False),
        sa.UniqueConstraint("code", name=op.f("uq_esco_organisation_code")),
        _key("esco_organisation"),
    )
    op.create_table(
        "esco_contract",
        sa.Column("id", KEY, nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.Column("site_id", sa.BigInteger(), nullable=False),
        sa.Column("title", NAME, nullable=False),
        sa.Column("kind", CODE, nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("from_date", sa.Date(), nullable=False),
        sa.Column("to_date", sa.Date(), nullable=False),
        sa.Column("investment", QUANTITY, nullable=False),
        sa.Column("guaranteed", QUANTITY, nullable=True),
        sa.Column("shares", sa.Text(), nullable=False),
        sa.Column("price", QUANTITY, nullable=True),
        sa.Column("subsidy", QUANTITY, nullable=False),
        sa.Column("no_other_subsidy", sa.Boolean(), nullable=False),
        sa.Column("verifier", NAME, nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("written_by", sa.BigInteger(), nullable=False),
        sa.Column("written_at", TIME, nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.CheckConstraint("to_date > from_date", name=op.f("ck_esco_contract_days_in_order")),
        _to("esco_contract", "organisation_id", "esco_organisation.id"),
        _to("esco_contract", "company_id", "company.id"),
        _to("esco_contract", "site_id", "site.id"),
        _to("esco_contract", "written_by", "user.id"),
        sa.UniqueConstraint("number", name=op.f("uq_esco_contract_number")),
        _key("esco_contract"),
    )
    _index("esco_contract", "organisation_id")
    _index("esco_contract", "company_id")


def _measures() -> None:
    op.create_table(
        "esco_measure",
        sa.Column("id", KEY, nullable=False),
        sa.Column("contract_id", sa.BigInteger(), nullable=False),
        sa.Column("title", NAME, nullable=False),
        sa.Column("system", CODE, nullable=False),
        sa.Column("tag", CODE, nullable=False),
        sa.Column("commissioned_on", sa.Date(), nullable=True),
        sa.Column("life_years", QUANTITY, nullable=True),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("recommendation_id", sa.BigInteger(), nullable=True),
        sa.Column("plan_id", sa.BigInteger(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        _to("esco_measure", "contract_id", "esco_contract.id"),
        _to("esco_measure", "recommendation_id", "advisory_recommendation.id"),
        _to("esco_measure", "plan_id", "mv_plan.id"),
        _key("esco_measure"),
    )
    _index("esco_measure", "contract_id")
    op.create_table(
        "esco_saving",
        sa.Column("measure_id", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("carrier", CODE, nullable=False),
        sa.Column("quantity", QUANTITY, nullable=False),
        _to("esco_saving", "measure_id", "esco_measure.id"),
        _key("esco_saving", "measure_id", "carrier"),
    )


def _statements() -> None:
    op.create_table(
        "esco_statement",
        sa.Column("id", KEY, nullable=False),
        sa.Column("contract_id", sa.BigInteger(), nullable=False),
        sa.Column("contract_year", sa.Integer(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("stated_by", sa.BigInteger(), nullable=False),
        sa.Column("stated_at", TIME, nullable=False),
        sa.CheckConstraint("contract_year >= 1", name=op.f("ck_esco_statement_numbered_from_one")),
        _to("esco_statement", "contract_id", "esco_contract.id"),
        _to("esco_statement", "stated_by", "user.id"),
        _key("esco_statement"),
    )
    _index("esco_statement", "contract_id")
    op.create_table(
        "esco_statement_line",
        sa.Column("statement_id", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("measure_id", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("carrier", CODE, nullable=False),
        sa.Column("quantity", QUANTITY, nullable=True),
        sa.Column("report_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "(quantity IS NULL) <> (report_id IS NULL)",
            name=op.f("ck_esco_statement_line_entered_or_from_a_report"),
        ),
        _to("esco_statement_line", "statement_id", "esco_statement.id"),
        _to("esco_statement_line", "measure_id", "esco_measure.id"),
        _to("esco_statement_line", "report_id", "mv_report.id"),
        _key("esco_statement_line", "statement_id", "measure_id", "carrier"),
    )
    op.create_table(
        "esco_statement_decision",
        sa.Column("id", KEY, nullable=False),
        sa.Column("statement_id", sa.BigInteger(), nullable=False),
        sa.Column("outcome", CODE, nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.BigInteger(), nullable=False),
        sa.Column("decided_at", TIME, nullable=False),
        _to("esco_statement_decision", "statement_id", "esco_statement.id"),
        _to("esco_statement_decision", "decided_by", "user.id"),
        sa.UniqueConstraint("statement_id", name=op.f("uq_esco_statement_decision_statement_id")),
        _key("esco_statement_decision"),
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
