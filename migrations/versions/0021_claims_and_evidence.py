"""Claims of savings handed in as files, factors of sites, sources of power, and evidence files."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)
CODE = sa.String(40)
QUANTITY = sa.String(60)
NAME = sa.String(200)
SHA256 = sa.String(64)
HISTORY = (
    "saving_site_factor",
    "saving_power",
    "saving_claim",
    "saving_claim_version",
    "saving_claim_decision",
    "esco_attachment",
    "mv_attachment",
)
TABLES = (
    "saving_site_factor",
    "saving_power",
    "saving_file",
    "saving_claim",
    "saving_claim_version",
    "saving_claim_decision",
    "esco_attachment",
    "mv_attachment",
)


def upgrade() -> None:
    """Make the tables; all but the files that wait for a confirmation are only added to."""
    _factors()
    _files()
    _claims()
    _attachments()
    for table in HISTORY:
        _refuse(table, "UPDATE")
        _refuse(table, "DELETE")


def downgrade() -> None:
    """Drop the tables."""
    for table in reversed(TABLES):
        op.drop_table(table)


def _to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}"))


def _key(table: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}"))


def _written(
    table: str, by: str = "written_by", at: str = "written_at"
) -> tuple[sa.schema.SchemaItem, ...]:
    """Who wrote the row and when, and its key."""
    return (
        sa.Column(by, sa.BigInteger(), nullable=False),
        sa.Column(at, TIME, nullable=False),
        _to(table, by, "user.id"),
        _key(table),
    )


def _index(table: str, column: str) -> None:
    op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _factors() -> None:
    op.create_table(
        "saving_site_factor",
        sa.Column("id", KEY, nullable=False),
        sa.Column("site_id", sa.BigInteger(), nullable=False),
        sa.Column("carrier", CODE, nullable=False),
        sa.Column("from_year", sa.Integer(), nullable=False),
        sa.Column("factor", QUANTITY, nullable=False),
        sa.Column("heat", QUANTITY, nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        _to("saving_site_factor", "site_id", "site.id"),
        *_written("saving_site_factor"),
    )
    _index("saving_site_factor", "site_id")
    op.create_table(
        "saving_power",
        sa.Column("id", KEY, nullable=False),
        sa.Column("stream_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", CODE, nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        _to("saving_power", "stream_id", "saving_stream.id"),
        *_written("saving_power"),
    )
    _index("saving_power", "stream_id")


def _files() -> None:
    op.create_table(
        "saving_file",
        sa.Column("id", KEY, nullable=False),
        sa.Column("giver", CODE, nullable=False),
        sa.Column("sha256", SHA256, nullable=False),
        sa.Column("original_name", NAME, nullable=False),
        sa.Column("rows", sa.Text(), nullable=False),
        sa.Column("uploaded_by", sa.BigInteger(), nullable=False),
        sa.Column("uploaded_at", TIME, nullable=False),
        sa.Column("confirmed_by", sa.BigInteger(), nullable=True),
        sa.Column("confirmed_at", TIME, nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        _to("saving_file", "sha256", "stored_file.sha256"),
        _to("saving_file", "uploaded_by", "user.id"),
        _to("saving_file", "confirmed_by", "user.id"),
        _key("saving_file"),
    )


def _claims() -> None:
    op.create_table(
        "saving_claim",
        sa.Column("id", KEY, nullable=False),
        sa.Column("giver", CODE, nullable=False),
        sa.Column("site_id", sa.BigInteger(), nullable=False),
        sa.Column("reference", CODE, nullable=False),
        sa.UniqueConstraint(
            "giver", "site_id", "reference", name=op.f("uq_saving_claim_giver_site_id_reference")
        ),
        _to("saving_claim", "site_id", "site.id"),
        _key("saving_claim"),
    )
    op.create_table(
        "saving_claim_version",
        sa.Column("id", KEY, nullable=False),
        sa.Column("claim_id", sa.BigInteger(), nullable=False),
        sa.Column("file_id", sa.BigInteger(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        _to("saving_claim_version", "claim_id", "saving_claim.id"),
        _to("saving_claim_version", "file_id", "saving_file.id"),
        *_written("saving_claim_version"),
    )
    _index("saving_claim_version", "claim_id")
    _index("saving_claim_version", "file_id")
    op.create_table(
        "saving_claim_decision",
        sa.Column("id", KEY, nullable=False),
        sa.Column("version_id", sa.BigInteger(), nullable=False),
        sa.Column("outcome", CODE, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        _to("saving_claim_decision", "version_id", "saving_claim_version.id"),
        *_written("saving_claim_decision"),
    )
    _index("saving_claim_decision", "version_id")


def _attachments() -> None:
    op.create_table(
        "esco_attachment",
        sa.Column("id", KEY, nullable=False),
        sa.Column("contract_id", sa.BigInteger(), nullable=False),
        sa.Column("statement_id", sa.BigInteger(), nullable=True),
        sa.Column("sha256", SHA256, nullable=False),
        sa.Column("name", NAME, nullable=False),
        _to("esco_attachment", "contract_id", "esco_contract.id"),
        _to("esco_attachment", "statement_id", "esco_statement.id"),
        _to("esco_attachment", "sha256", "stored_file.sha256"),
        *_written("esco_attachment", "added_by", "added_at"),
    )
    _index("esco_attachment", "contract_id")
    op.create_table(
        "mv_attachment",
        sa.Column("id", KEY, nullable=False),
        sa.Column("plan_id", sa.BigInteger(), nullable=False),
        sa.Column("adjustment_id", sa.BigInteger(), nullable=True),
        sa.Column("sha256", SHA256, nullable=False),
        sa.Column("name", NAME, nullable=False),
        _to("mv_attachment", "plan_id", "mv_plan.id"),
        _to("mv_attachment", "adjustment_id", "mv_adjustment.id"),
        _to("mv_attachment", "sha256", "stored_file.sha256"),
        *_written("mv_attachment", "added_by", "added_at"),
    )
    _index("mv_attachment", "plan_id")


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
            f"CREATE TRIGGER {name} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )
