"""The five steps of a hand-in, as a member walks them."""

import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from portal.db.engine import Database
from portal.files.store import FileStore
from portal.intake.operations import CHECK, check_upload
from portal.jobs.models import Job
from portal.submissions.models import SubmissionVersion, Upload
from portal.submissions.states import State
from tests.web import scenes
from tests.web.world import NOW, Browser, Clock

PAGE = "/hand-in/M001/inventory/2024"
SignIn = Callable[[str], Browser]


def _sent(
    content: bytes = b"PK workbook", *, key: str = "k1", name: str = "盤查.xlsx"
) -> dict[str, object]:
    return {"file": (io.BytesIO(content), name), "key": key}


def test_an_upload_is_received_whatever_it_is(signed_in: SignIn, opened: Database) -> None:
    browser = signed_in("preparer")

    response = browser.post(f"{PAGE}/upload", _sent(b"not a workbook"), via=PAGE)

    with opened.reading() as session:
        [upload] = session.query(Upload).all()
        [job] = session.query(Job).filter_by(kind=CHECK)
    assert response.status_code == 303
    assert response.headers["Location"] == PAGE
    assert upload.original_name == "盤查.xlsx"
    assert (upload.kind, upload.year, upload.job_id) == ("inventory", 2024, job.id)
    assert "檢核中" in browser.get(PAGE).get_data(as_text=True)


def test_pressing_twice_gives_one_upload(signed_in: SignIn, opened: Database) -> None:
    browser = signed_in("preparer")

    browser.post(f"{PAGE}/upload", _sent(), via=PAGE)
    again = browser.post(f"{PAGE}/upload", _sent(), via=PAGE)

    with opened.reading() as session:
        assert session.query(Upload).count() == 1
    assert again.status_code == 303


def test_no_file_is_said_so(signed_in: SignIn) -> None:
    browser = signed_in("preparer")

    browser.post(f"{PAGE}/upload", {"key": "k"}, via=PAGE)

    assert "請先選擇要上傳的檔案" in browser.get(PAGE).get_data(as_text=True)


def test_the_twenty_first_upload_within_an_hour_waits(
    signed_in: SignIn, opened: Database, clock: Clock
) -> None:
    browser = signed_in("preparer")
    with opened.transaction() as session:
        who = scenes.person(session, "preparer@a.example")
        for number in range(20):
            scenes.an_upload(session, who, scenes.member(session), None, key=str(number), at=NOW)

    refused = browser.post(f"{PAGE}/upload", _sent(), via=PAGE)
    clock.now = NOW + timedelta(minutes=25)
    browser.get(PAGE)
    clock.now = NOW + timedelta(minutes=50)
    browser.get(PAGE)
    clock.now = NOW + timedelta(minutes=61)
    later = browser.post(f"{PAGE}/upload", _sent(key="later"), via=PAGE)

    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) > 0
    assert later.status_code == 303


def test_a_file_beyond_the_limit_is_refused_with_a_page(app: Flask, signed_in: SignIn) -> None:
    browser = signed_in("preparer")
    app.config["MAX_CONTENT_LENGTH"] = 1_000

    response = browser.post(f"{PAGE}/upload", _sent(b"x" * 5_000), via=PAGE)

    assert response.status_code == 413
    assert "檔案太大" in response.get_data(as_text=True)


def test_a_file_somewhat_too_large_is_kept_and_explained(
    app: Flask, signed_in: SignIn, opened: Database
) -> None:
    large = b"PK\x03\x04" + bytes(21 * 1024 * 1024)
    store = FileStore(app.extensions["portal.settings"].instance / "files")

    response = signed_in("preparer").post(f"{PAGE}/upload", _sent(large), via=PAGE)
    # The test client leaves the large form it sent to the collector.
    response.request.environ["wsgi.input"].close()

    assert response.status_code == 303
    with opened.reading() as session:
        upload = session.scalars(select(Upload)).one()
    report = check_upload(opened, store, upload.id, now=lambda: NOW)
    assert report is not None
    assert [finding.code for finding in report.findings] == ["FILE-002"]
    assert store.path(upload.sha256).stat().st_size == len(large)


@pytest.fixture
def checked(opened: Database) -> int:
    """An upload without errors and with one warning."""
    with opened.transaction() as session:
        who = scenes.person(session, "preparer@a.example")
        report = scenes.a_report(scenes.TREND, scenes.NOTE)
        return scenes.an_upload(session, who, scenes.member(session), report).id


@pytest.fixture
def faulty(opened: Database) -> int:
    """An upload with errors."""
    with opened.transaction() as session:
        who = scenes.person(session, "preparer@a.example")
        report = scenes.a_report(scenes.UNIT, scenes.TOTAL, scenes.TREND)
        return scenes.an_upload(session, who, scenes.member(session), report).id


def test_findings_are_shown_with_cells_reason_and_remedy(signed_in: SignIn, faulty: int) -> None:
    page = signed_in("preparer").get(PAGE).get_data(as_text=True)

    assert "單位疑似錯誤：公斤填成公噸" in page
    assert "排放源活動 J14" in page
    assert "請確認單位" in page
    assert "單位差一千倍" in page


def test_filters_in_the_address_narrow_the_findings(signed_in: SignIn, faulty: int) -> None:
    browser = signed_in("preparer")

    warnings = browser.get(f"{PAGE}?severity=warning").get_data(as_text=True)
    cover = browser.get(f"{PAGE}?sheet=封面").get_data(as_text=True)

    assert 'id="INV-402"' in warnings
    assert 'id="INV-214"' not in warnings
    assert 'id="INV-201"' in cover
    assert 'id="INV-402"' not in cover


def test_totals_stand_beside_each_other_with_their_gap(signed_in: SignIn, faulty: int) -> None:
    page = signed_in("preparer").get(PAGE).get_data(as_text=True)

    assert "1,210,440" in page
    assert "1,201,440" in page
    assert "−0.74" in page


def test_the_page_that_waits_learns_when_the_check_is_over(
    signed_in: SignIn, opened: Database, checked: int
) -> None:
    browser = signed_in("preparer")
    with opened.transaction() as session:
        who = scenes.person(session, "preparer@a.example")
        waiting = scenes.an_upload(session, who, scenes.member(session), None, key="two").id

    assert browser.get(f"/uploads/{checked}/state").get_json()["done"] is True
    state = browser.get(f"/uploads/{waiting}/state").get_json()
    assert state == {"done": False, "message": "排隊等候檢核…"}


def test_a_preparer_is_told_to_ask_the_signatory(signed_in: SignIn, checked: int) -> None:
    page = signed_in("preparer").get(PAGE).get_data(as_text=True)

    assert "請貴公司的簽核主管" in page
    assert "我已閱讀並確認上述聲明" not in page


def test_the_signatory_hands_in_and_gets_a_receipt(
    signed_in: SignIn, opened: Database, checked: int
) -> None:
    browser = signed_in("signatory")
    sent = {"certified": "y", "why-INV-402": "新增電弧爐。"}

    response = browser.post(f"/uploads/{checked}/submit", sent, via=PAGE)
    receipt = browser.get(response.headers["Location"]).get_data(as_text=True)

    with opened.reading() as session:
        [version] = session.query(SubmissionVersion).all()
    assert version.explanations == {"INV-402": "新增電弧爐。"}
    assert version.certification.startswith("本人為本公司授權之簽核主管")
    assert version.receipt_number in receipt
    assert version.sha256 in receipt
    assert "UTC" in receipt
    assert "台北時間" in receipt


def test_handing_in_needs_the_certification_and_every_explanation(
    signed_in: SignIn, opened: Database, checked: int
) -> None:
    browser = signed_in("signatory")

    without_tick = browser.post(f"/uploads/{checked}/submit", {"why-INV-402": "理由"}, via=PAGE)
    without_reason = browser.post(f"/uploads/{checked}/submit", {"certified": "y"}, via=PAGE)

    with opened.reading() as session:
        assert session.query(SubmissionVersion).count() == 0
    assert without_tick.status_code == without_reason.status_code == 422
    assert "理由" in without_tick.get_data(as_text=True)
    assert "請說明每一項警告" in without_reason.get_data(as_text=True)


def test_pressing_submit_twice_gives_one_version(
    signed_in: SignIn, opened: Database, checked: int
) -> None:
    browser = signed_in("signatory")
    sent = {"certified": "y", "why-INV-402": "理由"}

    first = browser.post(f"/uploads/{checked}/submit", sent, via=PAGE)
    second = browser.post(f"/uploads/{checked}/submit", sent, via=PAGE)

    with opened.reading() as session:
        assert session.query(SubmissionVersion).count() == 1
    assert first.headers["Location"] == second.headers["Location"]


def test_an_upload_with_errors_cannot_be_handed_in(
    signed_in: SignIn, opened: Database, faulty: int
) -> None:
    sent = {"certified": "y", "why-INV-402": "理由"}

    response = signed_in("signatory").post(f"/uploads/{faulty}/submit", sent, via=PAGE)

    with opened.reading() as session:
        assert session.query(SubmissionVersion).count() == 0
    assert response.status_code == 409


def test_a_preparer_cannot_hand_in(signed_in: SignIn, checked: int) -> None:
    response = signed_in("preparer").post(
        f"/uploads/{checked}/submit", {"certified": "y"}, via=PAGE
    )

    assert response.status_code == 403


def test_a_refused_file_is_kept_and_given_back_unchanged(signed_in: SignIn) -> None:
    browser = signed_in("preparer")
    browser.post(f"{PAGE}/upload", _sent(b"=cmd|evil", name='a"b\r\n.xlsx'), via=PAGE)

    response = browser.get("/uploads/1/file")

    assert response.get_data() == b"=cmd|evil"
    assert response.headers["Content-Disposition"].startswith("attachment; ")
    assert "\n" not in response.headers["Content-Disposition"]
    assert response.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_a_file_put_aside_is_kept_but_no_longer_present(
    signed_in: SignIn, opened: Database, checked: int
) -> None:
    browser = signed_in("signatory")

    browser.post(f"/uploads/{checked}/abandon", via=PAGE)

    with opened.reading() as session:
        assert session.get_one(Upload, checked).state == "abandoned"
    assert "已放棄" in browser.get(PAGE).get_data(as_text=True)


def test_what_changes_against_the_last_version_is_previewed(
    signed_in: SignIn, opened: Database
) -> None:
    with opened.transaction() as session:
        company = scenes.member(session)
        who = scenes.person(session, "signatory@a.example")
        first = scenes.an_upload(session, who, company, scenes.a_report(scenes.TREND))
        scenes.a_version(session, who, first)
        scenes.the_submission(session, company).state = State.RETURNED
        lines = (*scenes.LINES[:2], scenes.a_line(9, "電弧爐", "15220.4"))
        scenes.an_upload(
            session, who, company, scenes.a_report(scenes.TREND, lines=lines), key="second"
        )

    page = signed_in("preparer").get(PAGE).get_data(as_text=True)

    assert "新增 1 列，刪除 1 列，變更 0 列，未變 2 列。" in page
    assert "電弧爐" in page
    assert "15,220.4" in page


def test_the_template_comes_with_the_member_filled_in(signed_in: SignIn) -> None:
    response = signed_in("preparer").get(f"{PAGE}/template")

    assert response.status_code == 200
    assert response.get_data()[:2] == b"PK"
    assert "M001_2024_" in response.headers["Content-Disposition"]
