"""Pages of measures and of the carbon budget: the same whether a year is kept or made."""

import re
from collections.abc import Callable
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import delete, event, select
from sqlalchemy.orm import Session

from portal.aggregation import keeping
from portal.aggregation.measures import drawn_curve
from portal.aggregation.plan_sums.queries import kept_plans
from portal.db.counters import data_changed
from portal.db.engine import Database
from portal.submissions.models import MemberYearSummary, PlanMeasureLine
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
