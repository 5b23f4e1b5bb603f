"""The form that corrects a few cells, in a real browser and with a real workbook behind it."""

import logging
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser as Chromium
from werkzeug.serving import make_server

from portal.app import create_app
from portal.db.engine import open_database
from portal.db.migrate import upgrade
from portal.files.store import FileStore
from portal.intake.operations import check_upload, receive
from portal.submissions.states import Kind
from portal.workbook.cells import open_book
from portal.workbook.correcting import Change, write_values
from tests.browser.conftest import LOCALES, SIZES, leave, sign_in
from tests.web import scenes
from tests.web.world import NOW, PEOPLE, Clock, fill, settings_of

SAMPLE = (
    Path(__file__).parents[2]
    / "sample_submissions"
    / "faulty"
    / "INV-050-litres-taken-for-kilolitres.xlsx"
)
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a portal in which M001 has uploaded a workbook with a slip of units."""
    folder = tmp_path_factory.mktemp("corrections")
    url = f"sqlite:///{folder / 'portal.sqlite3'}"
    upgrade(url)
    opened = open_database(url)
    fill(opened)
    store = FileStore(folder / "files")
    path = folder / "slip.xlsx"
    with open_book(SAMPLE) as book:
        cells = [
            Change("基本資料", 4, 4, "D4", "M001"),
            Change("排放源活動數據", 8, 9, "I8", '=HYPERLINK("x")'),
            Change("排放源活動數據", 9, 12, "L9", Decimal(-1)),
        ]
        path.write_bytes(write_values(SAMPLE.read_bytes(), book, cells))
    with opened.transaction() as session, path.open("rb") as file:
        receive(
            session,
            scenes.person(session, PEOPLE["preparer"].email),
            scenes.member(session),
            store.put(file, 20_000_000),
            original_name="盤查.xlsx",
            idempotency_key="k",
            at=NOW,
            kind=Kind.INVENTORY,
            year=2024,
        )
    check_upload(opened, store, 1, now=lambda: NOW, year=2024)
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


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", LOCALES)
def test_the_form_is_sound(chromium: Chromium, portal: str, language: str, size: str) -> None:
    width, height = SIZES[size]
    context = chromium.new_context(
        viewport={"width": width, "height": height}, locale=LOCALES[language]
    )
    page = sign_in(context, portal, "preparer")

    seen: list[tuple[str, bool, list[object]]] = []
    for address in ("/uploads/1", "/uploads/1/correct"):
        page.goto(portal + address)
        wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
        found = Axe().run(page).response["violations"]
        seen.append((address, wide, [(one["id"], one["nodes"][0]["html"]) for one in found]))
    fields = page.locator("input[type=text]").count()
    page.locator("main form button.btn-primary").last.scroll_into_view_if_needed()
    page.locator("input[type=text]").first.fill("?")
    page.keyboard.press("Tab")
    leave(context)

    assert seen == [("/uploads/1", False, []), ("/uploads/1/correct", False, [])]
    assert fields >= 3
