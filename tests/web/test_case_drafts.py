"""Drafts of the forms of a case: asking, assigning, closing, following up, checking off."""

import re
from collections.abc import Mapping
from datetime import timedelta

import pytest

from tests.web.test_advisory import ADVICE, SITE, SignIn, asked, held, page, post
from tests.web.test_field import OPENED, draft, team, token
from tests.web.world import NOW, Browser, Clock

__all__ = ["team"]

CASE = "/advisory/1"
VISIT = {"planned_on": "2025-05-06", "held_on": "2025-05-06", "row_version": "1"}
FOUND = {"system": "air", "text": "夜間仍有負載", "severity": "high", "equipment": "1"}
TEAM = {"team": "乙團隊", "due": "2025-12-31"}
ACTION = {
    "action_kind": "source_missing",
    "action_text": "補列緊急發電機",
    "inventory_year": "2024",
    "action_due": "2026-04-30",
}


def everybody(coordinator: Browser) -> dict[str, object]:
    """All advisors as a team, the first of them its lead."""
    offered = page(coordinator, CASE).split('name="lead"')[1].split("</select>")[0]
    keys = re.findall(r'value="(\d+)"', offered)
    return {"lead": keys[0], "members": keys}


def decided(team: SignIn, outcome: str) -> SignIn:
    """A case whose one recommendation was answered, its report handed over and explained."""
    advisor, advice = team("advisor"), "/advisory/recommendations/1"
    post(advisor, "/advisory/visits/1", VISIT)
    post(advisor, "/advisory/visits/1/findings", FOUND)
    post(advisor, "/advisory/findings/1/recommend", ADVICE)
    post(advisor, f"{advice}/put-forward", {"row_version": "1"})
    held(advisor, CASE, "kickoff", "2025-05-02")
    post(advisor, f"{CASE}/report", {"reported_on": "2025-05-15"})
    held(advisor, CASE, "results_briefing", "2025-05-16")
    answer = {"outcome": outcome, "reason": "capital", "row_version": "2"}
    post(team("signatory"), f"{advice}/decide", answer)
    return team


@pytest.fixture
def turned_down(team: SignIn) -> SignIn:
    """A case of which nothing is left but closing it."""
    return decided(team, "rejected")


@pytest.fixture
def inventory(team: SignIn) -> SignIn:
    """A second case, about an inventory, with one action that was asked for."""
    case = asked(team("preparer"), "carbon_inventory")
    post(team("coordinator"), f"{case}/triage", {"row_version": "1"})
    chosen = {**TEAM, **everybody(team("coordinator")), "row_version": "2"}
    post(team("coordinator"), f"{case}/assign", chosen)
    for who in ("advisor", "second"):
        post(team(who), f"{case}/declare", {"conflict": "no"})
    post(team("advisor"), f"{case}/actions", ACTION)
    return team


def offered_and_taken(browser: Browser, form: str, path: str, **typed: str) -> tuple[str, str]:
    """The page before and after the draft of a form is taken up."""
    status, _ = draft(browser, form, **typed, opened_at=OPENED)
    assert status == 200
    return page(browser, path), page(browser, f"{path}?draft={form}")


FORMS = {
    "request": ("preparer", "ask", "/advisory/ask", "subject"),
    "assignment": ("coordinator", "assign-1", CASE, "team"),
    "declaration": ("advisor", "declare-1", CASE, "statement"),
}
CLOSING = {
    "proposal": ("advisor", "propose-1", CASE, "closing_remark"),
    "closing": ("coordinator", "closing-1", CASE, "closing_remark"),
}
ACTIONS = {
    "action": ("advisor", "action-2", "/advisory/2", "action_text"),
    "check": ("advisor", "check-2-1", "/advisory/2", "remark"),
}


def kept(browser: Browser, form: str, path: str, field: str) -> None:
    offered, taken = offered_and_taken(browser, form, path, **{field: "寫到一半"})

    assert f'data-draft="/field/drafts/{form}"' in offered
    assert "未送出的草稿" in offered
    assert "寫到一半" not in offered
    assert "寫到一半" in taken


@pytest.mark.parametrize(("who", "form", "path", "field"), FORMS.values(), ids=FORMS)
def test_what_was_typed_is_offered_and_taken_up(
    team: SignIn, who: str, form: str, path: str, field: str
) -> None:
    kept(team(who), form, path, field)


@pytest.mark.parametrize(("who", "form", "path", "field"), CLOSING.values(), ids=CLOSING)
def test_closing_keeps_drafts(
    turned_down: SignIn, who: str, form: str, path: str, field: str
) -> None:
    kept(turned_down(who), form, path, field)


@pytest.mark.parametrize(("who", "form", "path", "field"), ACTIONS.values(), ids=ACTIONS)
def test_actions_on_an_inventory_keep_drafts(
    inventory: SignIn, who: str, form: str, path: str, field: str
) -> None:
    kept(inventory(who), form, path, field)


def test_declining_keeps_a_draft(team: SignIn) -> None:
    asked(team("preparer"))

    kept(team("coordinator"), "decline-2", "/advisory/2", "decline_reason")


def test_a_follow_up_keeps_a_draft(team: SignIn) -> None:
    accepted = decided(team, "accepted")

    kept(accepted("advisor"), "follow-1", "/advisory/recommendations/1", "follow_remark")


def test_every_tick_of_a_list_is_kept(team: SignIn) -> None:
    member = team("preparer")
    typed = {"site": SITE, "topic": "energy", "systems": ["air", "boiler"], "subject": "漏氣"}

    post(
        member,
        "/field/drafts/ask",
        {**typed, "opened_at": OPENED, "csrf_token": token(member)},
    )
    taken = page(member, "/advisory/ask?draft=ask")

    ticked = [one for one in taken.split("<input") if " checked" in one]
    assert {one.split('value="')[1].split('"')[0] for one in ticked} == {"air", "boiler"}


def test_a_sent_request_leaves_no_draft(team: SignIn) -> None:
    member = team("preparer")
    draft(member, "ask", subject="寫到一半", opened_at=OPENED)

    asked(member)

    assert "未送出的草稿" not in page(member, "/advisory/ask")


@pytest.mark.parametrize(
    ("who", "form"),
    [
        ("advisor", "ask"),
        ("auditor", "ask"),
        ("advisor", "assign-1"),
        ("preparer", "assign-1"),
        ("advisor", "closing-1"),
        ("coordinator", "propose-1"),
        ("advisor", "propose-9"),
        ("advisor", "check-1-1"),
        ("preparer", "check-2-1"),
        ("other_preparer", "check-2-1"),
        ("coordinator", "follow-1"),
    ],
)
def test_nobody_keeps_drafts_of_forms_that_are_not_theirs(
    inventory: SignIn, who: str, form: str
) -> None:
    assert draft(inventory(who), form, team="x", opened_at=OPENED)[0] == 404


def sent(browser: Browser, path: str, data: Mapping[str, object]) -> str:
    """The page that answers a form which a colleague overtook."""
    answer = browser.post(path, data, via="/account")
    assert answer.status_code == 409
    return answer.get_data(as_text=True)


def test_an_assignment_that_a_colleague_changed_is_shown_beside_ones_own(
    team: SignIn, clock: Clock
) -> None:
    coordinator = team("coordinator")
    team_of = {**TEAM, **everybody(coordinator)}
    clock.now = NOW + timedelta(minutes=5)
    post(coordinator, f"{CASE}/assign", {**team_of, "row_version": "3"})

    mine = {**team_of, "team": "丙團隊", "row_version": "3"}
    text = sent(coordinator, f"{CASE}/assign", mine)

    assert "平台上現在是：乙團隊" in text
    assert 'value="丙團隊"' in text
    post(coordinator, f"{CASE}/assign", {**mine, "row_version": "4"})


def test_a_closing_that_a_colleague_proposed_meanwhile_is_told_with_ones_own_words(
    turned_down: SignIn,
) -> None:
    said = {"closing_remark": "先提的", "row_version": "4"}
    post(turned_down("second"), f"{CASE}/propose-closing", said)

    mine = {"closing_remark": "後提的", "row_version": "4"}
    text = sent(turned_down("advisor"), f"{CASE}/propose-closing", mine)

    assert "這一步現在不能做" in text
    assert "平台上現在是：提請結案" in text
    assert "平台上現在是：先提的" in text
    assert "後提的" in text


def test_a_closing_of_what_the_team_gave_another_reason_for_can_be_sent_again(
    turned_down: SignIn,
) -> None:
    coordinator = turned_down("coordinator")
    said = {"closing_remark": "團隊寫的", "row_version": "4"}
    post(turned_down("advisor"), f"{CASE}/propose-closing", said)

    mine = {"closing_remark": "我寫的", "row_version": "4"}
    text = sent(coordinator, f"{CASE}/close", mine)

    assert "請合併後再儲存" in text
    assert "平台上現在是：團隊寫的" in text
    assert ">我寫的</textarea>" in text.replace("\r\n", "")
    post(coordinator, f"{CASE}/close", {**mine, "row_version": "5"})
    late = {"closing_remark": "晚一步寫的", "row_version": "5"}
    text = sent(coordinator, f"{CASE}/close", late)
    assert "平台上現在是：我寫的" in text
    assert '您寫的是：<span class="as-written">晚一步寫的' in text
    mine = {"back_remark": "請補照片", "row_version": "5"}
    assert "平台上現在是：已結案" in sent(coordinator, f"{CASE}/reopen", mine)


def test_a_closing_of_a_case_that_is_not_done_keeps_what_was_written(team: SignIn) -> None:
    said = {"closing_remark": "提前結束", "row_version": "3"}

    text = sent(team("coordinator"), f"{CASE}/close", said)

    assert "這一步現在不能做" in text
    assert "提前結束" in text


def test_two_people_who_ask_the_member_do_not_write_it_down_twice(team: SignIn) -> None:
    accepted, path = decided(team, "accepted"), "/advisory/recommendations/1"
    learnt = {"asked_on": "2025-05-19", "learnt": "pending", "row_version": "0"}
    post(accepted("second"), f"{path}/follow-up", {**learnt, "follow_remark": "先問的"})

    text = sent(accepted("advisor"), f"{path}/follow-up", {**learnt, "follow_remark": "後問的"})

    assert "平台上現在是：先問的" in text
    assert "後問的" in text
    again = {**learnt, "follow_remark": "後問的", "row_version": "1"}
    post(accepted("advisor"), f"{path}/follow-up", again)


def test_an_action_that_a_colleague_dropped_meanwhile_says_so(inventory: SignIn) -> None:
    dropped = {"state": "dropped", "remark": "已停用", "row_version": "1"}
    post(inventory("advisor"), "/advisory/actions/1", dropped)

    text = sent(inventory("advisor"), "/advisory/actions/1", {**dropped, "remark": "重複列"})

    assert "平台上現在是：已停用" in text
    assert "重複列" in text


def test_a_draft_of_a_case_says_that_it_was_changed_since(team: SignIn) -> None:
    coordinator = team("coordinator")
    draft(coordinator, "assign-1", team="丙團隊", row_version="2", opened_at=OPENED)

    assert "之後有人改過這一筆" in page(coordinator, CASE)
