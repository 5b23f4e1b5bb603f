"""Drafts of forms, field workbooks brought back, and photos of visits."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)
HASH = sa.String(64)


def upgrade() -> None:
    """Make the tables."""
    _drafts()
    _uploads()
    _photos()


def downgrade() -> None:
    """Drop the tables."""
    for table in ("field_photo", "field_upload", "draft"):
        op.drop_table(table)


def _to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}"))


def _key(table: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}"))


def _drafts() -> None:
    op.create_table(
        "draft",
        sa.Column("id", KEY, nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("form", sa.String(80), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("opened_at", TIME, nullable=False),
        sa.Column("saved_at", TIME, nullable=False),
        _to("draft", "user_id", "user.id"),
        sa.UniqueConstraint("user_id", "form", name=op.f("uq_draft_user_id_form")),
        _key("draft"),
    )


def _uploads() -> None:
    op.create_table(
        "field_upload",
        sa.Column("id", KEY, nullable=False),
        sa.Column("visit_id", sa.BigInteger(), nullable=False),
        sa.Column("system", sa.String(40), nullable=False),
        sa.Column("sha256", HASH, nullable=False),
        sa.Column("original_name", sa.String(200), nullable=False),
        sa.Column("rows", sa.Text(), nullable=False),
        sa.Column("digest", HASH, nullable=False),
        sa.Column("uploaded_by", sa.BigInteger(), nullable=False),
        sa.Column("uploaded_at", TIME, nullable=False),
        sa.Column("confirmed_by", sa.BigInteger(), nullable=True),
        sa.Column("confirmed_at", TIME, nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        _to("field_upload", "visit_id", "advisory_visit.id"),
        _to("field_upload", "sha256", "stored_file.sha256"),
        _to("field_upload", "uploaded_by", "user.id"),
        _to("field_upload", "confirmed_by", "user.id"),
        _key("field_upload"),
    )
    op.create_index(op.f("ix_field_upload_visit_id"), "field_upload", ["visit_id"])


def _photos() -> None:
    op.create_table(
        "field_photo",
        sa.Column("id", KEY, nullable=False),
        sa.Column("visit_id", sa.BigInteger(), nullable=False),
        sa.Column("equipment_id", sa.BigInteger(), nullable=True),
        sa.Column("finding_id", sa.BigInteger(), nullable=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("caption", sa.Text(), nullable=False),
        sa.Column("attachment_id", sa.BigInteger(), nullable=True),
        sa.Column("sha256", HASH, nullable=True),
        sa.Column("thumbnail", HASH, nullable=True),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        _to("field_photo", "visit_id", "advisory_visit.id"),
        _to("field_photo", "equipment_id", "advisory_equipment.id"),
        _to("field_photo", "finding_id", "advisory_finding.id"),
        _to("field_photo", "attachment_id", "advisory_attachment.id"),
        _to("field_photo", "sha256", "stored_file.sha256"),
        _to("field_photo", "thumbnail", "stored_file.sha256"),
        sa.UniqueConstraint("attachment_id", name=op.f("uq_field_photo_attachment_id")),
        _key("field_photo"),
    )
    op.create_index(op.f("ix_field_photo_visit_id_name"), "field_photo", ["visit_id", "name"])
