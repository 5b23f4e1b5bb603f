"""Summary pages, signed in, at 105 and at 10,000 members, on SQLite and on PostgreSQL."""

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import func, insert, select, text, update
from sqlalchemy.orm import Session

from portal.accounts.operations import Person, add_user
from portal.accounts.permissions import Role
from portal.aggregation.keeping import forget_sums, keep_years
from portal.aggregation.operations import rewrite_member_year
from portal.app import create_app
from portal.config import settings
from portal.db.counters import data_changed
from portal.db.engine import Database, open_database
from portal.db.migrate import upgrade
from portal.members.models import Company
from portal.submissions.models import MemberYearSummary, Submission
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
FEW, MANY = "105 members × 3 years", "10,000 members × 20 years"
# One member in ten sells steam to the next one.
SELLERS = 10


def run() -> None:
    """Print what a request costs on each engine, seen before and not, and what an acceptance."""
    with _on_sqlite() as url:
        _measured("SQLite", url, time.process_time)
    reason = postgres.why_not()
    if reason is not None:
        print(f"PostgreSQL: {reason}")
        return
    with postgres.server() as server:
        # The server works in processes of its own, so the wall's clock is the one that counts.
        _measured("PostgreSQL", partial(_on_postgres, server), time.perf_counter)


Clock = Callable[[], float]
Address = Callable[[str], str]


@contextmanager
def _on_sqlite() -> Iterator[Address]:
    with tempfile.TemporaryDirectory() as folder:
        yield lambda name: f"sqlite:///{Path(folder) / name}.sqlite3"


def _on_postgres(server: str, name: str) -> str:
    opened = open_database(server)
    with opened.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    opened.dispose()
    return server.replace("/postgres?", f"/{name}?")


def _measured(engine: str, url: Address, clock: Clock) -> None:
    with tempfile.TemporaryDirectory() as folder:
        portals = {
            FEW: _portal(url("few"), Path(folder) / "few", members=105, years=3),
            MANY: _portal(url("many"), Path(folder) / "many", members=10_000, years=20),
        }
        print(f"\n{engine}")
        _warm(portals, clock)
        _compared(portals, clock, "first reading after a change, ms", _first_readings())
        _compared(portals, clock, "acceptance, ms", _acceptances())
        for portal in portals.values():
            portal.database.dispose()


def _warm(portals: dict[str, "Portal"], clock: Clock) -> None:
    """Pages that somebody has seen since the last change."""
    bare = _bare()
    ways = {"bare Flask route": lambda: _repeat(bare, "/")}
    for path in PAGES:
        for name, portal in portals.items():
            ways[f"{path}, {name}"] = partial(_repeat, portal.browser, path)
    seconds = in_turn(ways, clock=clock)
    base = seconds["bare Flask route"]
    rows = [("seen before", "µs a request", "times a bare route")]
    rows += [
        (name, f"{used / REQUESTS * 1e6:.0f}", f"{used / base:.2f}")
        for name, used in seconds.items()
    ]
    table(rows)


Way = Callable[["Portal"], None]


def _compared(
    portals: dict[str, "Portal"], clock: Clock, heading: str, ways: dict[str, Way]
) -> None:
    rows: list[tuple[str, ...]] = [(heading, FEW, MANY, "ratio")]
    for name, way in ways.items():
        seconds = in_turn(
            {size: partial(way, portal) for size, portal in portals.items()},
            rounds=9,
            clock=clock,
        )
        shown = (f"{seconds[size] * 1e3:.1f}" for size in (FEW, MANY))
        rows.append((name, *shown, f"{seconds[MANY] / seconds[FEW]:.2f}"))
    table(rows)


def _first_readings() -> dict[str, Way]:
    """The first reading of a page after something was accepted."""
    return {path: partial(_after_a_change, path) for path in PAGES}


def _after_a_change(path: str, portal: "Portal") -> None:
    with portal.database.transaction() as session:
        data_changed(session)
    answer = portal.browser.get(path)
    assert answer.status_code == 200, answer.status


def _acceptances() -> dict[str, Way]:
    """What follows from an acceptance: of the newest year, and of the one all are compared with."""
    return {f"inventory of {year}": partial(_rewritten, year) for year in (YEAR, YEAR - 2)}


def _rewritten(year: int, portal: "Portal") -> None:
    with portal.database.transaction() as session:
        rewrite_member_year(session, 1, year)


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


def _portal(url: str, folder: Path, *, members: int, years: int) -> Portal:
    folder.mkdir()
    chosen = settings(
        {
            "PORTAL_INSTANCE": str(folder),
            "PORTAL_DATABASE_URL": url,
            "PORTAL_REPORTING_YEAR": str(YEAR),
        }
    )
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
        _exchange(session)
        _repeat_years(session, years)
        for year in range(YEAR - years + 1, YEAR + 1):
            forget_sums(session, year)
        keep_years(session)
        data_changed(session)
    if database.engine.dialect.name == "postgresql":
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as opened:
            opened.execute(text("VACUUM ANALYZE"))


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
    for table_of, changed in ((MemberYearSummary, _smaller), (Submission, _without_id)):
        rows: dict[int, list[dict[str, Any]]] = {}
        for row in session.execute(select(table_of.__table__)).mappings():
            rows.setdefault(row["company_id"], []).append(changed(dict(row)))
        copied = [
            {**row, "company_id": key} for like, key in copies for row in rows.get(like["id"], ())
        ]
        _insert(session, table_of, copied)


def _smaller(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "scope1": _tenth(row["scope1"])}


def _without_id(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "id"}


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
    earlier = [{**row, "year": year} for row in kept for year in range(YEAR - years + 1, YEAR - 2)]
    _insert(session, MemberYearSummary, earlier)


def _tenth(tonnes: Decimal | None) -> Decimal | None:
    return None if tonnes is None else (tonnes / 10).quantize(Decimal("0.000001"))
