"""The summary pages in a real browser, with 105 invented members."""

import logging
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import BrowserContext, Page
from werkzeug.serving import make_server

from portal.app import create_app
from portal.db.engine import open_database
from portal.db.migrate import upgrade
from tests.browser.conftest import LOCALES, SIZES, leave, sign_in
from tests.builders_alliance import an_alliance
from tests.web.world import Clock, fill, settings_of

PAGES = [
    ("coordinator", "/summary/2024"),
    ("coordinator", "/groups/energy/2024"),
    ("coordinator", "/members/ST02/2024"),
    ("coordinator", "/members/M001/2024"),
    ("coordinator", "/trace/t1/2024?horizon=2030"),
    ("coordinator", "/trace/scope1/2024/ST02"),
    ("coordinator", "/definitions"),
    ("coordinator", "/budget/2024"),
    ("coordinator", "/budget/versions/new"),
    ("coordinator", "/budget/programmes/new"),
    ("preparer", "/budget/2024"),
    ("preparer", "/groups/steel/2024"),
    ("preparer", "/dictionary/plan"),
]

Visit = Callable[..., Page]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a portal with an alliance in it."""
    folder = tmp_path_factory.mktemp("alliance")
    url = f"sqlite:///{folder / 'portal.sqlite3'}"
    upgrade(url)
    opened = open_database(url)
    fill(opened)
    with opened.transaction() as session:
        an_alliance(session)
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    clock = Clock()
    clock.now = datetime(2025, 6, 20, 3, 0, tzinfo=UTC)
    server = make_server(
        "127.0.0.1", 0, create_app(settings_of(folder), opened=opened, now=clock), threaded=True
    )
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join(timeout=10)
    server.server_close()
    opened.dispose()


@pytest.fixture(scope="module")
def signed_in(chromium: Chromium, address: str) -> dict[str, object]:
    """Cookies of the people of these tests."""
    kept: dict[str, object] = {}
    for who in {person for person, _ in PAGES}:
        context = chromium.new_context()
        sign_in(context, address, who)
        kept[who] = context.storage_state()
        leave(context)
    return kept


@pytest.fixture
def visit(chromium: Chromium, address: str, signed_in: dict[str, object]) -> Iterator[Visit]:
    """Opens a page as somebody, in a language and at a size; nothing may go wrong in it."""
    opened: list[BrowserContext] = []
    faults: list[str] = []

    def go(path: str, who: str, *, language: str = "zh", size: str = "desktop") -> Page:
        width, height = SIZES[size]
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            locale=LOCALES[language],
            storage_state=signed_in[who],  # type: ignore[arg-type]
        )
        opened.append(context)
        page = context.new_page()
        page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        page.goto(address + path)
        return page

    yield go
    for context in opened:
        leave(context)
    assert faults == []


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize(("who", "path"), PAGES, ids=[f"{who}:{path}" for who, path in PAGES])
def test_a_page_is_sound_with_everything_unfolded(
    visit: Visit, who: str, path: str, language: str, size: str
) -> None:
    page = visit(path, who, language=language, size=size)
    page.evaluate("for (const one of document.querySelectorAll('main details')) one.open = true")

    wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    found = Axe().run(page).response["violations"]

    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
    assert wide is False
    assert page.locator("h1").count() == 1


@pytest.mark.slow
def test_the_unit_is_switched_and_the_page_stays(visit: Visit) -> None:
    page = visit("/groups/steel/2024?sort=name&order=up", "coordinator")
    before = page.locator(".figure-value").nth(1).inner_text()

    page.get_by_role("button", name="公噸", exact=True).click()
    page.wait_for_load_state()

    after = page.locator(".figure-value").nth(1).inner_text()
    assert page.url.endswith("/groups/steel/2024?sort=name&order=up")
    assert "萬公噸" in before
    assert "萬公噸" not in after


@pytest.mark.slow
def test_a_figure_leads_down_to_the_cell(visit: Visit) -> None:
    page = visit("/summary/2024", "coordinator")

    page.locator(".figure").nth(1).get_by_role("link", name="溯源").click()
    page.get_by_role("link", name="看儲存格").first.click()

    assert page.locator("tbody code").first.inner_text()[0].isalpha()
    assert len(page.locator("dd code").first.inner_text()) == 64


@pytest.mark.slow
def test_the_heading_of_the_members_stays_while_they_scroll(visit: Visit) -> None:
    page = visit("/summary/2024", "coordinator")
    heading = page.locator("table.members thead th").first
    box = page.locator("#members .stick")
    box.scroll_into_view_if_needed()
    before = heading.bounding_box()

    box.evaluate("one => { one.scrollTop = 400 }")

    assert heading.bounding_box() == before
