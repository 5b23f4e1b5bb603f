"""One case around the whole loop in a real browser, from a member's request to its closing."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import BrowserContext, Page, expect
from werkzeug.serving import make_server

from portal.app import create_app
from portal.db.engine import open_database
from portal.db.migrate import upgrade
from portal.demo.meters import Meter, workbook
from portal.members.figures import SiteRecord
from portal.members.operations import add_site
from tests.browser.conftest import LOCALES, SIZES, complaints, leave, sign_in
from tests.web import scenes
from tests.web.world import NOW, Clock, fill, settings_of

pytestmark = pytest.mark.slow
SITE = "E5600001"
SURVEYED, DONE = "2023-12-05", "2024-01-01"
METER = Meter(date(2023, 1, 1), 60, Decimal("1.2"), Decimal("0.8"), 400)


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a portal with two members and nothing but a site."""
    folder = tmp_path_factory.mktemp("loop")
    url = f"sqlite:///{folder / 'portal.sqlite3'}"
    upgrade(url)
    opened = open_database(url)
    fill(opened)
    with opened.transaction() as session:
        record = SiteRecord(SITE, "小港廠", "Siaogang Works", "高雄市小港區", True)
        add_site(session, None, scenes.member(session), record, from_date=date(2022, 6, 20), at=NOW)
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    app = create_app(settings_of(folder), opened=opened, now=Clock())
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join(timeout=10)
    server.server_close()
    opened.dispose()


@dataclass
class Walk:
    """Somebody at a browser; every page that a step ends on must be sound."""

    chromium: Chromium
    portal: str
    contexts: dict[str, BrowserContext] = field(default_factory=dict[str, BrowserContext])
    faults: list[str] = field(default_factory=list[str])

    def open(self, who: str, path: str, size: str = "desktop") -> Page:
        page = self._context(who, size).new_page()
        page.on("console", lambda said: self.faults.extend(complaints(said)))
        page.on("pageerror", lambda fault: self.faults.append(str(fault)))
        page.goto(self.portal + path)
        self.sound(page)
        return page

    def _context(self, who: str, size: str) -> BrowserContext:
        if (key := f"{who}-{size}") not in self.contexts:
            width, height = SIZES[size]
            viewport = {"width": width, "height": height}
            made = self.chromium.new_context(viewport=viewport, locale=LOCALES["zh"])  # type: ignore[arg-type]
            sign_in(made, self.portal, who)
            self.contexts[key] = made
        return self.contexts[key]

    def sound(self, page: Page) -> None:
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            self.faults.append(f"{page.url} is wider than its window")
        found = Axe().run(page).response["violations"]
        self.faults += [f"{page.url} {one['id']} {one['nodes'][0]['html'][:120]}" for one in found]


def send(page: Page, button: str, **values: str) -> None:
    """Fill fields by their ids and press a button."""
    for name, value in values.items():
        place = page.locator(f"#{name}")
        if place.evaluate("one => one.tagName") == "SELECT":
            place.select_option(value)
        else:
            place.fill(value)
    page.get_by_role("button", name=button, exact=True).click()
    page.wait_for_load_state()


def unfold(page: Page, words: str) -> None:
    page.locator("details:not([open]) > summary").get_by_text(words, exact=True).click()


@pytest.fixture
def walk(chromium: Chromium, portal: str) -> Iterator[Walk]:
    made = Walk(chromium, portal)
    yield made
    for context in made.contexts.values():
        leave(context)


def test_a_case_goes_around_the_whole_loop(walk: Walk, tmp_path: Path) -> None:
    steps: tuple[Callable[[Walk, Path], None], ...] = (
        asked_and_assigned,
        surveyed_on_a_phone,
        advised_and_briefed,
        decided_and_done,
        measured_and_verified,
        closed,
    )

    for step in steps:
        step(walk, tmp_path)

    assert walk.faults == []


def asked_and_assigned(walk: Walk, _: Path) -> None:
    page = walk.open("preparer", "/advisory/ask", "phone")
    page.check("#systems-1")
    page.fill("#subject", "空壓系統")
    page.locator("#contact").focus()
    expect(page.locator("[data-draft-said]")).to_contain_text("草稿已存")
    page.goto(page.url)
    page.get_by_role("link", name="取用草稿").click()
    expect(page.locator("#subject")).to_have_value("空壓系統")
    expect(page.locator("#systems-1")).to_be_checked()
    walk.sound(page)
    send(
        page,
        "送出申請",
        site=SITE,
        topic="energy",
        subject="空壓系統耗電偏高",
        contact="王工程師",
    )
    page = walk.open("coordinator", "/advisory/1")
    send(page, "受理")
    send(page, "指派", team="節能輔導團", lead=option(page, "#lead"), due="2025-12-31")
    walk.sound(page)
    page = walk.open("advisor", "/advisory/1")
    send(page, "送出聲明", conflict="no")
    unfold(page, "排定訪視")
    send(page, "排定", visit_kind="kickoff", planned_on="2023-11-20")
    send(page, "儲存紀錄", held_on="2023-11-20")
    page.goto(f"{walk.portal}/advisory/1")
    unfold(page, "排定訪視")
    send(page, "排定", visit_kind="survey", planned_on=SURVEYED)


def option(page: Page, place: str) -> str:
    return str(page.locator(f"{place} option").last.get_attribute("value"))


def surveyed_on_a_phone(walk: Walk, folder: Path) -> None:
    page = walk.open("advisor", f"/sites/{SITE}/equipment/add/compressor", "phone")
    send(page, "儲存", tag="AC-1", hours="8000", annual_use="600000")
    page = walk.open("advisor", "/field/visits/2/", "phone")
    page.get_by_role("link", name="填寫訪視紀錄").click()
    walk.sound(page)
    send(page, "儲存紀錄", held_on=SURVEYED, of_site="王小明、廠務課長", notes="夜間停產")
    page.get_by_role("link", name="量測 AC-1").click()
    walk.sound(page)
    taken = {"instrument": "壓力計 P-12", "calibrated_on": "2023-06-01"}
    send(page, "登錄量測值", value_pressure="7.2", taken_at=f"{SURVEYED}T10:30", **taken)
    page.get_by_role("link", name="新增診斷發現").last.click()
    walk.sound(page)
    send(page, "儲存發現", text="夜間仍反覆加載", equipment="1", severity="high")
    page.get_by_role("link", name="加入照片", exact=True).click()
    page.set_input_files("#photos", a_photo(folder / "IMG_1.jpg"))
    send(page, "加入照片", caption="洩漏點", finding="1")
    expect(page.get_by_alt_text("洩漏點")).to_be_visible()
    walk.sound(page)


def a_photo(path: Path) -> Path:
    stream = BytesIO()
    Image.new("RGB", (320, 240), "steelblue").save(stream, "JPEG")
    path.write_bytes(stream.getvalue())
    return path


def advised_and_briefed(walk: Walk, _: Path) -> None:
    page = walk.open("advisor", "/advisory/visits/2", "phone")
    page.get_by_role("link", name="撰寫改善建議").click()
    walk.sound(page)
    page.fill("#title", "修復壓縮空氣洩漏")
    page.locator("#text").fill("逐點標示並修復。")
    page.locator("#text").blur()
    expect(page.locator("[data-draft-said]")).to_contain_text("草稿已存")
    figures = {"electricity_quantity": "58000", "electricity_price": "3.5", "life_years": "5"}
    send(page, "儲存建議", measure_class="replacement", capex_labour="80000", **figures)
    send(page, "送出給成員")
    walk.sound(page)
    page.goto(f"{walk.portal}/advisory/1")
    unfold(page, "登錄報告交付")
    send(page, "登錄", reported_on="2023-12-20")
    unfold(page, "排定訪視")
    send(page, "排定", visit_kind="results_briefing", planned_on="2023-12-22")
    send(page, "儲存紀錄", held_on="2023-12-22")


def decided_and_done(walk: Walk, folder: Path) -> None:
    page = walk.open("signatory", "/advisory/recommendations/1", "phone")
    send(page, "送出回覆", outcome="accepted")
    send(page, "儲存執行情形", status="implemented", commissioned_on=DONE, evidence="驗收單 113-01")
    page.set_input_files("#file", [a_photo(folder / "完工.jpg"), a_paper(folder / "驗收單.pdf")])
    send(page, "附加佐證")
    expect(page.get_by_alt_text("完工.jpg")).to_be_visible()
    expect(page.get_by_role("link", name="驗收單.pdf")).to_be_visible()
    walk.sound(page)
    page = walk.open("advisor", "/advisory/recommendations/1")
    send(page, "登錄追蹤結果", learnt="implemented", follow_remark="現場確認")
    walk.sound(page)


def a_paper(path: Path) -> Path:
    path.write_bytes(b"%PDF-1.4 accepted")
    return path


def measured_and_verified(walk: Walk, folder: Path) -> None:
    page = walk.open("preparer", "/advisory/recommendations/1")
    page.get_by_role("link", name="擬訂量測驗證計畫").click()
    walk.sound(page)
    send(page, "儲存", meters="分電盤電表 P-1", name1="產量", kind1="production")
    send(walk.open("coordinator", "/verification/MV-0001"), "核定計畫")
    data = folder / "meter.xlsx"
    data.write_bytes(workbook(list(METER.months()), number="MV-0001", member="M001"))
    page.reload()
    meter = page.get_by_role("region", name="量測資料")
    meter.get_by_label("上傳填好的量測資料表").set_input_files(data)
    meter.get_by_role("button", name="上傳", exact=True).click()
    expect(page.get_by_role("button", name="提出這一期的報告")).to_be_visible(timeout=15_000)
    walk.sound(page)
    send(page, "提出這一期的報告")
    page = walk.open("coordinator", "/verification/MV-0001")
    unfold(page, "驗證這份報告")
    page.locator("textarea[id^=note-]").fill("檢定皆通過。")
    page.locator("article").get_by_role("button", name="送出決定").click()
    page.wait_for_load_state()
    walk.sound(page)


def closed(walk: Walk, _: Path) -> None:
    page = walk.open("advisor", "/advisory/1")
    send(page, "提請結案", closing_remark="建議已執行並驗證，診斷目的達成。")
    page = walk.open("coordinator", "/advisory/1")
    expect(page.get_by_text("團隊提請結案")).to_be_visible()
    send(page, "結案")
    page = walk.open("preparer", "/advisory/1", "phone")
    expect(page.get_by_text("已結案").first).to_be_visible()
    expect(page.locator("[aria-current=step]")).to_have_count(0)
    assert walk.open("preparer", "/savings/").get_by_text("已驗證").count() > 0
