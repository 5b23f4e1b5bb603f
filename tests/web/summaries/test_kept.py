"""What was drawn once is not drawn again, and nobody sees the page of another."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from sqlalchemy import event, select

from portal.db.counters import data_changed
from portal.db.engine import Database
from portal.members.models import Company
from tests.web.world import Browser

Visit = Callable[..., str]
Readers = Callable[[str], Browser]


@dataclass
class Counted:
    """Statements that a database was asked."""

    statements: int = 0


@pytest.fixture
def counted(opened: Database) -> Iterator[Counted]:
    found = Counted()

    def count(*_: object) -> None:
        found.statements += 1

    event.listen(opened.engine, "before_cursor_execute", count)
    yield found
    event.remove(opened.engine, "before_cursor_execute", count)


def test_a_page_seen_before_asks_nothing_but_who_is_there(app: Flask, counted: Counted) -> None:
    browser = Browser(app.test_client())
    browser.sign_in("coordinator")
    first = browser.get("/summary/2024").get_data(as_text=True)
    counted.statements = 0

    second = browser.get("/summary/2024").get_data(as_text=True)

    # The one statement of the session goes past the engine's events.
    assert counted.statements == 0
    assert second == first


def test_a_change_of_data_is_seen_at_once(app: Flask, opened: Database) -> None:
    browser = Browser(app.test_client())
    browser.sign_in("coordinator")
    browser.get("/summary/2024")

    with opened.transaction() as session:
        session.scalars(select(Company).where(Company.code == "ST02")).one().name_zh = "改名鋼鐵"
        data_changed(session)

    assert "改名鋼鐵" in browser.get("/summary/2024").get_data(as_text=True)


def test_each_session_has_its_own_token_in_a_kept_page(app: Flask) -> None:
    tokens = set[str]()
    for _ in range(2):
        browser = Browser(app.test_client())
        browser.sign_in("coordinator")
        page = browser.get("/summary/2024").get_data(as_text=True)
        found = set(re.findall(r'name="csrf_token" value="([^"]+)"', page))
        assert len(found) == 1
        tokens |= found

    assert len(tokens) == 2


def test_a_kept_page_shows_each_person_their_own_name(visit: Visit) -> None:
    assert "張承辦" in visit("/summary/2024")
    other = visit("/summary/2024", "auditor")

    assert "何稽核" in other
    assert "張承辦" not in other


def test_a_forgotten_session_does_not_open_a_kept_page(app: Flask) -> None:
    browser = Browser(app.test_client())
    browser.sign_in("coordinator")
    browser.get("/summary/2024")

    browser.post("/sign-out", via="/summary/2024")

    assert browser.get("/summary/2024").status_code == 303
