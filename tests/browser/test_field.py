"""Work on site in a real browser at the width of a phone, with one hand."""

import io
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.browser.conftest import LOCALES, Open

HEADINGS = 4
VISIT = "/field/visits/1/"
PAGES = ("", "equipment/1", "findings", "notes", "photos", "upload")
LEAST_TARGET = 44
TARGETS = """() => [...document.querySelectorAll(".hand .btn, .hand-row, .hand .form-control")]
    .filter(one => one.offsetParent).map(one => Math.round(one.getBoundingClientRect().height))"""


def sound(page: Page) -> None:
    assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    violations = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:120]) for one in violations] == []


@pytest.mark.slow
@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize("path", PAGES, ids=lambda one: one or "visit")
def test_a_page_fits_a_phone_and_its_targets_a_thumb(visit: Open, path: str, language: str) -> None:
    page = visit(VISIT + path, "advisor", language=language, size="phone")

    sound(page)
    assert min(page.evaluate(TARGETS)) >= LEAST_TARGET


@pytest.mark.slow
def test_a_value_outside_what_is_common_says_so_at_once(visit: Open) -> None:
    page = visit(f"{VISIT}equipment/1", "advisor", size="phone")

    page.fill("#value_pressure", "104")
    expect(page.locator("#value_pressure + .outside")).to_contain_text("一般在 4–13")
    page.fill("#value_pressure", "7.2")
    expect(page.locator("#value_pressure + .outside")).to_be_empty()


@pytest.mark.slow
def test_what_is_typed_is_kept_when_the_page_is_left(visit: Open) -> None:
    page = visit(f"{VISIT}findings", "advisor", size="phone")

    page.fill("#text", "夜間仍有負載")
    page.locator("#severity").focus()
    expect(page.locator("[data-draft-said]")).to_contain_text("草稿已存")
    page.goto(page.url)
    page.get_by_role("link", name="取用草稿").click()

    expect(page.locator("#text")).to_have_value("夜間仍有負載")
    sound(page)
    page.goto(page.url.split("?")[0])
    page.get_by_role("button", name="捨棄").click()
    expect(page.get_by_role("link", name="取用草稿")).to_have_count(0)


@pytest.mark.slow
def test_a_workbook_goes_out_and_comes_back_on_a_phone(visit: Open, tmp_path: Path) -> None:
    page = visit(VISIT, "advisor", size="phone")
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("空壓系統")).click()
    path = tmp_path / "field.xlsx"
    download.value.save_as(path)
    filled(path)

    page.get_by_role("link", name="上傳填好的活頁簿").click()
    page.set_input_files("#file", path)
    page.get_by_role("button", name="上傳並看差異").click()
    expect(page.get_by_role("heading", name="活頁簿的差異")).to_be_visible()
    sound(page)
    page.get_by_role("button", name="確認採用").click()

    expect(page.get_by_text("現場活頁簿已採用")).to_be_visible()
    expect(page.get_by_text("夜間仍有負載")).to_be_visible()


def filled(path: Path) -> None:
    """A finding written into the workbook, without network."""
    book = load_workbook(io.BytesIO(path.read_bytes()))
    sheet = book["發現與建議"]
    columns = {str(cell.value): cell.column for cell in sheet[3] if cell.value}
    said = {"number": 1, "tag": "AC-1", "text": "夜間仍有負載", "severity": "高"}
    for name, value in said.items():
        sheet.cell(HEADINGS + 1, columns[name], value)
    book.save(path)
