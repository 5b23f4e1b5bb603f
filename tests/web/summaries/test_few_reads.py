"""The first reading of a page after a change asks no more, however many members there are."""

import re
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import event

from portal.aggregation.models import KeptDifference, KeptYear
from portal.db.counters import data_changed
from portal.db.engine import Database
from portal.language import Text
from portal.publication.operations import draft, publish
from tests import builders
from tests.web.world import Browser

YEAR = 2024
SEVERAL = re.compile(r"IN \(\?(, \?)*\)")
# What is read whole has one row a group, a year or a kind of member, or is cut by the database.
BOUNDED = re.compile(r"SELECT max|IN \(|GROUP BY|LIMIT|kept_tally|kept_year|WHERE \w+\.\w+ = \?")
OF_MEMBERS = (
    *("member_year_summary", "company", "submission", "member_standing"),
    *("published_input", "kept_amounts"),
)
NOW = datetime(2025, 6, 20, 3, tzinfo=UTC)


def _asked(app: Flask, opened: Database, path: str, who: str) -> list[str]:
    """The selects of the first reading after a change; lists of values are cut short."""
    browser = Browser(app.test_client())
    browser.sign_in(who)
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


def _published(opened: Database, *published: int) -> None:
    """Publish years, one after the other."""
    with opened.transaction() as session:
        actor = builders.an_actor(session)
        for year in published:
            seen, note = draft(session, year).digest, Text("公布", "Published")
            publish(session, actor, year, note=note, seen=seen, at=NOW)


# Who sees everybody, who sees one group, and who sees none of the members.
@pytest.mark.parametrize("who", ["coordinator", "steel_coordinator", "preparer"])
def test_a_page_asks_no_more_however_many_members_there_are(
    app: Flask, opened: Database, who: str
) -> None:
    app.extensions["portal.clock"].now = NOW
    _published(opened, YEAR - 1, YEAR)
    # What newer years tell is judged too.
    for path in (f"/summary/{YEAR}", f"/groups/energy/{YEAR}", f"/summary/{YEAR - 1}"):
        few = _asked(app, opened, path, who)
        with opened.transaction() as session:
            for number in range(60):
                builders.a_company(session, code=f"Q{len(path)}{path[-1]}{number:03}")

        many = _asked(app, opened, path, who)

        # A list that is full asks for no further reason to call.
        assert set(many) <= set(few)
        assert len(many) <= len(few)
        assert any(KeptYear.__tablename__ in one for one in many)
        judged = [one for one in many if KeptDifference.__tablename__ in one]
        assert bool(judged) is (who != "coordinator")
        read = [one for one in many if any(f"FROM {table}" in one for table in OF_MEMBERS)]
        assert read
        assert [one for one in read if not BOUNDED.search(one)] == []
