"""The page of a workbook of an older template: what is left, and the present one filled in."""

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
from flask import Flask

from portal.db.engine import Database
from portal.files.store import FileStore
from portal.intake.operations import check_upload
from portal.workbook.reading import TO_FILL
from tests.web.world import NOW, Browser

PAGE = "/hand-in/M001/inventory/2024"
SAMPLES = Path(__file__).parents[2] / "sample_submissions"
SignIn = Callable[[str], Browser]


def sent(browser: Browser, app: Flask, opened: Database, name: str) -> None:
    store: FileStore = app.extensions["portal.files"]
    # The member of these tests is not the sample's, so the cover says whose it is.
    book = openpyxl.load_workbook(SAMPLES / name)
    cover = book["基本資料"]
    row = next(one.row for one in cover["A"] if one.value == "member_code")
    cover[f"D{row}"] = "M001"
    content = io.BytesIO()
    book.save(content)
    content.seek(0)
    browser.post(f"{PAGE}/upload", {"file": (content, "清冊.xlsx"), "key": "k1"}, via=PAGE)
    check_upload(opened, store, 1, now=lambda: NOW, year=2024)


def test_the_page_offers_the_present_template_and_lists_what_is_left(
    signed_in: SignIn, app: Flask, opened: Database
) -> None:
    browser = signed_in("preparer")
    sent(browser, app, opened, "earlier/inventory-electronics-version-1.xlsx")

    for page in (PAGE, "/uploads/1"):
        shown = browser.get(page).get_data(as_text=True)
        assert 'href="/uploads/1/current-template"' in shown
        assert "下載新版範本（已帶入）" in shown
        assert "已評估不確定性之排放占比（D18）必填" in shown


def test_the_present_template_holds_what_the_file_held(
    signed_in: SignIn, app: Flask, opened: Database
) -> None:
    browser = signed_in("preparer")
    sent(browser, app, opened, "earlier/inventory-electronics-version-1.xlsx")

    answer = browser.get("/uploads/1/current-template")

    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    assert TO_FILL in book.sheetnames
    assert dict(book["_meta"].iter_rows(values_only=True))["template_version"] == "2"
    assert book["基本資料"]["D4"].value == "M001"


def test_a_workbook_of_the_present_version_is_offered_no_other(
    signed_in: SignIn, app: Flask, opened: Database
) -> None:
    browser = signed_in("preparer")
    sent(browser, app, opened, "sound/inventory-electronics-2024.xlsx")

    assert "/uploads/1/current-template" not in browser.get(PAGE).get_data(as_text=True)
