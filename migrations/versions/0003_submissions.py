"""Uploads, submissions, their versions and rows, and the summaries."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)
CODE = sa.String(40)
SHA256 = sa.String(64)
GRAMS = sa.BigInteger()

APPEND_ONLY = (
    "stored_file",
    "upload_report",
    "submission_version",
    "review_decision",
    "inventory_line",
    "plan_target_line",
    "plan_measure_line",
    "exchange_line",
)
RECEIVED = "number, sha256, size, original_name, company_id, user_id, received_at, idempotency_key"
TOTALS = tuple(
    f"{origin}_{part}"
    for origin in ("stated", "recomputed")
    for part in ("scope1", "scope2", "biogenic")
)
CHECKED = "kind, year, checked_at, errors, warnings, infos, template_version, totals"


def upgrade() -> None:
    """Make the tables."""
    _stored_file()
    _upload()
    _upload_report()
    _submission()
    _submission_version()
    _review_decision()
    _inventory_line()
    _plan_target_line()
    _plan_measure_line()
    _exchange_line()
    _member_year_summary()
    _cycle()
    for table in APPEND_ONLY:
        _refuse(table, "UPDATE")
        _refuse(table, "DELETE")
    # What was received never changes; what the check found is written once.
    _refuse("upload", "UPDATE", columns=RECEIVED)
    _refuse("upload", "UPDATE", columns=CHECKED, only_when="OLD.checked_at IS NOT NULL")


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("cycle")
    op.drop_table("member_year_summary")
    op.drop_table("exchange_line")
    op.drop_table("plan_measure_line")
    op.drop_table("plan_target_line")
    op.drop_table("inventory_line")
    op.drop_table("review_decision")
    op.drop_table("submission_version")
    op.drop_table("submission")
    op.drop_table("upload_report")
    op.drop_table("upload")
    op.drop_table("stored_file")


def _stored_file() -> None:
    op.create_table(
        "stored_file",
        sa.Column("sha256", SHA256, nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("received_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_stored_file")),
    )


def _upload() -> None:
    op.create_table(
        "upload",
        sa.Column("id", KEY, nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("sha256", SHA256, nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("original_name", sa.String(length=200), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", CODE, nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("received_at", TIME, nullable=False),
        sa.Column("idempotency_key", sa.String(64), nullable=False),
        sa.Column("state", CODE, nullable=False),
        sa.Column("job_id", sa.BigInteger(), nullable=True),
        sa.Column("checked_at", TIME, nullable=True),
        sa.Column("errors", sa.Integer(), nullable=False),
        sa.Column("warnings", sa.Integer(), nullable=False),
        sa.Column("infos", sa.Integer(), nullable=False),
        sa.Column("template_version", CODE, nullable=True),
        sa.Column("totals", sa.Text(), nullable=False),
        sa.CheckConstraint("size >= 0", name=op.f("ck_upload_size_not_negative")),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name=op.f("fk_upload_company_id")),
        sa.ForeignKeyConstraint(["sha256"], ["stored_file.sha256"], name=op.f("fk_upload_sha256")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_upload_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upload")),
        sa.UniqueConstraint("number", name=op.f("uq_upload_number")),
        sa.UniqueConstraint(
            "user_id", "idempotency_key", name=op.f("uq_upload_user_id_idempotency_key")
        ),
    )
    op.create_index(
        "ix_upload_company_id_kind_year", "upload", ["company_id", "kind", "year"], unique=False
    )
    op.create_index(op.f("ix_upload_received_at"), "upload", ["received_at"], unique=False)
    op.create_index(op.f("ix_upload_sha256"), "upload", ["sha256"], unique=False)


def _upload_report() -> None:
    op.create_table(
        "upload_report",
        sa.Column("upload_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("report", sa.LargeBinary(), nullable=False),
        sa.Column("figures", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["upload_id"], ["upload.id"], name=op.f("fk_upload_report_upload_id")
        ),
        sa.PrimaryKeyConstraint("upload_id", name=op.f("pk_upload_report")),
    )


def _submission() -> None:
    op.create_table(
        "submission",
        sa.Column("id", KEY, nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", CODE, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("state", CODE, nullable=False),
        sa.Column("state_since", TIME, nullable=False),
        sa.Column("latest_upload_id", sa.BigInteger(), nullable=True),
        sa.Column("current_version", sa.Integer(), nullable=True),
        sa.Column("accepted_version", sa.Integer(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "accepted_version <= current_version", name=op.f("ck_submission_accepted_exists")
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["company.id"], name=op.f("fk_submission_company_id")
        ),
        sa.ForeignKeyConstraint(
            ["latest_upload_id"], ["upload.id"], name=op.f("fk_submission_latest_upload_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission")),
        sa.UniqueConstraint(
            "company_id", "kind", "year", name=op.f("uq_submission_company_id_kind_year")
        ),
    )
    op.create_index(op.f("ix_submission_year"), "submission", ["year"], unique=False)


def _submission_version() -> None:
    op.create_table(
        "submission_version",
        sa.Column("id", KEY, nullable=False),
        sa.Column("submission_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("upload_id", sa.BigInteger(), nullable=False),
        sa.Column("sha256", SHA256, nullable=False),
        sa.Column("template_version", CODE, nullable=False),
        sa.Column("rules_version", CODE, nullable=False),
        sa.Column("reference_versions", sa.Text(), nullable=False),
        sa.Column("signed_by", sa.BigInteger(), nullable=False),
        sa.Column("certification", sa.Text(), nullable=False),
        sa.Column("submitted_at", TIME, nullable=False),
        sa.Column("due_at", TIME, nullable=False),
        sa.Column("is_late", sa.Boolean(), nullable=False),
        sa.Column("receipt_number", sa.String(length=20), nullable=False),
        sa.Column("receipt", sa.Text(), nullable=False),
        sa.Column("warnings", sa.Integer(), nullable=False),
        sa.Column("explanations", sa.Text(), nullable=False),
        *(sa.Column(name, GRAMS, nullable=True) for name in TOTALS),
        sa.CheckConstraint("number >= 1", name=op.f("ck_submission_version_numbered_from_one")),
        sa.ForeignKeyConstraint(
            ["sha256"], ["stored_file.sha256"], name=op.f("fk_submission_version_sha256")
        ),
        sa.ForeignKeyConstraint(
            ["signed_by"], ["user.id"], name=op.f("fk_submission_version_signed_by")
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_submission_version_submission_id")
        ),
        sa.ForeignKeyConstraint(
            ["upload_id"], ["upload.id"], name=op.f("fk_submission_version_upload_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission_version")),
        sa.UniqueConstraint("receipt_number", name=op.f("uq_submission_version_receipt_number")),
        sa.UniqueConstraint(
            "submission_id", "number", name=op.f("uq_submission_version_submission_id_number")
        ),
        sa.UniqueConstraint("upload_id", name=op.f("uq_submission_version_upload_id")),
    )
    op.create_index(
        op.f("ix_submission_version_submitted_at"),
        "submission_version",
        ["submitted_at"],
        unique=False,
    )


def _review_decision() -> None:
    op.create_table(
        "review_decision",
        sa.Column("id", KEY, nullable=False),
        sa.Column("version_id", sa.BigInteger(), nullable=False),
        sa.Column("decision", CODE, nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("required_changes", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.BigInteger(), nullable=False),
        sa.Column("decided_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["user.id"], name=op.f("fk_review_decision_decided_by")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["submission_version.id"], name=op.f("fk_review_decision_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_decision")),
    )
    op.create_index(
        op.f("ix_review_decision_version_id"), "review_decision", ["version_id"], unique=False
    )


def _inventory_line() -> None:
    op.create_table(
        "inventory_line",
        sa.Column("version_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("line_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sheet", CODE, nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("site", sa.String(length=20), nullable=False),
        sa.Column("scope", sa.Integer(), nullable=True),
        sa.Column("emission_type", CODE, nullable=False),
        sa.Column("category", CODE, nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("material", CODE, nullable=False),
        sa.Column("activity", sa.String(60), nullable=True),
        sa.Column("unit", CODE, nullable=False),
        sa.Column("emissions", GRAMS, nullable=True),
        sa.Column("biogenic", GRAMS, nullable=True),
        sa.Column("stated", GRAMS, nullable=True),
        sa.Column("values", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["submission_version.id"], name=op.f("fk_inventory_line_version_id")
        ),
        sa.PrimaryKeyConstraint("version_id", "line_no", name=op.f("pk_inventory_line")),
        sqlite_with_rowid=False,
    )


def _plan_target_line() -> None:
    op.create_table(
        "plan_target_line",
        sa.Column("version_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("line_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sheet", CODE, nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("target_id", CODE, nullable=False),
        sa.Column("horizon", sa.Integer(), nullable=True),
        sa.Column("kind", CODE, nullable=False),
        sa.Column("scope", CODE, nullable=False),
        sa.Column("status", CODE, nullable=False),
        sa.Column("base_year", sa.Integer(), nullable=True),
        sa.Column("base_emissions", GRAMS, nullable=True),
        sa.Column("cut", GRAMS, nullable=True),
        sa.Column("residual", GRAMS, nullable=True),
        sa.Column("offsets", GRAMS, nullable=True),
        sa.Column("values", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["submission_version.id"], name=op.f("fk_plan_target_line_version_id")
        ),
        sa.PrimaryKeyConstraint("version_id", "line_no", name=op.f("pk_plan_target_line")),
        sqlite_with_rowid=False,
    )


def _plan_measure_line() -> None:
    op.create_table(
        "plan_measure_line",
        sa.Column("version_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("line_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sheet", CODE, nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("measure_id", CODE, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("category", CODE, nullable=False),
        sa.Column("status", CODE, nullable=False),
        sa.Column("start_year", sa.Integer(), nullable=True),
        sa.Column("end_year", sa.Integer(), nullable=True),
        sa.Column("tco2e", GRAMS, nullable=True),
        sa.Column("values", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["submission_version.id"], name=op.f("fk_plan_measure_line_version_id")
        ),
        sa.PrimaryKeyConstraint("version_id", "line_no", name=op.f("pk_plan_measure_line")),
        sqlite_with_rowid=False,
    )


def _exchange_line() -> None:
    op.create_table(
        "exchange_line",
        sa.Column("version_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("line_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sheet", CODE, nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("direction", CODE, nullable=False),
        sa.Column("carrier", CODE, nullable=False),
        sa.Column("partner", sa.String(length=200), nullable=False),
        sa.Column("quantity", sa.String(60), nullable=True),
        sa.Column("unit", CODE, nullable=False),
        sa.Column("tco2e", GRAMS, nullable=True),
        sa.Column("values", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["submission_version.id"], name=op.f("fk_exchange_line_version_id")
        ),
        sa.PrimaryKeyConstraint("version_id", "line_no", name=op.f("pk_exchange_line")),
        sqlite_with_rowid=False,
    )


def _member_year_summary() -> None:
    op.create_table(
        "member_year_summary",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("company_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("group", CODE, nullable=False),
        sa.Column("scope1", GRAMS, nullable=True),
        sa.Column("scope2", GRAMS, nullable=True),
        sa.Column("biogenic", GRAMS, nullable=True),
        sa.Column("is_stated", sa.Text(), nullable=False),
        sa.Column("inventory_version_id", sa.BigInteger(), nullable=True),
        sa.Column("plan_version_id", sa.BigInteger(), nullable=True),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["company.id"], name=op.f("fk_member_year_summary_company_id")
        ),
        sa.ForeignKeyConstraint(
            ["inventory_version_id"],
            ["submission_version.id"],
            name=op.f("fk_member_year_summary_inventory_version_id"),
        ),
        sa.ForeignKeyConstraint(
            ["plan_version_id"],
            ["submission_version.id"],
            name=op.f("fk_member_year_summary_plan_version_id"),
        ),
        sa.PrimaryKeyConstraint("year", "company_id", name=op.f("pk_member_year_summary")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_member_year_summary_company_id", "member_year_summary", ["company_id"], unique=False
    )


def _cycle() -> None:
    op.create_table(
        "cycle",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", CODE, nullable=False),
        sa.Column("opens_at", TIME, nullable=False),
        sa.Column("due_at", TIME, nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("year", "kind", name=op.f("pk_cycle")),
    )


def _refuse(table: str, verb: str, *, columns: str = "", only_when: str = "") -> None:
    """Make the database refuse a verb on a table, whoever asks."""
    of = f" OF {columns}" if columns else ""
    when = f" WHEN ({only_when})" if only_when else ""
    name = f"{table}_no_{verb.lower()}" + ("_later" if only_when else "")
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f'CREATE TRIGGER {name} BEFORE {verb}{of} ON "{table}" FOR EACH ROW{when} '
            "EXECUTE FUNCTION refuse_change()"
        )
        if verb == "DELETE":
            op.execute(
                f'CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON "{table}" '
                "EXECUTE FUNCTION refuse_change()"
            )
    else:
        op.execute(
            f'CREATE TRIGGER {name} BEFORE {verb}{of} ON "{table}"{when} '
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )
