"""The pages of the exchange register, for either member and for the city."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest

from portal.aggregation.operations import rewrite_member_year
from portal.audit.events import Event
from portal.audit.queries import entries
from portal.db.engine import Database
from portal.submissions import operations
from tests.web import scenes
from tests.web.world import NOW, Browser

SignIn = Callable[[str], Browser]
CASE = "/exchange/2024/0/M001/M002/steam"


def _row(partner: str, direction: str, quantity: str) -> dict[str, Any]:
    tonnes = str(Decimal(quantity) * Decimal("0.2"))
    return {
        "sheet": "exchange",
        "row": 5,
        "direction": direction,
        "carrier": "steam",
        "partner": partner,
        "quantity": quantity,
        "unit": "t",
        "tco2e": tonnes,
        "values": {
            "at": 5,
            "direction": direction,
            "partner": partner,
            "carrier": "steam",
            "quantity": quantity,
            "unit": "t",
            "factor": "0.2",
            "emissions": tonnes,
        },
    }


@pytest.fixture(autouse=True)
def flows(opened: Database) -> None:
    """Steam that M001 says it sold and M002 reports differently, both accepted."""
    rows = {"M001": _row("M002", "supplied", "1000"), "M002": _row("M001", "received", "800")}
    with opened.transaction() as session:
        reviewer = scenes.person(session, "coordinator@city.example")
        for code, letter in (("M001", "a"), ("M002", "b")):
            company = scenes.member(session, code)
            report = scenes.a_report()
            report = replace(report, tables={**report.tables, "exchanges": [rows[code]]})
            preparer = scenes.person(session, f"preparer@{letter}.example")
            signatory = scenes.person(session, f"signatory@{letter}.example")
            upload = scenes.an_upload(session, preparer, company, report)
            scenes.a_version(session, signatory, upload)
            submission = scenes.the_submission(session, company)
            operations.accept(session, reviewer, submission, at=NOW, summarise=rewrite_member_year)


def test_the_register_lists_what_differs(signed_in: SignIn) -> None:
    page = signed_in("coordinator").get("/exchange/2024?state=open").get_data(as_text=True)

    assert "不一致" in page
    assert "20.0" in page
    assert "排放當量" in page
    assert CASE in page


def test_the_list_begins_with_what_its_reader_does_next(signed_in: SignIn) -> None:
    city, member, auditor = (
        signed_in(who).get("/exchange/2024").get_data(as_text=True)
        for who in ("coordinator", "preparer", "auditor")
    )

    assert f'href="{CASE}#settle-title"' in city
    assert "年度排放未定至多" in city
    assert f'href="{CASE}#answer-title"' in member
    assert "待貴公司回覆" in member
    assert f'href="{CASE}#' not in auditor


def test_a_case_says_who_has_still_to_answer(signed_in: SignIn) -> None:
    browser = signed_in("preparer")
    before = browser.get(CASE).get_data(as_text=True)
    data = {"said": "partner_is_right", "reason": "", "after": "0"}
    browser.post(f"{CASE}/answer", data, via=CASE)
    after = signed_in("coordinator").get(CASE).get_data(as_text=True)

    assert "尚待 M001、M002 回覆" in before
    assert 'class="btn btn-primary" href="#answer-title"' in before
    assert "貴公司已回覆" in browser.get(CASE).get_data(as_text=True)
    assert "尚待 M002 回覆" in after
    assert 'class="btn btn-primary" href="#settle-title"' in after


def test_a_flow_of_another_year_says_so_in_the_list_and_on_its_page(
    signed_in: SignIn, opened: Database
) -> None:
    with opened.transaction() as session:
        company = scenes.member(session, "M002")
        report = replace(scenes.a_report(), year=2023)
        row = _row("M001", "received", "800")
        report = replace(report, tables={**report.tables, "exchanges": [row]})
        preparer = scenes.person(session, "preparer@b.example")
        upload = scenes.an_upload(session, preparer, company, report, key="before", year=2023)
        scenes.a_version(session, scenes.person(session, "signatory@b.example"), upload)
        submission = scenes.the_submission(session, company, year=2023)
        reviewer = scenes.person(session, "coordinator@city.example")
        operations.accept(session, reviewer, submission, at=NOW, summarise=rewrite_member_year)

    browser = signed_in("preparer")
    for path in ("/exchange/2023", CASE.replace("2024", "2023", 1)):
        page = browser.get(path).get_data(as_text=True)
        assert "供應方於以下年度之清冊申報此交換" in page
        assert f'href="{CASE}"' in page


def test_a_case_shows_both_rows_as_in_the_sheets(signed_in: SignIn) -> None:
    page = signed_in("preparer").get(CASE).get_data(as_text=True)

    assert page.count('class="grid"') == 2
    assert "SHA-256" in page
    assert "M002" in page


def test_the_rows_of_a_moved_sheet_stand_under_its_own_letters(
    signed_in: SignIn, opened: Database
) -> None:
    with opened.transaction() as session:
        company = scenes.member(session, "M002")
        row = _row("M001", "received", "800")
        row["values"]["place"] = {"sheet": "交換 (2)", "columns": {"partner": 9, "quantity": 2}}
        report = replace(scenes.a_report(), year=2022)
        report = replace(report, tables={**report.tables, "exchanges": [row]})
        preparer = scenes.person(session, "preparer@b.example")
        upload = scenes.an_upload(session, preparer, company, report, key="moved", year=2022)
        scenes.a_version(session, scenes.person(session, "signatory@b.example"), upload)
        submission = scenes.the_submission(session, company, year=2022)
        reviewer = scenes.person(session, "coordinator@city.example")
        operations.accept(session, reviewer, submission, at=NOW, summarise=rewrite_member_year)

    page = signed_in("coordinator").get(CASE.replace("2024", "2022", 1)).get_data(as_text=True)

    assert "交換 (2)" in page
    heads = re.findall(r"<b>([A-Z]+)</b>", page[page.index('class="grid"') :])
    assert heads == ["B", "I"]


def test_a_member_answers_and_the_other_side_reads_it(signed_in: SignIn) -> None:
    browser = signed_in("preparer")
    data = {"said": "own_is_right", "reason": "以流量計月報為準", "after": "0"}

    sent = browser.post(f"{CASE}/answer", data, via=CASE)

    assert sent.status_code == 303
    page = signed_in("other_preparer").get(CASE).get_data(as_text=True)
    assert "以流量計月報為準" in page


def test_an_answer_without_its_reason_shows_the_form_again(signed_in: SignIn) -> None:
    browser = signed_in("preparer")

    sent = browser.post(f"{CASE}/answer", {"said": "own_is_right", "after": "0"}, via=CASE)

    assert sent.status_code == 422
    assert "請說明原因" in sent.get_data(as_text=True)


def test_a_coordinator_settles_and_the_case_is_closed(signed_in: SignIn) -> None:
    browser = signed_in("coordinator")
    data = {"verdict": "seller_holds", "why": "供應方流量計經校正", "after": "0"}

    sent = browser.post(f"{CASE}/settle", data, via=CASE)

    assert sent.status_code == 303
    assert "已裁定" in browser.get(CASE).get_data(as_text=True)
    assert "待處理" not in browser.get("/").get_data(as_text=True)


def test_a_coordinator_settles_a_value_that_neither_side_reports(signed_in: SignIn) -> None:
    browser = signed_in("coordinator")
    data = {
        "verdict": "third_value",
        "quantity": "９００",
        "unit": "t",
        "factor": "0.2",
        "evidence": "流量計校正報告第 3 頁",
        "why": "兩端流量計皆未校正",
        "after": "0",
    }

    sent = browser.post(f"{CASE}/settle", data, via=CASE)

    assert sent.status_code == 303
    page = browser.get(CASE).get_data(as_text=True)
    assert "180.000" in page
    assert "900.000" in page
    assert "流量計校正報告第 3 頁" in page
    assert 'href="#said-1"' in page
    assert browser.get("/exchange/2024.xlsx").status_code == 200


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"evidence": ""}, "請寫明依據的文件"),
        ({"factor": ""}, "請填排放當量，或數量、單位與係數"),
        ({"quantity": "約九百"}, "請填數字"),
    ],
    ids=["evidence", "factor", "number"],
)
def test_another_value_without_its_parts_shows_the_form_again(
    signed_in: SignIn, changed: dict[str, str], said: str
) -> None:
    browser = signed_in("coordinator")
    data = {"verdict": "third_value", "quantity": "900", "unit": "t", "factor": "0.2"}
    data |= {"evidence": "報告", "why": "理由", "after": "0"}

    sent = browser.post(f"{CASE}/settle", data | changed, via=CASE)

    assert sent.status_code == 422
    page = sent.get_data(as_text=True)
    assert said in page
    assert '<details class="more" open>' in page


def settled(browser: Browser, name: str = "校正報告.pdf") -> Any:
    """A third value with the document that it rests on."""
    data: dict[str, object] = {
        "verdict": "third_value",
        "quantity": "900",
        "unit": "t",
        "factor": "0.2",
        "evidence": "流量計校正報告第 3 頁",
        "why": "兩端流量計皆未校正",
        "after": "0",
    }
    file = (BytesIO(REPORT), name)
    return browser.post(f"{CASE}/settle", {**data, "file": file}, via=CASE)


REPORT = b"%PDF-1.7 calibration"
HASH = hashlib.sha256(REPORT).hexdigest()
FILE = re.compile(r'href="([^"]+/files/\d+)"')


def test_the_document_of_a_third_value_is_kept_shown_and_given_to_those_concerned(
    signed_in: SignIn, opened: Database
) -> None:
    coordinator = signed_in("coordinator")

    sent = settled(coordinator)
    pages = {
        who: signed_in(who).get(CASE).get_data(as_text=True)
        for who in ("coordinator", "preparer", "other_preparer", "signatory", "auditor", "advisor")
    }
    path = FILE.findall(pages["coordinator"])[0]
    answers = {who: signed_in(who).get(path) for who in (*pages, "administrator")}

    assert sent.status_code == 303
    assert all(HASH in page and "校正報告.pdf" in page for page in pages.values())
    assert {who: one.status_code for who, one in answers.items()} == {
        "coordinator": 200,
        "preparer": 200,
        "other_preparer": 200,
        "signatory": 200,
        "auditor": 403,
        "advisor": 403,
        "administrator": 403,
    }
    assert {answers[who].data for who in ("coordinator", "preparer")} == {REPORT}
    assert "attachment" in answers["preparer"].headers["Content-Disposition"]
    assert not FILE.findall(pages["auditor"])
    with opened.reading() as session:
        (logged,) = entries(session, subject="exchange_attachment", limit=1)
        kept = [
            one.detail
            for one in entries(session, subject="exchange_attachment")
            if one.event == Event.EXCHANGE_FILE_ATTACHED
        ]
    assert logged.event == Event.FILE_TAKEN
    assert [one["sha256"] for one in kept] == [HASH]


def test_a_file_of_another_kind_is_refused_and_nothing_is_settled(signed_in: SignIn) -> None:
    browser = signed_in("coordinator")

    sent = settled(browser, "photo.exe")
    english = signed_in("coordinator")
    english.post("/preferences", {"language": "en", "next": CASE})

    assert sent.status_code == 422
    assert "這裡收文件" in sent.get_data(as_text=True)
    assert "Choose a document" in settled(english, "photo.exe").get_data(as_text=True)
    assert "尚無回覆" in browser.get(CASE).get_data(as_text=True)


def test_a_document_is_attached_to_a_third_value_later(signed_in: SignIn) -> None:
    browser, member = signed_in("coordinator"), signed_in("preparer")
    settled(browser)
    path = f"{CASE}/statements/1/files"

    added = browser.post(path, {"file": (BytesIO(b"later"), "契約.docx")}, via=CASE)
    wrong = browser.post(path, {"file": (BytesIO(b"x"), "photo.exe")}, via=CASE)
    none = browser.post(path, {}, via=CASE)
    refused = member.post(path, {"file": (BytesIO(b"x"), "a.pdf")}, via=CASE)

    assert (added.status_code, wrong.status_code, none.status_code) == (303, 303, 303)
    assert refused.status_code == 403
    assert len(FILE.findall(browser.get(CASE).get_data(as_text=True))) == 2


def test_a_settlement_for_one_report_takes_no_document(signed_in: SignIn) -> None:
    browser = signed_in("coordinator")
    data = {"verdict": "seller_holds", "why": "供應方流量計經校正", "after": "0"}
    browser.post(f"{CASE}/settle", data, via=CASE)

    sent = browser.post(f"{CASE}/statements/1/files", {"file": (BytesIO(b"x"), "a.pdf")}, via=CASE)

    assert sent.status_code == 409
    assert browser.get(f"{CASE}/files/1").status_code == 404


def test_who_looks_only_gets_no_form(signed_in: SignIn) -> None:
    page = signed_in("auditor").get(CASE).get_data(as_text=True)

    assert f"{CASE}/settle" not in page
    assert f"{CASE}/answer" not in page


def test_an_unknown_flow_is_not_there(signed_in: SignIn) -> None:
    assert signed_in("coordinator").get("/exchange/2024/0/M001/M002/heat").status_code == 404


def test_the_network_has_its_table_and_its_method(signed_in: SignIn) -> None:
    page = signed_in("coordinator").get("/exchange/2024/network").get_data(as_text=True)

    assert "<svg viewBox" in page
    assert "看表格" in page
    assert "參考鍋爐效率" in page


def test_the_register_is_a_workbook(signed_in: SignIn) -> None:
    found = signed_in("other_preparer").get("/exchange/2024.xlsx")

    assert found.status_code == 200
    assert found.data[:2] == b"PK"


def test_open_flows_wait_on_the_first_page(signed_in: SignIn) -> None:
    for who in ("preparer", "other_signatory", "coordinator"):
        assert "2024 能源交換：1 筆待處理" in signed_in(who).get("/").get_data(as_text=True)
