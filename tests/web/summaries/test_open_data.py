"""Open data: what anybody gets, and that it gives no member away."""

import csv
import io
from decimal import Decimal

import orjson
import pytest
from flask import Flask

from portal.aggregation.disclosure import weight
from portal.db.engine import Database
from portal.plans.amounts import Missing
from portal.publication.open_data import open_publications
from portal.publication.queries import frozen, publications
from portal.reference.groups import Group
from tests.web.summaries.test_publications import publish, restate
from tests.web.world import Browser


@pytest.fixture
def published(app: Flask) -> Browser:
    """A guest's browser on a portal with one publication."""
    coordinator = Browser(app.test_client())
    assert coordinator.sign_in("coordinator").status_code == 303
    assert publish(coordinator)[0] == 303
    return Browser(app.test_client())


def rows(browser: Browser, name: str = "2024.r1") -> list[dict[str, str]]:
    text = browser.get(f"/open-data/{name}.csv").get_data().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_a_guest_reads_what_is_published(published: Browser) -> None:
    page = published.get("/open-data").get_data(as_text=True)

    assert "2024.r1" in page
    assert "政府資料開放授權條款" in page
    assert published.get("/open-data/2024.r1.json").status_code == 200
    assert published.get("/open-data/2023.r1.csv").status_code == 404


def test_before_the_first_publication_the_page_says_what_will_be_there(app: Flask) -> None:
    page = Browser(app.test_client()).get("/open-data").get_data(as_text=True)

    assert "尚未公布任何年度" in page


def test_files_say_the_same_and_name_every_figure(published: Browser) -> None:
    plain = orjson.loads(published.get("/open-data/2024.r1.json").get_data())

    assert plain["figures"] == rows(published)
    assert plain["licence"]["address"].startswith("https://")
    assert {one["figure_id"].split("/")[0] for one in plain["figures"]} == {"2024.r1"}


def test_an_unchanged_file_is_not_sent_again(published: Browser) -> None:
    first = published.get("/open-data/2024.r1.csv")

    again = published.get(
        "/open-data/2024.r1.csv", headers={"If-None-Match": first.headers["ETag"]}
    )

    assert again.status_code == 304
    assert not again.get_data()
    assert first.headers["Cache-Control"] == "public, max-age=300"
    assert "default-src 'none'" in first.headers["Content-Security-Policy"]
    assert published.get("/open-data").headers["Cache-Control"] == "no-store"


def test_every_field_and_figure_is_in_the_dictionary(published: Browser) -> None:
    found = orjson.loads(published.get("/open-data/dictionary.json").get_data())["entries"]

    known = {one["code"] for one in found}
    assert {one["figure"] for one in rows(published)} <= known
    assert set(rows(published)[0]) <= known
    assert all(one["zh"] and one["en"] for one in found)


def test_a_dominated_group_is_held_back_with_those_that_hide_it(published: Browser) -> None:
    shown = {one["set"]: one["status"] for one in rows(published) if one["figure"] == "emissions"}

    assert shown["alliance"] == "shown"
    assert shown["group:steel"] == "held_back"
    assert list(shown.values()).count("held_back") > 1


def test_no_value_of_a_small_cell_stands_in_any_file(published: Browser, opened: Database) -> None:
    text = "".join(one["value"] + "," for one in rows(published))

    with opened.reading() as session:
        (of,) = publications(session)
        members = [one.member for one in frozen(session, of).inputs]
    small = 0
    for group in Group:
        known = [one.emissions for one in members if one.group is group]
        totals = [one.total for one in known if not isinstance(one, Missing)]
        if weight(totals).is_small:
            small += 1
            assert f"{sum(totals, Decimal(0)):f}," not in text
    for one in members:
        if not isinstance(one.emissions, Missing):
            assert f",{one.emissions.total:f}," not in text
    assert small


def test_a_revision_of_one_member_holds_back_what_would_show_its_change(
    published: Browser, opened: Database, app: Flask
) -> None:
    restate(opened)
    coordinator = Browser(app.test_client())
    coordinator.sign_in("coordinator")
    assert publish(coordinator)[0] == 303

    first = {one["figure_id"].split("/", 1)[1]: one for one in rows(published)}
    second = {one["figure_id"].split("/", 1)[1]: one for one in rows(published, "2024.r2")}

    assert first["alliance/emissions"]["status"] == "shown"
    assert second["alliance/emissions"]["status"] == "held_back"
    assert second["alliance/2030/t1"]["value"] == first["alliance/2030/t1"]["value"]
    assert second["alliance/emissions"]["held_back"] == "earlier_publication"
    assert second["alliance/emissions"]["see"] == "2024.r1/alliance/emissions"
    assert "見 2024.r1" in published.get("/open-data").get_data(as_text=True)


def test_the_coordinator_is_told_what_the_public_will_not_see(
    published: Browser, opened: Database, app: Flask
) -> None:
    coordinator = Browser(app.test_client())
    coordinator.sign_in("coordinator")
    before = coordinator.get("/publications/draft/2024").get_data(as_text=True)
    restate(opened)

    after = coordinator.get("/publications/draft/2024").get_data(as_text=True)

    assert "待至少 3 家成員異動" not in before
    assert "待至少 3 家成員異動" in after
    assert "不對外公開" in after


def test_every_value_that_is_not_there_says_why(published: Browser) -> None:
    for one in rows(published):
        assert bool(one["held_back"]) == (one["status"] == "held_back")
        assert bool(one["value"]) == (one["status"] == "shown")


def test_no_more_than_two_groups_go_for_one_that_is_dominated(published: Browser) -> None:
    emissions = {one["set"]: one for one in rows(published) if one["figure"] == "emissions"}

    held = {name for name, one in emissions.items() if one["held_back"]}

    assert "group:steel" in held
    assert len(held) == 2
    assert {emissions[name]["held_back"] for name in held} == {"protects_member"}


def test_the_page_opens_in_english_and_for_a_member(
    published: Browser, app: Flask, opened: Database
) -> None:
    page = published.get("/open-data", headers={"Accept-Language": "en"}).get_data(as_text=True)
    member = Browser(app.test_client())
    member.sign_in("preparer")

    assert "Held back" in page
    assert member.get("/open-data").status_code == 200
    with opened.reading() as session:
        assert len(open_publications(session)) == 1
