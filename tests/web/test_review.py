"""The city's list, its review, and what the member sees of it."""

import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from portal.audit.queries import entries
from portal.db.engine import Database
from portal.submissions.models import Submission
from portal.submissions.queries import cycle_times
from portal.submissions.states import Kind, State
from portal.workbook.inert_text import inert
from tests.web import scenes
from tests.web.world import Browser

SignIn = Callable[[str], Browser]
LIST = "/review/inventory/2024"


@pytest.fixture
def handed_in(opened: Database) -> int:
    """An inventory of M001 handed in, with a warning explained."""
    with opened.transaction() as session:
        company = scenes.member(session)
        preparer = scenes.person(session, "preparer@a.example")
        signatory = scenes.person(session, "signatory@a.example")
        upload = scenes.an_upload(session, preparer, company, scenes.a_report(scenes.TREND))
        scenes.a_version(session, signatory, upload)
        return scenes.the_submission(session, company).id


def _state(opened: Database, submission_id: int) -> State:
    with opened.reading() as session:
        return session.get_one(Submission, submission_id).state


def test_every_member_is_in_the_list_also_without_a_submission(
    signed_in: SignIn, handed_in: int
) -> None:
    page = signed_in("coordinator").get(LIST).get_data(as_text=True)

    assert "鋼一股份有限公司" in page
    assert "石二股份有限公司" in page
    assert "未申報" in page


@pytest.mark.parametrize(
    ("query", "shown", "hidden"),
    [
        ("?group=steel", "鋼一", "石二"),
        ("?state=submitted", "鋼一", "石二"),
        ("?state=none", "石二", "鋼一"),
        ("?q=second", "石二", "鋼一"),
    ],
)
def test_filters_in_the_address_narrow_the_list(
    signed_in: SignIn, handed_in: int, query: str, shown: str, hidden: str
) -> None:
    page = signed_in("coordinator").get(LIST + query).get_data(as_text=True)

    table = page.partition("<tbody>")[2].partition("</tbody>")[0]
    assert shown in table
    assert hidden not in table


def test_a_coordinator_of_some_groups_sees_those_only(signed_in: SignIn, handed_in: int) -> None:
    page = signed_in("steel_coordinator").get(LIST).get_data(as_text=True)

    assert "鋼一股份有限公司" in page
    assert "石二股份有限公司" not in page


def test_the_export_holds_the_rows_of_the_list(signed_in: SignIn, handed_in: int) -> None:
    response = signed_in("coordinator").get(f"{LIST}/export?state=submitted")

    rows = list(csv.reader(io.StringIO(response.get_data().decode("utf-8-sig"))))
    assert rows[0][:4] == ["代碼", "成員", "組別", "狀態"]
    assert [row[:4] for row in rows[1:]] == [["M001", "鋼一股份有限公司", "鋼鐵組", "已送出"]]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "＝1", "＠x"])
def test_no_exported_text_is_a_formula(text: str) -> None:
    assert inert(text) == "'" + text


def test_a_reviewer_accepts_what_was_handed_in(
    signed_in: SignIn, opened: Database, handed_in: int
) -> None:
    browser = signed_in("coordinator")
    page = f"/submissions/{handed_in}"

    browser.post(f"{page}/start", via=page)
    response = browser.post(f"{page}/accept", {"remark": "數據合理。"}, via=page)

    assert response.status_code == 303
    assert _state(opened, handed_in) is State.ACCEPTED
    assert "已審查通過" in browser.get(page).get_data(as_text=True)


def test_a_return_says_what_to_correct_and_the_member_sees_it(
    signed_in: SignIn, opened: Database, handed_in: int
) -> None:
    reviewer = signed_in("coordinator")
    page = f"/submissions/{handed_in}"
    sent = {"comment": "請補充焦炭量測紀錄。", "changes": "更正封面總量\n\n補附件"}

    reviewer.post(f"{page}/return", sent, via=page)

    member = signed_in("preparer").get("/hand-in/M001/inventory/2024").get_data(as_text=True)
    assert _state(opened, handed_in) is State.RETURNED
    assert "請補充焦炭量測紀錄。" in member
    assert "<li>更正封面總量</li><li>補附件</li>" in member


def test_a_return_without_a_comment_keeps_what_was_typed(
    signed_in: SignIn, opened: Database, handed_in: int
) -> None:
    page = f"/submissions/{handed_in}"

    response = signed_in("coordinator").post(f"{page}/return", {"changes": "補附件"}, via=page)

    assert response.status_code == 422
    assert "請說明退回的原因。" in response.get_data(as_text=True)
    assert "補附件" in response.get_data(as_text=True)
    assert _state(opened, handed_in) is State.SUBMITTED


def test_two_reviewers_at_once_do_not_overwrite_each_other(
    signed_in: SignIn, opened: Database, handed_in: int
) -> None:
    page = f"/submissions/{handed_in}"
    first, second = signed_in("coordinator"), signed_in("english")
    with opened.reading() as session:
        seen = str(session.get_one(Submission, handed_in).row_version)

    one = first.post(f"{page}/return", {"comment": "退回", "row_version": seen}, via=page)
    other = second.post(f"{page}/accept", {"row_version": seen}, via=page)

    assert one.status_code == 303
    assert other.status_code == 409
    assert _state(opened, handed_in) is State.RETURNED


def test_a_signatory_recalls_until_the_review_begins(
    signed_in: SignIn, opened: Database, handed_in: int
) -> None:
    browser = signed_in("signatory")

    response = browser.post(f"/submissions/{handed_in}/recall", via="/")

    assert response.headers["Location"] == "/hand-in/M001/inventory/2024"
    assert _state(opened, handed_in) is State.CHECKED


@pytest.mark.parametrize("tab", ["figures", "findings", "documents", "history", "nonsense"])
def test_each_tab_shows_its_part(signed_in: SignIn, handed_in: int, tab: str) -> None:
    said = {
        "figures": "一號高爐",
        "findings": "新增一座電弧爐",
        "documents": "R-2025-000001",
        "history": "收到檔案",
        "nonsense": "一號高爐",
    }

    page = signed_in("auditor").get(f"/submissions/{handed_in}?tab={tab}").get_data(as_text=True)

    assert said[tab] in page
    assert "確定退回" not in page


def test_the_documents_say_what_a_version_was_judged_by(signed_in: SignIn, handed_in: int) -> None:
    page = signed_in("coordinator").get(f"/submissions/{handed_in}?tab=documents")

    shown = page.get_data(as_text=True)
    assert "檢核所依據的版本" in shown
    assert "<dt>檢核規則</dt><dd><code>1</code></dd>" in shown
    assert "<dt>平台</dt><dd><code>0.1.0</code></dd>" in shown


def test_the_first_page_lists_what_waits_for_review(signed_in: SignIn, handed_in: int) -> None:
    page = signed_in("coordinator").get("/").get_data(as_text=True)

    assert "M001 鋼一股份有限公司" in page
    assert f"/submissions/{handed_in}" in page


def test_the_first_page_of_a_member_says_what_to_do(signed_in: SignIn, handed_in: int) -> None:
    page = signed_in("signatory").get("/").get_data(as_text=True)

    assert "自主減量計畫" in page
    assert "下載範本" in page


def test_a_coordinator_moves_the_deadline(signed_in: SignIn, opened: Database) -> None:
    page = "/review/plan/2024/deadline"
    sent = {"opens_at": "2025-01-01T00:00", "due_at": "2025-06-30T17:00"}

    response = signed_in("coordinator").post(page, sent, via=page)

    with opened.reading() as session:
        times = cycle_times(session, Kind.PLAN, 2024)
    assert response.status_code == 303
    assert times.due_at == datetime(2025, 6, 30, 9, tzinfo=UTC)


@pytest.mark.parametrize("due", ["", "tomorrow", "2024-12-31T00:00"])
def test_a_deadline_comes_after_the_opening(signed_in: SignIn, due: str) -> None:
    page = "/review/plan/2024/deadline"

    response = signed_in("coordinator").post(
        page, {"opens_at": "2025-01-01T00:00", "due_at": due}, via=page
    )

    assert response.status_code == 422


def test_the_receipt_is_had_as_a_document_and_that_is_logged(
    signed_in: SignIn, opened: Database, handed_in: int
) -> None:
    response = signed_in("signatory").get("/receipts/R-2025-000001.pdf")

    with opened.reading() as session:
        logged = [entry.event for entry in entries(session)]
    assert response.get_data()[:5] == b"%PDF-"
    assert "download.report" in logged


def test_a_shut_door_is_logged(signed_in: SignIn, opened: Database, handed_in: int) -> None:
    signed_in("other_preparer").get(f"/submissions/{handed_in}")

    with opened.reading() as session:
        [denied] = [one for one in entries(session) if one.event == "access.denied"]
    assert denied.detail == {"endpoint": "review.show", "submission_id": str(handed_in)}
