"""Several files of the official form, uploaded on the page and handed in as one inventory."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.aggregation.operations import rewrite_member_year
from portal.db.engine import Database
from portal.demo.companies import company
from portal.demo.official_set import FAULTY_SET, SOUND_SET, supplement
from portal.files.store import FileStore
from portal.intake.operations import check_upload
from portal.members.operations import add_site
from portal.reports.queries import edition, statement
from portal.submissions.models import Submission, SubmissionVersion, Upload
from portal.submissions.operations import accept
from portal.submissions.queries import inventory_rows, upload_parts
from portal.submissions.states import UploadState
from tests.web import scenes
from tests.web.world import NOW, Browser

PAGE = "/hand-in/M001/inventory/2024"
SITES = [place.record.control_number for place in company("EL02").places]
SignIn = Callable[[str], Browser]
Send = Callable[..., int]


@pytest.fixture
def browser(signed_in: SignIn, opened: Database) -> Browser:
    """The preparer of a company that has the two sites of the samples."""
    with opened.transaction() as session:
        for place in company("EL02").places:
            owner = scenes.member(session)
            add_site(session, None, owner, place.record, from_date=date(2022, 1, 1), at=NOW)
    return signed_in("preparer")


@pytest.fixture
def send(browser: Browser, app: Flask, opened: Database) -> Send:
    """Uploads files, has them checked, and gives the number of the upload that stands for them."""

    def make(files: Mapping[str, bytes], *keep: int, key: str = "k1") -> int:
        sent = {
            "file": [(io.BytesIO(data), name) for name, data in files.items()],
            "keep": [str(one) for one in keep],
            "key": key,
        }
        assert browser.post(f"{PAGE}/upload", sent, via=PAGE).status_code == 303
        with opened.reading() as session:
            latest = session.scalars(select(Upload.id).order_by(Upload.id.desc())).first()
        assert latest is not None
        check_upload(opened, app.extensions["portal.files"], latest, now=lambda: NOW, year=2024)
        return latest

    return make


def sound(*left_out: str) -> dict[str, bytes]:
    files = {name: made() for name, made in SOUND_SET.items()}
    files["supplement.xlsx"] = supplement(2024, "M001")
    return {name: data for name, data in files.items() if name not in left_out}


def coordinator(session: Session) -> Actor:
    return scenes.person(session, "coordinator@city.example")


def shown(browser: Browser, path: str = PAGE) -> str:
    return browser.get(path).get_data(as_text=True)


def test_files_chosen_at_once_are_one_inventory(
    send: Send, browser: Browser, opened: Database
) -> None:
    whole = send(sound())

    page = shown(browser)
    with opened.reading() as session:
        upload = session.get_one(Upload, whole)
        parts = upload_parts(session, whole)
    assert (upload.state, upload.errors, len(parts)) == (UploadState.CHECKED, 0, 3)
    assert {one.state for one in parts} == {UploadState.CHECKED}
    assert "合併為一份清冊的 3 個檔案" in page
    assert all(one.number in page and one.original_name in page for one in parts)
    assert all(site in page for site in SITES)
    assert "12,649" in page


def test_the_signatory_hands_them_in_as_one_version(
    send: Send, signed_in: SignIn, opened: Database
) -> None:
    whole = send(sound())
    signatory = signed_in("signatory")
    fields = dict.fromkeys(re.findall(r'name="(why-[^"]+)"', shown(signatory)), "如實")

    answer = signatory.post(f"/uploads/{whole}/submit", {"certified": "y", **fields}, via=PAGE)

    assert answer.status_code == 303
    with opened.reading() as session:
        version = session.scalars(select(SubmissionVersion)).one()
        parts = upload_parts(session, whole)
        rows = inventory_rows(session, version.id)
    receipt = shown(signatory, answer.headers["Location"])
    assert all(one.sha256 in receipt and one.number in receipt for one in parts)
    files = {row.values["file"] for row in rows}
    assert files == {"site-1.xlsx", "site-2.ods"}
    pdf = signatory.get(f"{answer.headers['Location']}.pdf")
    assert pdf.status_code == 200


def test_files_sent_one_after_another_are_joined(
    send: Send, browser: Browser, opened: Database
) -> None:
    first = send(sound("site-2.ods", "supplement.xlsx"), key="k1")
    assert f'value="{first}" checked' in shown(browser)
    assert "有廠區沒有清冊表單" in shown(browser)

    second = send(sound("site-1.xlsx"), first, key="k2")

    with opened.reading() as session:
        names = [one.original_name for one in upload_parts(session, second)]
        codes = session.get_one(Upload, second).errors
    assert names == ["site-1.xlsx", "site-2.ods", "supplement.xlsx"]
    assert codes == 0
    assert "有廠區沒有清冊表單" not in shown(browser)


def test_a_corrected_file_takes_the_place_of_the_faulty_one(
    send: Send, browser: Browser, opened: Database
) -> None:
    files = {**sound(), "supplement.xlsx": supplement(2023)}
    first = send(files, key="k1")
    page = shown(browser)
    with opened.reading() as session:
        parts = {one.original_name: one.id for one in upload_parts(session, first)}
    assert "補充資料屬於其他公司或年度" in page
    assert f'value="{parts["site-1.xlsx"]}" checked' in page
    assert f'value="{parts["supplement.xlsx"]}" checked' not in page

    kept = [parts["site-1.xlsx"], parts["site-2.ods"]]
    second = send({"supplement.xlsx": supplement(2024, "M001")}, *kept, key="k2")

    with opened.reading() as session:
        assert session.get_one(Upload, second).errors == 0


def test_what_stands_against_one_inventory_is_said_for_each_file(
    send: Send, browser: Browser
) -> None:
    whole = send({name: made() for name, made in FAULTY_SET.items()})

    page = shown(browser)
    for name, words in (
        ("OFF-016-site-1-again.ods", "同一管制編號有兩份表單"),
        ("OFF-014-site-2-of-another-year.xlsx", "各份表單的年度不同"),
        ("OFF-018-supplement-of-another-year.xlsx", "補充資料屬於其他公司或年度"),
    ):
        assert name in page
        assert words in page
    assert browser.get(f"/uploads/{whole}").status_code == 200


def test_a_file_of_several_is_not_handed_in_alone(
    send: Send, signed_in: SignIn, opened: Database
) -> None:
    whole = send(sound())
    signatory = signed_in("signatory")
    with opened.reading() as session:
        part = upload_parts(session, whole)[0].id

    answer = signatory.post(f"/uploads/{part}/submit", {"certified": "y"}, via=PAGE)

    assert answer.status_code in {409, 422}
    with opened.reading() as session:
        assert session.scalars(select(SubmissionVersion)).all() == []


def test_the_originals_come_back_as_they_arrived(send: Send, browser: Browser) -> None:
    files = sound()
    whole = send(files)

    archive = zipfile.ZipFile(io.BytesIO(browser.get(f"/uploads/{whole}/file").data))

    assert {name: archive.read(name) for name in files} == files
    assert archive.testzip() is None


def test_each_file_comes_back_with_its_own_marks(
    send: Send, browser: Browser, app: Flask, opened: Database
) -> None:
    whole = send({name: made() for name, made in FAULTY_SET.items()})

    one = browser.get(f"/uploads/{whole}/marked?file=3")
    archive = zipfile.ZipFile(io.BytesIO(browser.get(f"/uploads/{whole}/marked").data))

    assert "OFF-014" in one.headers["Content-Disposition"]
    book = zipfile.ZipFile(io.BytesIO(one.data))
    assert any("comments" in name for name in book.namelist())
    assert len(archive.namelist()) == len(FAULTY_SET)


def test_a_supplement_alone_waits_for_its_forms(send: Send, browser: Browser) -> None:
    only = send({"supplement.xlsx": supplement(2024, "M001")})

    page = shown(browser)
    assert "只有補充資料，沒有清冊表單" in page
    assert f'value="{only}" checked' in page


def test_plans_are_never_joined(browser: Browser, opened: Database) -> None:
    page = "/hand-in/M001/plan/2024"
    sent = {"file": [(io.BytesIO(b"a"), "a.xlsx"), (io.BytesIO(b"b"), "b.xlsx")], "key": "k"}

    browser.post(f"{page}/upload", sent, via=page)

    assert "減量計畫一次上傳一個檔案" in shown(browser, page)
    with opened.reading() as session:
        assert session.scalars(select(Upload)).all() == []


def test_pressing_twice_gives_the_same_uploads(
    send: Send, browser: Browser, opened: Database
) -> None:
    send(sound())
    send(sound())

    with opened.reading() as session:
        assert len(session.scalars(select(Upload)).all()) == len(SOUND_SET) + 1


def test_the_supplement_can_be_taken(browser: Browser, app: Flask) -> None:
    answer = browser.get(f"{PAGE}/supplement")

    assert answer.status_code == 200
    assert answer.data[:2] == b"PK"
    assert isinstance(app.extensions["portal.files"], FileStore)


def test_rows_behind_a_figure_lead_to_their_own_file(
    send: Send, signed_in: SignIn, opened: Database
) -> None:
    whole = send(sound())
    signatory = signed_in("signatory")
    fields = dict.fromkeys(re.findall(r'name="(why-[^"]+)"', shown(signatory)), "如實")
    signatory.post(f"/uploads/{whole}/submit", {"certified": "y", **fields}, via=PAGE)
    with opened.transaction() as session:
        submission = session.scalars(select(Submission)).one()
        accept(session, coordinator(session), submission, at=NOW, summarise=rewrite_member_year)
        hashes = [one.sha256 for one in upload_parts(session, whole)]

    page = shown(signed_in("coordinator"), "/trace/scope1/2024/M001")

    assert all(one in page for one in hashes)
    assert "site-1.xlsx · 表五" in page
    assert "site-2.ods · 表五" in page
    with opened.reading() as session:
        found = statement(session, coordinator(session), "M001", 2024, of=edition(NOW))
    assert found is not None
    places = {one.place.sha256 for one in found.sources}
    assert places == set(hashes[:2])
