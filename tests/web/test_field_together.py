"""Two people on one visit: a workbook taken out while a colleague goes on working on the pages."""

import pytest

from tests.web.test_advisory import ADVICE, SITE, SignIn, page, post
from tests.web.test_field import (
    MACHINE,
    confirmed,
    digest,
    fill,
    filled,
    team,
    upload,
    values,
    workbook,
)

__all__ = ["team"]

FOUND = {"system": "air", "text": "夜間仍有負載", "severity": "high", "equipment": "1"}
EDIT = "/advisory/recommendations/1/edit"


@pytest.fixture
def advised(team: SignIn) -> SignIn:
    """A finding with a recommendation that nobody has answered."""
    advisor = team("advisor")
    post(advisor, "/advisory/visits/1/findings", FOUND)
    post(advisor, "/advisory/findings/1/recommend", ADVICE)
    return team


def test_a_recommendation_goes_out_is_changed_and_comes_back(advised: SignIn) -> None:
    advisor = advised("advisor")
    book = workbook(advisor)
    fill(book, "已有建議", 1, title="修復主管洩漏", electricity=48000, capex=95000)

    preview = upload(advisor, book)
    shown = page(advisor, preview)
    confirmed(advisor, preview)

    assert "修復壓縮空氣洩漏" in shown
    assert "修復主管洩漏" in shown
    assert "確認採用 1 列" in shown
    after = page(advisor, "/advisory/recommendations/1")
    assert "修復主管洩漏" in after
    assert "48,000" in after
    assert "95,000" in after
    assert "ARC 2.4236" in after
    assert "沒有要更改的" in page(advisor, upload(advisor, workbook(advisor)))


def test_a_second_recommendation_is_added_below_those_on_file(advised: SignIn) -> None:
    advisor = advised("advisor")
    book = workbook(advisor)
    more = {"title": "降低系統壓力", "measure_class": "操作改善（免投資）", "electricity": 9000}
    fill(book, "已有建議", 2, finding=1, price=3.5, **more)

    confirmed(advisor, upload(advisor, book))

    assert "降低系統壓力" in page(advisor, "/advisory/1")
    assert "修復壓縮空氣洩漏" in page(advisor, "/advisory/1")


def test_advice_that_a_colleague_changed_on_its_page_is_not_overwritten(advised: SignIn) -> None:
    advisor, colleague = advised("advisor"), advised("second")
    book = workbook(advisor)
    fill(book, "已有建議", 1, title="我改的名稱")
    post(colleague, EDIT, {**ADVICE, "title": "同事改的名稱", "row_version": "1"})

    preview = page(advisor, upload(advisor, book))

    assert "衝突，不採用" in preview
    assert "同事改的名稱" in preview
    assert "我改的名稱" in preview
    assert "同事改的名稱" in page(advisor, "/advisory/recommendations/1")


def test_a_saving_that_only_changed_its_quantity_is_told_too(advised: SignIn) -> None:
    advisor, colleague = advised("advisor"), advised("second")
    book = workbook(advisor)
    fill(book, "已有建議", 1, electricity=48000)
    post(colleague, EDIT, {**ADVICE, "electricity_quantity": "55000", "row_version": "1"})

    assert "衝突，不採用" in page(advisor, upload(advisor, book))


def test_a_page_that_was_open_while_a_workbook_came_back_is_told(advised: SignIn) -> None:
    advisor, colleague = advised("advisor"), advised("second")
    book = workbook(advisor)
    fill(book, "已有建議", 1, title="活頁簿的名稱")
    confirmed(advisor, upload(advisor, book))

    answer = colleague.post(EDIT, {**ADVICE, "title": "頁面", "row_version": "1"}, via="/account")

    assert answer.status_code == 409
    assert "平台上現在是：活頁簿的名稱" in answer.get_data(as_text=True)


def test_what_a_colleague_adds_on_the_page_stays_beside_the_workbook(team: SignIn) -> None:
    advisor, colleague = team("advisor"), team("second")
    book = filled(advisor)
    post(colleague, "/advisory/visits/1/findings", {**FOUND, "text": "冷卻水溫偏高"})
    post(colleague, "/field/visits/1/equipment/1", values(value_pressure="", value_power_kw="70"))

    confirmed(advisor, upload(advisor, book))

    both = page(advisor, "/advisory/1")
    assert "冷卻水溫偏高" in both
    assert "夜間仍有負載" in both
    assert "已量 2 項" in page(advisor, "/field/visits/1/")


def test_two_workbooks_of_one_visit_come_back_one_after_the_other(team: SignIn) -> None:
    advisor, colleague = team("advisor"), team("second")
    first, second = workbook(advisor), workbook(colleague)
    fill(first, "設備", 1, maker="甲牌")
    fill(second, "設備", 1, model="M-200")
    one, other = upload(advisor, first), upload(colleague, second)
    shown = {"shown": digest(page(colleague, other))}
    confirmed(advisor, one)

    late = colleague.post(f"{other}/confirm", shown, via="/account")
    now = page(colleague, other)

    assert late.status_code == 409
    assert "衝突，不採用" in now
    register = page(colleague, f"/sites/{SITE}/equipment/1")
    assert "甲牌" in register
    assert "M-200" not in register


def test_a_page_and_a_workbook_change_different_machines_without_conflict(team: SignIn) -> None:
    advisor, colleague = team("advisor"), team("second")
    post(advisor, f"/sites/{SITE}/equipment/add/compressor", {**MACHINE, "tag": "AC-2"})
    book = workbook(advisor)
    fill(book, "設備", 2, maker="乙牌")
    change = {**MACHINE, "maker": "甲牌", "row_version": "1"}
    post(colleague, f"/sites/{SITE}/equipment/1", change)

    confirmed(advisor, upload(advisor, book))

    register = page(advisor, f"/sites/{SITE}/equipment/")
    assert "甲牌" in register
    assert "乙牌" in register


def test_other_equipment_has_its_workbook(team: SignIn) -> None:
    advisor = team("advisor")
    post(advisor, f"/sites/{SITE}/equipment/add/other", {**MACHINE, "tag": "OV-1"})
    answer = advisor.get("/field/visits/1/workbook/other")

    assert answer.status_code == 200
    assert "其他" in page(advisor, "/field/visits/1/upload")
