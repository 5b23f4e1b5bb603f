"""Pages of measures and of the carbon budget: the same whether a year is kept or made."""

import re

import pytest
from flask import Flask
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from portal.aggregation import keeping
from portal.aggregation.measures import drawn_curve
from portal.aggregation.plan_sums.delivered import delivered
from portal.aggregation.plan_sums.queries import kept_plans
from portal.aggregation.plan_sums.rows_of_sums import plus
from portal.aggregation.queries import member_years
from portal.budget import kept as budget_kept
from portal.budget.overview import alliance_delivery
from portal.db.counters import data_changed
from portal.db.engine import Database
from portal.submissions.models import MemberYearSummary, PlanMeasureLine
from portal.web.budget import page
from portal.web.summaries.measures import kept_details
from tests.benchmarks.measures_of_plans import lines_of
from tests.web.world import Browser

YEAR = 2024
TOKEN = re.compile(r'name="csrf_token" value="[^"]+"')
MEASURES = f"/summary/{YEAR}/measures"
STEEL = f"/groups/steel/{YEAR}/measures"
PATHS = (
    MEASURES,
    STEEL,
    f"{MEASURES}?page=2",
    f"{MEASURES}?sort=cost&order=up",
    f"{MEASURES}?sort=status&order=down&category=energy_efficiency",
    f"{MEASURES}?sort=title&order=up&standing=pipeline&low=0",
    f"{STEEL}?sort=start&order=down&most=10",
    f"{MEASURES}?most=400&status=approved",
    f"{MEASURES}?low=-100&high=300&sort=realised&order=down",
    f"{MEASURES}?interest=8&q=st",
)


@pytest.fixture
def with_measures(opened: Database) -> None:
    """Six measures in each plan: more than a curve draws one by one."""
    with opened.transaction() as session:
        versions = session.scalars(select(PlanMeasureLine.version_id).distinct()).all()
        for number, version_id in enumerate(sorted(versions), 1):
            rows = [PlanMeasureLine(**row) for row in lines_of(version_id, number, 2)]
            session.add_all(rows)
        _made_anew(session)


def _made_anew(session: Session) -> None:
    session.flush()
    for year in range(2022, YEAR + 1):
        keeping.keep_year(session, year)
    assert kept_plans(session, YEAR) is not None
    data_changed(session)


def _text(browser: Browser, path: str) -> str:
    response = browser.get(path)
    assert response.status_code == 200, path
    return TOKEN.sub("", response.get_data(as_text=True))


def _pages(app: Flask, paths: tuple[str, ...]) -> list[str]:
    browser = Browser(app.test_client())
    browser.sign_in("coordinator")
    return [_text(browser, path) for path in paths]


@pytest.mark.usefixtures("with_measures")
def test_measures_of_a_kept_year_read_like_those_of_a_made_one(
    app: Flask, opened: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    # So that this alliance is a large one.
    for module in (drawn_curve, kept_details):
        monkeypatch.setattr(module, "MOST", 60)
        monkeypatch.setattr(module, "WIDEST", 20)
    kept = _pages(app, PATHS)

    with opened.transaction() as session:
        keeping.forget_sums(session, YEAR)
        data_changed(session)
    made = _pages(app, PATHS)

    for path, one, other in zip(PATHS, kept, made, strict=True):
        assert one.splitlines() == other.splitlines(), path
    assert "其餘依成本區間併計" in kept[0]


def test_the_budget_of_a_kept_year_reads_like_that_of_a_made_one(
    app: Flask, opened: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (page, budget_kept):
        monkeypatch.setattr(module, "MOST", 8)
    paths = tuple(f"/budget/{YEAR}{asked}" for asked in ("", "?ef=0.424&until=2050", "?until=2026"))
    with opened.transaction() as session:
        _made_anew(session)
    kept = _pages(app, paths)

    with opened.transaction() as session:
        keeping.forget_sums(session, YEAR)
        data_changed(session)
    made = _pages(app, paths)

    for path, one, other in zip(paths, kept, made, strict=True):
        assert one.splitlines() == other.splitlines(), path
    assert "列出前 8 家" in kept[0]


@pytest.mark.parametrize("until", [2025, 2026, 2028, 2030])
def test_what_a_kept_year_delivers_is_what_its_members_do_to_the_gram(
    opened: Database, until: int
) -> None:
    with opened.transaction() as session:
        _made_anew(session)
        sums = kept_plans(session, YEAR)
        assert sums is not None
        found = delivered(plus(sums.values()), until)
        whole = alliance_delivery(member_years(session, YEAR), until)

    assert found.counted == len(whole.counted)
    assert found.covered == whole.covered
    for name in ("stated", "interpolated", "emissions"):
        one, other = getattr(found.delivery, name), getattr(whole.whole, name)
        assert (one.value, one.counted, one.missing) == (other.value, other.counted, other.missing)


@pytest.mark.parametrize("path", [MEASURES, STEEL, f"/budget/{YEAR}"])
def test_a_first_reading_reads_no_plan_that_it_does_not_show(
    app: Flask, opened: Database, path: str
) -> None:
    with opened.transaction() as session:
        _made_anew(session)
    browser, asked = Browser(app.test_client()), list[str]()
    browser.sign_in("coordinator")

    def note(*arguments: object) -> None:
        asked.append(str(arguments[2]))

    event.listen(opened.engine, "before_cursor_execute", note)
    _text(browser, path)
    event.remove(opened.engine, "before_cursor_execute", note)

    read = (PlanMeasureLine.__tablename__, MemberYearSummary.__tablename__)
    plans = [one for one in asked if any(f"FROM {table}" in one for table in read)]
    assert all("company_id IN" in one for one in plans)
    assert len(asked) <= 24
