"""The workbook handed back from the page of findings, marked, and the findings as CSV."""

import io
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import openpyxl
import pytest
from flask import Flask

from portal.db.engine import Database
from portal.demo.official import Filled, official_grid
from portal.demo.official_grid import as_ods
from portal.files.store import FileStore
from portal.intake.marked import findings_csv, marked_copy
from portal.intake.operations import check_upload, report_of
from portal.language import Language
from portal.submissions.models import Upload
from tests.web.world import NOW, Browser

PAGE = "/hand-in/M001/inventory/2024"
FOLDER = Path(__file__).parents[2] / "sample_submissions" / "faulty"
SignIn = Callable[[str], Browser]


@pytest.fixture
def store(app: Flask) -> FileStore:
    found: FileStore = app.extensions["portal.files"]
    return found


@pytest.fixture
def upload(
    signed_in: SignIn, opened: Database, store: FileStore
) -> Callable[[bytes], tuple[Browser, str]]:
    """Sends a file in, has it checked, and gives the browser and the file's hash."""

    def make(content: bytes) -> tuple[Browser, str]:
        browser = signed_in("preparer")
        sent = {"file": (io.BytesIO(content), "盤查清冊.xlsx"), "key": "k1"}
        browser.post(f"{PAGE}/upload", sent, via=PAGE)
        check_upload(opened, store, 1, now=lambda: NOW, year=2024)
        with opened.reading() as session:
            return browser, session.get_one(Upload, 1).sha256

    return make


def test_the_page_offers_the_marked_workbook_and_the_list(
    upload: Callable[[bytes], tuple[Browser, str]],
) -> None:
    browser, _ = upload((FOLDER / "WB-201-not-a-number.xlsx").read_bytes())

    for page in (PAGE, "/uploads/1"):
        shown = browser.get(page).get_data(as_text=True)
        assert 'href="/uploads/1/marked"' in shown
        assert "下載標註檔" in shown
        assert 'href="/uploads/1/findings.csv"' in shown


def test_what_the_page_gives_is_what_the_store_marks(
    upload: Callable[[bytes], tuple[Browser, str]], opened: Database, store: FileStore
) -> None:
    content = (FOLDER / "WB-201-not-a-number.xlsx").read_bytes()
    browser, sha256 = upload(content)

    copy, listed = browser.get("/uploads/1/marked"), browser.get("/uploads/1/findings.csv")

    with opened.reading() as session:
        report = report_of(session, 1)
    assert report is not None
    assert copy.get_data() == marked_copy(store, sha256, report, Language.ZH)
    assert listed.get_data() == findings_csv(report, Language.ZH)
    assert quote("盤查清冊_標註.xlsx") in copy.headers["Content-Disposition"]
    assert quote("盤查清冊_檢核結果.csv") in listed.headers["Content-Disposition"]
    assert "檢核結果" in openpyxl.load_workbook(io.BytesIO(copy.get_data())).sheetnames
    assert store.read(sha256) == content


def test_a_file_that_cannot_be_read_offers_the_list_only(
    upload: Callable[[bytes], tuple[Browser, str]],
) -> None:
    browser, _ = upload(b"not a workbook")

    shown = browser.get("/uploads/1").get_data(as_text=True)
    copy = browser.get("/uploads/1/marked").get_data()

    assert 'href="/uploads/1/marked"' not in shown
    assert 'href="/uploads/1/findings.csv"' in shown
    assert openpyxl.load_workbook(io.BytesIO(copy)).sheetnames == ["檢核結果"]


@pytest.mark.usefixtures("opened")
def test_an_upload_without_a_report_has_nothing_to_mark(signed_in: SignIn) -> None:
    browser = signed_in("preparer")
    sent = {"file": (io.BytesIO(b"PK"), "a.xlsx"), "key": "k1"}
    browser.post(f"{PAGE}/upload", sent, via=PAGE)

    assert browser.get("/uploads/1/marked").status_code == 404
    assert browser.get("/uploads/1/findings.csv").status_code == 404


def test_an_ods_form_comes_back_as_ods(
    signed_in: SignIn, opened: Database, store: FileStore
) -> None:
    content = as_ods(official_grid(Filled()))
    browser = signed_in("preparer")
    sent = {"file": (io.BytesIO(content), "清冊表單.ods"), "key": "k1"}
    browser.post(f"{PAGE}/upload", sent, via=PAGE)
    check_upload(opened, store, 1, now=lambda: NOW, year=2024)

    copy = browser.get("/uploads/1/marked")

    assert quote("清冊表單_標註.ods") in copy.headers["Content-Disposition"]
    assert copy.headers["Content-Type"] == "application/vnd.oasis.opendocument.spreadsheet"
    with opened.reading() as session:
        upload = session.get_one(Upload, 1)
        report = report_of(session, 1)
    assert report is not None
    assert copy.get_data() == marked_copy(store, upload.sha256, report, Language.ZH)
