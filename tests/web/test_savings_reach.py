"""Claims, streams and yearly figures of others: not shown, not decided about, not linked to."""

import re
from datetime import date

import pytest
from flask import Flask

from portal.db.engine import Database
from portal.members.figures import SiteRecord
from portal.members.operations import add_site
from tests.web import scenes
from tests.web.loop_world import World
from tests.web.test_claims import CLAIMS, uploaded
from tests.web.test_esco import text
from tests.web.world import NOW

pytestmark = pytest.mark.slow
DECISION = {"outcome": "withdrawn", "reason": "重複"}
LINK = re.compile(r'href="(/savings/streams/[^"]+)"')


@pytest.fixture
def world(app: Flask, opened: Database) -> World:
    return World(app, opened)


def test_who_has_one_group_sees_and_decides_the_claims_of_that_group(world: World) -> None:
    city, steel = world.signed_in("coordinator"), world.signed_in("steel_coordinator")
    assert uploaded(city, {"member_code": "M002", "site": "E5600002"}).status_code == 303
    page = "/savings/claims/files/3"
    assert city.post(f"{page}/confirm", {}, via=page).status_code == 303

    listed, everything = text(steel, CLAIMS), text(city, CLAIMS)
    refused = [
        steel.post(f"/savings/claims/versions/{key}", DECISION, via=CLAIMS).status_code
        for key in (2, 3)
    ]
    decided = steel.post("/savings/claims/versions/1", DECISION, via=CLAIMS)

    assert "E5600002" not in listed
    assert everything.count("M002 E5600002") == 2
    assert "E5600001" in listed
    assert 'href="/savings/claims/files/1"' in listed
    assert 'href="/savings/claims/files/2"' not in listed
    assert [steel.get(f"/savings/claims/files/{key}").status_code for key in (1, 2, 3)] == [
        200,
        404,
        404,
    ]
    assert [*refused, decided.status_code] == [404, 404, 303]


def test_streams_of_others_are_not_joined_and_not_settled(world: World) -> None:
    steel = world.signed_in("steel_coordinator")
    own, foreign = (str(world.named[place]["key"]) for place in ("first", "second"))
    page = f"/savings/streams/{own}"
    pair = {"first": own, "second": foreign, "outcome": "same", "reason": "同一工程"}

    joined = steel.post(f"{page}/join", {"other": foreign, "join_reason": "同一工程"}, via=page)
    settled = steel.post("/savings/duplicates", pair, via=page)

    assert (joined.status_code, settled.status_code) == (422, 404)
    assert world.signed_in("coordinator").get(f"/savings/streams/{foreign}").status_code == 200


def test_a_year_of_everybody_is_not_for_who_has_one_group(world: World) -> None:
    steel, city = world.signed_in("steel_coordinator"), world.signed_in("coordinator")
    page = "/savings/2023"
    total = {"title": "公布數值", "source": "新聞稿", "year": "2023", "electricity": "1,000"}

    refused = steel.post(f"{page}/quotes", total, via=page)
    quoted = city.post(f"{page}/quotes", total, via=page)

    assert (refused.status_code, quoted.status_code) == (404, 303)
    assert f'action="{page}/quotes"' not in text(steel, page)
    assert f'action="{page}/quotes"' in text(city, page)


def test_an_advisor_reads_of_a_member_what_its_sites_save(world: World, opened: Database) -> None:
    with opened.transaction() as session:
        record = SiteRecord("E5600009", "二廠", "Plant 2", "高雄市", True)
        company = scenes.member(session, "M001")
        add_site(session, None, company, record, from_date=date(2022, 6, 20), at=NOW)
    world.contract("M001", "HD", "E5600009")
    advisor, page = world.signed_in("advisor"), "/savings/members/M001/2025"

    shown, whole = text(advisor, page), text(world.signed_in("coordinator"), page)
    links, every = set(LINK.findall(shown)), set(LINK.findall(whole))

    assert links
    assert links < every
    assert {advisor.get(link).status_code for link in links} == {200}
    assert {advisor.get(link).status_code for link in every - links} == {404}
    assert "只計您可檢視之廠區" in shown
    assert ">與盤查清冊對照<" not in shown
    assert ">與盤查清冊對照<" in whole
    assert advisor.get(f"{page}/export").status_code == 200


def test_an_advisor_is_led_to_the_savings_of_its_members_only(world: World) -> None:
    city, advisor = world.signed_in("coordinator"), world.signed_in("advisor")

    for page in ("register", "2024"):
        link = 'href="/savings/members/{}/'
        assert link.format("M002") in text(city, f"/members/M002/{page}")
        assert link.format("M002") not in text(advisor, f"/members/M002/{page}")
        assert link.format("M001") in text(advisor, f"/members/M001/{page}")
