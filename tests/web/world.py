"""A small world of two members and one person of each role, and a browser that uses it."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal.accounts.operations import Person, add_user
from portal.accounts.permissions import Role
from portal.config import Settings, settings
from portal.db.engine import Database
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


def settings_of(folder: Path, **chosen: object) -> Settings:
    database = f"sqlite:///{folder / 'portal.sqlite3'}"
    read = settings({"PORTAL_INSTANCE": str(folder), "PORTAL_DATABASE_URL": database})
    return replace(read, secret_key="only for tests", **chosen)  # type: ignore[arg-type]


def fill(opened: Database) -> None:
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


class Browser:
    """A client that sends the token of the page before, as a browser does."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def get(self, path: str, **kwargs: Any) -> TestResponse:
        return self.client.get(path, buffered=True, **kwargs)

    def post(
        self, path: str, data: Mapping[str, object] | None = None, *, via: str = "/sign-in"
    ) -> TestResponse:
        page = self.client.get(via, follow_redirects=True).get_data(as_text=True)
        found = TOKEN.search(page)
        token = found.group(1) if found else ""
        return self.client.post(path, data={"csrf_token": token, **(data or {})})

    def sign_in(self, who: str, password: str = PASSWORD) -> TestResponse:
        return self.post("/sign-in", {"email": PEOPLE[who].email, "password": password})
