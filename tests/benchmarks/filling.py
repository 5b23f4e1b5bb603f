"""A large alliance to measure with: the members of a small one over and over."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from itertools import count
from typing import Any

from sqlalchemy import func, insert, select, text, update
from sqlalchemy.orm import Session

from portal.accounts.models import User
from portal.accounts.operations import Person, add_user
from portal.accounts.permissions import Role
from portal.aggregation.keeping import forget_sums, keep_publication, keep_years
from portal.db.counters import data_changed
from portal.db.engine import Database
from portal.members.models import Company, Site
from portal.publication.figures import Value, values_of
from portal.publication.live import snapshot
from portal.publication.member_json import as_json
from portal.publication.models import Publication, PublishedInput, PublishedValue
from portal.publication.snapshot import Input
from portal.submissions.models import (
    MemberYearSummary,
    PlanMeasureLine,
    Submission,
    SubmissionVersion,
    Upload,
)
from portal.submissions.states import Kind
from tests.benchmarks.measures_of_plans import lines_of
from tests.builders_alliance import an_alliance

YEAR = 2024
NOW = datetime(2025, 6, 2, 2, 0, tzinfo=UTC)
# One member in ten sells steam to the next one.
SELLERS = 10
# Where the rows of the first member's inventories belong.
SITE = "E5600000"
# Workbooks of the first members stand behind no other's figures.
_NO_WORKBOOKS: Mapping[str, Any] = {"inventory_version_id": None, "plan_version_id": None}


def filled(
    database: Database, people: Sequence[Person], password: str, *, members: int, years: int
) -> None:
    """Fill a new database with members, people who may read, publications and all kept sums."""
    with database.transaction() as session:
        for person in people:
            add_user(session, None, person, at=NOW, password=password)
        an_alliance(session)
        _site(session)
        _repeat_members(session, members)
        _measures(session)
        _exchange(session)
        _repeat_years(session, years)
        for year in range(YEAR - years + 1, YEAR + 1):
            forget_sums(session, year)
        _publish(session)
        _correct(session)
        keep_years(session)
        data_changed(session)
    if database.engine.dialect.name == "postgresql":
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as opened:
            opened.execute(text("VACUUM ANALYZE"))


def _site(session: Session) -> None:
    """The first member's only site, so that it can be taken out of the city and back."""
    sent = {"control_number": SITE, "name_zh": "廠區", "name_en": "Site", "address": "高雄市"}
    session.execute(insert(Site).values(**sent, in_kaohsiung=True))


def _repeat_members(session: Session, members: int) -> None:
    """More members like the first ones, each with their figures at a tenth of their size."""
    first = session.execute(select(Company.__table__).order_by(Company.id)).mappings().all()
    highest = session.scalar(select(func.max(Company.id))) or 0
    copies = [
        (first[number % len(first)], highest + number + 1) for number in range(members - len(first))
    ]
    _insert(
        session,
        Company,
        [{**like, "id": key, "code": f"{like['code']}-{key}"} for like, key in copies],
    )
    likes: dict[int, list[int]] = {like["id"]: [] for like in first}
    for like, key in copies:
        likes[like["id"]].append(key)
    summaries = session.execute(select(MemberYearSummary.__table__)).mappings()
    copied = [
        {**row, **_NO_WORKBOOKS, "company_id": key, "scope1": _tenth(row["scope1"])}
        for row in summaries
        for key in likes[row["company_id"]]
    ]
    _insert(session, MemberYearSummary, copied)
    _repeat_submissions(session, likes)


def _repeat_submissions(session: Session, likes: Mapping[int, Sequence[int]]) -> None:
    """For each company the uploads, submissions and versions of the one that it is like."""
    tables = (Upload, Submission, SubmissionVersion)
    uploads, submissions, versions = (
        session.execute(select(one.__table__)).mappings().all() for one in tables
    )
    version_of = {row["submission_id"]: row for row in versions}
    upload_of = {row["id"]: row for row in uploads}
    made: list[list[dict[str, Any]]] = [[], [], []]
    keys = count(1_000_000)
    for row in submissions:
        version = version_of[row["id"]]
        for company in likes[row["company_id"]]:
            key = next(keys)
            upload = {**upload_of[version["upload_id"]], "id": key, "company_id": company}
            made[0].append({**upload, "number": f"U{key}", "idempotency_key": f"K{key}"})
            made[1].append({**row, "id": key, "company_id": company, "latest_upload_id": key})
            own = {"id": key, "submission_id": key, "upload_id": key}
            made[2].append({**version, **own, "receipt_number": f"R{key}"})
    for table_of, rows in zip(tables, made, strict=True):
        _insert(session, table_of, rows)


def _measures(session: Session) -> None:
    """Six measures in each accepted plan, and a plan of the year before with most of them."""
    tables = (Upload, Submission, SubmissionVersion)
    plans = session.execute(
        select(*(one.__table__ for one in tables))
        .join_from(Submission, SubmissionVersion, SubmissionVersion.submission_id == Submission.id)
        .join(Upload, Upload.id == SubmissionVersion.upload_id)
        .where(Submission.kind == Kind.PLAN, Submission.accepted_version.is_not(None))
    ).all()
    known = set(session.scalars(select(PlanMeasureLine.version_id)))
    keys = count(5_000_000)
    made: list[list[dict[str, Any]]] = [[], [], []]
    lines: list[dict[str, Any]] = []
    for row in plans:
        upload, submission, version = (
            {one.name: row._mapping[one] for one in table_of.__table__.columns}
            for table_of in tables
        )
        number, key = submission["company_id"], next(keys)
        lines += lines_of(version["id"], number, 2 if version["id"] in known else 0)
        lines += lines_of(key, number + 1, 1)
        year, own = {"id": key, "year": YEAR - 1}, {"id": key, "submission_id": key}
        made[0].append({**upload, **year, "number": f"U{key}", "idempotency_key": f"K{key}"})
        made[1].append({**submission, **year, "latest_upload_id": key})
        made[2].append({**version, **own, "upload_id": key, "receipt_number": f"R{key}"})
    for table_of, rows in zip((*tables, PlanMeasureLine), (*made, lines), strict=True):
        _insert(session, table_of, rows)


def _insert(session: Session, table_of: type[Any], rows: list[dict[str, Any]]) -> None:
    if rows:
        session.execute(insert(table_of), rows)


def _exchange(session: Session) -> None:
    """Steam from one member in ten to the next, reported alike by both."""
    members = session.execute(
        select(Company.id, Company.code, MemberYearSummary.plan)
        .join(MemberYearSummary, MemberYearSummary.company_id == Company.id)
        .where(MemberYearSummary.year == YEAR)
        .order_by(Company.id)
    ).all()
    for place in range(0, len(members) - 1, SELLERS):
        seller, buyer = members[place : place + 2]
        for one, other, supplied in ((seller, buyer, True), (buyer, seller, False)):
            flow = [one.code, other.code, supplied, "steam", "1200", "mass", YEAR, "600", "2"]
            session.execute(
                update(MemberYearSummary)
                .where(MemberYearSummary.year == YEAR, MemberYearSummary.company_id == one.id)
                .values(plan={**one.plan, "flows": [flow]})
            )


def _repeat_years(session: Session, years: int) -> None:
    """Earlier years like the first one, back to the number of years asked for."""
    kept = session.execute(
        select(MemberYearSummary.__table__).where(MemberYearSummary.year == YEAR - 2)
    ).mappings()
    earlier = [
        {**row, **_NO_WORKBOOKS, "year": year}
        for row in kept
        for year in range(YEAR - years + 1, YEAR - 2)
    ]
    _insert(session, MemberYearSummary, earlier)


def _publish(session: Session) -> None:
    """The last two years as they stand, so that pages are judged with what was published.

    Without the rows and the single members' figures, which no page of a set reads.
    """
    by = session.scalars(select(User.id).where(User.role == Role.COORDINATOR)).first()
    for year in (YEAR - 1, YEAR):
        found = snapshot(session, year, with_rows=False)
        made = Publication(
            year=year,
            revision=1,
            method_version=found.versions["method"],
            versions=dict(found.versions),
            note_zh="量測用",
            note_en="To measure with",
            changes=[],
            digest=found.digest,
            published_by=by,
            published_at=NOW,
        )
        session.add(made)
        session.flush()
        of = {"publication_id": made.id}
        _insert(session, PublishedInput, [{**of, **_input(one)} for one in found.inputs])
        values = values_of(found, members=False)
        _insert(session, PublishedValue, [{**of, **_value(one)} for one in values])
        keep_publication(session, f"{year}.r1", made.id, [one.member for one in found.inputs])


def _input(one: Input) -> dict[str, Any]:
    states = {"inventory": one.inventory, "plan": one.plan}
    names = {"code": one.code, "name_zh": one.name.zh, "name_en": one.name.en}
    return {**names, **states, "member": as_json(one.member)}


def _value(one: Value) -> dict[str, Any]:
    named = {"of": str(one.id.of), "horizon": one.id.horizon or 0, "key": one.id.key}
    counts = {"members": len(one.members), "left_out": len(one.left_out)}
    return {**named, **counts, "value": str(one.value)}


def _correct(session: Session) -> None:
    """One member in seven has other emissions than those that were published."""
    session.execute(
        update(MemberYearSummary)
        .where(MemberYearSummary.company_id % 7 == 0, MemberYearSummary.year == YEAR)
        .values(scope2=MemberYearSummary.scope1)
    )


def _tenth(tonnes: Decimal | None) -> Decimal | None:
    return None if tonnes is None else (tonnes / 10).quantize(Decimal("0.000001"))
