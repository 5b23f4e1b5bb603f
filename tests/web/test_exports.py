"""Every list of diagnoses, work on site, measurement, contracts and savings as Excel."""

import io
import re
from collections.abc import Mapping
from html import unescape

import pytest
from flask import Flask
from openpyxl import load_workbook

from portal.web.policy import POLICY
from tests.unit.verification.meters import a_workbook, two_years
from tests.web.test_advisory import page
from tests.web.test_claims import uploaded
from tests.web.test_esco import COMPANIES, CONTRACT, MEASURE, NEW, PAGE, YEAR
from tests.web.test_field import SignIn, confirmed, filled, team, upload
from tests.web.test_verification import PLAN
from tests.web.world import Browser

__all__ = ["team"]

AREAS = {
    *("advisory", "advice", "visits", "equipment", "calculations", "field", "photos"),
    *("fieldbooks", "verification", "esco", "savings", "claims"),
}
# Page and the export that it links to; the address of each in the scene below.
LISTS: Mapping[str, tuple[str, str]] = {
    "advisory.index": ("/advisory/", "/advisory/export"),
    "advisory.show": ("/advisory/1", "/advisory/1/recommendations.xlsx"),
    "visits.show": ("/advisory/visits/1", "/advisory/visits/1/export"),
    "equipment.index": ("/sites/E5600001/equipment/", "/sites/E5600001/equipment/export"),
    "field.show": ("/field/visits/1/", "/advisory/visits/1/export"),
    "photos.show": ("/field/visits/1/photos", "/advisory/visits/1/export"),
    "verification.index": ("/verification/", "/verification/export"),
    "verification.show": ("/verification/MV-0001", "/verification/MV-0001/export"),
    "esco.index": ("/esco/", "/esco/export"),
    "esco.organisations": ("/esco/organisations", "/esco/organisations/export"),
    "esco.show": (PAGE, f"{PAGE}/export"),
    "savings.show": ("/savings/2023", "/savings/2023/export"),
    "savings.streams": ("/savings/streams", "/savings/streams/export"),
    "savings.duplicates": ("/savings/duplicates", "/savings/duplicates/export"),
    "savings.member": ("/savings/members/M001/2023", "/savings/members/M001/2023/export"),
    "claims.index": ("/savings/claims/", "/savings/claims/export"),
}
# Forms, one thing with what belongs to it, previews before something is kept, and redirects.
NO_LISTS = {
    *("advisory.ask", "advice.write", "advice.edit", "advice.show", "equipment.add"),
    *("equipment.change", "visits.measure", "calculations.choose", "calculations.run"),
    *("calculations.show", "field.measure", "field.notes", "field.find", "field.word"),
    *("fieldbooks.bring_back", "fieldbooks.show", "photos.describe", "verification.add"),
    *("verification.edit", "esco.add", "esco.edit", "esco.add_measure", "esco.change_measure"),
    *("esco.state", "savings.index", "savings.stream", "claims.show", "claims.stream"),
}
FILES = {
    *("visits.file", "photos.picture", "photos.thumbnail", "fieldbooks.blank"),
    *("fieldbooks.take_out", "verification.workbook", "verification.results", "esco.schedule"),
    *(
        "claims.template",
        "claims.template_text",
        "claims.workbook",
        "visits.picture",
        "savings.export_streams",
        "savings.export_member",
    ),
    *("savings.export_duplicates", "esco.export_organisations", "advisory.export_advice"),
}
# Words of a page that head no row of a table, and what a workbook leaves to its own columns.
WORDS: Mapping[str, tuple[str, ...]] = {
    "visits.show": ("AC-1",),
    "field.show": ("AC-1",),
    "photos.show": ("IMG_1.jpg",),
    "verification.show": ("停機檢修", "2023-12-31"),
    "advisory.show": ("修復洩漏",),
    "advisory.index": ("空壓系統",),
}


# Its tables are those of its charts and its model; data and coefficients are in its workbook.
CHARTED = {"verification.show"}


def test_every_page_is_a_list_with_an_export_or_none(app: Flask) -> None:
    pages = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and rule.endpoint.split(".")[0] in AREAS
    }
    exports = {one for one in pages if one.endswith(".export")}

    assert pages - exports - FILES - NO_LISTS == set(LISTS)
    assert pages <= set(POLICY)


@pytest.fixture
def scene(team: SignIn) -> SignIn:
    """A visit with values and photos, a plan with a report, two contracts' measures, a claim."""
    advisor, coordinator, member = team("advisor"), team("coordinator"), team("preparer")
    confirmed(advisor, upload(advisor, filled(advisor)))
    sent = {"code": "HD", "name_zh": "禾點", "name_en": "Hedian"}
    coordinator.post(COMPANIES, sent, via=COMPANIES)
    coordinator.post(NEW, CONTRACT, via=NEW)
    for title in ("變頻空壓機", "乾燥機汰換"):
        row = {**MEASURE, "title": title}
        coordinator.post(f"{PAGE}/measures/new", row, via=f"{PAGE}/measures/new")
    member.post(YEAR, {"quantity-1-electricity": "850,000", "evidence": "M&V 報告"}, via=YEAR)
    uploaded(coordinator, {"level": "implemented", "amount": 20_000})
    file = "/savings/claims/files/1"
    coordinator.post(f"{file}/confirm", {}, via=file)
    measured(member, coordinator)
    return team


def measured(member: Browser, coordinator: Browser) -> None:
    new, plan = "/verification/new/M001", "/verification/MV-0001"
    member.post(new, PLAN, via=new)
    coordinator.post(f"{plan}/approve", {"row_version": "1"}, via=plan)
    file = (io.BytesIO(a_workbook(two_years()[0])), "meter.xlsx")
    member.post(f"{plan}/data", {"file": file}, via=plan)
    change = {"first": "2023-03-01", "last": "2023-03-31", "quantity": "1,200"}
    words = {"reason": "停機檢修", "evidence": "檢修紀錄"}
    member.post(f"{plan}/adjustments", {**change, **words}, via=plan)
    member.post(f"{plan}/reports", {"first": "2023-01-01", "last": "2023-12-31"}, via=plan)


def heads(text: str) -> list[str]:
    """What heads the rows of a page's tables, without what stands small beside it."""
    bodies = "".join(re.findall(r"<tbody>(.*?)</tbody>", text, re.DOTALL))
    found = re.findall(r'<th scope="row"[^>]*>(.*?)</th>', bodies, re.DOTALL)
    plain = [re.sub(r"<(small|span)\b.*?</\1>", "", one, flags=re.DOTALL) for one in found]
    return [" ".join(unescape(re.sub(r"<[^>]+>", "", one)).split()) for one in plain]


def written(browser: Browser, address: str) -> str:
    """All cells of a workbook."""
    answer = browser.get(address)
    assert answer.status_code == 200, address
    book = load_workbook(io.BytesIO(answer.get_data()))
    cells = (cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
    return "\n".join(str(cell) for cell in cells if cell is not None)


def test_every_list_links_to_an_export_that_holds_its_rows(scene: SignIn) -> None:
    browsers = {"advisor": scene("advisor"), "coordinator": scene("coordinator")}

    wrong: list[str] = []
    for endpoint, (address, export) in LISTS.items():
        who = (
            "advisor"
            if endpoint.split(".")[0] in ("field", "photos", "advisory")
            else "coordinator"
        )
        text = page(browsers[who], address)
        rows = [*heads(text), *WORDS.get(endpoint, ())]
        if endpoint in CHARTED:
            rows = list(WORDS[endpoint])
        cells = written(browsers[who], export)

        wrong += [] if f'href="{export}' in text else [f"{endpoint} does not link {export}"]
        wrong += [f"{endpoint}: {one}" for one in rows if one not in cells]
        wrong += [] if rows else [f"{endpoint} shows no row"]

    assert not wrong, "\n".join(wrong)
