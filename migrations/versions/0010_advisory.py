"""Diagnoses from request to outcome, and the people of energy service companies."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)
CODE = sa.String(40)
NAME = sa.String(200)
SHA256 = sa.String(64)
EXACT = sa.String(60)

APPEND_ONLY = (
    "advisory_conflict_declaration",
    "advisory_measurement",
    "advisory_calculation",
    "advisory_decision",
    "advisory_follow_up",
    "advisory_attachment",
)


def upgrade() -> None:
    """Make the tables."""
    op.add_column("user", sa.Column("organisation", CODE, nullable=True))
    op.create_index(op.f("ix_user_organisation"), "user", ["organisation"])
    _equipment()
    _request()
    _assignment()
    _attachment()
    _visit()
    _conflict_declaration()
    _finding()
    _measurement()
    _team_member()
    _calculation()
    _data_action()
    _recommendation()
    _decision()
    _follow_up()
    _implementation()
    _saving()
    for table in APPEND_ONLY:
        _refuse(table, "UPDATE")
        _refuse(table, "DELETE")


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("advisory_saving")
    op.drop_table("advisory_implementation")
    op.drop_table("advisory_follow_up")
    op.drop_table("advisory_decision")
    op.drop_table("advisory_recommendation")
    op.drop_table("advisory_data_action")
    op.drop_table("advisory_calculation")
    op.drop_table("advisory_team_member")
    op.drop_table("advisory_measurement")
    op.drop_table("advisory_finding")
    op.drop_table("advisory_conflict_declaration")
    op.drop_table("advisory_visit")
    op.drop_table("advisory_attachment")
    op.drop_table("advisory_assignment")
    op.drop_table("advisory_request")
    op.drop_table("advisory_equipment")
    op.drop_index(op.f("ix_user_organisation"), table_name="user")
    op.drop_column("user", "organisation")


def _table(
    name: str, *parts: Any, links: Mapping[str, str], indexed: tuple[str, ...] = (), key: str = "id"
) -> None:
    """Make a table with its links to others, its indexes and its key."""
    own = [sa.Column("id", KEY, nullable=False)] if key == "id" else []
    foreign = [
        sa.ForeignKeyConstraint([column], [there], name=op.f(f"fk_{name}_{column}"))
        for column, there in links.items()
    ]
    primary = sa.PrimaryKeyConstraint(*key.split(), name=op.f(f"pk_{name}"))
    op.create_table(name, *own, *parts, *foreign, primary)
    for column in indexed:
        op.create_index(op.f(f"ix_{name}_{column}"), name, [column])


def _kept(kind: Any, *names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, kind, nullable=False) for name in names]


def _open(kind: Any, *names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, kind, nullable=True) for name in names]


def _equipment() -> None:
    _table(
        "advisory_equipment",
        *_kept(sa.BigInteger(), "site_id"),
        *_kept(CODE, "kind", "tag", "carrier"),
        *_kept(NAME, "maker", "model"),
        *_open(sa.Integer(), "year"),
        *_open(EXACT, "rated", "hours", "annual_use"),
        *_kept(sa.Boolean(), "vsd", "in_use"),
        *_kept(sa.Text(), "note"),
        *_kept(sa.Integer(), "row_version"),
        sa.UniqueConstraint("site_id", "tag", name=op.f("uq_advisory_equipment_site_id_tag")),
        links={"site_id": "site.id"},
        indexed=("site_id",),
    )


def _request() -> None:
    _table(
        "advisory_request",
        *_kept(sa.String(20), "number"),
        *_kept(sa.BigInteger(), "company_id", "site_id", "requested_by"),
        *_kept(CODE, "topic", "state"),
        *_kept(sa.Text(), "systems", "subject", "reason"),
        *_kept(NAME, "contact"),
        *_kept(TIME, "requested_at", "state_since"),
        *_open(sa.Date(), "reported_on"),
        *_kept(sa.Integer(), "row_version"),
        sa.UniqueConstraint("number", name=op.f("uq_advisory_request_number")),
        links={"company_id": "company.id", "site_id": "site.id", "requested_by": "user.id"},
        indexed=(
            "company_id",
            "site_id",
        ),
    )


def _assignment() -> None:
    _table(
        "advisory_assignment",
        *_kept(sa.BigInteger(), "request_id", "lead_id", "assigned_by"),
        *_kept(NAME, "team"),
        *_kept(sa.Date(), "due"),
        *_kept(TIME, "assigned_at"),
        *_kept(sa.Integer(), "row_version"),
        sa.UniqueConstraint("request_id", name=op.f("uq_advisory_assignment_request_id")),
        links={"request_id": "advisory_request.id", "lead_id": "user.id", "assigned_by": "user.id"},
    )


def _attachment() -> None:
    _table(
        "advisory_attachment",
        *_kept(sa.BigInteger(), "request_id", "subject_id", "added_by"),
        *_kept(CODE, "subject", "kind"),
        *_kept(SHA256, "sha256"),
        *_kept(NAME, "name"),
        *_kept(TIME, "added_at"),
        links={
            "request_id": "advisory_request.id",
            "sha256": "stored_file.sha256",
            "added_by": "user.id",
        },
        indexed=("request_id",),
    )
    op.create_index(
        "ix_advisory_attachment_subject_subject_id",
        "advisory_attachment",
        ["subject", "subject_id"],
    )


def _visit() -> None:
    _table(
        "advisory_visit",
        *_kept(sa.BigInteger(), "request_id"),
        *_kept(CODE, "kind"),
        *_kept(sa.Date(), "planned_on"),
        *_open(sa.Date(), "held_on"),
        *_kept(NAME, "weather"),
        *_kept(sa.Text(), "attendees", "notes"),
        *_kept(sa.Integer(), "row_version"),
        links={"request_id": "advisory_request.id"},
        indexed=("request_id",),
    )


def _conflict_declaration() -> None:
    _table(
        "advisory_conflict_declaration",
        *_kept(sa.BigInteger(), "assignment_id", "user_id"),
        *_kept(sa.Boolean(), "has_conflict"),
        *_kept(sa.Text(), "statement"),
        *_kept(TIME, "declared_at"),
        links={"assignment_id": "advisory_assignment.id", "user_id": "user.id"},
        indexed=("assignment_id",),
    )


def _finding() -> None:
    _table(
        "advisory_finding",
        *_kept(sa.BigInteger(), "visit_id"),
        *_open(sa.BigInteger(), "equipment_id"),
        *_kept(CODE, "system", "severity"),
        *_kept(sa.Text(), "text"),
        *_kept(sa.Integer(), "row_version"),
        links={"visit_id": "advisory_visit.id", "equipment_id": "advisory_equipment.id"},
        indexed=("visit_id",),
    )


def _measurement() -> None:
    _table(
        "advisory_measurement",
        *_kept(sa.BigInteger(), "visit_id", "equipment_id", "recorded_by"),
        *_kept(CODE, "quantity", "method"),
        *_kept(EXACT, "value"),
        *_kept(TIME, "taken_at", "recorded_at"),
        *_kept(NAME, "instrument"),
        *_open(sa.Date(), "calibrated_on"),
        *_kept(sa.Text(), "note"),
        *_open(SHA256, "sha256"),
        *_open(sa.BigInteger(), "replaces_id"),
        sa.UniqueConstraint("replaces_id", name=op.f("uq_advisory_measurement_replaces_id")),
        links={
            "visit_id": "advisory_visit.id",
            "equipment_id": "advisory_equipment.id",
            "sha256": "stored_file.sha256",
            "replaces_id": "advisory_measurement.id",
            "recorded_by": "user.id",
        },
        indexed=(
            "visit_id",
            "equipment_id",
        ),
    )


def _team_member() -> None:
    _table(
        "advisory_team_member",
        *_kept(sa.BigInteger(), "assignment_id", "user_id"),
        links={"assignment_id": "advisory_assignment.id", "user_id": "user.id"},
        indexed=("user_id",),
        key="assignment_id user_id",
    )


def _calculation() -> None:
    _table(
        "advisory_calculation",
        *_kept(sa.BigInteger(), "finding_id", "run_by"),
        *_kept(CODE, "calculator", "version"),
        *_kept(sa.Text(), "inputs", "outputs", "warnings"),
        *_kept(TIME, "run_at"),
        links={"finding_id": "advisory_finding.id", "run_by": "user.id"},
        indexed=("finding_id",),
    )


def _data_action() -> None:
    _table(
        "advisory_data_action",
        *_kept(sa.BigInteger(), "request_id"),
        *_kept(CODE, "kind", "state"),
        *_kept(sa.Text(), "text", "remark"),
        *_kept(sa.Integer(), "inventory_year", "row_version"),
        *_kept(sa.Date(), "due"),
        *_open(sa.BigInteger(), "inventory_version_id", "checked_by"),
        *_open(TIME, "checked_at"),
        links={
            "request_id": "advisory_request.id",
            "inventory_version_id": "submission_version.id",
            "checked_by": "user.id",
        },
        indexed=("request_id",),
    )


def _recommendation() -> None:
    _table(
        "advisory_recommendation",
        *_kept(sa.BigInteger(), "request_id", "finding_id"),
        *_kept(sa.Integer(), "number", "row_version"),
        *_kept(
            CODE, "state", "measure_class", "arc", "priority", "confidence", "interaction_group"
        ),
        *_kept(TIME, "state_since"),
        *_kept(NAME, "title"),
        *_kept(sa.Text(), "text", "explanation"),
        *_open(EXACT, "hours", "life_years"),
        *_kept(
            EXACT,
            "capex_engineering",
            "capex_material",
            "capex_labour",
            "capex_other",
            "subsidy",
            "other_saving",
        ),
        sa.CheckConstraint(
            "number >= 1", name=op.f("ck_advisory_recommendation_numbered_from_one")
        ),
        sa.UniqueConstraint(
            "request_id", "number", name=op.f("uq_advisory_recommendation_request_id_number")
        ),
        links={"request_id": "advisory_request.id", "finding_id": "advisory_finding.id"},
        indexed=(
            "request_id",
            "finding_id",
        ),
    )


def _decision() -> None:
    _table(
        "advisory_decision",
        *_kept(sa.BigInteger(), "recommendation_id", "decided_by"),
        *_kept(CODE, "outcome"),
        *_open(CODE, "reason"),
        *_kept(sa.Text(), "remark"),
        *_open(sa.Date(), "review_on"),
        *_kept(TIME, "decided_at"),
        links={"recommendation_id": "advisory_recommendation.id", "decided_by": "user.id"},
        indexed=("recommendation_id",),
    )


def _follow_up() -> None:
    _table(
        "advisory_follow_up",
        *_kept(sa.BigInteger(), "recommendation_id", "asked_by"),
        *_kept(sa.Date(), "asked_on"),
        *_kept(CODE, "status"),
        *_kept(sa.Text(), "remark"),
        *_kept(TIME, "recorded_at"),
        links={"recommendation_id": "advisory_recommendation.id", "asked_by": "user.id"},
        indexed=("recommendation_id",),
    )


def _implementation() -> None:
    _table(
        "advisory_implementation",
        *_kept(sa.BigInteger(), "recommendation_id", "reported_by"),
        *_open(sa.Date(), "planned_on", "started_on", "commissioned_on"),
        *_open(EXACT, "actual_capex"),
        *_kept(sa.Text(), "evidence", "early_reason"),
        *_kept(CODE, "status"),
        *_kept(TIME, "reported_at"),
        *_kept(sa.Integer(), "row_version"),
        sa.UniqueConstraint(
            "recommendation_id", name=op.f("uq_advisory_implementation_recommendation_id")
        ),
        links={"recommendation_id": "advisory_recommendation.id", "reported_by": "user.id"},
    )


def _saving() -> None:
    _table(
        "advisory_saving",
        *_kept(sa.BigInteger(), "recommendation_id"),
        *_kept(CODE, "carrier"),
        *_kept(EXACT, "quantity"),
        *_open(EXACT, "peak_kw", "price", "stated_tco2e"),
        links={"recommendation_id": "advisory_recommendation.id"},
        key="recommendation_id carrier",
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
