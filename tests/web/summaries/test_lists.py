"""Lists of a summary page: the same whether a year is kept or made, and never longer than shown."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import event
from sqlalchemy.orm import Session

from portal.aggregation import keeping, standing
from portal.aggregation.standing.queries import KeptStandings
from portal.db.counters import data_changed
from portal.db.engine import Database
from portal.language import Language
from portal.reports.formats import Unit
from portal.submissions.models import MemberYearSummary
from portal.web.summaries.calls import FIRST, MORE
from portal.web.summaries.lists import members_of
from portal.web.summaries.reader import ALL, Reader
from portal.web.summaries.table import PAGE, Wish
from tests import builders
from tests.web.world import Browser

YEAR = 2024
TOKEN = re.compile(r'name="csrf_token" value="[^"]+"')


@pytest.fixture
def keep(opened: Database) -> Callable[..., None]:
    """Keeps the year as it is, after more members without any workbook were added."""

    def kept(more: int = 0) -> None:
        with opened.transaction() as session:
            for number in range(more):
                builders.a_company(session, code=f"Q{number:04}")
            keeping.keep_years(session)
            assert isinstance(standing.standings(session, YEAR), KeptStandings)
            data_changed(session)

    return kept


def _text(browser: Browser, path: str) -> str:
    response = browser.get(path)
    assert response.status_code == 200
    return TOKEN.sub("", response.get_data(as_text=True))


@pytest.mark.parametrize("who", ["coordinator", "signatory"])
def test_a_kept_year_reads_like_a_made_one(
    app: Flask, opened: Database, keep: Callable[..., None], who: str
) -> None:
    browser = Browser(app.test_client())
    browser.sign_in(who)
    paths = [
        f"/summary/{YEAR}",
        f"/groups/steel/{YEAR}",
        f"/summary/{YEAR}?sort=state&order=down&q=s",
        f"/summary/{YEAR}?sort=progress&target=yes&group=energy",
        f"/summary/{YEAR}/members.csv?sort=name",
        f"/summary/{YEAR}/members.json?q=0",
    ]
    with opened.transaction() as session:
        keeping.forget_sums(session, YEAR)
        data_changed(session)
    made = [_text(browser, path) for path in paths]

    keep()

    assert [_text(browser, path) for path in paths] == made


def test_a_page_of_many_members_shows_no_more_than_a_page(
    app: Flask, keep: Callable[..., None]
) -> None:
    browser = Browser(app.test_client())
    browser.sign_in("coordinator")
    keep(more=200)

    page = _text(browser, f"/summary/{YEAR}")

    members = page[page.index('id="members"') : page.index('id="waiting"')]
    waiting = page[page.index('id="waiting"') :]
    assert members.count("<tr><th") == PAGE
    assert waiting.count("<tr><th") - waiting.count("<thead>") == FIRST + MORE
    assert "其餘請見收件清單" in waiting
    last = _text(browser, f"/summary/{YEAR}?page=99")
    assert 'aria-current="page"' in last


def test_the_members_of_a_kept_page_are_read_without_those_of_the_others(
    opened: Database, keep: Callable[..., None]
) -> None:
    keep(more=200)
    asked: list[str] = []

    def note(*arguments: object) -> None:
        asked.append(str(arguments[2]))

    with opened.reading() as session:
        event.listen(opened.engine, "before_cursor_execute", note)
        shown = _shown(session)
        event.remove(opened.engine, "before_cursor_execute", note)

    summaries = [one for one in asked if f"FROM {MemberYearSummary.__tablename__}" in one]
    assert len(shown) == PAGE
    assert summaries
    assert all("company_id IN" in one for one in summaries)
    assert len(asked) <= 24


def _shown(session: Session) -> list[str]:
    found = members_of(session, YEAR, datetime(2025, 6, 20, 3, tzinfo=UTC)).lists(
        None, Reader(ALL), Wish(), Unit.WAN, Language.ZH
    )
    assert found.table is not None
    return [one.row.code for one in found.table.lines]
