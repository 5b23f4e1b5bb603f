"""A real Chromium on a portal that runs in a thread; skipped where there is none."""

import logging
import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, sync_playwright
from werkzeug.serving import make_server

from portal.app import create_app
from portal.db.engine import Database, open_database
from portal.db.migrate import upgrade
from portal.submissions import operations
from portal.submissions.states import Kind
from tests.browser.diagnosis import a_diagnosis
from tests.browser.visits import set_visit
from tests.web import scenes
from tests.web.world import NOW, PASSWORD, PEOPLE, Clock, fill, settings_of

CHROMIUM = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
SIZES = {"desktop": (1280, 900), "phone": (390, 844)}
LOCALES = {"zh": "zh-TW", "en": "en-US"}


def chromium_path() -> str | None:
    """Where a Chromium is, None when there is none."""
    named = (shutil.which("chromium"), shutil.which("chromium-browser"), *CHROMIUM)
    return next((path for path in named if path and Path(path).exists()), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Chromium]:
    path = chromium_path()
    if path is None:
        pytest.skip("no Chromium found; Debian has it as the package chromium")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu"]
        )
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a portal with submissions in every state."""
    folder = tmp_path_factory.mktemp("browser")
    url = f"sqlite:///{folder / 'portal.sqlite3'}"
    upgrade(url)
    opened = open_database(url)
    fill(opened)
    set_scene(opened)
    with opened.transaction() as session:
        set_visit(session)
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


def set_scene(opened: Database) -> None:
    """M001 was returned and has a faulty correction; M002 waits with its second version."""
    with opened.transaction() as session:
        preparer = scenes.person(session, PEOPLE["preparer"].email)
        signatory = scenes.person(session, PEOPLE["signatory"].email)
        other = scenes.person(session, PEOPLE["other_signatory"].email)
        reviewer = scenes.person(session, PEOPLE["coordinator"].email)
        steel, chemicals = scenes.member(session), scenes.member(session, "M002")
        first = scenes.an_upload(session, preparer, steel, scenes.a_report(scenes.TREND))
        scenes.a_version(session, signatory, first)
        operations.return_for_correction(
            session,
            reviewer,
            scenes.the_submission(session, steel),
            comment="請確認燒結機的活動數據。",
            required_changes=["補充焦炭的量測紀錄"],
            at=scenes.WHEN + timedelta(days=1),
            summarise=lambda *_: None,
        )
        faulty = scenes.a_report(scenes.UNIT, scenes.TOTAL, scenes.TREND, scenes.NOTE)
        scenes.an_upload(session, preparer, steel, faulty, key="second")
        for number in ("1", "2"):
            report = scenes.a_report(scenes.TREND, lines=scenes.LINES[: int(number)])
            upload = scenes.an_upload(session, other, chemicals, report, key=number)
            scenes.a_version(session, other, upload)
            if number == "1":
                operations.accept(
                    session,
                    reviewer,
                    scenes.the_submission(session, chemicals),
                    at=scenes.WHEN + timedelta(days=1),
                    summarise=lambda *_: None,
                )
        plan = scenes.a_report(scenes.TREND, kind=Kind.PLAN)
        scenes.an_upload(session, other, chemicals, plan, kind=Kind.PLAN)
        advisor = scenes.person(session, PEOPLE["advisor"].email)
        a_diagnosis(session, steel, (signatory, reviewer, advisor), at=NOW)


Open = Callable[..., Page]


def leave(context: BrowserContext) -> None:
    """Close a context none of whose pages is on its way anywhere any more.

    Chromium may lose a close that meets a navigation, and Playwright then waits for it without end.
    """
    for page in context.pages:
        page.goto("about:blank")
    context.close()


def sign_in(context: BrowserContext, address: str, who: str) -> Page:
    """A page of somebody who has just signed in."""
    page = context.new_page()
    page.goto(f"{address}/sign-in")
    page.fill("#email", PEOPLE[who].email)
    page.fill("#password", PASSWORD)
    page.click("main form button")
    page.wait_for_url(lambda url: "/sign-in" not in url)
    return page


@pytest.fixture(scope="session")
def states(chromium: Chromium, address: str) -> dict[str, object]:
    """Cookies of each person, signed in once."""
    kept: dict[str, object] = {}
    for who in PEOPLE:
        context = chromium.new_context()
        sign_in(context, address, who)
        kept[who] = context.storage_state()
        leave(context)
    return kept


@pytest.fixture
def visit(chromium: Chromium, address: str, states: dict[str, object]) -> Iterator[Open]:
    """Opens a page as somebody, in a language and at a size; nothing may go wrong in it."""
    opened: list[BrowserContext] = []
    faults: list[str] = []

    def go(
        path: str, who: str | None = None, *, language: str = "zh", size: str = "desktop"
    ) -> Page:
        width, height = SIZES[size]
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            locale=LOCALES[language],
            storage_state=states[who] if who else None,  # type: ignore[arg-type]
        )
        opened.append(context)
        page = context.new_page()
        page.on("console", lambda said: faults.extend(complaints(said)))
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        page.on("dialog", lambda dialog: faults.append(dialog.message))
        page.goto(address + path)
        return page

    yield go
    for context in opened:
        leave(context)
    assert faults == []


def complaints(said: ConsoleMessage) -> list[str]:
    """What the console complains of; a form shown again with status 422 is no fault."""
    return [said.text] if said.type == "error" and "status of 422" not in said.text else []
