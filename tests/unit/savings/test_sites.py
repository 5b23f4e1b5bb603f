"""What a site says of its energy: steam factors, use against savings, green power."""

from dataclasses import replace
from decimal import Decimal

import pytest

from portal.calculators.water_steam import boiling_water_enthalpy, dry_steam_enthalpy
from portal.reference.site_systems import Carrier
from portal.savings.local import LEAST_HEAT, NO_FACTOR, Amount, Local, SiteYear, Stated, site_years
from portal.savings.streams import Stream, assemble
from portal.savings.totals import annual
from portal.savings.use_checks import doubts_by_site, green_doubt, over_use
from portal.savings.vocabulary import Level, Power
from tests.unit.savings.claims import a_claim

STATED = Stated(Carrier.STEAM, 2023, Decimal("0.25"), Decimal("2.8"), "供汽契約")
BOUGHT = SiteYear(2022, {Carrier.STEAM: Decimal(100)}, steam=Decimal("0.2"))


def of_site(local: Local, *savings: object, carrier: Carrier = Carrier.ELECTRICITY) -> list[Stream]:
    claims = [
        a_claim(number, savings={carrier: Decimal(str(one))})
        for number, one in enumerate(savings, 1)
    ]
    return [replace(one, local=local) for one in assemble(claims)]


@pytest.mark.parametrize(
    ("local", "year", "verified", "expected"),
    [
        (Local(), 2023, False, None),
        (Local((BOUGHT,)), 2022, True, "0.2"),
        (Local((BOUGHT,), (STATED,)), 2022, False, "0.2"),
        (Local((BOUGHT,), (STATED,)), 2023, True, "0.25"),
        (Local((BOUGHT,)), 2023, False, "0.2"),
        (Local((BOUGHT,)), 2023, True, None),
        (Local((BOUGHT,)), 2021, False, None),
    ],
    ids=["nothing", "own-year", "inventory-first", "stated", "earlier", "not-verified", "later"],
)
def test_steam_takes_the_inventory_of_the_year_then_what_was_stated(
    local: Local, year: int, verified: bool, expected: str | None
) -> None:
    found = local.factor(Carrier.STEAM, year, is_verified=verified)

    assert (found and found.value) == (expected and Decimal(expected))
    assert local.factor(Carrier.NATURAL_GAS, year) is None


def test_saved_steam_has_tonnes_and_gigajoules_of_its_site_or_says_why_not() -> None:
    (known,) = annual(of_site(Local((), (STATED,)), 1000, carrier=Carrier.STEAM), Level.IMPLEMENTED)
    (unknown,) = annual(of_site(Local(), 1000, carrier=Carrier.STEAM), Level.IMPLEMENTED)

    assert (known.tonnes, known.gigajoules) == (Decimal(250), Decimal(2800))
    assert known.heat_sources[0].zh == "供汽契約"
    assert (unknown.tonnes, unknown.why_no_tonnes) == (None, NO_FACTOR)
    assert known.why_no_tonnes is None


def test_an_inventory_gives_uses_in_the_units_of_carriers() -> None:
    rows = [
        Amount(2023, "grid_electricity", Decimal(900), "MWh"),
        Amount(2023, "renewable_bundled", Decimal(100), "MWh"),
        Amount(2023, "natural_gas", Decimal(2), "1000m3"),
        Amount(2023, "lpg", Decimal(3), "kL"),
        Amount(2023, "steam", Decimal(50), "t", Decimal(10)),
        Amount(2022, "steam", Decimal(50), "GJ", Decimal(10)),
    ]

    before, year = site_years(rows)

    assert year.uses == {
        Carrier.ELECTRICITY: Decimal(1_000_000),
        Carrier.NATURAL_GAS: Decimal(2000),
        Carrier.STEAM: Decimal(50),
    }
    assert (year.green, year.steam) == (Decimal(100_000), Decimal("0.2"))
    assert (before.uses, before.steam) == ({}, None)


def test_more_saved_than_a_site_uses_is_found() -> None:
    local = Local((SiteYear(2023, {Carrier.ELECTRICITY: Decimal(1000)}),))

    (above,) = over_use(of_site(local, 600, 600))
    (much,) = over_use(of_site(local, 300, 300))

    assert above.is_impossible
    assert (above.saved, above.used, above.year) == (Decimal(1200), Decimal(1000), 2023)
    assert "1,200 kWh" in above.doubt.text.zh
    assert not much.is_impossible
    assert doubts_by_site([much])[1][0].code == "much_of_use"
    assert over_use(of_site(local, 250, 250)) == []
    assert over_use(of_site(Local(), 9999)) == []


@pytest.mark.parametrize(
    ("rows", "most"),
    [
        ([Amount(2023, "steam", Decimal(50), "t")], "50"),
        # 1,000 m3 of gas have 33.94 GJ of lower heat, and a tonne of steam takes 2.2565 GJ.
        ([Amount(2023, "natural_gas", Decimal(1), "1000m3")], "15.04"),
        (
            [
                Amount(2023, "steam", Decimal(50), "t"),
                Amount(2023, "natural_gas", Decimal(1), "1000m3"),
            ],
            "65.04",
        ),
        # Liquefied gas in litres: nobody knows its heat.
        ([Amount(2023, "steam", Decimal(50), "t"), Amount(2023, "lpg", Decimal(1), "kL")], None),
        ([Amount(2023, "steam", Decimal(50), "GJ")], None),
    ],
    ids=["bought", "raised", "both", "unknown-fuel", "bought-as-heat"],
)
def test_steam_is_what_is_bought_and_what_fuels_raise_at_most(
    rows: list[Amount], most: str | None
) -> None:
    (year,) = site_years(rows)

    found = year.most(Carrier.STEAM)

    assert (found and round(found, 2)) == (most and Decimal(most))


def test_evaporation_takes_what_the_steam_tables_say() -> None:
    pressure = Decimal("1.01325")

    heat = dry_steam_enthalpy(pressure) - boiling_water_enthalpy(pressure)

    assert abs(heat / 1000 - LEAST_HEAT) < Decimal("0.0005")


def test_more_steam_saved_than_bought_and_raised_is_found() -> None:
    rows = [
        Amount(2023, "steam", Decimal(50), "t"),
        Amount(2023, "natural_gas", Decimal(1), "1000m3"),
    ]
    local = Local(site_years(rows))

    (above,) = over_use(of_site(local, 40, 30, carrier=Carrier.STEAM))
    (much,) = over_use(of_site(local, 40, carrier=Carrier.STEAM))

    assert above.is_impossible
    assert "外購蒸汽加燃料至多可產之蒸汽" in above.doubt.text.zh
    assert "65 t" in above.doubt.text.en
    assert much.doubt.code == "much_of_use"
    assert over_use(of_site(local, 30, carrier=Carrier.STEAM)) == []
    # A site of which nothing is known is not compared.
    assert over_use(of_site(Local(site_years([])), 9999, carrier=Carrier.STEAM)) == []


def test_savings_on_one_use_take_from_each_other_before_they_are_compared() -> None:
    local = Local((SiteYear(2023, {Carrier.ELECTRICITY: Decimal(1000)}),))
    streams = of_site(local, 450, 450)
    one_use = [
        replace(one, claims=tuple(replace(each, interaction="A") for each in one.claims))
        for one in streams
    ]

    assert len(over_use(streams)) == 1
    assert over_use(one_use) == []


def test_a_site_of_green_power_is_asked_about() -> None:
    green = SiteYear(2023, {Carrier.ELECTRICITY: Decimal(1000)}, green=Decimal(600))
    (one,) = of_site(Local((green,)), 100)
    (other,) = of_site(Local((replace(green, green=Decimal(400)),)), 100)

    assert green_doubt(one) is not None
    assert green_doubt(other) is None
    assert green_doubt(replace(one, decided_power=Power.GRID)) is None


def test_green_power_saves_no_tonnes_on_the_market() -> None:
    (one,) = of_site(Local(), 100_000)

    (grid,) = annual([one], Level.IMPLEMENTED)
    (green,) = annual([replace(one, decided_power=Power.GREEN)], Level.IMPLEMENTED)

    assert (grid.tonnes, green.tonnes) == (Decimal("49.4"), Decimal(0))
    assert green.gigajoules == grid.gigajoules
