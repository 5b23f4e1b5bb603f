"""What a diagnosis gives to take away: documents, lists, and its report in both languages."""

import io
from collections.abc import Callable

import pytest
from openpyxl import load_workbook

from tests.web.test_advisory import SITE, assigned, held, page, post, recommended
from tests.web.test_advisory import sites as sites
from tests.web.world import Browser

SignIn = Callable[[str], Browser]


def test_a_document_is_attached_and_given_back(signed_in: SignIn, sites: int) -> None:
    case = assigned(signed_in, sites)
    advisor = signed_in("advisor")
    visit = held(advisor, case, "kickoff", "2025-05-02")
    minutes = {"file": (io.BytesIO(b"%PDF-1.4 minutes"), "會議紀錄.pdf"), "kind": "minutes"}
    photo = {"file": (io.BytesIO(b"jpeg"), "photo.jpg")}

    post(advisor, f"{visit}/files", minutes)
    post(advisor, f"{visit}/files", photo)

    assert "photo.jpg" not in page(advisor, visit)
    taken = signed_in("signatory").get("/advisory/visits/files/1")
    assert taken.get_data() == b"%PDF-1.4 minutes"
    assert signed_in("other_preparer").get("/advisory/visits/files/1").status_code == 404


def test_lists_export_to_excel(signed_in: SignIn, sites: int) -> None:
    case = assigned(signed_in, sites)
    advisor = signed_in("advisor")
    recommended(advisor, case)

    for path in ("/advisory/export", f"/sites/{SITE}/equipment/export"):
        book = load_workbook(io.BytesIO(advisor.get(path).get_data()))
        cells = [str(cell.value) for row in book.active.iter_rows() for cell in row if cell.value]
        assert any(text in cells for text in ("D-2025-0001", "AC-1"))


def test_every_page_reads_in_english_too(signed_in: SignIn, sites: int) -> None:
    case = assigned(signed_in, sites)
    advice = recommended(signed_in("advisor"), case)
    reader = signed_in("english")

    for path in ("/advisory/", "/advisory/ask", case, advice, "/advisory/visits/2"):
        answer = reader.get(path, headers={"Accept-Language": "en"})
        assert "Advisory" in answer.get_data(as_text=True)
        assert answer.status_code == 200


@pytest.mark.slow
def test_the_report_of_a_case_comes_in_both_languages_and_formats(
    signed_in: SignIn, sites: int
) -> None:
    case = assigned(signed_in, sites)
    advisor = signed_in("advisor")
    held(advisor, case, "survey", "2025-03-03")

    said = page(signed_in("preparer"), case)
    for name in ("zh.pdf", "en.pdf", "zh.xlsx", "en.xlsx"):
        assert f"{case}/report.{name}" in said
        answer = signed_in("preparer").get(f"{case}/report.{name}")
        assert answer.status_code == 200
        assert answer.data[:4] == (b"%PDF" if name.endswith("pdf") else b"PK\x03\x04")
        assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_the_report_of_another_member_is_not_there(signed_in: SignIn, sites: int) -> None:
    case = assigned(signed_in, sites)

    assert signed_in("other_preparer").get(f"{case}/report.zh.pdf").status_code == 404
    assert signed_in("preparer").get(f"{case}/report.fr.pdf").status_code == 404
