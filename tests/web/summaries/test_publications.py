"""Publishing on a page, and what each reader sees of what was published."""

import io
import re
from collections.abc import Callable
from decimal import Decimal
from zipfile import ZipFile

import orjson
import pytest
from flask import Flask
from sqlalchemy import select

from portal.db.counters import data_changed
from portal.db.engine import Database
from portal.members.models import Company
from portal.publication import queries
from portal.publication.figure_id import ALLIANCE_SET, Edition
from portal.submissions.models import MemberYearSummary
from tests.web.world import Browser

SEEN = re.compile(r'name="seen" type="hidden" value="([0-9a-f]{64})"')
NOTE = {"note_zh": "首次公布", "note_en": "First publication", "confirmed": "y"}
ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def browse(app: Flask) -> Callable[[str], Browser]:
    """The browser of a person, signed in on the portal of this test."""

    def browser(who: str) -> Browser:
        made = Browser(app.test_client())
        assert made.sign_in(who).status_code == 303
        return made

    return browser


def publish(browser: Browser, **sent: str) -> tuple[int, str]:
    page = browser.get("/publications/draft/2024").get_data(as_text=True)
    found = SEEN.search(page)
    seen = found.group(1) if found else ""
    answer = browser.post(
        "/publications/draft/2024", {**NOTE, "seen": seen, **sent}, via="/account"
    )
    return answer.status_code, answer.get_data(as_text=True)


def restate(opened: Database) -> str:
    """One accepted figure becomes another, as after a correction; the member's code."""
    with opened.transaction() as session:
        row = session.scalars(
            select(MemberYearSummary)
            .where(MemberYearSummary.year == 2024, MemberYearSummary.scope1.is_not(None))
            .limit(1)
        ).one()
        row.scope1 = (row.scope1 or Decimal(0)) + 1000
        data_changed(session)
        return session.get_one(Company, row.company_id).code


def test_a_coordinator_publishes_what_the_draft_shows(
    browse: Callable[[str], Browser], opened: Database
) -> None:
    status, _ = publish(browse("coordinator"))

    assert status == 303
    with opened.reading() as session:
        (known,) = queries.publications(session)
        values = queries.published_figures(session, known, ALLIANCE_SET)
    assert known.name == "2024.r1"
    assert known.published_by == "張承辦"
    assert len(values) == 41


@pytest.mark.parametrize("field", ["note_zh", "note_en", "confirmed"])
def test_a_form_that_lacks_something_comes_back(
    browse: Callable[[str], Browser], opened: Database, field: str
) -> None:
    status, page = publish(browse("coordinator"), **{field: ""})

    assert status == 422
    assert "error-summary" in page
    with opened.reading() as session:
        assert queries.publications(session) == []


def test_data_that_changed_since_the_draft_are_not_published(
    browse: Callable[[str], Browser], opened: Database
) -> None:
    status, page = publish(browse("coordinator"), seen="0" * 64)

    assert status == 422
    assert "資料在您預覽後已變動" in page


def test_a_coordinator_of_one_group_has_no_draft(browse: Callable[[str], Browser]) -> None:
    browser = browse("steel_coordinator")

    assert browser.get("/publications/draft/2024").status_code == 404
    assert publish(browser)[0] == 404


def test_a_published_page_keeps_its_figures_and_marks_what_changed(
    browse: Callable[[str], Browser], opened: Database
) -> None:
    browser = browse("coordinator")
    publish(browser)
    before = browser.get("/publications/2024.r1").get_data(as_text=True)
    code = restate(opened)

    after = browser.get("/publications/2024.r1").get_data(as_text=True)
    bridge = browser.get("/publications/2024.r1/bridge").get_data(as_text=True)

    figures = re.compile(r'class="traced"[^>]*>([^<]+)<')
    assert figures.findall(before) == figures.findall(after)
    assert code in bridge
    assert "<svg" in bridge


def test_a_revision_says_what_changed(browse: Callable[[str], Browser], opened: Database) -> None:
    browser = browse("coordinator")
    publish(browser)
    code = restate(opened)

    status, _ = publish(browser)

    page = browser.get("/publications/2024.r2").get_data(as_text=True)
    assert status == 303
    assert code in page
    with opened.reading() as session:
        assert queries.publication(session, Edition(2024, 2)) is not None


def test_a_figure_leads_to_its_cells_and_its_evidence(browse: Callable[[str], Browser]) -> None:
    browser = browse("coordinator")
    publish(browser)
    place = "/publications/2024.r1/figures/alliance/2030/t1"
    page = browser.get(place).get_data(as_text=True)
    member = re.search(r"\?member=([A-Z0-9-]+)&", page)
    assert member is not None

    rows = browser.get(f"{place}?member={member.group(1)}").get_data(as_text=True)
    pack = browser.get("/publications/2024.r1/evidence/alliance/2030/t1")

    assert "2024.r1/alliance/2030/t1" in page
    assert 'id="rows"' in rows
    names = set(ZipFile(io.BytesIO(pack.data)).namelist())
    assert {"manifest.json", "rows.csv", "recompute.py"} <= names


def test_a_member_sees_totals_but_neither_members_nor_their_rows(
    browse: Callable[[str], Browser], opened: Database
) -> None:
    publish(browse("coordinator"))
    browser = browse("preparer")
    with opened.reading() as session:
        others = [
            code for code in session.scalars(select(Company.code)) if code not in ("M001", "M002")
        ]

    pages = [
        browser.get(place).get_data(as_text=True)
        for place in (
            "/publications",
            "/publications/2024.r1",
            "/publications/2024.r1?set=group:energy",
            "/publications/2024.r1/figures/alliance/emissions",
        )
    ]

    assert not [code for page in pages for code in others if f">{code}<" in page]
    closed = (
        f"/publications/2024.r1?set=member:{others[0]}",
        f"/publications/2024.r1/figures/member:{others[0]}/emissions",
        "/publications/2024.r1/evidence/alliance/emissions",
        "/publications/2024.r1/bridge",
    )
    assert [browser.get(place).status_code for place in closed] == [404] * 4
    assert browser.get("/publications/2024.r1?set=member:M001").status_code == 200


def test_small_cells_are_held_back_in_downloads_too(
    browse: Callable[[str], Browser],
) -> None:
    publish(browse("coordinator"))

    everything, totals = (
        orjson.loads(browse(who).get("/publications/2024.r1/figures.json").data)["figures"]
        for who in ("coordinator", "preparer")
    )

    assert not [one for one in everything if one["value"] is None]
    assert [one["figure"] for one in everything] == [one["figure"] for one in totals]
    shown = [one for one in totals if one["value"] is not None]
    assert shown
    assert all(one in everything for one in shown)


def test_published_references_stand_apart_with_what_is_wrong_with_them(
    browse: Callable[[str], Browser],
) -> None:
    page = browse("preparer").get("/publications", headers=ENGLISH).get_data(as_text=True)

    references, conflicts = page.index('id="references"'), page.index('id="conflicts"')
    assert page.index('id="list-title"') < references < conflicts
    assert "4.51" in page[references:conflicts]
    size = page[page.index('id="conflict-reduction_2030"') :]
    assert all(one in size[: size.index("</tr>")] for one in ("1.98", "19.8441", "17.8641"))


@pytest.mark.parametrize(
    "place",
    [
        "/publications/2024.r9",
        "/publications/2024",
        "/publications/nothing",
        "/publications/2024.r1/figures/alliance/t1",
        "/publications/2024.r1?set=group:nobody",
        "/publications/2024.r1/bridge?figure=alliance/2030/progress",
    ],
)
def test_what_was_not_published_is_not_there(browse: Callable[[str], Browser], place: str) -> None:
    browser = browse("coordinator")
    publish(browser)

    assert browser.get(place).status_code == 404
