"""From a figure of savings to its streams, documents and cells, through the front door."""

import re
from datetime import date
from io import BytesIO

import pytest
from flask import Flask
from openpyxl import load_workbook

from portal.db.engine import Database
from tests.unit.verification.meters import a_workbook, two_years
from tests.web.loop_world import World
from tests.web.test_esco import text
from tests.web.world import Browser

pytestmark = pytest.mark.slow
TRACE = "/savings/trace/"
LINK = re.compile(r'href="(/savings/trace/[^"]+)"')


@pytest.fixture
def world(app: Flask, opened: Database) -> World:
    return World(app, opened)


def test_every_number_of_the_page_leads_to_what_it_adds_up(world: World) -> None:
    for who in ("coordinator", "preparer", "advisor", "steel_coordinator", "auditor"):
        browser = world.signed_in(who)
        pages = [text(browser, f"/savings/{year}") for year in (2023, 2026)]
        links = {one for page in pages for one in LINK.findall(page)}

        assert len(links) > 20
        assert {browser.get(one).status_code for one in links} == {200}, who


def test_a_reader_sees_its_own_streams_and_how_many_others_there_are(world: World) -> None:
    name = f"{TRACE}2023/alliance/esco/implemented/kwh"

    whole = text(world.signed_in("coordinator"), name)
    own, english = world.signed_in("preparer"), world.signed_in("other_preparer")
    shown = text(own, name)
    english.post("/preferences", {"language": "en", "next": name})
    other = text(english, name)

    assert "計入 2 項" in whole
    assert "數值代號" in whole
    assert "另有" not in whole
    assert "計入 1 項" in shown
    assert "另有 1 項不在您可查看的範圍內" in shown
    assert "您可查看者合計" in shown
    assert "M002" not in shown
    assert "1 further items are not open to you" in other


def test_a_name_that_is_none_and_a_member_that_is_not_there_are_not_found(world: World) -> None:
    browser = world.signed_in("preparer")

    for name in ("2023/alliance/esco", "2023/alliance/t1", "2023/member:M002/esco/verified/kwh"):
        assert browser.get(f"{TRACE}{name}").status_code == 404
    assert browser.get(f"{TRACE}2023/member:M001/esco/verified/kwh").status_code == 200


def test_a_measured_saving_leads_to_the_cells_of_the_meter(world: World) -> None:
    preparer, coordinator = world.signed_in("preparer"), world.signed_in("coordinator")
    number = measured(world, preparer, coordinator)
    data = two_years()[0]

    listed = text(coordinator, f"{TRACE}2023/group:steel/in_year/verified/kwh")
    stream = re.findall(r'href="(/savings/streams/[^"/]+/sources)"', listed)[0]
    cells = text(preparer, stream)

    assert number in listed
    assert "量測資料!C5" in listed
    for one in data:
        assert f">{one.energy:g}</td>" in cells
    assert "查證通過" in cells
    assert "SHA-256" in cells
    assert world.signed_in("other_preparer").get(stream).status_code == 404


def measured(world: World, preparer: Browser, coordinator: Browser) -> str:
    """A plan of the first member with a verified report of 2023."""
    site = str(world.named["first"]["site"])
    plan: dict[str, object] = {
        "site": site,
        "title": "二號空壓機變頻改善",
        "system": "air",
        "carrier": "electricity",
        "option": "C",
        "boundary": "全廠總電表",
        "meters": "台電表",
        "static_factors": "三班制",
        "baseline_from": "2022-01-01",
        "baseline_to": "2022-12-31",
        "shape": "straight",
        "name1": "產量",
        "kind1": "production",
        "kind2": "mean",
        "kind3": "mean",
        "kind4": "mean",
    }
    new = "/verification/new/M001"
    made = preparer.post(new, plan, via=new)
    assert made.status_code == 303
    page = made.location
    number = page.rsplit("/", 1)[1]
    assert coordinator.post(f"{page}/approve", {"row_version": "1"}, via=page).status_code == 303
    sent = {"file": (BytesIO(a_workbook(two_years()[0], number=number)), "m.xlsx")}
    assert preparer.post(f"{page}/data", sent, via=page).status_code == 303
    period = {"first": date(2023, 1, 1).isoformat(), "last": date(2023, 12, 31).isoformat()}
    assert preparer.post(f"{page}/reports", period, via=page).status_code == 303
    report = re.findall(rf"{page}/reports/(\d+)", text(coordinator, page))[0]
    decision = {"outcome": "verified", "note": "檢定皆通過。"}
    assert coordinator.post(f"{page}/reports/{report}", decision, via=page).status_code == 303
    return number


def test_a_claim_leads_to_the_cell_of_the_file_that_was_handed_in(world: World) -> None:
    preparer = world.signed_in("preparer")
    index = "/savings/claims/"
    file = re.findall(r'href="(/savings/claims/files/\d+)"', text(preparer, index))[0]
    if "確認採用" in text(preparer, file):
        preparer.post(f"{file}/confirm", {}, via=file)
    book = load_workbook(BytesIO(preparer.get(f"{file}/workbook").data))

    stream = preparer.get(f"{index}1").location
    cells = text(preparer, f"{stream}/sources")

    row = next(one for one in book["節能主張"].iter_rows(min_row=4) if one[0].value == "A-01")
    amount = next(one for one in row if one.column_letter == "G")
    assert f'<th scope="row">{amount.row}</th>' in cells
    assert "<b>G</b>" in cells
    assert "marked-info" in cells
    assert str(amount.value) in cells


def test_the_export_names_every_figure(world: World) -> None:
    browser = world.signed_in("coordinator")

    sheet = load_workbook(BytesIO(browser.get("/savings/2023/export").data)).worksheets[-1]

    names = [str(one.value) for one in sheet[sheet.max_row]]
    assert any(one.endswith("/in_year/verified/kwh") for one in names)
    name = next(one for one in names if one.endswith("/kwh"))
    assert browser.get(f"{TRACE}{name}").status_code == 200


def test_no_link_of_a_trace_is_dead(world: World) -> None:
    links = re.compile(r'href="(/(?!savings/trace|static|summary/)[^"#]+)"')
    names = [
        "2026/alliance/advisory/identified/kwh",
        "2026/alliance/advisory/sites",
        "2023/alliance/esco/implemented/t",
    ]

    for who in ("coordinator", "preparer", "advisor", "second", "auditor"):
        browser = world.signed_in(who)
        pages = [text(browser, f"{TRACE}{name}").split("<main")[1] for name in names]
        found = {link for page in pages for link in links.findall(page)}
        assert {link: browser.get(link).status_code for link in found} == dict.fromkeys(found, 200)
