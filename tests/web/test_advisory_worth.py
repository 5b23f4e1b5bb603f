"""Calculators, economics, evidence and verification within a diagnosis, through the front door."""

import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from openpyxl import load_workbook
from PIL import Image
from sqlalchemy import select

from portal.accounts.operations import Person, add_user
from portal.accounts.permissions import Role
from portal.db.engine import Database
from portal.reports.queries.diagnoses import diagnosis
from portal.verification.models import VerificationPlan
from tests.web import scenes
from tests.web.test_advisory import ADVICE, assigned, page, post, recommended
from tests.web.test_advisory import sites as sites
from tests.web.test_field import a_photo
from tests.web.world import NOW, PASSWORD, PEOPLE, Browser, Clock

SignIn = Callable[[str], Browser]
RUN = "/advisory/findings/1/calculate/air_leak_energy"
LEAK = {"flow": "2", "h": "6000", "sp": "6", "price": "3.5"}


@pytest.fixture
def advice(signed_in: SignIn, sites: int) -> str:
    """A recommendation that waits for its answer."""
    return recommended(signed_in("advisor"), assigned(signed_in, sites))


def test_a_calculator_is_filled_kept_and_taken_over(signed_in: SignIn, advice: str) -> None:
    advisor = signed_in("advisor")

    assert "壓力" in page(advisor, "/advisory/findings/1/calculate/air_pressure_reduction")
    assert "試算" in page(advisor, "/advisory/visits/2")
    kept = post(advisor, RUN, LEAK)
    shown = page(advisor, kept)
    assert "72,000" in shown
    assert "air_leak_energy" in shown
    taken = post(advisor, f"{advice}/take-over?calculation=1", {"row_version": "2"})

    assert taken == advice
    assert "72,000" in page(advisor, advice)
    assert "72,000" in page(advisor, "/advisory/visits/2")
    prefilled = page(advisor, "/advisory/findings/1/recommend?calculation=1")
    assert 'value="72000"' in prefilled


def test_what_the_rules_find_in_it_is_shown_in_the_form(signed_in: SignIn, advice: str) -> None:
    advisor = signed_in("advisor")
    post(advisor, RUN, {**LEAK, "flow": "50"})

    path = f"{advice}/take-over?calculation=1"
    answer = advisor.post(path, {"row_version": "2"}, via="/account")

    assert answer.status_code == 422
    assert "大於設備全年用量" in answer.get_data(as_text=True)
    assert f'action="{advice}/edit"' in answer.get_data(as_text=True)


def test_an_overtaken_recommendation_is_not_overwritten(signed_in: SignIn, advice: str) -> None:
    advisor = signed_in("advisor")
    post(advisor, RUN, LEAK)

    post(advisor, f"{advice}/take-over?calculation=1", {"row_version": "1"}, status=409)
    post(advisor, f"{advice}/take-over?calculation=9", {"row_version": "2"}, status=404)


def test_impossible_input_is_refused_at_its_field(signed_in: SignIn, advice: str) -> None:
    advisor = signed_in("advisor")
    path = "/advisory/findings/1/calculate/air_leak_load_unload"

    answer = advisor.post(path, {"control": "vsd", "t1": "1", "t2": "3"}, via="/account")

    assert answer.status_code == 422
    assert 'href="#control"' in answer.get_data(as_text=True)
    assert advisor.get("/advisory/calculations/1").status_code == 404
    assert signed_in("other_preparer").get(path).status_code in (403, 404)


def test_the_economics_stand_on_the_page_and_in_excel(signed_in: SignIn, advice: str) -> None:
    advisor = signed_in("advisor")
    wrong = advisor.post(f"{advice}/edit", {**ADVICE, "discount_rate": "200"}, via="/account")
    own = {**ADVICE, "life_years": "5", "discount_rate": "8"}
    unexplained = advisor.post(f"{advice}/edit", own, via="/account")
    post(advisor, f"{advice}/edit", {**own, "discount_reason": "集團資金成本 8 %"})

    shown = page(advisor, advice)

    assert wrong.status_code == 422
    assert unexplained.status_code == 422
    assert "自訂折現率時請填理由" in unexplained.get_data(as_text=True)
    # 210,000 a year for five years at 8 %, less 80,000
    assert "758,469" in shown
    assert "本建議自訂：集團資金成本 8 %" in shown
    assert "電力排碳係數" in shown
    path = f"{advice.rsplit('/', 2)[0]}/1/recommendations.xlsx"
    book = load_workbook(io.BytesIO(advisor.get(path).get_data()))
    values = [cell.value for row in book.active.iter_rows() for cell in row]
    assert any(isinstance(one, float) and round(one) == 758469 for one in values)


def done(signed_in: SignIn, advice: str, clock: Clock) -> None:
    member = signed_in("signatory")
    post(member, f"{advice}/decide", {"outcome": "accepted", "row_version": "2"})
    clock.now = datetime(2025, 11, 20, 2, tzinfo=UTC)
    report = {"status": "implemented", "commissioned_on": "2025-10-20", "evidence": "驗收單"}
    post(signed_in("signatory"), f"{advice}/progress", report)


def test_a_member_attaches_evidence(signed_in: SignIn, advice: str, clock: Clock) -> None:
    done(signed_in, advice, clock)
    proof = {"file": (io.BytesIO(b"%PDF-1.4 proof"), "驗收單.pdf"), "kind": "evidence"}

    post(signed_in("preparer"), f"{advice}/evidence", proof)

    assert "驗收單.pdf" in page(signed_in("advisor"), advice)
    post(signed_in("other_preparer"), f"{advice}/evidence", {}, status=404)


def sent(*files: tuple[bytes, str]) -> dict[str, object]:
    return {"file": [(io.BytesIO(data), name) for data, name in files], "kind": "evidence"}


def test_photos_and_documents_of_what_was_done_come_together(
    signed_in: SignIn, advice: str, clock: Clock, opened: Database
) -> None:
    done(signed_in, advice, clock)
    several = sent(
        (a_photo(), "完工.JPG"), (b"%PDF-1.4", "驗收單.pdf"), (b"MZ", "x.exe"), (b"MZ", "y.png")
    )

    browser = signed_in("preparer")
    post(browser, f"{advice}/evidence", several)

    text = page(browser, advice)
    assert "完工.jpg" in text
    assert "驗收單.pdf" in text
    assert "x.exe：這裡收照片" in text
    assert "y.png：" in text
    assert text.count("/picture") == 1
    with opened.transaction() as session:
        member = scenes.person(session, PEOPLE["preparer"].email)
        report = diagnosis(session, member, 1, at=NOW, photo=lambda _: b"x")
    assert report is not None
    assert [(one.caption, one.advice_id) for one in report.photos] == [("完工", 1)]


def test_a_photo_of_what_was_done_says_what_it_shows(
    signed_in: SignIn, advice: str, clock: Clock, opened: Database
) -> None:
    done(signed_in, advice, clock)
    words = " 新裝之快速接頭 "

    browser = signed_in("preparer")
    shown = {**sent((a_photo(), "IMG_1.jpg")), "caption": words + "長" * 300}
    post(browser, f"{advice}/evidence", {**sent((a_photo(), "IMG_1.jpg")), "caption": words})
    post(browser, f"{advice}/evidence", {**shown, **sent((b"%PDF-1.4", "驗收單.pdf"))})

    text = page(browser, advice)
    assert 'alt="新裝之快速接頭"' in text
    assert "IMG_1.jpg" not in text
    assert '驗收單.pdf</a> <span class="as-written">新裝之快速接頭 長' in text
    assert "長" * 200 not in text
    with opened.transaction() as session:
        member = scenes.person(session, PEOPLE["preparer"].email)
        report = diagnosis(session, member, 1, at=NOW, photo=lambda _: b"x")
    assert report is not None
    assert [one.caption for one in report.photos] == ["新裝之快速接頭"]


def test_photos_of_what_was_done_say_nothing_of_where(
    signed_in: SignIn, advice: str, clock: Clock
) -> None:
    done(signed_in, advice, clock)
    post(signed_in("preparer"), f"{advice}/evidence", sent((a_photo(), "完工.jpg")))

    kept = signed_in("advisor").get("/advisory/visits/files/1").get_data()
    small = signed_in("coordinator").get("/advisory/visits/files/1/picture")

    with Image.open(io.BytesIO(kept)) as picture:
        assert not picture.getexif()
    assert small.content_type == "image/jpeg"
    assert signed_in("other_preparer").get("/advisory/visits/files/1/picture").status_code == 404


def test_a_document_has_no_picture(signed_in: SignIn, advice: str, clock: Clock) -> None:
    done(signed_in, advice, clock)
    post(signed_in("preparer"), f"{advice}/evidence", sent((b"%PDF-1.4", "驗收單.pdf")))

    assert signed_in("advisor").get("/advisory/visits/files/1/picture").status_code == 404
    browser = signed_in("preparer")
    post(browser, f"{advice}/evidence", {})
    assert "請先選擇照片或文件" in page(browser, advice)


def test_the_report_shows_the_photos_of_what_was_done(
    signed_in: SignIn, advice: str, clock: Clock
) -> None:
    done(signed_in, advice, clock)
    before = signed_in("preparer").get("/advisory/1/report.zh.pdf").get_data()
    post(signed_in("preparer"), f"{advice}/evidence", sent((a_photo(), "完工.jpg")))

    after = signed_in("preparer").get("/advisory/1/report.zh.pdf").get_data()

    assert after.count(b"/Image") > before.count(b"/Image")


def test_a_plan_is_made_from_a_recommendation(
    signed_in: SignIn, advice: str, clock: Clock, opened: Database
) -> None:
    done(signed_in, advice, clock)
    advisor = signed_in("advisor")
    shown = page(advisor, f"{advice}/plan")
    plan = {
        "site": "E5600001",
        "title": "修復壓縮空氣洩漏",
        "system": "air",
        "carrier": "electricity",
        "option": "B",
        "boundary": "AC-1",
        "meters": "電表 P-1",
        "baseline_from": "2024-10-01",
        "baseline_to": "2025-09-30",
        "shape": "",
        **{f"kind{place}": "production" for place in range(1, 5)},
    }

    assert 'value="60000"' in shown
    assert 'value="2024-10-01"' in shown
    post(advisor, f"{advice}/plan", {**plan, "title": ""}, status=422)
    made = post(advisor, f"{advice}/plan", plan)

    assert "修復壓縮空氣洩漏" in page(advisor, made)
    assert made.rsplit("/", 1)[1] in page(advisor, advice)
    assert "查證節能量" in page(advisor, "/advisory/1")
    with opened.reading() as session:
        assert len(session.scalars(select(VerificationPlan)).all()) == 1


def test_the_people_of_an_esco_have_a_start_page(signed_in: SignIn, opened: Database) -> None:
    with opened.transaction() as session:
        person = Person("esco@esco.example", "能源服務", Role.ESCO, organisation="ESCO-01")
        add_user(session, None, person, at=NOW + timedelta(days=1), password=PASSWORD)
    PEOPLE["esco"] = person
    browser = signed_in("esco")
    del PEOPLE["esco"]

    assert "節能績效契約" in page(browser, "/")
