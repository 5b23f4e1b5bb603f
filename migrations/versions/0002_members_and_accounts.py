"""Companies, sites and users."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)
CODE = sa.String(40)
SHA256 = sa.String(64)


def upgrade() -> None:
    """Make the tables."""
    _company()
    _site()
    _site_ownership()
    _user()
    _user_group()
    _user_session()
    _sign_in_guard()
    _one_time_link()
    _former_password()


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("former_password")
    op.drop_table("one_time_link")
    op.drop_table("sign_in_guard")
    op.drop_table("user_session")
    op.drop_table("user_group")
    op.drop_table("user")
    op.drop_table("site_ownership")
    op.drop_table("site")
    op.drop_table("company")


def _company() -> None:
    op.create_table(
        "company",
        sa.Column("id", KEY, nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("name_zh", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column("tax_id", sa.String(length=20), nullable=True),
        sa.Column("group", CODE, nullable=False),
        sa.Column("joined_on", sa.Date(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.CheckConstraint("left_on >= joined_on", name=op.f("ck_company_left_after_joining")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_company")),
        sa.UniqueConstraint("code", name=op.f("uq_company_code")),
        sa.UniqueConstraint("tax_id", name=op.f("uq_company_tax_id")),
    )
    op.create_index(op.f("ix_company_group"), "company", ["group"], unique=False)


def _site() -> None:
    op.create_table(
        "site",
        sa.Column("id", KEY, nullable=False),
        sa.Column("control_number", sa.String(length=8), nullable=False),
        sa.Column("name_zh", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.Column("in_kaohsiung", sa.Boolean(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site")),
        sa.UniqueConstraint("control_number", name=op.f("uq_site_control_number")),
    )


def _site_ownership() -> None:
    op.create_table(
        "site_ownership",
        sa.Column("id", KEY, nullable=False),
        sa.Column("site_id", sa.BigInteger(), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.Column("from_date", sa.Date(), nullable=False),
        sa.Column("to_date", sa.Date(), nullable=True),
        sa.CheckConstraint("to_date >= from_date", name=op.f("ck_site_ownership_ends_after_start")),
        sa.ForeignKeyConstraint(
            ["company_id"], ["company.id"], name=op.f("fk_site_ownership_company_id")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_site_ownership_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site_ownership")),
    )
    op.create_index(
        op.f("ix_site_ownership_company_id"), "site_ownership", ["company_id"], unique=False
    )
    op.create_index(
        "ix_site_ownership_one_open",
        "site_ownership",
        ["site_id"],
        unique=True,
        sqlite_where=sa.text("to_date IS NULL"),
        postgresql_where=sa.text("to_date IS NULL"),
    )
    op.create_index(op.f("ix_site_ownership_site_id"), "site_ownership", ["site_id"], unique=False)


def _user() -> None:
    op.create_table(
        "user",
        sa.Column("id", KEY, nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("role", CODE, nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=True),
        sa.Column("language", CODE, nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("password_set_at", TIME, nullable=True),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("disabled_at", TIME, nullable=True),
        sa.Column("session_epoch", sa.Integer(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(role IN ('preparer', 'signatory')) = (company_id IS NOT NULL)",
            name=op.f("ck_user_members_have_a_company"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name=op.f("fk_user_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user")),
        sa.UniqueConstraint("email", name=op.f("uq_user_email")),
    )
    op.create_index(op.f("ix_user_company_id"), "user", ["company_id"], unique=False)


def _user_group() -> None:
    op.create_table(
        "user_group",
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("group", CODE, nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_user_group_user_id")),
        sa.PrimaryKeyConstraint("user_id", "group", name=op.f("pk_user_group")),
    )


def _user_session() -> None:
    op.create_table(
        "user_session",
        sa.Column("id", KEY, nullable=False),
        sa.Column("token_hash", SHA256, nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("last_seen", TIME, nullable=False),
        sa.Column("ended_at", TIME, nullable=True),
        sa.Column("user_agent", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_user_session_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_user_session_token_hash")),
    )
    op.create_index(op.f("ix_user_session_user_id"), "user_session", ["user_id"], unique=False)


def _sign_in_guard() -> None:
    op.create_table(
        "sign_in_guard",
        sa.Column("account", SHA256, nullable=False),
        sa.Column("network", sa.String(64), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("first_failure_at", TIME, nullable=True),
        sa.Column("locked_until", TIME, nullable=True),
        sa.Column("last_success_at", TIME, nullable=True),
        sa.PrimaryKeyConstraint("account", "network", name=op.f("pk_sign_in_guard")),
    )


def _one_time_link() -> None:
    op.create_table(
        "one_time_link",
        sa.Column("id", KEY, nullable=False),
        sa.Column("token_hash", SHA256, nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("purpose", CODE, nullable=False),
        sa.Column("password_fingerprint", SHA256, nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("expires_at", TIME, nullable=False),
        sa.Column("used_at", TIME, nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_one_time_link_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_one_time_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_one_time_link_token_hash")),
    )
    op.create_index(op.f("ix_one_time_link_user_id"), "one_time_link", ["user_id"], unique=False)


def _former_password() -> None:
    op.create_table(
        "former_password",
        sa.Column("id", KEY, nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("set_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_former_password_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_former_password")),
    )
    op.create_index(
        "ix_former_password_user_id_set_at", "former_password", ["user_id", "set_at"], unique=False
    )
