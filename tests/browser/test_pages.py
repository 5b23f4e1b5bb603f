"""Every page in a real browser: no fault in the console, none found by axe, nothing too wide."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import Open

PAGES = [
    (None, "/sign-in"),
    (None, "/forgotten"),
    ("preparer", "/"),
    ("preparer", "/hand-in/M001/inventory/2024"),
    ("preparer", "/hand-in/M001/plan/2024"),
    ("preparer", "/uploads/2"),
    ("preparer", "/account"),
    ("other_signatory", "/hand-in/M002/plan/2024"),
    ("other_signatory", "/hand-in/M002/inventory/2024"),
    ("other_signatory", "/receipts/R-2025-000002"),
    ("coordinator", "/"),
    ("coordinator", "/review/inventory/2024"),
    ("coordinator", "/submissions/2"),
    ("coordinator", "/submissions/2?tab=figures"),
    ("coordinator", "/submissions/2?tab=findings"),
    ("coordinator", "/submissions/2?tab=documents"),
    ("coordinator", "/submissions/2?tab=history"),
    ("coordinator", "/submissions/2?tab=changes"),
    ("coordinator", "/submissions/2/compare"),
    ("preparer", "/submissions/1/compare"),
    ("coordinator", "/submissions/2/identity"),
    ("coordinator", "/review/plan/2024/deadline"),
    ("coordinator", "/summary/2024"),
    ("coordinator", "/groups/steel/2024"),
    ("coordinator", "/definitions"),
    ("preparer", "/summary/2024"),
    ("preparer", "/members/M001/2024"),
    ("advisor", "/"),
    ("auditor", "/operations/log"),
    ("administrator", "/"),
    ("administrator", "/members/"),
    ("administrator", "/members/M001/register"),
    ("administrator", "/members/add"),
    ("administrator", "/people/"),
    ("administrator", "/people/invite"),
    ("administrator", "/people/1"),
    ("administrator", "/operations/"),
    ("administrator", "/rules"),
    ("advisor", "/calculators/"),
    (
        "advisor",
        "/calculators/power_vsd?kw=75&lf=90&f=48&f0=60&x=3&eta=94&drive=97&h=6000&price=3&calculate=1",
    ),
    ("advisor", "/calculators/boiler_excess_air?o2=21&calculate=1"),
    ("preparer", "/advisory/ask"),
    ("signatory", "/advisory/"),
    ("signatory", "/advisory/2"),
    ("signatory", "/advisory/recommendations/1"),
    ("signatory", "/advisory/recommendations/2"),
    ("advisor", "/advisory/"),
    ("advisor", "/advisory/2"),
    ("advisor", "/advisory/visits/5"),
    ("advisor", "/advisory/visits/5/measure/2"),
    ("advisor", "/advisory/findings/1/calculate"),
    ("advisor", "/advisory/findings/1/calculate/air_leak_load_unload"),
    ("advisor", "/advisory/calculations/1"),
    ("advisor", "/advisory/findings/1/recommend?calculation=1"),
    ("advisor", "/advisory/recommendations/1/plan"),
    ("advisor", "/sites/E5600001/equipment/"),
    ("advisor", "/sites/E5600001/equipment/add/compressor"),
    ("coordinator", "/advisory/2"),
    ("coordinator", "/verification/"),
    ("coordinator", "/verification/MV-0001"),
    ("signatory", "/verification/new/M001"),
    ("administrator", "/dictionary/inventory"),
    ("coordinator", "/thresholds"),
    ("coordinator", "/thresholds/scope2_low"),
]
IDS = [f"{who or 'guest'}:{path}" for who, path in PAGES]


# Chinese is read on a desk and on the phone; English words are longest on the phone.
SEEN = [("zh", "desktop"), ("zh", "phone"), ("en", "phone")]


@pytest.mark.slow
@pytest.mark.parametrize(("language", "size"), SEEN, ids=["-".join(one) for one in SEEN])
@pytest.mark.parametrize(("who", "path"), PAGES, ids=IDS)
def test_a_page_is_sound(visit: Open, who: str | None, path: str, language: str, size: str) -> None:
    page = visit(path, who, language=language, size=size)

    wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    found = Axe().run(page).response["violations"]

    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
    assert wide is False
    assert page.locator("h1").count() == 1
    assert page.title() != ""
