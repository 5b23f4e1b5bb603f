"""Contracts and savings through the front door: who sees what, stated, accepted, counted once."""

from collections.abc import Callable
from datetime import date
from hashlib import sha256
from io import BytesIO

import pytest

from portal.accounts.operations import Person, add_user
from portal.accounts.permissions import Role
from portal.db.engine import Database
from portal.members.figures import SiteRecord
from portal.members.models import Company
from portal.members.operations import add_site
from tests.web.world import NOW, PASSWORD, Browser

SignIn = Callable[[str], Browser]
CONTRACT: dict[str, object] = {
    "organisation": "HD",
    "site": "E5600001",
    "title": "空壓機房整併",
    "kind": "guaranteed",
    "signed_on": "2022-12-01",
    "from_date": "2023-01-01",
    "to_date": "2027-12-31",
    "investment": "5,000,000",
    "guaranteed": "900,000",
    "price": "3.5",
    "subsidy": "0",
}
MEASURE: dict[str, object] = {
    "title": "變頻空壓機",
    "system": "air",
    "carrier": "electricity",
    "quantity": "1,000,000",
    "commissioned_on": "2023-01-01",
    "life_years": "12",
    "recommendation": "",
    "plan": "",
    "risen": "",
}
NEW = "/esco/new/M001"
PAGE = "/esco/ESCO-0001"
YEAR = f"{PAGE}/years/1"
COMPANIES = "/esco/organisations"


@pytest.fixture(autouse=True)
def site(opened: Database) -> None:
    with opened.transaction() as session:
        company = session.get_one(Company, 1)
        record = SiteRecord("E5600001", "一廠", "Plant 1", "高雄市", True)
        add_site(session, None, company, record, from_date=date(2022, 6, 20), at=NOW)
        for email, code in (("hd@esco.example", "HD"), ("qy@esco.example", "QY")):
            person = Person(email, code, Role.ESCO, organisation=code)
            add_user(session, None, person, at=NOW, password=PASSWORD)


@pytest.fixture
def coordinator(signed_in: SignIn) -> Browser:
    """A coordinator's browser, with a contract on file that has one measure."""
    browser = signed_in("coordinator")
    sent = {"code": "HD", "name_zh": "禾點", "name_en": "Hedian"}
    assert browser.post(COMPANIES, sent, via=COMPANIES).status_code == 303
    assert browser.post(NEW, CONTRACT, via=NEW).status_code == 303
    added = browser.post(f"{PAGE}/measures/new", MEASURE, via=f"{PAGE}/measures/new")
    assert added.status_code == 303
    return browser


@pytest.fixture
def of_esco(guest: Browser) -> Callable[[str], Browser]:
    def make(email: str) -> Browser:
        sent = {"email": email, "password": PASSWORD}
        assert guest.post("/sign-in", sent).status_code == 303
        return guest

    return make


def text(browser: Browser, path: str) -> str:
    answer = browser.get(path, follow_redirects=True)
    assert answer.status_code == 200, path
    page: str = answer.get_data(as_text=True)
    return page


def test_a_saving_goes_from_the_contract_to_what_the_city_reads(
    coordinator: Browser, of_esco: Callable[[str], Browser]
) -> None:
    company = of_esco("hd@esco.example")

    stated = company.post(
        YEAR, {"quantity-1-electricity": "850,000", "evidence": "M&V 報告"}, via=YEAR
    )
    waiting = text(coordinator, "/")
    accepted = coordinator.post(
        f"{PAGE}/statements/1", {"outcome": "accepted", "note": "與電表相符"}, via=PAGE
    )
    shown = text(coordinator, PAGE)
    city = text(coordinator, "/savings/2023")

    assert stated.status_code == accepted.status_code == 303
    assert "ESCO 年度節能報告待認可" in waiting
    assert "50,000" in shown
    assert "175,000" in shown
    assert "850,000" in city
    assert "1,000,000" in city


def test_an_esco_sees_its_own_contracts_only(
    coordinator: Browser, of_esco: Callable[[str], Browser]
) -> None:
    other = of_esco("qy@esco.example")

    assert "空壓機房整併" not in text(other, "/esco/")
    assert other.get(PAGE).status_code == 404
    assert other.get(YEAR).status_code == 404
    assert other.get("/savings/2023").status_code == 403
    assert other.get("/members/M001/register").status_code == 403


def test_another_member_has_no_such_contract(coordinator: Browser, signed_in: SignIn) -> None:
    own, other = signed_in("preparer"), signed_in("other_preparer")

    assert "空壓機房整併" in text(own, "/esco/")
    assert "空壓機房整併" not in text(other, "/esco/")
    assert other.get(PAGE).status_code == 404
    assert other.get("/savings/streams/contract-1").status_code == 404
    assert own.post(f"{PAGE}/measures/new", MEASURE, via=PAGE).status_code == 403


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"guaranteed": ""}, "保證型契約須填保證節電量"),
        ({"kind": "shared"}, "分享型契約須填分享比例"),
        ({"shares": "60/150"}, "0 至 100"),
        ({"investment": "-3"}, "不能是負數"),
        ({"price": "three"}, "請填數字"),
        ({"to_date": "2022-01-01"}, "迄日須晚於起日"),
    ],
    ids=["no guarantee", "no shares", "a share too high", "negative", "no number", "turned"],
)
def test_a_contract_that_cannot_be_says_why(
    coordinator: Browser, changed: dict[str, object], said: str
) -> None:
    answer = coordinator.post(NEW, {**CONTRACT, **changed}, via=NEW)

    assert answer.status_code == 422
    assert said in answer.get_data(as_text=True)


def test_a_quantity_without_evidence_is_not_taken(coordinator: Browser, signed_in: SignIn) -> None:
    member = signed_in("preparer")

    answer = member.post(YEAR, {"quantity-1-electricity": "1"}, via=YEAR)

    assert answer.status_code == 422
    assert "須填寫佐證" in answer.get_data(as_text=True)


def test_a_stream_shows_its_claims_and_satisfies_a_plan(coordinator: Browser) -> None:
    listed = text(coordinator, "/savings/streams")
    page = text(coordinator, "/savings/streams/contract-1")
    ended = coordinator.post(
        "/savings/streams/contract-1/end",
        {"kind": "removed", "ended_on": "2024-07-01", "reason": "設備拆除"},
        via="/savings/streams/contract-1",
    )
    kept = text(coordinator, "/savings/streams/SV-00001")

    assert "/savings/streams/contract-1" in listed
    assert "ESCO-0001" in page
    assert ended.status_code == 303
    assert "設備拆除" in kept
    assert "2024-07-01" in kept


def test_a_second_claim_on_the_change_is_proposed_and_settled(coordinator: Browser) -> None:
    again = {**MEASURE, "title": "空壓變頻（重複登錄）", "quantity": "1,100,000"}
    coordinator.post(f"{PAGE}/measures/new", again, via=f"{PAGE}/measures/new")
    before = text(coordinator, "/savings/2023")
    pair = {"first": "contract-1", "second": "contract-2", "outcome": "same"}

    without = coordinator.post("/savings/duplicates", pair, via="/savings/duplicates")
    settled = coordinator.post(
        "/savings/duplicates", {**pair, "reason": "同一部空壓機"}, via="/savings/duplicates"
    )
    after = text(coordinator, "/savings/2023")

    assert "2,100,000" in before
    assert without.status_code == 422
    assert settled.status_code == 303
    assert "2,100,000" not in after
    assert "沒有待判定的項目" in text(coordinator, "/savings/duplicates")


def test_a_published_total_is_quoted_with_its_doubt_and_not_counted(coordinator: Browser) -> None:
    sent = {"title": "新聞稿", "source": "2024-03-18 新聞", "year": "2023"}
    quoted = {**sent, "electricity": "5,000,000", "tonnes": "11,000"}

    answer = coordinator.post("/savings/2023/quotes", quoted, via="/savings/2023")
    page = text(coordinator, "/savings/2023")

    assert answer.status_code == 303
    assert "2.200" in page
    assert "引用，不計入" in page
    assert "6,000,000" not in page


def test_a_closed_year_takes_corrections(coordinator: Browser) -> None:
    correction = {
        "group": "steel",
        "figure": "year",
        "level": "implemented",
        "electricity": "-100,000",
        "tonnes": "-49.4",
        "reason": "電表倍率誤植",
        "evidence": "校正紀錄",
    }

    early = coordinator.post("/savings/2025/close", via="/savings/2025")
    closed = coordinator.post("/savings/2023/close", via="/savings/2023")
    again = coordinator.post("/savings/2023/close", via="/savings/2023")
    corrected = coordinator.post("/savings/2023/corrections", correction, via="/savings/2023")
    page = text(coordinator, "/savings/2023")

    assert early.status_code == again.status_code == 422
    assert closed.status_code == corrected.status_code == 303
    assert "900,000" in page
    assert "電表倍率誤植" in page


def test_only_a_coordinator_settles(signed_in: SignIn) -> None:
    for who in ("preparer", "advisor", "auditor", "administrator"):
        browser = signed_in(who)
        assert browser.get("/savings/duplicates").status_code == 403
        assert browser.post("/savings/2023/close", via="/savings/2023").status_code == 403


def test_a_coordinator_of_one_group_closes_no_year(signed_in: SignIn) -> None:
    answer = signed_in("steel_coordinator").post("/savings/2023/close", via="/savings/2023")

    assert answer.status_code == 404


@pytest.mark.parametrize(
    "path",
    ["/esco/export", f"{PAGE}/export", "/savings/2023/export", "/savings/streams/export"],
)
def test_every_list_exports_to_excel(coordinator: Browser, path: str) -> None:
    answer = coordinator.get(path)

    assert answer.status_code == 200
    assert answer.data[:2] == b"PK"


@pytest.mark.parametrize(
    "path",
    [
        COMPANIES,
        f"{PAGE}/edit",
        f"{PAGE}/measures/1",
        "/savings/streams/contract-1",
        "/savings/members/M001/2023",
        "/members/M001/register",
    ],
)
def test_pages_open_for_a_coordinator(coordinator: Browser, path: str) -> None:
    assert text(coordinator, path)


def test_a_plan_page_of_another_member_is_not_there(signed_in: SignIn) -> None:
    assert signed_in("preparer").get("/savings/members/M001/2023").status_code == 200
    assert signed_in("preparer").get("/savings/members/M002/2023").status_code == 404


def test_the_statement_of_a_year_comes_in_both_languages_and_formats(
    coordinator: Browser, of_esco: Callable[[str], Browser]
) -> None:
    shown = text(coordinator, PAGE)

    for name in ("1.zh.pdf", "1.en.xlsx"):
        assert f"{PAGE}/years/{name}" in shown
        answer = coordinator.get(f"{PAGE}/years/{name}")
        assert answer.status_code == 200
        assert answer.data[:4] == (b"%PDF" if name.endswith("pdf") else b"PK\x03\x04")
    assert coordinator.get(f"{PAGE}/years/99.zh.pdf").status_code == 404
    assert of_esco("qy@esco.example").get(f"{PAGE}/years/1.zh.pdf").status_code == 404


def test_evidence_is_attached_and_can_be_traced(
    coordinator: Browser, of_esco: Callable[[str], Browser], signed_in: SignIn
) -> None:
    company = of_esco("hd@esco.example")
    sent = {"quantity-1-electricity": "850,000", "evidence": "M&V 報告"}
    paper, more = b"%PDF-1.7 report", b"meter,kWh"
    files = f"{PAGE}/statements/1/files"

    company.post(YEAR, {**sent, "file": (BytesIO(paper), "報告.pdf")}, via=YEAR)
    added = company.post(files, {"file": (BytesIO(more), "meter.csv")}, via=PAGE)
    refused = company.post(files, {"file": (BytesIO(b"MZ"), "meter.exe")}, via=PAGE)
    shown = text(coordinator, PAGE)
    taken = coordinator.get(f"{PAGE}/files/1")

    assert (added.status_code, refused.status_code) == (303, 303)
    assert "報告.pdf" in shown
    assert sha256(more).hexdigest()[:12] in shown
    assert "meter.exe" not in shown
    assert taken.get_data() == paper
    assert signed_in("other_preparer").get(f"{PAGE}/files/1").status_code == 404
    assert coordinator.post(files, {}, via=PAGE).status_code == 403
