"""A small world of two members and one person of each role, and clients that use it."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.accounts.operations import Person, add_user
from portal.accounts.permissions import Role
from portal.app import create_app
from portal.config import Settings, settings
from portal.db.engine import Database, open_database
from portal.db.migrate import upgrade
from portal.language import Language
from portal.members.models import Company
from portal.reference.groups import Group

NOW = datetime(2025, 5, 19, 2, 0, tzinfo=UTC)
PASSWORD = "mango tunnel orbit sable"
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')

PEOPLE = {
    "preparer": Person("preparer@a.example", "王小明", Role.PREPARER, 1),
    "signatory": Person("signatory@a.example", "李主管", Role.SIGNATORY, 1),
    "other_preparer": Person("preparer@b.example", "陳乙", Role.PREPARER, 2),
    "other_signatory": Person("signatory@b.example", "林乙", Role.SIGNATORY, 2),
    "coordinator": Person("coordinator@city.example", "張承辦", Role.COORDINATOR),
    "steel_coordinator": Person(
        "steel@city.example", "鋼承辦", Role.COORDINATOR, groups=frozenset({Group.STEEL})
    ),
    "advisor": Person("advisor@city.example", "顧委員", Role.ADVISOR),
    "auditor": Person("auditor@city.example", "何稽核", Role.AUDITOR),
    "administrator": Person("admin@city.example", "管理員", Role.ADMINISTRATOR),
    "english": Person("english@city.example", "Ann Reader", Role.COORDINATOR, language=Language.EN),
}


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


def _settings(folder: Path, **chosen: object) -> Settings:
    database = f"sqlite:///{folder / 'portal.sqlite3'}"
    read = settings({"PORTAL_INSTANCE": str(folder), "PORTAL_DATABASE_URL": database})
    return replace(read, secret_key="only for tests", **chosen)  # type: ignore[arg-type]


def _fill(opened: Database) -> None:
    with opened.transaction() as session:
        for code, zh, en, group in (
            ("M001", "鋼一股份有限公司", "First Steel", Group.STEEL),
            ("M002", "石二股份有限公司", "Second Petrochemicals", Group.PETROCHEMICALS),
        ):
            session.add(
                Company(
                    code=code,
                    name_zh=zh,
                    name_en=en,
                    tax_id=None,
                    group=group,
                    joined_on=date(2022, 6, 20),
                    left_on=None,
                )
            )
            session.flush()
        for person in PEOPLE.values():
            add_user(session, None, person, at=NOW, password=PASSWORD)


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the world in it, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("world")
    upgrade(f"sqlite:///{folder / 'portal.sqlite3'}")
    opened = open_database(f"sqlite:///{folder / 'portal.sqlite3'}")
    _fill(opened)
    opened.dispose()
    return folder


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def app(filled: Path, tmp_path: Path, clock: Clock) -> Iterator[Flask]:
    folder = tmp_path / "instance"
    shutil.copytree(filled, folder)
    opened = open_database(f"sqlite:///{folder / 'portal.sqlite3'}")
    yield create_app(_settings(folder), opened=opened, now=clock)
    opened.dispose()


@pytest.fixture
def opened(app: Flask) -> Database:
    found: Database = app.extensions["portal.database"]
    return found


class Browser:
    """A client that sends the token of the page before, as a browser does."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def get(self, path: str, **kwargs: object):  # type: ignore[no-untyped-def]
        return self.client.get(path, buffered=True, **kwargs)  # type: ignore[arg-type]

    def post(self, path: str, data: dict[str, object] | None = None, *, via: str = "/sign-in"):  # type: ignore[no-untyped-def]
        page = self.client.get(via, follow_redirects=True).get_data(as_text=True)
        found = TOKEN.search(page)
        token = found.group(1) if found else ""
        return self.client.post(path, data={"csrf_token": token, **(data or {})})

    def sign_in(self, who: str, password: str = PASSWORD):  # type: ignore[no-untyped-def]
        return self.post("/sign-in", {"email": PEOPLE[who].email, "password": password})


@pytest.fixture
def guest(app: Flask) -> Browser:
    return Browser(app.test_client())


@pytest.fixture
def signed_in(app: Flask):  # type: ignore[no-untyped-def]
    """Makes a browser in which a person of the world is signed in."""

    def make(who: str) -> Browser:
        browser = Browser(app.test_client())
        assert browser.sign_in(who).status_code == 303
        return browser

    return make
