"""Correcting a few cells on the page: a faulty workbook becomes a sound new upload."""

import io
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pytest
from flask import Flask
from sqlalchemy import select

from portal.audit.events import Event
from portal.audit.models import AuditEntry
from portal.db.engine import Database
from portal.demo.official import Filled, official_grid
from portal.demo.official_grid import as_ods, as_xlsx
from portal.files.store import FileStore
from portal.intake.operations import check_upload, report_of
from portal.submissions import queries
from portal.submissions.models import Upload
from portal.submissions.states import UploadState
from tests.web.world import NOW, Browser

PAGE = "/hand-in/M001/inventory/2024"
FORM = "/uploads/1/correct"
FOLDER = Path(__file__).parents[2] / "sample_submissions" / "faulty"
SLIP = FOLDER / "INV-050-litres-taken-for-kilolitres.xlsx"
UNIT = "排放源活動數據!J10"
SignIn = Callable[[str], Browser]
Send = Callable[[bytes], Browser]


@pytest.fixture
def store(app: Flask) -> FileStore:
    found: FileStore = app.extensions["portal.files"]
    return found


@pytest.fixture
def send(signed_in: SignIn, opened: Database, store: FileStore) -> Send:
    """Sends a file in and has it checked, whoever's it says it is."""

    def make(content: bytes, name: str = "盤查.xlsx") -> Browser:
        browser = signed_in("preparer")
        browser.post(f"{PAGE}/upload", {"file": (io.BytesIO(content), name), "key": "k1"}, via=PAGE)
        check_upload(opened, store, 1, now=lambda: NOW, year=2024)
        return browser

    return make


def _of_m001(path: Path) -> bytes:
    """A sample as if the company of these tests had filled it in."""
    book = openpyxl.load_workbook(path)
    for row in book.worksheets[0].iter_rows():
        for cell in row:
            if cell.value == "member_code":
                book.worksheets[0].cell(cell.row, 4).value = "M001"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _codes(opened: Database, upload_id: int) -> set[str]:
    with opened.reading() as session:
        report = report_of(session, upload_id)
        assert report is not None
        return {one.code for one in report.findings}


def test_the_findings_page_offers_the_few_cells(send: Send) -> None:
    browser = send(_of_m001(SLIP))

    for page in (PAGE, "/uploads/1"):
        shown = browser.get(page).get_data(as_text=True)
        assert f'href="{FORM}"' in shown
        assert "建議：以「公升」計，J10" in shown
        assert "範疇一與範疇二合計由 93,109.781 降為 93,100.419 公噸CO₂e。" in shown


def test_a_corrected_cell_makes_a_new_upload_that_passes(
    send: Send, opened: Database, store: FileStore
) -> None:
    content = _of_m001(SLIP)
    browser = send(content)

    answer = browser.post(FORM, {"key": "c1", f"cell-{UNIT}": "公升 L"}, via=FORM)
    check_upload(opened, store, 2, now=lambda: NOW, year=2024)

    assert (answer.status_code, answer.headers["Location"]) == (303, PAGE)
    assert "INV-050" in _codes(opened, 1)
    assert "INV-050" not in _codes(opened, 2)
    with opened.reading() as session:
        first, second = session.get_one(Upload, 1), session.get_one(Upload, 2)
        origin = queries.correction_of(session, 2)
        logged = session.scalars(
            select(AuditEntry.subject_id).where(AuditEntry.event == Event.UPLOAD_CORRECTED)
        ).all()
    assert second.number != first.number
    assert second.original_name == "盤查_更正.xlsx"
    assert origin is not None
    assert (origin.corrects_number, len(origin.cells)) == (first.number, 1)
    assert origin.cells[0]["after"] == "公升 L"
    assert [str(one) for one in logged] == ["2"]
    taken = browser.get("/uploads/2/file").get_data()
    book = openpyxl.load_workbook(io.BytesIO(taken))
    assert book["排放源活動數據"]["J10"].value == "公升 L"
    assert browser.get("/uploads/1/file").get_data() == content
    assert first.number in browser.get("/uploads/2").get_data(as_text=True)


def test_pressing_twice_makes_one_upload(send: Send, opened: Database) -> None:
    browser = send(_of_m001(SLIP))

    sent = {"key": "c1", f"cell-{UNIT}": "公升 L"}
    answers = [browser.post(FORM, dict(sent), via=FORM).status_code for _ in range(2)]

    with opened.reading() as session:
        assert len(session.scalars(select(Upload)).all()) == 2
    assert answers == [303, 303]


def test_only_the_latest_upload_can_be_corrected(send: Send, opened: Database) -> None:
    browser = send(_of_m001(SLIP))
    browser.post(FORM, {"key": "c1", f"cell-{UNIT}": "公升 L"}, via=FORM)

    late = browser.post(FORM, {"key": "c2", f"cell-{UNIT}": "公斤 kg"}, via=FORM)

    assert late.status_code == 409
    with opened.reading() as session:
        assert len(session.scalars(select(Upload)).all()) == 2


def test_nothing_typed_is_said_so_and_keeps_what_was_typed(send: Send, opened: Database) -> None:
    browser = send(_of_m001(SLIP))

    answer = browser.post(FORM, {"key": "c1", f"cell-{UNIT}": "公秉 kL"}, via=FORM)

    assert answer.status_code == 422
    assert "沒有更改任何儲存格" in answer.get_data(as_text=True)
    assert 'value="公秉 kL"' in answer.get_data(as_text=True)
    with opened.reading() as session:
        assert len(session.scalars(select(Upload)).all()) == 1


def test_a_cell_that_a_formula_uses_is_sent_back_to_excel(send: Send, opened: Database) -> None:
    book = openpyxl.load_workbook(io.BytesIO(_of_m001(SLIP)))
    book["排放源活動數據"]["BA40"].value = "=IF($J$10=1,2,3)"
    stream = io.BytesIO()
    book.save(stream)
    browser = send(stream.getvalue())

    shown = browser.get(FORM).get_data(as_text=True)
    answer = browser.post(FORM, {"key": "c1", f"cell-{UNIT}": "公升 L"}, via=FORM)

    assert "J10 被公式 BA40 引用" in shown
    assert f'name="cell-{UNIT}"' not in shown
    assert answer.status_code == 422
    with opened.reading() as session:
        assert len(session.scalars(select(Upload)).all()) == 1


def test_an_entry_of_the_official_form_is_corrected_on_the_page(
    send: Callable[[bytes, str], Browser], opened: Database, store: FileStore
) -> None:
    grid = official_grid(Filled())
    right = str(grid.sheets["表一"][3, 3])
    grid.put("表一", "C3", "E90")
    grid.put("表八", "B8", 1)
    browser = send(as_xlsx(grid), "清冊表單.xlsx")

    shown = browser.get(FORM).get_data(as_text=True)
    answer = browser.post(FORM, {"key": "c1", "cell-表一!C3": right}, via=FORM)
    check_upload(opened, store, 2, now=lambda: NOW, year=2024)

    assert "INV-027" in _codes(opened, 1)
    assert 'name="cell-表一!C3" value="E90"' in shown
    assert 'name="cell-表八!B8"' not in shown
    assert "B8 被公式 I8 引用，改了它，公式的結果就不再正確" in shown
    assert answer.status_code == 303
    assert "INV-027" not in _codes(opened, 2)
    with opened.reading() as session:
        corrected = session.get_one(Upload, 2)
    made = openpyxl.load_workbook(io.BytesIO(store.read(corrected.sha256)))
    assert corrected.original_name == "清冊表單_更正.xlsx"
    assert made["表一"]["C3"].value == right
    assert (
        made["表五"]["Z4"].value
        == openpyxl.load_workbook(io.BytesIO(as_xlsx(grid)))["表五"]["Z4"].value
    )


def test_an_open_document_is_corrected_in_the_file(
    send: Callable[[bytes, str], Browser],
) -> None:
    grid = official_grid(Filled())
    grid.put("表四", "G4", "十二")

    browser = send(as_ods(grid), "表單.ods")

    answer = browser.get(FORM)
    assert answer.status_code == 200
    assert 'type="text"' not in answer.get_data(as_text=True)
    assert "不能在網頁上更正" in answer.get_data(as_text=True)


def test_another_company_sees_no_form(send: Send, signed_in: SignIn) -> None:
    send(_of_m001(SLIP))

    assert signed_in("other_signatory").get(FORM).status_code == 404


class _Controls(HTMLParser):
    """The inputs a person uses, and the fields that labels and descriptions name."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.inputs: list[dict[str, str | None]] = []
        self.labelled: set[str] = set()
        self.ids: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if named.get("id"):
            self.ids.append(str(named["id"]))
        if tag == "label":
            self.labelled.add(str(named.get("for")))
        if tag == "input" and str(named.get("id", "")).startswith(("cell-", "formula-")):
            self.inputs.append(named)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_field_has_its_label_and_description(send: Send, language: str) -> None:
    browser = send(_of_m001(SLIP))

    page = browser.get(FORM, headers={"Accept-Language": language}).get_data(as_text=True)
    found = _Controls(page)

    assert len(found.inputs) >= 3
    assert all(one["id"] in found.labelled for one in found.inputs)
    described = [name for one in found.inputs for name in str(one["aria-describedby"]).split()]
    assert set(described) <= set(found.ids)
    assert len(found.ids) == len(set(found.ids))
    assert re.search(rf'name="cell-{UNIT}" value="公升 L"', page)


def test_the_state_of_the_first_upload_stays(send: Send, opened: Database) -> None:
    browser = send(_of_m001(SLIP))

    browser.post(FORM, {"key": "c1", f"cell-{UNIT}": "公升 L"}, via=FORM)

    with opened.reading() as session:
        assert session.get_one(Upload, 1).state is UploadState.CHECKED
