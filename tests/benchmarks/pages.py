"""Summary pages, signed in, beside a bare Flask route, at 105 and at 10,000 members.

On each database that can be started here. Processor time is that of the portal; what a server of
PostgreSQL uses is in the wall-clock time of the first readings only.
"""

import tempfile
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import func, insert, select, text
from sqlalchemy.orm import Session

from portal.accounts.operations import Person, add_user
from portal.accounts.permissions import Role
from portal.aggregation.queries import member_years
from portal.aggregation.standing import rewrite_standing
from portal.app import create_app
from portal.config import settings
from portal.db.counters import data_changed
from portal.db.engine import Database, open_database
from portal.db.migrate import upgrade
from portal.members.models import Company
from portal.submissions.models import MemberYearSummary, Submission, SubmissionVersion, Upload
from tests import postgres
from tests.benchmarks.measure import in_turn, table
from tests.builders_alliance import an_alliance
from tests.web.world import Browser

YEAR = 2024
NOW = datetime(2025, 6, 2, 2, 0, tzinfo=UTC)
REQUESTS = 50
PAGES = (f"/summary/{YEAR}", f"/groups/steel/{YEAR}")
PASSWORD = "harbour lantern willow brisk"
PERSON = Person("reader@example.tw", "讀者", Role.COORDINATOR)


def run() -> None:
    """Print the cost of a request, in microseconds of processor time, seen before and not."""
    for engine in ("SQLite", "PostgreSQL"):
        with tempfile.TemporaryDirectory() as folder, _addresses(engine, Path(folder)) as urls:
            if urls is None:
                print(f"{engine}: {postgres.why_not()}")
                continue
            print(engine)
            few = _portal(Path(folder) / "few", urls[0], members=105, years=3)
            many = _portal(Path(folder) / "many", urls[1], members=10_000, years=20)
            _warm(few, many)
            _cold(few, many)
            few.database.dispose()
            many.database.dispose()


@contextmanager
def _addresses(engine: str, folder: Path) -> Generator[tuple[str, str] | None]:
    """Where the two databases are; None where the engine cannot be started."""
    if engine == "SQLite":
        yield f"sqlite:///{folder / 'few.sqlite3'}", f"sqlite:///{folder / 'many.sqlite3'}"
    elif postgres.why_not() is not None:
        yield None
    else:
        with postgres.server() as url:
            server = open_database(url)
            found = [url.replace("/postgres?", f"/{name}?") for name in ("few", "many")]
            options = server.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
            with options as connection:
                for name in ("few", "many"):
                    connection.execute(text(f"CREATE DATABASE {name}"))
            server.dispose()
            yield found[0], found[1]


def _warm(few: "Portal", many: "Portal") -> None:
    """Pages that somebody has seen since the last change."""
    bare = _bare()
    ways = {"bare Flask route": lambda: _repeat(bare, "/")}
    for path in PAGES:
        ways[f"{path}, 105 members × 3 years"] = partial(_repeat, few.browser, path)
        ways[f"{path}, 10,000 members × 20 years"] = partial(_repeat, many.browser, path)
    seconds = in_turn(ways)
    base = seconds["bare Flask route"]
    rows = [("seen before", "µs a request", "times a bare route")]
    rows += [
        (name, f"{used / REQUESTS * 1e6:.0f}", f"{used / base:.2f}")
        for name, used in seconds.items()
    ]
    table(rows)


def _cold(few: "Portal", many: "Portal") -> None:
    """The first reading of a page after something was accepted."""
    rows: list[tuple[str, ...]] = [
        ("first reading after a change", "105 × 3, ms", "10,000 × 20, ms", "ratio")
    ]
    for path in PAGES:
        seconds = in_turn(
            {
                "few": partial(_after_a_change, few, path),
                "many": partial(_after_a_change, many, path),
            },
            rounds=3,
        )
        ratio = seconds["many"] / seconds["few"]
        shown = (f"{seconds[one] * 1e3:.0f}" for one in ("few", "many"))
        rows.append((path, *shown, f"{ratio:.1f}"))
    table(rows)


def _after_a_change(portal: "Portal", path: str) -> None:
    with portal.database.transaction() as session:
        data_changed(session)
    answer = portal.browser.get(path)
    assert answer.status_code == 200, answer.status


@dataclass(frozen=True, slots=True)
class Portal:
    """A portal with members in it, and somebody who is signed in."""

    browser: Browser
    database: Database


def _repeat(browser: Browser, path: str) -> None:
    for _ in range(REQUESTS):
        answer = browser.get(path)
        assert answer.status_code == 200, answer.status


def _bare() -> Browser:
    app = Flask("bare")
    app.add_url_rule("/", view_func=lambda: "ok")
    return Browser(app.test_client())


def _portal(folder: Path, url: str, *, members: int, years: int) -> Portal:
    folder.mkdir()
    chosen = settings({"PORTAL_INSTANCE": str(folder), "PORTAL_REPORTING_YEAR": str(YEAR)})
    upgrade(url)
    database = open_database(url)
    _filled(database, members, years)
    browser = Browser(create_app(chosen, opened=database, now=lambda: NOW).test_client())
    browser.post("/sign-in", {"email": PERSON.email, "password": PASSWORD})
    return Portal(browser, database)


def _filled(database: Database, members: int, years: int) -> None:
    with database.transaction() as session:
        add_user(session, None, PERSON, at=NOW, password=PASSWORD)
        an_alliance(session)
        _repeat_members(session, members)
        _repeat_years(session, years)
        rewrite_standing(session, YEAR, member_years(session, YEAR))
        data_changed(session)
        if session.get_bind().dialect.name == "postgresql":
            # As its own housekeeping does a minute after so many changes.
            session.execute(text("ANALYZE"))


def _repeat_members(session: Session, members: int) -> None:
    """More members like the first ones, each with their figures at a tenth of their size."""
    first = session.execute(select(Company.__table__)).mappings().all()
    kept = session.execute(select(MemberYearSummary.__table__)).mappings().all()
    companies: list[dict[str, Any]] = []
    summaries: list[dict[str, Any]] = []
    likes: dict[int, int] = {}
    highest = session.scalar(select(func.max(Company.id))) or 0
    for number in range(members - len(first)):
        like = first[number % len(first)]
        key = highest + number + 1
        companies.append({**like, "id": key, "code": f"{like['code']}-{number}"})
        likes[key] = like["id"]
        summaries += [
            {**row, "company_id": key, "scope1": _tenth(row["scope1"])}
            for row in kept
            if row["company_id"] == like["id"]
        ]
    if companies:
        session.execute(insert(Company), companies)
        session.execute(insert(MemberYearSummary), summaries)
        _repeat_submissions(session, likes)


def _repeat_submissions(session: Session, likes: Mapping[int, int]) -> None:
    """For each company the uploads, submissions and versions of the one that it is like."""
    tables = (Upload, Submission, SubmissionVersion)
    uploads, submissions, versions = (
        session.execute(select(one.__table__)).mappings().all() for one in tables
    )
    version_of = {row["submission_id"]: row for row in versions}
    upload_of = {row["id"]: row for row in uploads}
    made: list[list[dict[str, Any]]] = [[], [], []]
    keys = count(1_000_000)
    for company, like in likes.items():
        for row in (row for row in submissions if row["company_id"] == like):
            key, version = next(keys), version_of[row["id"]]
            upload = {**upload_of[version["upload_id"]], "id": key, "company_id": company}
            made[0].append({**upload, "number": f"U{key}", "idempotency_key": f"K{key}"})
            made[1].append({**row, "id": key, "company_id": company, "latest_upload_id": key})
            own = {"id": key, "submission_id": key, "upload_id": key}
            made[2].append({**version, **own, "receipt_number": f"R{key}"})
    for table_of, rows in zip(tables, made, strict=True):
        session.execute(insert(table_of), rows)


def _repeat_years(session: Session, years: int) -> None:
    """Earlier years like the first one, back to the number of years asked for."""
    kept = session.execute(
        select(MemberYearSummary.__table__).where(MemberYearSummary.year == YEAR - 2)
    ).mappings()
    earlier = [{**row, "year": year} for row in kept for year in range(YEAR - years + 1, YEAR - 2)]
    if earlier:
        session.execute(insert(MemberYearSummary), earlier)


def _tenth(tonnes: Decimal | None) -> Decimal | None:
    return None if tonnes is None else (tonnes / 10).quantize(Decimal("0.000001"))
