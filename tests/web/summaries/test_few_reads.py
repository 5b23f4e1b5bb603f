"""The first reading of a page after a change asks no more, however many members there are."""

import re
from datetime import UTC, datetime

from flask import Flask
from sqlalchemy import event

from portal.aggregation.models import KeptYear
from portal.db.counters import data_changed
from portal.db.engine import Database
from tests import builders
from tests.web.world import Browser

YEAR = 2024
SEVERAL = re.compile(r"IN \(\?(, \?)*\)")
# What is read whole has one row a group, a year or a kind of member, or is cut by the database.
BOUNDED = re.compile(r"DISTINCT|IN \(|GROUP BY|LIMIT|kept_tally|kept_year|WHERE \w+\.\w+ = \?")
OF_MEMBERS = ("member_year_summary", "company", "submission", "member_standing")


def _asked(app: Flask, opened: Database, path: str) -> list[str]:
    """The selects of the first reading after a change; lists of values are cut short."""
    browser = Browser(app.test_client())
    browser.sign_in("coordinator")
    # The frame around the content is kept apart from it.
    assert browser.get(path).status_code == 200
    with opened.transaction() as session:
        data_changed(session)
    found: list[str] = []

    def note(*arguments: object) -> None:
        found.append(SEVERAL.sub("IN (?)", str(arguments[2])))

    event.listen(opened.engine, "before_cursor_execute", note)
    assert browser.get(path).status_code == 200
    event.remove(opened.engine, "before_cursor_execute", note)
    return [one for one in found if one.startswith("SELECT")]


def test_a_page_asks_no_more_however_many_members_there_are(app: Flask, opened: Database) -> None:
    app.extensions["portal.clock"].now = datetime(2025, 6, 20, 3, tzinfo=UTC)
    for path in (f"/summary/{YEAR}", f"/groups/steel/{YEAR}"):
        few = _asked(app, opened, path)
        with opened.transaction() as session:
            for number in range(60):
                builders.a_company(session, code=f"Q{len(path)}{number:03}")

        many = _asked(app, opened, path)

        # A list that is full asks for no further reason to call.
        assert set(many) <= set(few)
        assert len(many) <= len(few)
        assert any(KeptYear.__tablename__ in one for one in many)
        read = [one for one in many if any(f"FROM {table}" in one for table in OF_MEMBERS)]
        assert read
        assert [one for one in read if not BOUNDED.search(one)] == []
