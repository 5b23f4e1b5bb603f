"""The pages of the calculators."""

from collections.abc import Callable

import pytest

from portal.calculators.declaration import Standing
from portal.calculators.registry import CALCULATORS
from tests.web.world import Browser

SignedIn = Callable[[str], Browser]
ENGLISH = {"Accept-Language": "en"}
PAYING_BACK = "/calculators/money_irr?calculate=1&flows="


def test_the_list_names_every_calculator(signed_in: SignedIn) -> None:
    page = signed_in("advisor").get("/calculators/").get_data(as_text=True)

    assert all(f"/calculators/{one.code}" in page for one in CALCULATORS)
    unverified = sum(one.standing is Standing.UNVERIFIED for one in CALCULATORS)
    assert page.count("未經驗證") == unverified


@pytest.mark.parametrize("headers", [{}, ENGLISH], ids=["zh", "en"])
def test_every_calculator_has_a_page_with_its_inputs_and_source(
    signed_in: SignedIn, headers: dict[str, str]
) -> None:
    browser = signed_in("advisor")

    for one in CALCULATORS:
        response = browser.get(f"/calculators/{one.code}", headers=headers)
        page = response.get_data(as_text=True)
        assert response.status_code == 200
        assert all(f'id="{each.key}"' in page for each in one.inputs)
        assert one.formula_id in page


def test_a_result_comes_with_its_derivation(signed_in: SignedIn) -> None:
    path = "/calculators/boiler_excess_air?o2=4.5&calculate=1"

    page = signed_in("preparer").get(path).get_data(as_text=True)

    assert "27.2727" in page
    assert "100 × 4.5 % ÷ (21 − 4.5 %)" in page
    assert 'value="4.5"' in page


@pytest.mark.parametrize(
    ("headers", "said"),
    [
        ({}, "可接受範圍為 0 – 20.9 %（不含 20.9）"),
        (ENGLISH, "must lie within 0 – 20.9 % (not 20.9)"),
    ],
    ids=["zh", "en"],
)
def test_impossible_input_is_said_at_its_field(
    signed_in: SignedIn, headers: dict[str, str], said: str
) -> None:
    path = "/calculators/boiler_excess_air?o2=21&calculate=1"

    response = signed_in("advisor").get(path, headers=headers)
    page = response.get_data(as_text=True)

    assert response.status_code == 422
    assert page.count(said) == 2
    assert 'id="o2-error"' in page
    assert 'aria-invalid="true"' in page
    assert 'value="21"' in page


def test_flows_without_a_rate_are_refused_with_the_reason(signed_in: SignedIn) -> None:
    response = signed_in("advisor").get(PAYING_BACK + "100+200")

    assert response.status_code == 422
    assert "恰好改變一次" in response.get_data(as_text=True)


def test_a_formula_without_a_published_example_says_so_with_its_result(
    signed_in: SignedIn,
) -> None:
    path = "/calculators/hvac_iplv?a=0.62&b=0.55&c=0.5&d=0.6&calculate=1"

    page = signed_in("advisor").get(path).get_data(as_text=True)

    assert "公式與公開來源相符" in page
    assert "未以完整算例驗證" in page
    assert "標準內之算例未取得" in page


def test_a_formula_that_reproduces_an_example_needs_no_warning(signed_in: SignedIn) -> None:
    path = "/calculators/hvac_tower_evaporation?flow=227&range=5.5&calculate=1"

    page = signed_in("advisor").get(path).get_data(as_text=True)

    assert "已重現公開算例" in page
    assert "未經驗證" not in page
    assert "未以完整算例驗證" not in page


def test_saved_electricity_leads_to_its_tonnes(signed_in: SignedIn) -> None:
    path = (
        "/calculators/power_motor_replacement?kw=15&load=80&h=8000&e1=88&e2=92&price=&calculate=1"
    )
    browser = signed_in("advisor")

    page = browser.get(path).get_data(as_text=True)

    assert "/calculators/emissions_electricity?kwh=4743.1" in page
    carried = browser.get("/calculators/emissions_electricity?kwh=4743.1").get_data(as_text=True)
    assert 'value="4743.1"' in carried


def test_what_was_typed_is_shown_as_text_only(signed_in: SignedIn) -> None:
    path = "/calculators/boiler_excess_air?o2=%22%3E%3Cscript%3E&calculate=1"

    response = signed_in("advisor").get(path)

    assert response.status_code == 422
    assert "<script>" not in response.get_data(as_text=True).split("<main", 1)[1]


def test_an_unknown_calculator_is_not_found(signed_in: SignedIn) -> None:
    assert signed_in("advisor").get("/calculators/perpetual_motion").status_code == 404


@pytest.mark.parametrize(
    ("role", "is_offered"),
    [("advisor", True), ("coordinator", True), ("preparer", True), ("administrator", False)],
)
def test_the_navigation_offers_calculators_to_those_who_diagnose(
    signed_in: SignedIn, role: str, is_offered: bool
) -> None:
    page = signed_in(role).get("/account").get_data(as_text=True)

    assert ('href="/calculators/"' in page) is is_offered
