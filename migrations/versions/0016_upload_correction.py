"""Uploads that were made by correcting another one on the page."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0014"

TIME = sa.DateTime(timezone=True)
JSON = sa.Text()


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "upload_correction",
        sa.Column("upload_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("corrects_id", sa.BigInteger(), nullable=False),
        sa.Column("cells", JSON, nullable=False),
        sa.Column("corrected_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["upload_id"], ["upload.id"], name=op.f("fk_upload_correction_upload_id")
        ),
        sa.ForeignKeyConstraint(
            ["corrects_id"], ["upload.id"], name=op.f("fk_upload_correction_corrects_id")
        ),
        sa.PrimaryKeyConstraint("upload_id", name=op.f("pk_upload_correction")),
    )
    op.create_index(op.f("ix_upload_correction_corrects_id"), "upload_correction", ["corrects_id"])
    for verb in ("UPDATE", "DELETE"):
        _refuse("upload_correction", verb)


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("upload_correction")


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
