"""Several files that are handed in as one."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "upload_part",
        sa.Column("whole_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("upload_id", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("position >= 1", name=op.f("ck_upload_part_numbered_from_one")),
        sa.CheckConstraint("upload_id < whole_id", name=op.f("ck_upload_part_arrived_before")),
        sa.ForeignKeyConstraint(["whole_id"], ["upload.id"], name=op.f("fk_upload_part_whole_id")),
        sa.ForeignKeyConstraint(
            ["upload_id"], ["upload.id"], name=op.f("fk_upload_part_upload_id")
        ),
        sa.PrimaryKeyConstraint("whole_id", "position", name=op.f("pk_upload_part")),
        sa.UniqueConstraint(
            "whole_id", "upload_id", name=op.f("uq_upload_part_whole_id_upload_id")
        ),
    )
    op.create_index(op.f("ix_upload_part_upload_id"), "upload_part", ["upload_id"])
    for verb in ("UPDATE", "DELETE"):
        _refuse("upload_part", verb)


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("upload_part")


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
