"""Publications: figures of a year with everything they were made from, frozen."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)
CODE = sa.String(40)
TABLES = ("publication", "published_input", "published_source", "published_value")


def upgrade() -> None:
    """Make the tables."""
    _publication()
    _input()
    _source()
    _value()
    for table in TABLES:
        for verb in ("UPDATE", "DELETE"):
            _refuse(table, verb)


def downgrade() -> None:
    """Drop the tables."""
    for table in reversed(TABLES):
        op.drop_table(table)


def _publication() -> None:
    op.create_table(
        "publication",
        sa.Column("id", KEY, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("method_version", CODE, nullable=False),
        sa.Column("versions", sa.Text(), nullable=False),
        sa.Column("note_zh", sa.Text(), nullable=False),
        sa.Column("note_en", sa.Text(), nullable=False),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("published_by", sa.BigInteger(), nullable=False),
        sa.Column("published_at", TIME, nullable=False),
        sa.CheckConstraint("revision >= 1", name=op.f("ck_publication_numbered_from_one")),
        sa.ForeignKeyConstraint(
            ["published_by"], ["user.id"], name=op.f("fk_publication_published_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication")),
        sa.UniqueConstraint("year", "revision", name=op.f("uq_publication_year_revision")),
    )


def _part_of(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["publication_id"], ["publication.id"], name=op.f(f"fk_{table}_publication_id")
    )


def _input() -> None:
    op.create_table(
        "published_input",
        sa.Column("publication_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("code", CODE, nullable=False),
        sa.Column("name_zh", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column("inventory", CODE, nullable=False),
        sa.Column("plan", CODE, nullable=False),
        sa.Column("member", sa.Text(), nullable=False),
        _part_of("published_input"),
        sa.PrimaryKeyConstraint("publication_id", "code", name=op.f("pk_published_input")),
        sqlite_with_rowid=False,
    )


def _source() -> None:
    op.create_table(
        "published_source",
        sa.Column("publication_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("version_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("code", CODE, nullable=False),
        sa.Column("kind", CODE, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("receipt_number", sa.String(length=20), nullable=False),
        sa.Column("template_version", CODE, nullable=False),
        sa.Column("rules_version", CODE, nullable=False),
        sa.Column("rows", sa.Text(), nullable=False),
        _part_of("published_source"),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["submission_version.id"],
            name=op.f("fk_published_source_version_id"),
        ),
        sa.PrimaryKeyConstraint("publication_id", "version_id", name=op.f("pk_published_source")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_published_source_version_id"), "published_source", ["version_id"])


def _value() -> None:
    op.create_table(
        "published_value",
        sa.Column("publication_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("of", sa.String(length=60), nullable=False),
        sa.Column("horizon", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", CODE, nullable=False),
        sa.Column("value", sa.String(length=80), nullable=False),
        sa.Column("members", sa.Integer(), nullable=False),
        sa.Column("left_out", sa.Integer(), nullable=False),
        _part_of("published_value"),
        sa.PrimaryKeyConstraint(
            "publication_id", "of", "horizon", "key", name=op.f("pk_published_value")
        ),
        sqlite_with_rowid=False,
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
