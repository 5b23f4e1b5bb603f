"""Streams decided about by hand, through the front door: together, apart, power, steam."""

from collections.abc import Callable
from datetime import date

import pytest

from portal.db.engine import Database
from portal.members.figures import SiteRecord
from portal.members.models import Company
from portal.members.operations import add_site
from tests.web.test_esco import COMPANIES, CONTRACT, MEASURE, NEW, PAGE, text
from tests.web.world import NOW, Browser

SignIn = Callable[[str], Browser]
STREAM = "/savings/streams/contract-1"
KEPT = "/savings/streams/SV-00001"
STEAM = {**MEASURE, "title": "蒸汽祛水器更換", "system": "boiler", "carrier": "steam"}


@pytest.fixture
def coordinator(opened: Database, signed_in: SignIn) -> Browser:
    """A coordinator's browser, with a contract of two measures: of air, and of steam."""
    with opened.transaction() as session:
        company = session.get_one(Company, 1)
        record = SiteRecord("E5600001", "一廠", "Plant 1", "高雄市", True)
        add_site(session, None, company, record, from_date=date(2022, 6, 20), at=NOW)
    browser = signed_in("coordinator")
    sent = {"code": "HD", "name_zh": "禾點", "name_en": "Hedian"}
    assert browser.post(COMPANIES, sent, via=COMPANIES).status_code == 303
    assert browser.post(NEW, CONTRACT, via=NEW).status_code == 303
    for each in (MEASURE, {**STEAM, "quantity": "2,000"}):
        added = browser.post(f"{PAGE}/measures/new", each, via=f"{PAGE}/measures/new")
        assert added.status_code == 303
    return browser


def test_two_streams_are_put_together_and_taken_apart_again(coordinator: Browser) -> None:
    sent = {"other": "contract-2", "join_reason": "同一工程"}

    refused = coordinator.post(f"{STREAM}/join", {**sent, "join_reason": ""}, via=STREAM)
    joined = coordinator.post(f"{STREAM}/join", sent, via=STREAM)
    together = text(coordinator, KEPT)
    apart = coordinator.post(
        f"{KEPT}/take-out", {"claim": "contract-2", "take_reason": "另一系統"}, via=KEPT
    )
    after = text(coordinator, KEPT)

    assert (refused.status_code, joined.status_code, apart.status_code) == (422, 303, 303)
    assert joined.location.endswith("SV-00001")
    assert "已連結、不計" in together
    assert (
        "蒸汽祛水器更換" not in after.split("歷程")[0].split("各來源主張")[1].split("</table>")[0]
    )
    assert "同一工程" in after
    assert "另一系統" in after
    assert apart.location.endswith("SV-00003")


def test_green_power_gives_no_tonnes_and_says_so(coordinator: Browser) -> None:
    before = text(coordinator, STREAM)
    sent = {"power_kind": "green", "power_source": "轉供契約 2023-07"}

    stated = coordinator.post(f"{STREAM}/power", sent, via=STREAM)
    after = text(coordinator, KEPT)

    assert stated.status_code == 303
    assert "494.0 公噸" in before
    assert "0.0 公噸" in after
    assert "市場基準" in after
    assert "轉供契約 2023-07" in after


def test_steam_has_no_tonnes_until_its_factor_is_stated(coordinator: Browser) -> None:
    page = "/savings/streams/contract-2"
    sent = {"from_year": "2023", "value": "0.25", "heat": "2.8", "factor_source": "供汽契約"}

    before = text(coordinator, page)
    refused = coordinator.post(f"{page}/factor", {**sent, "value": "250"}, via=page)
    stated = coordinator.post(f"{page}/factor", sent, via=page)
    after = text(coordinator, page)

    assert "沒有蒸汽排放係數" in before
    assert (refused.status_code, stated.status_code) == (422, 303)
    assert "500.0 公噸" in after
    assert "5,600 GJ" in after
    assert "供汽契約" in after


def test_only_a_coordinator_puts_together(coordinator: Browser, signed_in: SignIn) -> None:
    own = signed_in("preparer")
    sent = {"other": "contract-2", "join_reason": "同一工程"}

    assert own.post(f"{STREAM}/join", sent, via=STREAM).status_code == 403
    assert "與同廠區另一項合併" not in text(own, STREAM)
    assert "登錄電力來源" in text(own, STREAM)
