from decimal import Decimal

import pytest

from portal.demo.as_read import AsRead
from portal.demo.plan_edits import MEMBER
from portal.demo.plans import plan as sound
from portal.demo.pledges import on_file
from portal.plans.amounts import Amount, Missing
from portal.plans.figures import Background, Plan, gap
from portal.plans.flows import emissions, fits
from portal.plans.measures import Gap
from portal.plans.sheets import TEMPLATE
from portal.plans.subject import build, totals

FLOWS = {
    "GJ and kg per GJ": (Decimal(1000), "GJ", Decimal("56.1"), "kgCO2e/GJ", Decimal("56.1")),
    "kWh and kg per kWh": (Decimal(10_000), "kWh", Decimal("0.474"), "kgCO2e/kWh", Decimal("4.74")),
    "MWh and kg per kWh": (Decimal(10), "MWh", Decimal("0.474"), "kgCO2e/kWh", Decimal("4.74")),
    "tonnes of steam": (Decimal(100), "t", Decimal("0.21"), "tCO2e/t", Decimal(21)),
    "oil": (Decimal(2), "kL", Decimal("2.6"), "tCO2e/kL", Decimal("5.2")),
    "gas": (Decimal(2), "1000m3", Decimal("1.9"), "tCO2e/1000m3", Decimal("3.8")),
    "units that do not fit": (
        Decimal(2),
        "GJ",
        Decimal("1.9"),
        "tCO2e/t",
        Missing.NOT_QUANTIFIED,
    ),
    "no factor": (Decimal(2), "GJ", None, "kgCO2e/GJ", Missing.NOT_STATED),
}


@pytest.mark.parametrize(
    ("quantity", "unit", "factor", "factor_unit", "expected"), FLOWS.values(), ids=FLOWS.keys()
)
def test_quantity_times_factor_makes_tonnes(
    quantity: Decimal, unit: str, factor: Decimal | None, factor_unit: str, expected: Amount
) -> None:
    assert emissions(quantity, unit, factor, factor_unit) == expected


def test_nothing_fits_a_missing_unit() -> None:
    assert not fits(None, "tCO2e/t")
    assert not fits("t", None)


def plan(*, known: bool) -> Plan:
    background = Background(inventories=on_file(MEMBER)) if known else Background()
    return build(AsRead(TEMPLATE, sound(MEMBER)), background)


def test_the_gap_is_what_is_neither_done_nor_to_come() -> None:
    found = gap(plan(known=True), 2030)

    assert isinstance(found, Gap)
    assert found.left == found.contribution - found.achieved - found.to_come
    assert found.contribution == Decimal("37386.8")


def test_a_gap_says_why_it_is_not_known() -> None:
    assert gap(plan(known=False), 2030) is Missing.NO_DATA
    assert gap(plan(known=True), 2035) is Missing.NO_PLEDGE


def test_totals_name_every_pledged_year() -> None:
    found = totals(plan(known=False))

    assert found["contribution_2030"] == Decimal("37386.8")
    assert set(found) == {
        "measures_committed",
        "contribution_2026",
        "contribution_2030",
        "contribution_2050",
    }
