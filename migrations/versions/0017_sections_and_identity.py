"""Sections accepted one by one, changes of identity, and former control numbers."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)
CODE = sa.String(40)
TABLES = ("section_decision", "identity_change", "former_site_number")


def upgrade() -> None:
    """Make the tables."""
    _section_decision()
    _identity_change()
    _former_site_number()
    for table in TABLES:
        _refuse(table, "UPDATE")
        _refuse(table, "DELETE")


def downgrade() -> None:
    """Drop the tables."""
    for table in reversed(TABLES):
        op.drop_table(table)


def _section_decision() -> None:
    op.create_table(
        "section_decision",
        sa.Column("id", KEY, nullable=False),
        sa.Column("version_id", sa.BigInteger(), nullable=False),
        sa.Column("sheet", CODE, nullable=False),
        sa.Column("content", sa.String(length=64), nullable=False),
        sa.Column("is_accepted", sa.Boolean(), nullable=False),
        sa.Column("decided_by", sa.BigInteger(), nullable=False),
        sa.Column("decided_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["submission_version.id"], name=op.f("fk_section_decision_version_id")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["user.id"], name=op.f("fk_section_decision_decided_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_section_decision")),
    )
    op.create_index(op.f("ix_section_decision_version_id"), "section_decision", ["version_id"])


def _identity_change() -> None:
    op.create_table(
        "identity_change",
        sa.Column("id", KEY, nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", CODE, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("old", sa.Text(), nullable=False),
        sa.Column("new", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("withdraws_id", sa.BigInteger(), nullable=True),
        sa.Column("recorded_by", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["company.id"], name=op.f("fk_identity_change_company_id")
        ),
        sa.ForeignKeyConstraint(
            ["withdraws_id"], ["identity_change.id"], name=op.f("fk_identity_change_withdraws_id")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["user.id"], name=op.f("fk_identity_change_recorded_by")
        ),
        sa.UniqueConstraint("withdraws_id", name=op.f("uq_identity_change_withdraws_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_change")),
    )
    op.create_index(op.f("ix_identity_change_company_id"), "identity_change", ["company_id"])


def _former_site_number() -> None:
    op.create_table(
        "former_site_number",
        sa.Column("id", KEY, nullable=False),
        sa.Column("site_id", sa.BigInteger(), nullable=False),
        sa.Column("control_number", sa.String(length=8), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["site_id"], ["site.id"], name=op.f("fk_former_site_number_site_id")
        ),
        sa.UniqueConstraint("control_number", name=op.f("uq_former_site_number_control_number")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_former_site_number")),
    )
    op.create_index(op.f("ix_former_site_number_site_id"), "former_site_number", ["site_id"])


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
