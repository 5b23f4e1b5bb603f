"""Measures of plans as claims: electricity, heat with its own factor, fuel switches net."""

from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from portal.members.models import Company, Site
from portal.plans.measure_sheet import MeasureRow
from portal.reference.groups import Group
from portal.reference.site_systems import Carrier, System
from portal.savings.checks import looks_like
from portal.savings.planned import Planned, from_plans
from portal.savings.streams import ZERO, Claim, assemble
from portal.savings.totals import annual, within
from portal.savings.vocabulary import Level
from tests.unit.savings.claims import a_claim

COMPANY = Company(id=1, code="ST01", name_zh="甲", name_en="A", group=Group.STEEL)
SITE = Site(id=1, control_number="E5600001", name_zh="一廠", name_en="Plant 1")
SOUND: dict[str, Any] = {
    "at": 5,
    "measure_id": "M-001",
    "title": "加熱爐廢熱回收",
    "category": "energy_efficiency",
    "equipment": "boiler",
    "status": "done",
    "start": date(2023, 7, 1),
    "expected": Decimal(600),
}


def a_measure(**cells: object) -> Planned:
    named = dict.fromkeys((one.name for one in fields(MeasureRow)), None)
    return Planned(COMPANY, SITE, 2024, MeasureRow(**{**named, **SOUND, **cells}))


def claim(**cells: object) -> Claim:
    (found,) = from_plans([a_measure(**cells)], (), set())
    return found


HEAT: dict[str, object] = {
    "saved_gj": Decimal(10_000),
    "factor": Decimal("56.1"),
    "factor_unit": "kgCO2e/GJ",
}


def test_heat_counts_in_gigajoules_with_the_factor_of_the_plan() -> None:
    streams = assemble([claim(**HEAT)])

    (whole,) = annual(streams, Level.IMPLEMENTED)
    (half,) = within(streams, Level.IMPLEMENTED, 2023)

    amounts = [whole.gigajoules, whole.tonnes, whole.electricity]
    assert amounts == [Decimal(10_000), Decimal(561), ZERO]
    assert round(half.gigajoules) == 5041
    assert streams[0].best.system is System.BOILER


@pytest.mark.parametrize(
    ("cells", "tonnes"),
    [
        ({"saved_gj": Decimal(1)}, 600),
        (
            {
                "saved_fuel": Decimal(200),
                "fuel_unit": "kL",
                "factor": Decimal("3.1"),
                "factor_unit": "tCO2e/kL",
            },
            620,
        ),
        ({**HEAT, "factor_unit": "kgCO2e/kWh", "saved_kwh": Decimal(100)}, 0),
    ],
    ids=["without-factor", "fuel", "factor-of-electricity"],
)
def test_heat_and_fuel_have_the_tonnes_that_their_factor_gives(
    cells: dict[str, object], tonnes: int
) -> None:
    assert claim(**cells).heat_tonnes == tonnes


def test_a_fuel_switch_counts_net_tonnes_and_no_energy() -> None:
    found = claim(category="fuel_switch", saved_gj=Decimal(9_000), saved_kwh=Decimal(5))

    assert not found.savings
    assert [found.heat, found.heat_tonnes] == [ZERO, Decimal(600)]


def test_electricity_is_as_before_and_renewables_are_no_saving() -> None:
    found = claim(saved_kwh=Decimal(1_000))

    assert found.savings == {Carrier.ELECTRICITY: Decimal(1_000)}
    assert [found.heat, found.heat_tonnes] == [ZERO, ZERO]
    bought = a_measure(category="renewable_bought", saved_kwh=Decimal(1))
    assert from_plans([bought, a_measure()], (), set()) == []


def test_heat_of_a_plan_and_gas_of_a_diagnosis_may_be_one_change() -> None:
    def beside(cubic_metres: int) -> bool:
        gas = {Carrier.NATURAL_GAS: Decimal(cubic_metres)}
        claims = [claim(**HEAT), a_claim(1, savings=gas, system=System.BOILER)]
        one, other = assemble(claims)
        return looks_like(one, other)

    # 8,107 kcal of lower heat a cubic metre: 290,000 of them are 9,843 GJ.
    assert beside(290_000)
    assert not beside(9_000)


def test_a_measure_that_names_a_contract_on_file_is_that_contract() -> None:
    named = a_measure(saved_kwh=Decimal(1_000), esco_contract="ESCO-0001")

    assert from_plans([named], {"ESCO-0001"}, set()) == []
    assert len(from_plans([named], {"ESCO-0002"}, set())) == 1


@pytest.mark.parametrize("named", ["D-2023-0001", "D-2023-0001 #2"])
def test_a_measure_that_names_a_case_or_its_recommendation_is_that_change(named: str) -> None:
    one = a_measure(saved_kwh=Decimal(1_000), diagnosis_id=named)

    assert from_plans([one], {"D-2023-0001 #1", "D-2023-0001 #2"}, set()) == []
    assert len(from_plans([one], {"D-2023-0002 #2"}, set())) == 1
    assert len(from_plans([a_measure(saved_kwh=Decimal(1_000))], {named}, set())) == 1
