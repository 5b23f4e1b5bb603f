"""Claims handed in as workbooks: checked, previewed, taken over, counted once, decided."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from sqlalchemy import select

from portal.accounts.operations import Person, add_user
from portal.accounts.permissions import Role
from portal.claims.sheets import TEMPLATE
from portal.db.engine import Database
from portal.members.figures import SiteRecord
from portal.members.models import Company
from portal.members.operations import add_site
from portal.savings.models import HandedClaimVersion
from portal.workbook.template import build_bytes
from tests.web.test_esco import COMPANIES, CONTRACT, MEASURE, NEW, PAGE, text
from tests.web.world import NOW, PASSWORD, Browser

SignIn = Callable[[str], Browser]
CLAIMS = "/savings/claims/"
ROW: dict[str, Any] = {
    "reference": "A-01",
    "member_code": "M001",
    "site": "E5600001",
    "system": "air",
    "title": "空壓機變頻",
    "carrier": "electricity",
    "amount": 960_000,
    "unit": "kWh",
    "level": "verified",
    "commissioned_on": date(2023, 1, 5),
    "source": "驗證報告",
    "verifier": "第三方",
}


def a_file(*rows: dict[str, Any]) -> BytesIO:
    about = {"giver": "禾點", "year": 2023, "prepared_by": "簡士傑"}
    content: Any = {"about": [about], "claims": [{**ROW, **one} for one in rows]}
    return BytesIO(build_bytes(TEMPLATE, content, group=None, year=2023, blank_rows=0))


def uploaded(browser: Browser, *rows: dict[str, Any]) -> Any:
    return browser.post(CLAIMS, {"file": (a_file(*rows), "claims.xlsx")}, via=CLAIMS)


@pytest.fixture
def coordinator(opened: Database, signed_in: SignIn) -> Browser:
    """A coordinator's browser, with a contract for a site of the first member."""
    with opened.transaction() as session:
        company = session.get_one(Company, 1)
        record = SiteRecord("E5600001", "一廠", "Plant 1", "高雄市", True)
        add_site(session, None, company, record, from_date=date(2022, 6, 20), at=NOW)
    browser = signed_in("coordinator")
    sent = {"code": "HD", "name_zh": "禾點", "name_en": "Hedian"}
    assert browser.post(COMPANIES, sent, via=COMPANIES).status_code == 303
    assert browser.post(NEW, CONTRACT, via=NEW).status_code == 303
    added = browser.post(f"{PAGE}/measures/new", MEASURE, via=f"{PAGE}/measures/new")
    assert added.status_code == 303
    return browser


def test_a_claim_becomes_a_stream_only_when_it_is_confirmed(
    coordinator: Browser, signed_in: SignIn
) -> None:
    member = signed_in("preparer")

    sent = uploaded(member, {})
    preview = text(member, "/savings/claims/files/1")
    before = text(coordinator, "/savings/streams")
    confirmed = member.post("/savings/claims/files/1/confirm", {}, via="/savings/claims/files/1")
    again = member.post("/savings/claims/files/1/confirm", {}, via="/savings/claims/files/1")
    after = text(coordinator, "/savings/streams")

    assert (sent.status_code, confirmed.status_code, again.status_code) == (303, 303, 303)
    assert "1 項相似" in preview
    assert "空壓機變頻" not in before
    assert "空壓機變頻" in after
    assert "上傳之節能主張" in after
    assert "空壓機變頻" in text(coordinator, "/savings/duplicates")
    assert coordinator.get("/savings/claims/files/1").status_code == 200
    assert signed_in("other_preparer").get("/savings/claims/files/1").status_code == 404


def test_findings_are_shown_at_their_cells_and_nothing_is_kept(
    coordinator: Browser, signed_in: SignIn
) -> None:
    foreign = uploaded(signed_in("other_preparer"), {})
    wrong = uploaded(coordinator, {"verifier": None}, {"unit": "t", "reference": "A-02"})
    page = wrong.get_data(as_text=True)

    assert (foreign.status_code, wrong.status_code) == (422, 422)
    assert "CLM-101" in foreign.get_data(as_text=True)
    assert "CLM-007" in page
    assert "CLM-003" in page
    assert "H6" in page
    assert "還沒有上傳的主張" in text(coordinator, CLAIMS)
    assert coordinator.post(CLAIMS, {}, via=CLAIMS).status_code == 422


def test_what_names_a_contract_counts_with_it_and_is_verified_when_accepted(
    coordinator: Browser, signed_in: SignIn, opened: Database
) -> None:
    member = signed_in("preparer")
    uploaded(member, {"names": "ESCO-0001"})
    preview = text(member, "/savings/claims/files/1")
    member.post("/savings/claims/files/1/confirm", {}, via="/savings/claims/files/1")
    address = "/savings/claims/versions/1"

    before = text(coordinator, "/savings/claims/1")
    waiting = text(coordinator, "/")
    refused = coordinator.post(address, {"outcome": "accepted", "reason": ""}, via=CLAIMS)
    accepted = coordinator.post(
        address, {"outcome": "accepted", "reason": "報告已核對"}, via=CLAIMS
    )
    after = text(coordinator, "/savings/claims/1")
    waited = text(coordinator, "/")
    coordinator.post(address, {"outcome": "withdrawn", "reason": "重複"}, via=CLAIMS)

    assert "與 ESCO-0001 視為同一項改善" in preview
    assert (refused.status_code, accepted.status_code) == (422, 303)
    assert "待認可之節能主張" in waiting
    assert "待認可之節能主張" not in waited
    assert "<dd>已執行（推估）</dd>" in before
    assert "<dd>已驗證</dd>" in after
    assert text(coordinator, "/savings/duplicates").count("空壓機變頻") == 0
    assert coordinator.get("/savings/claims/1").status_code == 404
    assert (
        member.post(address, {"outcome": "accepted", "reason": "x"}, via=CLAIMS).status_code == 403
    )


def test_a_later_file_replaces_a_claim_instead_of_adding_one(
    coordinator: Browser, opened: Database
) -> None:
    for amount in (960_000, 900_000, 900_000):
        uploaded(coordinator, {"amount": amount, "level": "implemented"})
    for number in (1, 2, 3):
        page = f"/savings/claims/files/{number}"
        assert coordinator.post(f"{page}/confirm", {}, via=page).status_code == 303

    with opened.reading() as session:
        amounts = [
            Decimal(one.content["savings"]["electricity"])
            for one in session.scalars(select(HandedClaimVersion))
        ]
    listed = text(coordinator, CLAIMS)

    assert amounts == [Decimal(960_000), Decimal(900_000)]
    assert listed.count("空壓機變頻") == 1
    assert coordinator.get("/savings/claims/export").status_code == 200
    assert coordinator.get("/savings/claims/template").status_code == 200


def test_claims_come_in_as_csv_too(coordinator: Browser) -> None:
    blank = coordinator.get("/savings/claims/template.csv").data.decode("utf-8-sig")
    row = "A-01,M001,E5600001,空壓系統,空壓機變頻,電力,20000,度,,已採納,,,,,計畫書,,,"
    filled = blank
    for heading, answer in (
        ("Organisation,", "禾點"),
        ("Year,", "2023"),
        ("Prepared by,", "簡士傑"),
    ):
        filled = filled.replace(heading, heading + answer, 1)
    good, faulty = (
        coordinator.post(CLAIMS, {"file": (BytesIO(text.encode()), "claims.csv")}, via=CLAIMS)
        for text in (f"{filled}{row}\r\n", f"{filled}{row.replace('度', '公噸')}\r\n")
    )

    assert (good.status_code, faulty.status_code) == (303, 422)
    assert "CLM-003" in faulty.get_data(as_text=True)


def test_nobody_accepts_their_own_claim(coordinator: Browser) -> None:
    uploaded(coordinator, {})
    coordinator.post("/savings/claims/files/1/confirm", {}, via="/savings/claims/files/1")
    sent = {"outcome": "accepted", "reason": "自己的"}

    answer = coordinator.post("/savings/claims/versions/1", sent, via=CLAIMS)

    assert answer.status_code == 422
    assert "須由他人認可" in answer.get_data(as_text=True)


def test_an_esco_hands_in_for_the_sites_of_its_contracts_only(
    coordinator: Browser, guest: Browser, opened: Database
) -> None:
    with opened.transaction() as session:
        for code in ("HD", "QY"):
            person = Person(f"{code}@e.example", code, Role.ESCO, organisation=code)
            add_user(session, None, person, at=NOW, password=PASSWORD)
    answers = []
    for code in ("HD", "QY"):
        guest.post("/sign-in", {"email": f"{code}@e.example", "password": PASSWORD})
        answers.append(uploaded(guest, {"level": "implemented"}))
        seen = guest.get("/savings/claims/files/1").status_code
        answers.append(seen)
        guest.post("/sign-out", {}, via=CLAIMS)

    assert [answers[0].status_code, answers[1]] == [303, 200]
    assert [answers[2].status_code, answers[3]] == [422, 404]
    assert "CLM-101" in answers[2].get_data(as_text=True)
