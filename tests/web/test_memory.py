"""Warnings that are remembered, and rules that are suspended, as people meet them on the pages."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from portal.db.engine import Database
from portal.intake.suspending import left_out
from portal.submissions import operations, queries
from portal.submissions.models import SubmissionVersion, Upload
from portal.workbook.findings import Finding
from tests.web import scenes
from tests.web.scenes import TREND, WHEN, YEAR
from tests.web.world import Browser

PAGE = f"/hand-in/M001/inventory/{YEAR}"
POWER = replace(TREND, about="energy/e5600123/grid/quantity")
STEAM = replace(TREND, about="energy/e5600123/steam/quantity", cells=("D8",))
RULE = "/rules/INV-214/suspension"
SignIn = Callable[[str], Browser]


def _checked(opened: Database, *findings: Finding, key: str = "first", year: int = YEAR) -> int:
    with opened.transaction() as session:
        who = scenes.person(session, "preparer@a.example")
        report = replace(scenes.a_report(*findings), year=year)
        return scenes.an_upload(session, who, scenes.member(session), report, key=key, year=year).id


def _last_year(opened: Database, *findings: Finding) -> None:
    """Last year's workbook, handed in with the same explanation for all its warnings."""
    upload_id = _checked(opened, *findings, key="last year", year=YEAR - 1)
    with opened.transaction() as session:
        who = scenes.person(session, "signatory@a.example")
        upload = session.get_one(Upload, upload_id)
        scenes.a_version(session, who, upload, at=WHEN - timedelta(days=365))


def _suspend(opened: Database) -> None:
    with opened.transaction() as session:
        who = scenes.person(session, "admin@city.example")
        operations.suspend_rule(session, who, "INV-214", "公告係數更正中。", at=WHEN)


def test_a_preparer_explains_one_warning_and_leaves_the_other(
    signed_in: SignIn, opened: Database
) -> None:
    upload_id = _checked(opened, POWER, STEAM)
    browser = signed_in("preparer")
    sent = {f"why-INV-402 {POWER.about}": "新增電弧爐。"}

    response = browser.post(f"/uploads/{upload_id}/explain", sent, via=PAGE)

    page = browser.get(PAGE).get_data(as_text=True)
    assert response.headers["Location"] == f"{PAGE}#explanations"
    assert ">新增電弧爐。</textarea>" in page
    assert "1／2" in page


def test_one_text_explains_a_selection(signed_in: SignIn, opened: Database) -> None:
    upload_id = _checked(opened, POWER, STEAM, scenes.NOTE)
    browser = signed_in("preparer")
    keys = [f"INV-402 {one.about}" for one in (POWER, STEAM)]

    browser.post(
        f"/uploads/{upload_id}/explain",
        {"selected": keys, "why-selected": "產量增加。"},
        via=PAGE,
    )

    with opened.reading() as session:
        said = queries.explanations_of(session, upload_id)
    assert {key: row.text for key, row in said.items()} == dict.fromkeys(keys, "產量增加。")
    assert browser.get(PAGE).get_data(as_text=True).count(">產量增加。</textarea>") == 2


def test_what_was_explained_before_a_correction_is_offered_for_the_corrected_file(
    signed_in: SignIn, opened: Database
) -> None:
    browser = signed_in("preparer")
    faulty = _checked(opened, scenes.UNIT, POWER)
    assert "儲存說明" in browser.get(PAGE).get_data(as_text=True)
    browser.post(f"/uploads/{faulty}/explain", {f"why-INV-402 {POWER.about}": "甲。"}, via=PAGE)

    _checked(opened, POWER, key="corrected")

    page = browser.get(PAGE).get_data(as_text=True)
    assert ">甲。</textarea>" in page
    assert "沿用先前檔案的說明" in page


def test_an_error_cannot_be_explained_away(signed_in: SignIn, opened: Database) -> None:
    upload_id = _checked(opened, scenes.UNIT)
    browser = signed_in("signatory")
    sent = {"why-INV-214": "沒有錯。", "certified": "y"}

    browser.post(f"/uploads/{upload_id}/explain", sent, via=PAGE)
    refused = browser.post(f"/uploads/{upload_id}/submit", sent, via=PAGE)

    with opened.reading() as session:
        assert queries.explanations_of(session, upload_id) == {}
    assert refused.status_code == 409
    assert "why-INV-214" not in browser.get(PAGE).get_data(as_text=True)


def test_last_year_s_explanation_is_offered_with_its_year_and_handed_in(
    signed_in: SignIn, opened: Database
) -> None:
    _last_year(opened, POWER)
    upload_id = _checked(opened, POWER)
    browser = signed_in("signatory")
    page = browser.get(PAGE).get_data(as_text=True)
    offered = "新增一座電弧爐，自 2024 年 3 月起運轉。"
    sent = {f"why-INV-402 {POWER.about}": offered, "certified": "y"}

    response = browser.post(f"/uploads/{upload_id}/submit", sent, via=PAGE)

    assert f"沿用 {YEAR - 1} 年說明" in page
    assert f">{offered}</textarea>" in page
    assert response.status_code == 303
    with opened.reading() as session:
        [row] = queries.explanations_of(session, upload_id).values()
    assert (row.year, row.first_year) == (YEAR, YEAR - 1)


def test_when_the_value_moved_the_explanation_is_shown_but_not_offered(
    signed_in: SignIn, opened: Database
) -> None:
    _last_year(opened, POWER)
    upload_id = _checked(opened, replace(POWER, value="110,000"))
    browser = signed_in("signatory")

    page = browser.get(PAGE).get_data(as_text=True)
    refused = browser.post(f"/uploads/{upload_id}/submit", {"certified": "y"}, via=PAGE)

    assert "數值已變動，原說明不再適用" in page
    assert '<blockquote class="as-written">新增一座電弧爐' in page
    assert "運轉。</textarea>" not in page
    assert refused.status_code == 422


def test_the_reviewer_reads_new_warnings_before_those_carried_over(
    signed_in: SignIn, opened: Database
) -> None:
    _last_year(opened, POWER)
    upload_id = _checked(opened, POWER, STEAM)
    with opened.transaction() as session:
        who = scenes.person(session, "signatory@a.example")
        scenes.a_version(session, who, session.get_one(Upload, upload_id))
        number = scenes.the_submission(session, scenes.member(session)).id

    page = signed_in("coordinator").get(f"/submissions/{number}?tab=findings")

    text = page.get_data(as_text=True)
    assert "新的 1 項 · 變動 0 項 · 沿用 1 項" in text
    assert text.index("standing-new") < text.index("standing-carried")
    assert f"沿用 {YEAR - 1} 年說明" in text


def test_an_administrator_suspends_a_rule_with_a_reason_and_the_catalogue_says_so(
    signed_in: SignIn,
) -> None:
    browser = signed_in("administrator")

    without = browser.post(RULE, {"suspend": "y"}, via=RULE)
    done = browser.post(RULE, {"suspend": "y", "reason": "公告係數更正中。"}, via=RULE)

    seen = signed_in("preparer").get("/rules?q=INV-214").get_data(as_text=True)
    assert without.status_code == 422
    assert done.status_code == 303
    assert "公告係數更正中。" in seen
    assert "管理員 · 2025" in seen
    assert RULE not in seen
    browser.post(RULE, {"suspend": "", "reason": "已更正。"}, via=RULE)
    assert "公告係數更正中。" not in browser.get("/rules?q=INV-214").get_data(as_text=True)
    assert "已更正。" in browser.get(RULE).get_data(as_text=True)


def test_what_the_reader_finds_cannot_be_suspended(signed_in: SignIn) -> None:
    assert signed_in("administrator").get("/rules/WB-205/suspension").status_code == 404


@pytest.fixture
def spared(opened: Database) -> int:
    """An upload whose only error is of a suspended rule."""
    _suspend(opened)
    with opened.transaction() as session:
        who = scenes.person(session, "preparer@a.example")
        judged = left_out(scenes.a_report(scenes.UNIT), queries.suspensions(session))
        return scenes.an_upload(session, who, scenes.member(session), judged).id


def test_a_suspended_rule_holds_nothing_up_and_everybody_sees_it(
    signed_in: SignIn, opened: Database, spared: int
) -> None:
    browser = signed_in("signatory")

    before = browser.get(PAGE).get_data(as_text=True)
    browser.post(f"/uploads/{spared}/submit", {"certified": "y"}, via=PAGE)

    with opened.reading() as session:
        [version] = session.query(SubmissionVersion).all()
        number = version.submission_id
    review = signed_in("coordinator").get(f"/submissions/{number}?tab=findings")
    assert version.reference_versions["suspended"] == "INV-214"
    for page in (before, review.get_data(as_text=True)):
        assert "檢核時有 1 條規則停用中" in page
        assert "公告係數更正中。" in page
        assert "管理員" in page
