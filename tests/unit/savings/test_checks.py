"""Claims that cannot be: the two published slips are found, and sound ones are not doubted."""

from decimal import Decimal

import pytest

from portal.reference.saved_energy import gigajoules, tonnes
from portal.reference.site_systems import Carrier
from portal.savings.checks import doubts, implied_factor


@pytest.mark.parametrize(
    ("kilowatt_hours", "stated", "by_its_terms", "codes"),
    [
        (5_000_000, 11_000, None, ["factor"]),
        (None, 6_000_000, 600, ["slip"]),
        (1_000_000, 494_000, None, ["factor", "slip"]),
        (1_000_000, "0.0494", None, ["factor", "slip"]),
        (18_000_000, 9_000, None, []),
        (12_240_000, 5_803, None, []),
        (None, 600, 600, []),
        (1_000_000, None, None, []),
    ],
    ids=[
        "5 GWh printed as 11,000 t",
        "600 t printed as 6 million",
        "kilograms taken for tonnes",
        "ten thousand too small",
        "published ESCO claim",
        "a sound press figure",
        "terms that agree",
        "no tonnes",
    ],
)
def test_slips_of_published_claims_are_found(
    kilowatt_hours: int | None, stated: str | int | None, by_its_terms: int | None, codes: list[str]
) -> None:
    found = doubts(
        None if kilowatt_hours is None else Decimal(kilowatt_hours),
        None if stated is None else Decimal(stated),
        None if by_its_terms is None else Decimal(by_its_terms),
    )

    assert [one.code for one in found] == codes


@pytest.mark.parametrize(
    ("stated", "is_doubted"),
    [("0.349", True), ("0.35", False), ("0.60", False), ("0.601", True)],
)
def test_factors_outside_the_band_are_doubted(stated: str, is_doubted: bool) -> None:
    assert bool(doubts(Decimal(1000), Decimal(stated))) is is_doubted


def test_the_implied_factor_of_the_press_release_is_2_2() -> None:
    assert implied_factor(Decimal(5_000_000), Decimal(11_000)) == Decimal("2.2")
    assert implied_factor(Decimal(0), Decimal(1)) is None


def test_tonnes_of_electricity_take_the_factor_of_the_year() -> None:
    # (590,000 - 396,000) kWh x 0.495 of the city's own example: 96.03 t.
    assert tonnes(Carrier.ELECTRICITY, Decimal(194_000), 2022) == Decimal("96.030")


def test_fuels_have_their_announced_factors() -> None:
    gas = tonnes(Carrier.NATURAL_GAS, Decimal(1000), 2023)
    coal = tonnes(Carrier.COAL, Decimal(1), 2023)
    heat = gigajoules(Carrier.NATURAL_GAS, Decimal(1000))

    assert gas is not None
    assert coal is not None
    assert heat is not None
    assert Decimal("1.8") < gas < Decimal("2.2")
    assert Decimal("2.2") < coal < Decimal("2.8")
    assert Decimal(33) < heat < Decimal(35)
    assert gigajoules(Carrier.ELECTRICITY, Decimal(1000)) == Decimal("3.6")


def test_every_fuel_has_a_factor_and_steam_has_none() -> None:
    for carrier in (Carrier.FUEL_OIL, Carrier.DIESEL, Carrier.LPG):
        assert (tonnes(carrier, Decimal(1000), 2023) or 0) > 2
    assert tonnes(Carrier.STEAM, Decimal(1), 2023) is None
    assert gigajoules(Carrier.STEAM, Decimal(1)) is None
    assert tonnes(Carrier.WATER, Decimal(1), 2023) == 0
