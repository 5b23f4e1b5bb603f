"""What only a browser shows: keyboard, menus, upload with progress, waiting for a check."""

from pathlib import Path

import pytest

from tests.browser.conftest import Open

pytestmark = pytest.mark.slow


def test_the_keyboard_reaches_the_content_first(visit: Open) -> None:
    page = visit("/", "preparer")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "main"


def test_the_menu_is_behind_a_button_on_a_phone(visit: Open) -> None:
    page = visit("/", "preparer", size="phone")
    side = page.locator("#navigation")

    hidden = side.is_visible()
    page.locator(".top-menu").click()

    assert hidden is False
    assert side.is_visible()
    assert page.locator(".top-menu").get_attribute("aria-expanded") == "true"


def test_the_language_switch_keeps_the_page_and_its_filters(visit: Open) -> None:
    page = visit("/review/inventory/2024?group=steel", "coordinator")

    page.get_by_role("button", name="English").click()
    page.wait_for_load_state()

    assert page.url.endswith("/review/inventory/2024?group=steel")
    assert page.locator("h1").inner_text() == "Submissions"


def test_the_errors_of_a_form_take_the_focus(visit: Open) -> None:
    page = visit("/people/invite", "administrator")

    with page.expect_response("**/people/invite"):
        page.locator("main form button").click()
    page.wait_for_load_state()

    assert page.evaluate("document.activeElement.id") == "errors"
    page.locator("#errors a").first.click()
    assert page.evaluate("document.activeElement.tagName") in ("INPUT", "SELECT")


def test_an_upload_leads_back_to_the_page_that_waits(visit: Open, tmp_path: Path) -> None:
    workbook = tmp_path / "計畫.xlsx"
    workbook.write_bytes(b"PK\x03\x04 not quite a workbook")
    page = visit("/hand-in/M001/plan/2024", "signatory")

    page.locator("input[type=file]").first.set_input_files(workbook)
    page.get_by_role("button", name="上傳並檢核").click()
    page.wait_for_selector("[data-poll]")

    assert page.url.endswith("/hand-in/M001/plan/2024")
    assert "計畫.xlsx" in page.content()
