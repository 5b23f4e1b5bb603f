"""The loop of a diagnosis through the front door, by a member, a coordinator and an advisor."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime

import pytest

from portal.accounts.operations import Person, add_user
from portal.accounts.permissions import Role
from portal.db.engine import Database
from portal.members.figures import SiteRecord
from portal.members.operations import add_site
from portal.submissions.operations import accept
from tests.web import scenes
from tests.web.world import NOW, PASSWORD, PEOPLE, Browser, Clock

SignIn = Callable[[str], Browser]
SITE = "E5600001"


@pytest.fixture(autouse=True)
def sites(opened: Database) -> int:
    """A site for each member; returns the key of the advisor."""
    with opened.transaction() as session:
        for code, number in (("M001", SITE), ("M002", "E5600002")):
            record = SiteRecord(number, "小港廠", "Siaogang Works", "高雄市小港區", True)
            company = scenes.member(session, code)
            add_site(session, None, company, record, from_date=date(2022, 6, 20), at=NOW)
        return scenes.person(session, PEOPLE["advisor"].email).user_id


def post(browser: Browser, path: str, data: Mapping[str, object], status: int = 303) -> str:
    answer = browser.post(path, data, via="/account")
    assert answer.status_code == status, answer.get_data(as_text=True)
    return str(answer.headers.get("Location", ""))


def page(browser: Browser, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200, path
    return answer.get_data(as_text=True)


def asked(browser: Browser, topic: str = "energy") -> str:
    data = {
        "site": SITE,
        "topic": topic,
        "systems": ["air"] if topic == "energy" else [],
        "subject": "空壓系統耗電偏高",
        "contact": "王工程師 07-0000000",
    }
    return post(browser, "/advisory/ask", data)


def assigned(signed_in: SignIn, advisor: int, topic: str = "energy") -> str:
    """A request of the first member in the hands of an advisor who declared no conflict."""
    case = asked(signed_in("preparer"), topic)
    coordinator = signed_in("coordinator")
    post(coordinator, f"{case}/triage", {"row_version": "1"})
    team = {"team": "節能輔導團", "lead": str(advisor), "due": "2025-12-31", "row_version": "2"}
    post(coordinator, f"{case}/assign", team)
    post(signed_in("advisor"), f"{case}/declare", {"conflict": "no"})
    return case


def held(advisor: Browser, case: str, kind: str, day: str) -> str:
    visit = post(advisor, f"{case}/visits", {"visit_kind": kind, "planned_on": day})
    data = {
        "planned_on": day,
        "held_on": day,
        "of_site": "王小明、廠務課長",
        "of_team": "顧委員",
        "row_version": "1",
    }
    post(advisor, visit, data)
    return visit


ADVICE = {
    "title": "修復壓縮空氣洩漏",
    "text": "逐點標示並修復。",
    "measure_class": "replacement",
    "arc": "2.4236",
    "hours": "8000",
    "electricity_quantity": "60,000",
    "electricity_price": "3.5",
    "electricity_stated_tco2e": "29.6",
    "capex_labour": "80000",
    "priority": "high",
    "confidence": "medium",
}


def recommended(advisor: Browser, case: str) -> str:
    """A recommendation put forward, after kick-off, survey, report and briefing."""
    register = f"/sites/{SITE}/equipment"
    machine = {"tag": "AC-1", "carrier": "electricity", "annual_use": "600000", "in_use": "y"}
    post(advisor, f"{register}/add/compressor", machine)
    held(advisor, case, "kickoff", "2025-05-02")
    survey = held(advisor, case, "survey", "2025-05-06")
    reading = {
        "quantity": "pressure",
        "value": "7.2",
        "taken_at": "2025-05-06T10:30",
        "method": "measured",
        "instrument": "壓力計 P-12",
        "calibrated_on": "2024-11-01",
    }
    post(advisor, f"{survey}/measure/1", reading)
    found = {"system": "air", "equipment": "1", "text": "夜間仍有負載。", "severity": "high"}
    post(advisor, f"{survey}/findings", found)
    advice = post(advisor, "/advisory/findings/1/recommend", ADVICE)
    post(advisor, f"{advice}/put-forward", {"row_version": "1"})
    return advice


def test_the_loop_from_request_to_closing(
    signed_in: SignIn, sites: int, clock: Clock, opened: Database
) -> None:
    case = assigned(signed_in, sites)
    advisor = signed_in("advisor")
    advice = recommended(advisor, case)
    post(advisor, f"{case}/report", {"reported_on": "2025-05-15"})
    held(advisor, case, "results_briefing", "2025-05-16")

    member = signed_in("signatory")
    assert "回覆改善建議" in page(member, "/")
    post(member, f"{advice}/decide", {"outcome": "accepted", "row_version": "2"})
    planned = {"status": "pending", "planned_on": "2025-10-01"}
    post(member, f"{advice}/progress", planned)
    clock.now = datetime(2025, 11, 20, 2, tzinfo=UTC)
    done = {
        "status": "implemented",
        "planned_on": "2025-10-01",
        "commissioned_on": "2025-10-20",
        "evidence": "驗收單 2025-10-20",
        "row_version": "1",
    }
    member = signed_in("signatory")
    post(member, f"{advice}/progress", done)
    advisor = signed_in("advisor")
    asked_later = {"asked_on": "2025-11-19", "learnt": "implemented"}
    post(advisor, f"{advice}/follow-up", asked_later)

    shown = page(advisor, advice)
    assert "已執行" in shown
    assert "擬訂量測驗證計畫" in page(advisor, case)
    coordinator = signed_in("coordinator")
    said = {"closing_remark": "節能量以工程計算核認，未另行量測。", "row_version": "4"}
    post(coordinator, f"{case}/close", {"row_version": "4"}, status=422)
    assert "輔導中" in page(coordinator, "/advisory/")
    assert "提請結案" in page(advisor, case)
    post(member, f"{case}/propose-closing", said, status=403)
    post(advisor, f"{case}/close", said, status=403)
    post(advisor, f"{case}/propose-closing", said)
    assert "節能量以工程計算核認" in page(coordinator, case)
    post(coordinator, f"{case}/reopen", {"row_version": "5"}, status=422)
    post(coordinator, f"{case}/reopen", {"back_remark": "請補照片", "row_version": "5"})
    assert "請補照片" in page(advisor, case)
    post(advisor, f"{case}/propose-closing", {**said, "row_version": "6"})
    post(coordinator, f"{case}/close", {**said, "row_version": "7"})
    assert "已結案" in page(member, case)
    assert "未辦理，已說明" in page(member, case)
    assert "重啟案件" in page(coordinator, case)


def test_a_case_with_open_steps_says_that_it_cannot_be_closed(
    signed_in: SignIn, sites: int
) -> None:
    case = assigned(signed_in, sites)
    said = {"closing_remark": "提前結束", "row_version": "3"}

    shown = page(signed_in("advisor"), case)
    post(signed_in("advisor"), f"{case}/propose-closing", said, status=409)
    post(signed_in("coordinator"), f"{case}/close", said, status=409)

    assert "仍有待辦步驟，尚不能結案" in shown
    assert "結案與重啟由承辦人決定" in shown


def test_inventory_advice_ends_in_actions_that_are_checked_off(
    signed_in: SignIn, sites: int, opened: Database
) -> None:
    case = assigned(signed_in, sites, "carbon_inventory")
    advisor = signed_in("advisor")
    action = {
        "action_kind": "source_missing",
        "action_text": "補列緊急發電機",
        "inventory_year": str(scenes.YEAR),
        "action_due": "2026-04-30",
    }
    post(advisor, f"{case}/actions", action)
    done = {"state": "done", "row_version": "1"}

    post(advisor, "/advisory/actions/1", done, status=409)
    assert "審查通過後才能核對" in page(advisor, case)
    assert "於下次盤查清冊改善" in page(signed_in("preparer"), "/advisory/")
    hand_in = f"/hand-in/M001/inventory/{scenes.YEAR}"
    assert "補列緊急發電機" in page(signed_in("preparer"), hand_in)
    with opened.transaction() as session:
        company = scenes.member(session)
        signatory = scenes.person(session, PEOPLE["signatory"].email)
        upload = scenes.an_upload(session, signatory, company, scenes.a_report(scenes.TREND))
        scenes.a_version(session, signatory, upload)
    post(advisor, "/advisory/actions/1", done, status=409)
    with opened.transaction() as session:
        submission = scenes.the_submission(session, scenes.member(session))
        reviewer = scenes.person(session, PEOPLE["coordinator"].email)
        accept(session, reviewer, submission, at=NOW, summarise=lambda *_: None)
        submission_id = submission.id
    assert "補列緊急發電機" in page(signed_in("coordinator"), f"/submissions/{submission_id}")
    assert "開啟審查通過的清冊" in page(advisor, case)
    assert "對照審查通過的清冊核對" in page(advisor, "/advisory/")
    assert "於下次盤查清冊改善" not in page(signed_in("preparer"), "/")
    post(advisor, "/advisory/actions/1", done)
    assert "補列緊急發電機" not in page(signed_in("preparer"), hand_in)

    shown = page(advisor, case)
    assert "已改善" in shown
    assert f'href="/submissions/{submission_id}"' in shown


def test_an_advisor_has_what_is_assigned_and_nothing_else(
    signed_in: SignIn, sites: int, opened: Database
) -> None:
    case = assigned(signed_in, sites)
    with opened.transaction() as session:
        person = Person("second@city.example", "第二委員", Role.ADVISOR)
        add_user(session, None, person, at=NOW, password=PASSWORD)
    PEOPLE["second"] = person
    other = signed_in("second")
    del PEOPLE["second"]

    assert page(signed_in("advisor"), f"/sites/{SITE}/equipment/")
    for path in (case, f"/sites/{SITE}/equipment/", "/sites/E5600002/equipment/"):
        assert other.get(path).status_code == 404
    assert "D-2025-0001" not in page(other, "/advisory/")


@pytest.mark.parametrize("who", ["other_preparer", "other_signatory"])
def test_another_member_finds_nothing_of_it(signed_in: SignIn, sites: int, who: str) -> None:
    case = assigned(signed_in, sites)
    advice = recommended(signed_in("advisor"), case)
    foreign = signed_in(who)

    for path in (case, advice, "/advisory/visits/1", f"/sites/{SITE}/equipment/"):
        assert foreign.get(path).status_code == 404
    post(foreign, f"{advice}/decide", {"outcome": "accepted"}, status=404)


def test_a_member_does_not_see_what_is_still_written(signed_in: SignIn, sites: int) -> None:
    case = assigned(signed_in, sites)
    advisor = signed_in("advisor")
    recommended(advisor, case)
    draft = post(advisor, "/advisory/findings/1/recommend", {**ADVICE, "title": "降低壓力"})
    member = signed_in("signatory")

    assert member.get(draft).status_code == 404
    assert "降低壓力" not in page(member, case)
    assert "修復壓縮空氣洩漏" in page(member, case)


def test_who_declared_a_conflict_cannot_visit(signed_in: SignIn, sites: int) -> None:
    case = assigned(signed_in, sites)
    advisor = signed_in("advisor")
    post(advisor, f"{case}/declare", {"conflict": "yes", "statement": "曾任該公司顧問"})

    planned = {"visit_kind": "kickoff", "planned_on": "2025-06-01"}
    post(advisor, f"{case}/visits", planned, status=409)

    assert "更換有利益衝突的委員" in page(signed_in("coordinator"), "/")


def test_what_the_rules_find_stands_beside_the_fields(signed_in: SignIn, sites: int) -> None:
    case = assigned(signed_in, sites)
    advisor = signed_in("advisor")
    recommended(advisor, case)
    wrong = {**ADVICE, "electricity_quantity": "700000", "electricity_stated_tco2e": ""}
    large = {**ADVICE, "electricity_quantity": "200000", "electricity_stated_tco2e": ""}

    refused = advisor.post("/advisory/findings/1/recommend", wrong, via="/account")
    unexplained = advisor.post("/advisory/findings/1/recommend", large, via="/account")
    explained = {**large, "explanation": "夜間停機實測"}

    assert refused.status_code == unexplained.status_code == 422
    assert "大於設備全年用量" in refused.get_data(as_text=True)
    assert "超過 30 %" in unexplained.get_data(as_text=True)
    post(advisor, "/advisory/findings/1/recommend", explained)


def test_an_impossible_value_is_refused_and_kept_in_the_form(signed_in: SignIn, sites: int) -> None:
    case = assigned(signed_in, sites)
    advisor = signed_in("advisor")
    recommended(advisor, case)
    reading = {
        "quantity": "pressure",
        "value": "-3",
        "taken_at": "2025-05-06T10:30",
        "method": "nameplate",
    }

    answer = advisor.post("/advisory/visits/2/measure/1", reading, via="/account")

    assert answer.status_code == 422
    assert "不可能" in answer.get_data(as_text=True)
    assert 'value="-3"' in answer.get_data(as_text=True)


def test_a_decision_overtaken_by_an_edit_is_refused(signed_in: SignIn, sites: int) -> None:
    case = assigned(signed_in, sites)
    advice = recommended(signed_in("advisor"), case)

    decision = {"outcome": "accepted", "row_version": "1"}
    post(signed_in("signatory"), f"{advice}/decide", decision, status=409)


def test_a_postponement_needs_its_reason_and_its_day(signed_in: SignIn, sites: int) -> None:
    case = assigned(signed_in, sites)
    advice = recommended(signed_in("advisor"), case)
    member = signed_in("signatory")
    put_off: dict[str, object] = {"outcome": "deferred", "row_version": "2"}

    post(member, f"{advice}/decide", put_off, status=422)
    post(member, f"{advice}/decide", {**put_off, "reason": "capital"}, status=422)
    post(member, f"{advice}/decide", {**put_off, "reason": "capital", "review_on": "2026-01-05"})

    assert "資金不足" in page(member, advice)


def test_people_of_an_esco_find_no_member(signed_in: SignIn, opened: Database) -> None:
    with opened.transaction() as session:
        person = Person("esco@esco.example", "能源服務", Role.ESCO, organisation="ESCO-01")
        add_user(session, None, person, at=NOW, password=PASSWORD)
    PEOPLE["esco"] = person
    browser = signed_in("esco")
    del PEOPLE["esco"]

    assert "M001" not in page(browser, "/")
    for path in ("/advisory/", "/members/", "/summary/2024", "/review/inventory/2024"):
        assert browser.get(path).status_code == 403
