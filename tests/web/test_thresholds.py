"""Limits of rules as people meet them on the pages."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest

from portal.db.engine import Database
from portal.demo.fault import Fault
from portal.demo.faults_years import FAULTS
from portal.intake.background import Background
from portal.intake.on_file import background
from portal.intake.versions import versions
from portal.inventory.rules import RULES
from portal.submissions import queries
from tests.builders_inventory import inventory_of
from tests.web import scenes
from tests.web.scenes import WHEN, YEAR
from tests.web.world import NOW, Browser

PAGE = "/thresholds/change_warning"
SENT: dict[str, object] = {
    "value": "0.4",
    "group": "",
    "year": "",
    "applies_from": NOW.date().isoformat(),
    "reason": "擴廠年度，依小組決議。",
}
SignIn = Callable[[str], Browser]


def _known(opened: Database, at: datetime) -> Background:
    """What the check of a workbook received at that time may compare with."""
    with opened.transaction() as session:
        who = scenes.person(session, "preparer@a.example")
        upload = scenes.an_upload(
            session,
            who,
            scenes.member(session),
            scenes.a_report(),
            key=at.isoformat(),
            at=at,
            year=YEAR,
        )
        return background(session, upload, "M001", year=YEAR)


def _codes(fault: Fault, known: Background) -> set[str]:
    judged = replace(fault.background, thresholds=known.inventory.thresholds)
    return {rule.code for rule, _ in RULES.hits(inventory_of(fault.content, judged))}


@pytest.fixture
def third() -> Fault:
    """An inventory whose scope 1 is a third more than last year."""
    return next(fault for fault in FAULTS if fault.code == "INV-076")


def test_the_next_check_uses_what_a_coordinator_changed(
    signed_in: SignIn, opened: Database, third: Fault
) -> None:
    browser = signed_in("coordinator")

    done = browser.post(PAGE, SENT, via=PAGE)

    earlier, later = _known(opened, WHEN), _known(opened, NOW)
    assert done.status_code == 303
    assert _codes(third, earlier) == {"INV-076"}
    assert _codes(third, later) == set()
    assert versions(earlier.thresholds) == versions()
    assert versions(later.thresholds)["thresholds"] != versions()["thresholds"]


def test_everybody_reads_in_the_catalogue_who_changed_what_and_why(signed_in: SignIn) -> None:
    browser = signed_in("coordinator")
    browser.post(PAGE, {**SENT, "group": "steel", "year": "2024"}, via=PAGE)

    seen = signed_in("preparer").get("/rules?q=INV-076").get_data(as_text=True)
    listed = browser.get("/thresholds").get_data(as_text=True)

    for page in (seen, listed, browser.get(PAGE).get_data(as_text=True)):
        assert "擴廠年度，依小組決議。" in page
        assert "張承辦" in page
        assert "鋼鐵組 · 2024" in page
    assert PAGE not in seen
    assert "2018-12-19" in listed


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"value": ""}, "請填數值。"),
        ({"value": "三成"}, "請填數字"),
        ({"value": "NaN"}, "請填數字"),
        ({"value": "30"}, "請填 0.02 – 1 之間的數值。"),
        ({"value": "0.6"}, "不可越過另一個門檻 change_error（0.5）。"),
        ({"reason": " "}, "請說明理由"),
        ({"applies_from": "2025-05-18"}, "不可早於今天"),
        ({"applies_from": ""}, "請填日期。"),
        ({"year": "113"}, "請填西元年"),
    ],
)
def test_a_slip_of_the_hand_is_told(
    signed_in: SignIn, opened: Database, wrong: dict[str, object], said: str
) -> None:
    response = signed_in("administrator").post(PAGE, {**SENT, **wrong}, via=PAGE)

    assert response.status_code == 422
    assert said in response.get_data(as_text=True)
    with opened.reading() as session:
        assert queries.threshold_changes(session) == []


def test_a_preparer_neither_sees_nor_changes_them(signed_in: SignIn, opened: Database) -> None:
    browser = signed_in("preparer")

    assert browser.get("/thresholds").status_code == 403
    assert browser.post(PAGE, SENT, via="/rules").status_code == 403
    with opened.reading() as session:
        assert queries.threshold_changes(session) == []


def test_who_is_in_charge_of_one_group_changes_it_for_that_group(
    signed_in: SignIn, opened: Database
) -> None:
    browser = signed_in("steel_coordinator")

    for_all = browser.post(PAGE, SENT, via=PAGE)
    for_steel = browser.post(PAGE, {**SENT, "group": "steel"}, via=PAGE)

    assert (for_all.status_code, for_steel.status_code) == (422, 303)
    with opened.reading() as session:
        [kept] = queries.threshold_changes(session)
    assert kept.threshold.group == "steel"


def test_an_unknown_limit_is_not_there(signed_in: SignIn) -> None:
    assert signed_in("coordinator").get("/thresholds/none").status_code == 404
