"""Summary pages, signed in, at 105 and at 10,000 members, on SQLite and on PostgreSQL."""

import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from itertools import product
from pathlib import Path

from flask import Flask
from sqlalchemy import not_, text, update

from portal.accounts.operations import Person
from portal.accounts.permissions import Role
from portal.aggregation.operations import rewrite_member_year
from portal.app import create_app
from portal.config import settings
from portal.db.counters import data_changed
from portal.db.engine import Database, open_database
from portal.db.migrate import upgrade
from portal.members.models import Site
from portal.reference.groups import Group
from tests import postgres
from tests.benchmarks.filling import SITE, YEAR, filled
from tests.benchmarks.measure import in_turn, table
from tests.web.world import Browser

NOW = datetime(2025, 6, 2, 2, 0, tzinfo=UTC)
REQUESTS = 50
PAGES = (f"/summary/{YEAR}", f"/groups/steel/{YEAR}")
PLANNED = (
    f"/summary/{YEAR}/measures",
    f"/groups/steel/{YEAR}/measures",
    f"/members/ST01/{YEAR}/measures",
    f"/budget/{YEAR}",
)
PASSWORD = "harbour lantern willow brisk"
# Who sees every member, and who sees none of those that the pages are about.
READERS = {
    "all": Person("reader@example.tw", "讀者", Role.COORDINATOR),
    "limited": Person(
        "limited@example.tw",
        "限組讀者",
        Role.COORDINATOR,
        groups=frozenset({Group.CIRCULAR_ECONOMY}),
    ),
}
FEW, MANY = "105 members × 3 years", "10,000 members × 20 years"


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
    for reader, path in _wanted():
        for name, portal in portals.items():
            ways[f"{path}, {reader}, {name}"] = partial(_repeat, portal.browsers[reader], path)
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
    """The first reading of a page after something was accepted, by each reader."""
    return {
        f"{path}, {reader}": partial(_after_a_change, path, reader) for reader, path in _wanted()
    }


def _wanted() -> Iterator[tuple[str, str]]:
    """Each reader's pages; those of plans only for who sees everybody."""
    yield from product(READERS, PAGES)
    yield from product(("all",), PLANNED)


def _after_a_change(path: str, reader: str, portal: "Portal") -> None:
    with portal.database.transaction() as session:
        data_changed(session)
    answer = portal.browsers[reader].get(path)
    assert answer.status_code == 200, answer.status


def _acceptances() -> dict[str, Way]:
    """What follows from an acceptance: of the newest year, and of the one all are compared with."""
    return {f"inventory of {year}": partial(_rewritten, year) for year in (YEAR, YEAR - 2)}


def _rewritten(year: int, portal: "Portal") -> None:
    """All emissions of a member are other ones: its site has left the city, or come back."""
    moved = update(Site).where(Site.control_number == SITE)
    with portal.database.transaction() as session:
        session.execute(moved.values(in_kaohsiung=not_(Site.in_kaohsiung)))
        rewrite_member_year(session, 1, year)


@dataclass(frozen=True, slots=True)
class Portal:
    """A portal with members in it, and readers who are signed in."""

    browsers: Mapping[str, Browser]
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
    filled(database, list(READERS.values()), PASSWORD, members=members, years=years)
    app = create_app(chosen, opened=database, now=lambda: NOW)
    return Portal({name: _signed_in(app, one) for name, one in READERS.items()}, database)


def _signed_in(app: Flask, person: Person) -> Browser:
    browser = Browser(app.test_client())
    browser.post("/sign-in", {"email": person.email, "password": PASSWORD})
    return browser
