"""The page of the carbon budget as each reader sees it, and what coordinators enter."""

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from typing import Any

import orjson
import pytest
from click.testing import CliRunner

from portal.budget.adopted import adopted
from portal.budget.overview import carbon_budget
from portal.budget.queries import programme_records, versions
from portal.budget.workbook import budget_text, budget_workbook
from portal.cli.budget import as_lines, as_plain, budget
from portal.db.engine import Database
from portal.reference.city import Sector
from portal.web.budget.forms import like
from tests.reports.reading import read_excel
from tests.web.world import Browser

Visit = Callable[..., str]
Readers = Callable[[str], Browser]
SignIn = Callable[[str], Browser]
PAGE = "/budget/2024"
NEW = "/budget/versions/new"
RECORD = "/budget/programmes/new"
ENTERED: dict[str, object] = {
    "programme": "other",
    "label": "區域供冷",
    "year": "2029",
    "basis": "expected",
    "span": "yearly",
    "tonnes": "12,000",
    "within": "nothing",
    "source": "環境保護局內部估算",
    "remark": "",
}


def a_version(**changed: object) -> dict[str, object]:
    return {
        **like(adopted()),
        "title": "修正案",
        "document": "府函",
        "reason": "議會附帶決議",
    } | changed


@pytest.fixture
def signed_in(app: object) -> SignIn:
    def make(who: str) -> Browser:
        browser = Browser(app.test_client())  # type: ignore[attr-defined]
        assert browser.sign_in(who).status_code == 303
        return browser

    return make


def test_the_page_shows_the_budget_its_differences_and_what_is_missing(visit: Visit) -> None:
    page = visit(PAGE)

    for figure in ("5,093.73", "4,321.38", "134.00", "463.44", "141.73", "383.173"):
        assert figure in page
    assert "−22.99" in page
    assert "−23.000" in page
    assert "2025-06-02" in page


def test_delivery_leads_to_its_members(visit: Visit) -> None:
    page = visit(PAGE)

    assert "/trace/delivery/2024?horizon=2026" in page
    assert "成員自訂" in page
    assert "內插" in page
    assert "未計入之成員" in page


def test_the_factor_scenario_is_in_the_address(visit: Visit) -> None:
    assert '<option value="0.376" selected>' in visit(f"{PAGE}?ef=0.376")
    assert '<option value="0.319" selected>' in visit(f"{PAGE}?ef=0.2")


def test_a_member_sees_totals_but_no_other_member(visit: Visit) -> None:
    page = visit(PAGE, "preparer")

    assert "5,093.73" in page
    assert "未計入之成員" not in page
    assert "能源組（電廠）" not in page
    assert "新增計畫紀錄" not in page


def test_the_page_is_written_in_english_too(visit: Visit) -> None:
    assert "Missing from the budget to 2030" in visit(PAGE, **{"Accept-Language": "en"})


def test_the_export_holds_every_part(readers: Readers) -> None:
    answer = readers("coordinator").get("/budget/2024.xlsx")

    sheets = read_excel(answer.data)

    assert list(sheets) == [
        "目次",
        "預算",
        "措施",
        "驗算",
        "聯盟減量",
        "減量之涵蓋",
        "用電",
        "電力係數",
        "其他計畫",
        "路徑",
        "缺口",
    ]
    assert readers("preparer").get("/budget/2024.xlsx").status_code == 404
    assert readers("preparer").get("/budget/2024.pdf").status_code == 404


def test_the_annex_comes_in_the_language_asked_for(readers: Readers) -> None:
    answer = readers("coordinator").get("/budget/2024.pdf?language=en")

    assert answer.mimetype == "application/pdf"
    assert ".en.pdf" in answer.headers["Content-Disposition"]


def test_a_year_to_come_has_no_page(readers: Readers) -> None:
    assert readers("coordinator").get("/budget/2031").status_code == 404
    assert readers("coordinator").get("/budget/").status_code == 303


def test_a_version_entered_by_form_is_shown_first(signed_in: SignIn, opened: Database) -> None:
    browser = signed_in("coordinator")

    answer = browser.post(NEW, a_version(budget_industry="4,300.00"), via=NEW)

    with opened.reading() as session:
        newest = versions(session)[0]
    page = browser.get(PAGE).get_data(as_text=True)
    assert answer.status_code == 303
    assert newest.title == "修正案"
    assert "議會附帶決議" in page
    assert "工業：A − B = C" in page
    assert "5,093.73" in browser.get(f"{PAGE}?version=0").get_data(as_text=True)


def test_a_version_without_a_reason_or_with_words_is_shown_again(signed_in: SignIn) -> None:
    browser = signed_in("coordinator")

    answer = browser.post(NEW, a_version(reason="", budget_industry="很多", year="2031"), via=NEW)

    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "請填數字" in page
    assert "年度須在期間內" in page


AMENDED = replace(
    adopted(),
    title="修正案",
    lines=tuple(
        replace(one, budget=Decimal("4300.00")) if one.sector is Sector.INDUSTRY else one
        for one in adopted().lines
    ),
)
UPLOAD = "/budget/versions/upload"
SHOWN = re.compile(r'name="shown" value="([0-9a-f]{64})"')


def uploaded(browser: Browser, data: bytes, name: str = "budget.xlsx") -> str:
    """The address of the preview of a file."""
    answer = browser.post(UPLOAD, {"file": (BytesIO(data), name)}, via=NEW)
    assert answer.status_code == 303
    return str(answer.location)


def confirmed(browser: Browser, page: str) -> Any:
    shown = SHOWN.search(browser.get(page).get_data(as_text=True))
    assert shown is not None
    return browser.post(f"{page}/confirm", {"shown": shown[1]}, via=page)


def test_a_file_becomes_a_version_only_when_its_preview_is_confirmed(
    signed_in: SignIn, opened: Database
) -> None:
    browser = signed_in("coordinator")

    page = uploaded(browser, budget_workbook(AMENDED, reason="由文件轉錄"))
    shown = browser.get(page).get_data(as_text=True)
    waiting = browser.get(NEW).get_data(as_text=True)
    with opened.reading() as session:
        before = len(versions(session))
    answer = confirmed(browser, page)

    with opened.reading() as session:
        newest = versions(session)[0]
    assert (before, answer.status_code) == (1, 303)
    assert len(newest.sha256) == 64
    assert newest.industry.budget == Decimal("4300.00")
    assert '<span class="old">4,321.38</span> → 4,300.00' in shown
    assert '<span class="old">' + adopted().title in shown
    assert "−21.38" in shown
    assert "不符" in shown
    assert "BUD-004" in shown
    assert "budget.xlsx" in waiting
    assert "budget.xlsx" not in browser.get(NEW).get_data(as_text=True)
    assert "已於" in browser.get(page).get_data(as_text=True)


def test_the_preview_is_said_in_english_too(signed_in: SignIn) -> None:
    browser = signed_in("coordinator")
    page = uploaded(browser, budget_workbook(AMENDED, reason="由文件轉錄"))

    browser.post("/preferences", {"language": "en", "next": page})
    shown = browser.get(page).get_data(as_text=True)

    assert "nothing is written before you confirm" in shown
    assert "Differences to print" in shown
    assert "Take over as a new version" in shown


def test_a_version_comes_in_as_csv_filled_from_the_newest_one(
    signed_in: SignIn, opened: Database
) -> None:
    browser = signed_in("coordinator")
    blank = browser.get("/budget/versions/template.csv").data
    filled = blank.decode("utf-8-sig").replace("Reason,", "Reason,由文件轉錄")
    filled = filled.replace(f"Title,{adopted().title}", "Title,第二版")

    answer = confirmed(browser, uploaded(browser, filled.encode(), "budget.csv"))

    with opened.reading() as session:
        assert versions(session)[0].net == adopted().net
        assert versions(session)[0].title == "第二版"
        assert len(versions(session)) == 2
    assert answer.status_code == 303


def test_a_file_that_changes_nothing_is_not_taken(signed_in: SignIn, opened: Database) -> None:
    browser = signed_in("coordinator")
    page = uploaded(browser, budget_workbook(adopted(), reason="由文件轉錄"))

    shown = browser.get(page).get_data(as_text=True)
    sent = browser.post(f"{page}/confirm", {"shown": "0" * 64}, via=page)

    assert "沒有要更改的" in shown
    assert SHOWN.search(shown) is None
    assert sent.status_code == 409
    with opened.reading() as session:
        assert len(versions(session)) == 1


def test_a_preview_is_confirmed_once_and_only_as_it_was_shown(
    signed_in: SignIn, opened: Database
) -> None:
    browser = signed_in("coordinator")
    page = uploaded(browser, budget_workbook(AMENDED, reason="由文件轉錄"))
    shown = SHOWN.search(browser.get(page).get_data(as_text=True))
    assert shown is not None
    assert browser.post(NEW, a_version(), via=NEW).status_code == 303

    overtaken = browser.post(f"{page}/confirm", {"shown": shown[1]}, via=page)
    taken = confirmed(browser, page)
    again = browser.post(f"{page}/confirm", {"shown": shown[1]}, via=page)

    assert (overtaken.status_code, taken.status_code, again.status_code) == (409, 303, 409)
    assert "預覽之後已有新的版本" in overtaken.get_data(as_text=True)
    assert "已經採用過" in again.get_data(as_text=True)
    with opened.reading() as session:
        assert len(versions(session)) == 3


def test_only_who_speaks_for_the_whole_city_sees_and_confirms_a_file(signed_in: SignIn) -> None:
    page = uploaded(signed_in("coordinator"), budget_workbook(AMENDED, reason="由文件轉錄"))
    limited = signed_in("steel_coordinator")

    for who, status in (("preparer", 403), ("auditor", 403), ("steel_coordinator", 404)):
        browser = signed_in(who)
        assert browser.get(page).status_code == status
        assert browser.post(f"{page}/confirm", {}, via="/account").status_code == status
    assert limited.get("/budget/uploads/999").status_code == 404


def test_a_faulty_csv_shows_its_cell_and_changes_nothing(
    signed_in: SignIn, opened: Database
) -> None:
    browser = signed_in("coordinator")
    faulty = budget_text(adopted(), reason="轉錄").decode("utf-8-sig").replace("工業", "礦業")

    sent = {"file": (BytesIO(faulty.encode()), "budget.csv")}
    answer = browser.post("/budget/versions/upload", sent, via=NEW)

    with opened.reading() as session:
        assert len(versions(session)) == 1
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert "BUD-001" in page
    assert "A13" in page


def test_a_faulty_workbook_changes_nothing(signed_in: SignIn, opened: Database) -> None:
    browser = signed_in("coordinator")

    sent = {"file": (BytesIO(budget_workbook(adopted())), "budget.xlsx")}
    answer = browser.post("/budget/versions/upload", sent, via=NEW)

    with opened.reading() as session:
        assert len(versions(session)) == 1
    assert answer.status_code == 422
    assert "輸入理由" in answer.get_data(as_text=True)


def test_a_record_is_added_and_corrected_by_a_newer_one(
    signed_in: SignIn, opened: Database
) -> None:
    browser = signed_in("coordinator")

    added = browser.post(RECORD, ENTERED, via=RECORD)
    path = "/budget/programmes/P1/correct"
    corrected = browser.post(path, {**ENTERED, "tonnes": "11000"}, via=path)

    with opened.reading() as session:
        found = carbon_budget(session, 2024)
        assert len(programme_records(session)) == 8
    assert (added.status_code, corrected.status_code) == (303, 303)
    assert found.to_go.programmes * 10_000 == 11_000
    assert browser.get(path).status_code == 404


def test_a_record_without_a_source_is_shown_again(signed_in: SignIn) -> None:
    answer = signed_in("coordinator").post(RECORD, {**ENTERED, "source": ""}, via=RECORD)

    assert answer.status_code == 422


def test_only_coordinators_of_the_whole_city_enter(signed_in: SignIn) -> None:
    for who in ("preparer", "auditor", "administrator"):
        assert signed_in(who).get(RECORD).status_code == 403
    answer = signed_in("steel_coordinator").post(RECORD, ENTERED, via=RECORD)
    assert answer.status_code in (403, 404)


def test_the_command_prints_the_same_figures(figures_database: Database) -> None:
    with figures_database.reading() as session:
        page = carbon_budget(session, 2024)

    plain = orjson.loads(orjson.dumps(as_plain(page)))

    assert plain["to_2030_10kt"]["missing"] == "463.44"
    assert plain["version"]["lines_10kt"]["industry"]["budget"] == "4321.38"
    assert "463.44" in as_lines(page)
    assert "--json" in CliRunner().invoke(budget, ["--help"]).output
