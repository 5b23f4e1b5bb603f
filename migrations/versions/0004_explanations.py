"""What members said about warnings, and which rules are suspended."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)
CODE = sa.String(40)


def upgrade() -> None:
    """Make the tables."""
    _explanation()
    _rule_suspension()
    for table in ("explanation", "rule_suspension"):
        _refuse(table, "UPDATE")
        _refuse(table, "DELETE")


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("rule_suspension")
    op.drop_table("explanation")


def _explanation() -> None:
    op.create_table(
        "explanation",
        sa.Column("id", KEY, nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", CODE, nullable=False),
        sa.Column("upload_id", sa.BigInteger(), nullable=False),
        sa.Column("code", CODE, nullable=False),
        sa.Column("about", sa.String(length=220), nullable=False),
        sa.Column("pattern", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("first_year", sa.Integer(), nullable=False),
        sa.Column("written_by", sa.BigInteger(), nullable=False),
        sa.Column("written_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["company.id"], name=op.f("fk_explanation_company_id")
        ),
        sa.ForeignKeyConstraint(
            ["upload_id"], ["upload.id"], name=op.f("fk_explanation_upload_id")
        ),
        sa.ForeignKeyConstraint(
            ["written_by"], ["user.id"], name=op.f("fk_explanation_written_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_explanation")),
    )
    op.create_index("ix_explanation_company_id_kind", "explanation", ["company_id", "kind"])
    op.create_index(op.f("ix_explanation_upload_id"), "explanation", ["upload_id"])


def _rule_suspension() -> None:
    op.create_table(
        "rule_suspension",
        sa.Column("id", KEY, nullable=False),
        sa.Column("code", CODE, nullable=False),
        sa.Column("is_suspended", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.BigInteger(), nullable=False),
        sa.Column("decided_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["user.id"], name=op.f("fk_rule_suspension_decided_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_suspension")),
    )
    op.create_index(op.f("ix_rule_suspension_code"), "rule_suspension", ["code"])


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
