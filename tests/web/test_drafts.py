"""Drafts of the forms of a diagnosis: kept as one types, one's own, never over a colleague's."""

import pytest

from tests.web.test_advisory import ADVICE, SITE, SignIn, page, post
from tests.web.test_field import MACHINE, OPENED, draft, team

__all__ = ["team"]

VISIT = {"planned_on": "2025-05-06", "held_on": "2025-05-06", "row_version": "1"}
FOUND = {"system": "air", "text": "夜間仍有負載", "severity": "high", "equipment": "1"}


@pytest.fixture
def advised(team: SignIn) -> SignIn:
    """A recommendation that waits for the member's decision."""
    advisor = team("advisor")
    post(advisor, "/advisory/visits/1/findings", FOUND)
    post(advisor, "/advisory/findings/1/recommend", ADVICE)
    post(advisor, "/advisory/recommendations/1/put-forward", {"row_version": "1"})
    return team


FORMS = {
    "visit": ("advisor", "notes-1", "/advisory/visits/1", "notes"),
    "finding": ("advisor", "finding-1", "/advisory/visits/1", "text"),
    "value": ("advisor", "reading-1-1", "/advisory/visits/1/measure/1", "note"),
    "recommendation": ("advisor", "advice-1", "/advisory/findings/1/recommend", "text"),
    "wording": ("advisor", "wording-1", "/advisory/recommendations/1/edit", "text"),
    "machine": ("advisor", f"machine-{SITE}-1", f"/sites/{SITE}/equipment/1", "note"),
    "new machine": (
        "preparer",
        f"register-{SITE}-pump_fan",
        f"/sites/{SITE}/equipment/add/pump_fan",
        "note",
    ),
    "decision": ("preparer", "decision-1", "/advisory/recommendations/1", "remark"),
}


@pytest.mark.parametrize(("who", "form", "path", "field"), FORMS.values(), ids=FORMS)
def test_what_was_typed_is_offered_and_taken_up(
    advised: SignIn, who: str, form: str, path: str, field: str
) -> None:
    browser = advised(who)

    status, _ = draft(browser, form, **{field: "寫到一半"}, opened_at=OPENED)
    offered = page(browser, path)
    taken = page(browser, f"{path}?draft={form}")

    assert status == 200
    assert f'data-draft="/field/drafts/{form}"' in offered
    assert "未送出的草稿" in offered
    assert "寫到一半" not in offered
    assert "寫到一半" in taken


def test_progress_keeps_a_draft_too(advised: SignIn) -> None:
    member = advised("preparer")
    post(member, "/advisory/recommendations/1/decide", {"outcome": "accepted", "row_version": "2"})

    draft(member, "progress-1", evidence="驗收單", status="pending", opened_at=OPENED)

    assert "驗收單" in page(member, "/advisory/recommendations/1?draft=progress-1")


def test_a_draft_of_a_correction_is_another_than_that_of_a_new_value(advised: SignIn) -> None:
    advisor = advised("advisor")
    path = "/advisory/visits/1/measure/1?replaces=1"

    draft(advisor, "reading-1-1-1", note="更正中", opened_at=OPENED)

    assert "未送出的草稿" in page(advisor, path)
    assert "replaces=1&amp;draft=reading-1-1-1" in page(advisor, path)
    assert "未送出的草稿" not in page(advisor, "/advisory/visits/1/measure/1")


@pytest.mark.parametrize(
    ("who", "form"),
    [
        ("preparer", "notes-1"),
        ("preparer", "advice-1"),
        ("advisor", "decision-1"),
        ("other_preparer", "decision-1"),
        ("coordinator", f"machine-{SITE}-1"),
        ("advisor", "notes-x"),
        ("advisor", "wording-99"),
        ("auditor", "decision-1"),
    ],
)
def test_nobody_keeps_drafts_of_forms_that_are_not_theirs(
    advised: SignIn, who: str, form: str
) -> None:
    assert draft(advised(who), form, text="x", opened_at=OPENED)[0] == 404


def test_a_draft_says_that_a_colleague_changed_the_row_since(advised: SignIn) -> None:
    advisor, colleague = advised("advisor"), advised("second")
    draft(advisor, "notes-1", **{**VISIT, "notes": "我的草稿"}, opened_at=OPENED)
    post(colleague, "/advisory/visits/1", {**VISIT, "notes": "同事的紀要"})

    offered = page(advised("advisor"), "/advisory/visits/1")
    taken = page(advised("advisor"), "/advisory/visits/1?draft=notes-1")

    assert "之後有人改過這一筆" in offered
    assert "送出時會列出平台上現在的內容，不會覆蓋" in taken
    assert 'name="row_version" type="hidden" value="1"' in taken


def test_a_visit_that_a_colleague_wrote_down_meanwhile_is_shown_beside_ones_own(
    advised: SignIn,
) -> None:
    advisor, colleague = advised("advisor"), advised("second")
    post(colleague, "/advisory/visits/1", {**VISIT, "notes": "同事的紀要"})

    answer = advisor.post("/advisory/visits/1", {**VISIT, "notes": "我的紀要"}, via="/account")

    text = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "同事的紀要" in text
    assert "我的紀要" in text
    post(advisor, "/advisory/visits/1", {**VISIT, "notes": "兩人的紀要", "row_version": "2"})


def test_a_machine_that_a_colleague_changed_is_shown_beside_ones_own(advised: SignIn) -> None:
    path = f"/sites/{SITE}/equipment/1"
    post(advised("second"), path, {**MACHINE, "maker": "乙牌", "row_version": "1"})

    mine = {**MACHINE, "maker": "甲牌", "row_version": "1"}
    answer = advised("advisor").post(path, mine, via="/account")

    text = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "平台上現在是：乙牌" in text
    assert 'value="甲牌"' in text
    # The same amount, written differently, is no difference.
    assert "全年用量" not in text.split("請合併後再儲存")[0]


def test_a_recommendation_that_a_colleague_worded_is_shown_beside_ones_own(
    advised: SignIn,
) -> None:
    path = "/advisory/recommendations/1/edit"
    post(advised("second"), path, {**ADVICE, "title": "乙案", "row_version": "2"})

    mine = {**ADVICE, "title": "甲案", "row_version": "2"}
    answer = advised("advisor").post(path, mine, via="/account")

    text = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "平台上現在是：乙案" in text
    assert 'value="甲案"' in text


def test_a_decision_on_what_the_team_changed_meanwhile_is_not_lost(advised: SignIn) -> None:
    path = "/advisory/recommendations/1"
    member = advised("preparer")
    post(advised("second"), f"{path}/edit", {**ADVICE, "title": "乙案", "row_version": "2"})

    refused = {"outcome": "rejected", "reason": "capital", "remark": "沒有預算"}
    answer = member.post(f"{path}/decide", {**refused, "row_version": "2"}, via="/account")

    text = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "沒有預算" in text
    assert "乙案" in text


def test_two_first_reports_do_not_overwrite_each_other(advised: SignIn) -> None:
    path = "/advisory/recommendations/1"
    member = advised("preparer")
    post(member, f"{path}/decide", {"outcome": "accepted", "row_version": "2"})
    report = {"status": "pending", "planned_on": "2025-12-01"}
    post(advised("signatory"), f"{path}/progress", {**report, "evidence": "先填的"})

    answer = member.post(f"{path}/progress", {**report, "evidence": "後填的"}, via="/account")

    text = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "平台上現在是：先填的" in text
    assert "後填的" in text


def test_a_sent_form_leaves_no_draft(advised: SignIn) -> None:
    advisor = advised("advisor")
    draft(advisor, "wording-1", title="寫到一半", opened_at=OPENED)

    post(advisor, "/advisory/recommendations/1/edit", {**ADVICE, "row_version": "2"})

    assert "未送出的草稿" not in page(advisor, "/advisory/recommendations/1/edit")
