"""A plan of verification through the front door: approved, measured, reported, verified."""

import re
from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest

from portal.db.engine import Database
from portal.members.figures import SiteRecord
from portal.members.models import Company
from portal.members.operations import add_site
from tests.unit.verification.meters import a_workbook, two_years
from tests.web.world import NOW, Browser

SignIn = Callable[[str], Browser]
PLAN: dict[str, object] = {
    "site": "E5600001",
    "title": "二號空壓機變頻改善",
    "system": "air",
    "carrier": "electricity",
    "option": "C",
    "boundary": "全廠總電表",
    "meters": "台電表 01-23-4567",
    "static_factors": "三班制",
    "baseline_from": "2022-01-01",
    "baseline_to": "2022-12-31",
    "shape": "straight",
    "name1": "產量",
    "kind1": "production",
    "kind2": "mean",
    "kind3": "mean",
    "kind4": "mean",
    "expected": "100,000",
}
NEW = "/verification/new/M001"
PAGE = "/verification/MV-0001"
DECISION: dict[str, object] = {"outcome": "verified", "note": "檢定皆通過。"}


@pytest.fixture(autouse=True)
def site(opened: Database) -> None:
    with opened.transaction() as session:
        company = session.get_one(Company, 1)
        record = SiteRecord("E5600001", "一廠", "Plant 1", "高雄市", True)
        add_site(session, None, company, record, from_date=date(2022, 6, 20), at=NOW)


def sent(browser: Browser, data: bytes) -> str:
    answer = browser.post(f"{PAGE}/data", {"file": (BytesIO(data), "meter.xlsx")}, via=PAGE)
    page: str = answer.get_data(as_text=True)
    return page


def approved(signed_in: SignIn) -> Browser:
    """A preparer's browser, with an approved plan."""
    preparer, coordinator = signed_in("preparer"), signed_in("coordinator")
    assert preparer.post(NEW, PLAN, via=NEW).status_code == 303
    done = coordinator.post(f"{PAGE}/approve", {"row_version": "1"}, via=PAGE)
    assert done.status_code == 303
    return preparer


def report_number(page: str) -> str:
    found = re.search(r"/reports/(\d+)", page)
    assert found
    return found.group(1)


def test_a_saving_goes_from_the_meter_to_its_verification(signed_in: SignIn) -> None:
    preparer, coordinator = approved(signed_in), signed_in("coordinator")

    sent(preparer, a_workbook(two_years()[0]))
    shown = preparer.get(PAGE).get_data(as_text=True)
    period = {"first": "2023-01-01", "last": "2023-12-31"}
    reported = preparer.post(f"{PAGE}/reports", period, via=PAGE)
    number = report_number(coordinator.get(PAGE).get_data(as_text=True))
    decided = coordinator.post(f"{PAGE}/reports/{number}", DECISION, via=PAGE)
    listed = preparer.get("/verification/").get_data(as_text=True)

    assert "調整後基線" in shown
    assert "R²" in shown
    assert (reported.status_code, decided.status_code) == (303, 303)
    assert "kWh" in listed
    assert "檢定皆通過。" in preparer.get(PAGE).get_data(as_text=True)


def test_a_faulty_workbook_changes_nothing_and_shows_its_cell(signed_in: SignIn) -> None:
    preparer = approved(signed_in)

    page = sent(preparer, a_workbook(two_years()[0], last=date(2022, 2, 10)))

    assert "MV-002" in page
    assert "期間重疊" in page
    assert "採用" not in preparer.get(PAGE).get_data(as_text=True)


def test_a_workbook_of_another_plan_is_not_taken(signed_in: SignIn) -> None:
    preparer = approved(signed_in)

    page = sent(preparer, a_workbook(two_years()[0], number="MV-0099"))

    assert "MV-0099" in page


def test_nothing_is_reported_before_the_plan_is_approved(signed_in: SignIn) -> None:
    preparer = signed_in("preparer")
    preparer.post(NEW, PLAN, via=NEW)
    sent(preparer, a_workbook(two_years()[0]))

    period = {"first": "2023-01-01", "last": "2023-12-31"}
    answer = preparer.post(f"{PAGE}/reports", period, via=PAGE)

    assert answer.status_code == 409


def test_an_approved_plan_does_not_change(signed_in: SignIn) -> None:
    preparer = approved(signed_in)

    answer = preparer.post(f"{PAGE}/edit", {**PLAN, "row_version": "2"}, via=PAGE)

    assert answer.status_code == 409


def test_nobody_decides_their_own_report_or_a_foreign_one(signed_in: SignIn) -> None:
    preparer, coordinator = approved(signed_in), signed_in("coordinator")
    sent(coordinator, a_workbook(two_years()[0]))
    period = {"first": "2023-01-01", "last": "2023-12-31"}
    coordinator.post(f"{PAGE}/reports", period, via=PAGE)
    number = report_number(coordinator.get(PAGE).get_data(as_text=True))

    own = coordinator.post(f"{PAGE}/reports/{number}", DECISION, via=PAGE)
    foreign = preparer.post(f"{PAGE}/reports/{number}", DECISION, via=PAGE)
    unknown = coordinator.post(f"{PAGE}/reports/99", DECISION, via=PAGE)

    assert (own.status_code, foreign.status_code, unknown.status_code) == (409, 403, 404)


def test_an_adjustment_counts_when_another_person_approves_it(signed_in: SignIn) -> None:
    preparer, coordinator = approved(signed_in), signed_in("coordinator")
    sent(preparer, a_workbook(two_years()[0]))
    proposed = {
        "first": "2023-03-01",
        "last": "2023-03-31",
        "quantity": "-5000",
        "reason": "新增一條產線",
        "evidence": "設備清單",
    }
    before = preparer.get(PAGE).get_data(as_text=True)

    preparer.post(f"{PAGE}/adjustments", proposed, via=PAGE)
    undecided = preparer.get(PAGE).get_data(as_text=True)
    coordinator.post(f"{PAGE}/adjustments/1", {"approve": "y", "note": "屬實"}, via=PAGE)
    after = preparer.get(PAGE).get_data(as_text=True)

    assert saving(undecided) == saving(before)
    assert saving(after) == saving(before) - 5000


def saving(page: str) -> int:
    found = re.search(r'figure-value">([\d,]+)', page)
    assert found
    return int(found.group(1).replace(",", ""))


def test_a_form_says_what_is_missing(signed_in: SignIn) -> None:
    answer = signed_in("preparer").post(
        NEW, {**PLAN, "option": "A", "boundary": "", "baseline_to": "2021-01-01"}, via=NEW
    )
    page = answer.get_data(as_text=True)

    assert answer.status_code == 422
    assert "迄日須晚於起日" in page
    assert "選項 A 須填每日推估值" in page


def test_a_foreign_member_sees_nothing_of_it(signed_in: SignIn) -> None:
    approved(signed_in)
    stranger = signed_in("other_preparer")

    assert stranger.get(PAGE).status_code == 404
    assert stranger.get(NEW).status_code == 404
    assert "MV-0001" not in stranger.get("/verification/").get_data(as_text=True)


def test_the_workbook_is_made_out_for_the_plan(signed_in: SignIn) -> None:
    preparer = approved(signed_in)

    first = preparer.get(f"{PAGE}/workbook")
    sent(preparer, a_workbook(two_years()[0]))
    filled = preparer.get(f"{PAGE}/workbook").get_data()

    assert first.status_code == 200
    sent(preparer, filled)
    page = preparer.get(PAGE).get_data(as_text=True)
    assert "採用：meter.xlsx（24 期" in page


def test_the_page_shows_how_the_saving_comes_about(signed_in: SignIn) -> None:
    preparer, coordinator = approved(signed_in), signed_in("coordinator")
    sent(preparer, a_workbook(two_years()[0]))
    change = {"quantity": "1,200", "reason": "停機檢修", "evidence": "檢修紀錄"}
    for month in ("2023-03", "2024-03"):
        days = {"first": f"{month}-01", "last": f"{month}-28"}
        preparer.post(f"{PAGE}/adjustments", {**change, **days}, via=PAGE)
    before = preparer.get(PAGE).get_data(as_text=True)
    for number in (1, 2):
        coordinator.post(
            f"{PAGE}/adjustments/{number}", {"approve": "y", "note": "紀錄相符"}, via=PAGE
        )
    after = preparer.get(PAGE).get_data(as_text=True)

    assert "例行調整（天數、產量、氣象，依模型）" in before
    assert "1 項待決定，尚未計入" in before
    assert "1 項不在報告期內，未計入" in after
    assert "<dd>1,200 kWh · " in after
    assert "張承辦" in after


def test_evidence_of_plans_and_adjustments_is_attached(signed_in: SignIn) -> None:
    preparer, coordinator = approved(signed_in), signed_in("coordinator")
    change = {"first": "2023-03-01", "last": "2023-03-31", "quantity": "1,200"}
    words = {"reason": "停機檢修", "evidence": "檢修紀錄"}
    assert preparer.post(f"{PAGE}/adjustments", {**change, **words}, via=PAGE).status_code == 303

    of_plan = preparer.post(f"{PAGE}/files", {"file": (BytesIO(b"a"), "邊界圖.pdf")}, via=PAGE)
    of_adjustment = preparer.post(
        f"{PAGE}/adjustments/1/files", {"file": (BytesIO(b"b"), "檢修.pdf")}, via=PAGE
    )
    shown = coordinator.get(PAGE).get_data(as_text=True)

    assert (of_plan.status_code, of_adjustment.status_code) == (303, 303)
    assert "邊界圖.pdf" in shown
    assert "檢修.pdf" in shown
    assert coordinator.get(f"{PAGE}/files/2").get_data() == b"b"
    assert signed_in("other_preparer").get(f"{PAGE}/files/2").status_code == 404
    missing = preparer.post(f"{PAGE}/adjustments/9/files", {}, via=PAGE)
    assert missing.status_code == 404
