"""Versions side by side, sections that stay accepted, and names that changed."""

import io
from collections.abc import Callable
from datetime import timedelta

import openpyxl
import pytest

from portal.db.engine import Database
from portal.submissions.models import Submission
from portal.submissions.queries import identity_changes, section_decisions
from portal.submissions.states import State
from tests.web import scenes
from tests.web.world import Browser

SignIn = Callable[[str], Browser]
BOILER = scenes.a_line(8, "二號鍋爐", "500")
CHANGED = (scenes.LINES[0], scenes.a_line(6, "燒結機", "341300", stated="341300"), BOILER)


@pytest.fixture
def submission_id(opened: Database) -> int:
    """An inventory of M001 in its second version, the first of which was returned."""
    with opened.transaction() as session:
        company = scenes.member(session)
        who = [scenes.person(session, f"{one}@a.example") for one in ("preparer", "signatory")]
        first = scenes.an_upload(session, who[0], company, scenes.a_report(scenes.TREND))
        scenes.a_version(session, who[1], first)
        return scenes.the_submission(session, company).id


def _return(signed_in: SignIn, submission_id: int) -> None:
    page = f"/submissions/{submission_id}"
    signed_in("coordinator").post(f"{page}/return", {"comment": "請更正"}, via=page)


def _second(opened: Database, *, hand_in: bool = True) -> int:
    with opened.transaction() as session:
        company = scenes.member(session)
        later = scenes.WHEN + timedelta(days=30)
        report = scenes.a_report(scenes.TREND, lines=CHANGED)
        who = scenes.person(session, "preparer@a.example")
        upload = scenes.an_upload(session, who, company, report, key="second", at=later)
        if hand_in:
            scenes.a_version(
                session, scenes.person(session, "signatory@a.example"), upload, at=later
            )
        return upload.id


def test_the_review_opens_on_what_changed_since_it_was_last_reviewed(
    signed_in: SignIn, opened: Database, submission_id: int
) -> None:
    _return(signed_in, submission_id)
    _second(opened)

    page = signed_in("coordinator").get(f"/submissions/{submission_id}").get_data(as_text=True)

    assert "2024 年度第 1 版 → 2024 年度第 2 版" in page
    assert "新增 1 列，刪除 1 列，變更 1 列，未變 1 列。" in page
    assert "+447.7" in page


@pytest.mark.parametrize("who", ["coordinator", "preparer", "auditor"])
def test_any_two_versions_are_compared_by_the_address(
    signed_in: SignIn, opened: Database, submission_id: int, who: str
) -> None:
    _return(signed_in, submission_id)
    _second(opened)

    page = signed_in(who).get(f"/submissions/{submission_id}/compare?before=v2&after=v1")

    assert "2024 年度第 2 版 → 2024 年度第 1 版" in page.get_data(as_text=True)


def test_a_draft_is_compared_with_the_version_before_it(
    signed_in: SignIn, opened: Database, submission_id: int
) -> None:
    _return(signed_in, submission_id)
    upload = _second(opened, hand_in=False)
    member = signed_in("preparer")

    page = member.get(f"/submissions/{submission_id}/compare?after=u{upload}")
    offered = member.get("/hand-in/M001/inventory/2024").get_data(as_text=True)

    assert "二號鍋爐" in page.get_data(as_text=True)
    assert f"/submissions/{submission_id}/compare?after=u{upload}" in offered


@pytest.mark.parametrize("query", ["before=v9", "after=u99999", "before=y1990", "after=x"])
def test_what_is_not_offered_cannot_be_compared(
    signed_in: SignIn, submission_id: int, query: str
) -> None:
    response = signed_in("coordinator").get(f"/submissions/{submission_id}/compare?{query}")

    assert response.status_code == 404


def test_nothing_to_compare_with_is_said(signed_in: SignIn, submission_id: int) -> None:
    page = signed_in("coordinator").get(f"/submissions/{submission_id}/compare")

    assert "沒有可以比較的版本" in page.get_data(as_text=True)
    stranger = signed_in("other_preparer").get(f"/submissions/{submission_id}/compare")
    assert stranger.status_code == 404


def test_the_comparison_is_had_as_a_workbook(
    signed_in: SignIn, opened: Database, submission_id: int
) -> None:
    _return(signed_in, submission_id)
    _second(opened)

    data = signed_in("coordinator").get(f"/submissions/{submission_id}/compare.xlsx").get_data()

    book = openpyxl.load_workbook(io.BytesIO(data))
    said = [cell for row in book["列"].iter_rows(values_only=True) for cell in row]
    assert book.sheetnames == ["目次", "合計", "原因", "列", "儲存格"]
    assert any("二號鍋爐" in str(cell) for cell in said)
    book.close()


def test_a_section_that_stays_the_same_stays_accepted(
    signed_in: SignIn, opened: Database, submission_id: int
) -> None:
    browser, page = signed_in("coordinator"), f"/submissions/{submission_id}"
    browser.post(f"{page}/sections", {"sheet": "sources", "decision": "accept"}, via=page)
    shown = browser.get(f"{page}?tab=changes").get_data(as_text=True)
    _return(signed_in, submission_id)
    _second(opened)

    changed = browser.get(f"{page}?tab=changes").get_data(as_text=True)

    assert "已通過" in shown
    assert "通過後有變動" in changed
    with opened.reading() as session:
        assert section_decisions(session, submission_id, 2)["sources"].version == 1


def test_the_whole_is_accepted_in_one_step_when_every_section_is(
    signed_in: SignIn, opened: Database, submission_id: int
) -> None:
    browser, page = signed_in("coordinator"), f"/submissions/{submission_id}"
    browser.post(f"{page}/sections", {"every": "yes"}, via=page)

    shown = browser.get(f"{page}?tab=changes").get_data(as_text=True)
    browser.post(f"{page}/accept", via=page)

    assert "各分項均已通過：審查通過" in shown
    with opened.reading() as session:
        assert session.get_one(Submission, submission_id).state is State.ACCEPTED


def test_a_section_is_opened_again(signed_in: SignIn, opened: Database, submission_id: int) -> None:
    browser, page = signed_in("coordinator"), f"/submissions/{submission_id}"
    browser.post(f"{page}/sections", {"every": "yes"}, via=page)
    browser.post(f"{page}/sections", {"sheet": "sources", "decision": "open"}, via=page)

    with opened.reading() as session:
        assert not section_decisions(session, submission_id, 1)["sources"].is_accepted


def test_a_likely_rename_is_offered_and_recorded(
    signed_in: SignIn, opened: Database, submission_id: int
) -> None:
    _return(signed_in, submission_id)
    with opened.transaction() as session:
        company, later = scenes.member(session), scenes.WHEN + timedelta(days=30)
        renamed = {**scenes.LINES[2], "values": {**scenes.LINES[2]["values"], "source_id": "G1"}}
        report = scenes.a_report(scenes.TREND, lines=(*scenes.LINES[:2], renamed))
        who = scenes.person(session, "preparer@a.example")
        upload = scenes.an_upload(session, who, company, report, key="renamed", at=later)
        scenes.a_version(session, scenes.person(session, "signatory@a.example"), upload, at=later)
    browser = signed_in("coordinator")
    form = f"/submissions/{submission_id}/identity"
    offered = browser.get(f"/submissions/{submission_id}/compare").get_data(as_text=True)
    sent = {
        "kind": "source_renamed",
        "old": "E5600123/S007",
        "new": "E5600123/G1",
        "reason": "依設備編號重編",
    }

    response = browser.post(form, sent, via=form)

    after = browser.get(f"/submissions/{submission_id}/compare").get_data(as_text=True)
    assert "確認為改編號" in offered
    assert response.status_code == 303
    assert "確認為改編號" not in after
    assert "E5600123/S007" in after


@pytest.mark.parametrize(
    "wrong", [{"reason": ""}, {"new": "nowhere"}, {"new": "E5600123"}, {"kind": "x"}]
)
def test_a_change_that_is_not_well_written_is_shown_again(
    signed_in: SignIn, opened: Database, submission_id: int, wrong: dict[str, str]
) -> None:
    sent = {
        "kind": "source_renamed",
        "old": "E5600123/S007",
        "new": "E5600123/G1",
        "reason": "重編",
        **wrong,
    }
    form = f"/submissions/{submission_id}/identity"

    response = signed_in("preparer").post(form, sent, via=form)

    assert response.status_code == 422
    assert "E5600123/S007" in response.get_data(as_text=True)
    with opened.reading() as session:
        assert identity_changes(session, 1) == []


def test_a_change_is_taken_back_with_a_reason(
    signed_in: SignIn, opened: Database, submission_id: int
) -> None:
    browser, form = signed_in("preparer"), f"/submissions/{submission_id}/identity"
    sent = {"kind": "site_renumbered", "old": "E5600123", "new": "E5600124", "reason": "換證"}
    browser.post(form, sent, via=form)
    with opened.reading() as session:
        [change] = identity_changes(session, 1)

    refused = browser.post(f"{form}/{change.id}/withdraw", {"reason": ""}, via=form)
    taken = browser.post(f"{form}/{change.id}/withdraw", {"reason": "誤登"}, via=form)

    assert (refused.status_code, taken.status_code) == (422, 303)
    with opened.reading() as session:
        assert identity_changes(session, 1) == []
