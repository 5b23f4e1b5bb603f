"""Fuels and factors against the published figures per unit of fuel."""

from decimal import Decimal

import pytest

from portal.reference.closed_sets import HeatValueSource
from portal.reference.factors import Use, factor, factors, per_unit
from portal.reference.fuels import HEAT_VALUE_SETS, Fuel, HeatValueSet, fuel, fuel_by_key, fuels
from portal.reference.gwp import GwpSet, gwp
from portal.reference.lookup import label_key
from portal.reference.tables import UnknownReferenceError

# Fuel, published kg CO2 per kg, L or m3 (table 6.0.4), heat value in kcal it was published with,
# and kg CO2e with AR5 (methane 28).
PUBLISHED_604 = [
    ("bituminous_coal", "2.4081133824", 6080, "2.418944801"),
    ("coking_coal", "2.693284704", 6800, "2.705398791"),
    ("anthracite", "2.922093324", 7100, "2.934741856"),
    ("sub_bituminous_coal_power", "1.971522252", 4900, "1.980251521"),
    ("sub_bituminous_coal", "2.253168288", 5600, "2.263144595"),
    ("lignite", "1.2026331792", 2844, "1.207699718"),
    ("coke", "3.1359132", 7000, "3.148383584"),
    ("petroleum_coke", "3.3473466", 8200, "3.355689218"),
    ("crude_oil", "2.76203196", 9000, "2.771188492"),
    ("kerosene", "2.55876282", 8500, "2.567410655"),
    ("jet_kerosene", "2.3948496", 8000, "2.402988739"),
    ("diesel", "2.606031792", 8400, "2.614577888"),
    ("gasoline", "2.263132872", 7800, "2.271068533"),
    ("fuel_oil", "3.110959872", 9600, "3.120726839"),
    ("lpg", "1.7528812758", 6635, "1.754395254"),
    ("naphtha", "2.393761032", 7800, "2.401696693"),
    ("bitumen", "3.3787476", 10000, "3.388921524"),
    ("lubricants", "2.946167424", 9600, "2.955934391"),
    ("other_oil", "2.76203196", 9000, "2.771188492"),
    ("ethane", "2.8601872992", 11090, "2.862717822"),
    ("natural_gas", "1.87903584", 8000, "1.880861285"),
    ("lng", "2.11391532", 9000, "2.115968945"),
    ("refinery_gas", "2.17043712", 9000, "2.172490745"),
    ("coke_oven_gas", "0.780754464", 4200, "0.7817128225"),
    ("blast_furnace_gas", "0.845817336", 777, "0.8459946323"),
]

# Fuel, heat value of 2025 in kcal, kg CO2e per unit, stationary.
PUBLISHED_2025 = [
    ("diesel", 8629, "2.6859"),
    ("gasoline", 7520, "2.1895"),
    ("fuel_oil", 9320, "3.0297"),
    ("lpg", 5958, "1.5754"),
    ("kerosene", 8500, "2.5674"),
    ("natural_gas", 8107, "1.9060"),
    ("lng", 8710, "2.0478"),
    ("bituminous_coal", 5890, "2.3434"),
]

# Fuel, set, kg CO2e per unit, mobile.
PUBLISHED_MOBILE = [
    ("gasoline", HeatValueSet.MOENV_604, "2.355225725"),
    ("gasoline", HeatValueSet.EA_2025, "2.270679160"),
    ("diesel", HeatValueSet.MOENV_604, "2.646219545"),
    ("diesel", HeatValueSet.EA_2025, "2.718360531"),
    ("lpg", HeatValueSet.MOENV_604, "1.802578655"),
    ("natural_gas", HeatValueSet.MOENV_604, "1.991945462"),
    ("lng", HeatValueSet.EA_2025, "2.168730622"),
]


def co2e_per_unit(burnt: Fuel, use: Use, which: HeatValueSet) -> Decimal:
    heat = burnt.heat_value(which)
    assert heat is not None
    total = Decimal(0)
    for gas in ("CO2", "CH4", "N2O"):
        found = factor(burnt, use, gas)
        assert found is not None
        total += per_unit(found.value, heat.value) * gwp(gas, GwpSet.AR5)
    return total


@pytest.mark.parametrize(("key", "co2", "kcal", "co2e"), PUBLISHED_604, ids=lambda cell: str(cell))
def test_table_604_follows_from_factor_and_heat_value(
    key: str, co2: str, kcal: int, co2e: str
) -> None:
    burnt = fuel_by_key(key)
    heat = burnt.heat_value(HeatValueSet.MOENV_604)
    carbon_dioxide = factor(burnt, Use.STATIONARY, "CO2")

    assert heat is not None
    assert carbon_dioxide is not None
    assert heat.value == kcal
    assert per_unit(carbon_dioxide.value, heat.value) == Decimal(co2)
    computed = co2e_per_unit(burnt, Use.STATIONARY, HeatValueSet.MOENV_604)
    assert abs(computed - Decimal(co2e)) <= Decimal("1E-9")


def test_all_25_published_fuels_are_checked() -> None:
    with_604 = {key for key, each in fuels().items() if HeatValueSet.MOENV_604 in each.heat_values}

    assert with_604 == {row[0] for row in PUBLISHED_604}
    assert len(PUBLISHED_604) == 25


@pytest.mark.parametrize(("key", "kcal", "co2e"), PUBLISHED_2025, ids=lambda cell: str(cell))
def test_heat_values_of_2025_give_the_implied_factors(key: str, kcal: int, co2e: str) -> None:
    burnt = fuel_by_key(key)
    heat = burnt.heat_value()

    assert heat is not None
    assert heat.set is HeatValueSet.EA_2025
    assert heat.value == kcal
    computed = co2e_per_unit(burnt, Use.STATIONARY, HeatValueSet.EA_2025)
    assert computed.quantize(Decimal("0.0001")) == Decimal(co2e)


@pytest.mark.parametrize(("key", "which", "co2e"), PUBLISHED_MOBILE, ids=lambda cell: str(cell))
def test_vehicles_have_their_own_methane_and_nitrous_oxide(
    key: str, which: HeatValueSet, co2e: str
) -> None:
    computed = co2e_per_unit(fuel_by_key(key), Use.MOBILE, which)

    assert abs(computed - Decimal(co2e)) <= Decimal("1E-9")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("柴油", "diesel"),
        ("170006", "diesel"),
        ("170006 柴油", "diesel"),
        ("Ｄｉｅｓｅｌ　ｏｉｌ", "diesel"),
        ("4～6號重油", "fuel_oil"),
        ("燃料煤", "bituminous_coal"),
        ("050002", "natural_gas"),
        ("液化天然氣", "lng"),
        ("天然气", "natural_gas"),
        ("高炉气", "blast_furnace_gas"),
        ("SRF", "srf"),
    ],
)
def test_fuel_is_found_in_many_writings(text: str, key: str) -> None:
    found = fuel(text)

    assert found is not None
    assert found.key == key


def test_heat_values_of_2025_are_not_used_for_earlier_inventories() -> None:
    diesel = fuel_by_key("diesel")
    before, after = diesel.heat_value_for(2022), diesel.heat_value_for(2024)

    assert before is not None
    assert after is not None
    assert (before.set, before.kcal) == (HeatValueSet.MOENV_604, Decimal(8400))
    assert (after.set, after.kcal) == (HeatValueSet.EA_2025, Decimal(8629))


def test_heat_value_by_mass_in_joules_is_given_in_kilocalories_too() -> None:
    wood = fuel_by_key("wood").heat_value()

    assert wood is not None
    assert wood.set is HeatValueSet.IPCC_2006
    assert wood.kcal.quantize(Decimal(1)) == 3726


def test_published_sources_of_heat_values_lead_to_their_sets() -> None:
    assert HEAT_VALUE_SETS[HeatValueSource.MOENV_604] is HeatValueSet.MOENV_604
    assert HeatValueSource.SUPPLIER not in HEAT_VALUE_SETS
    assert set(HEAT_VALUE_SETS.values()) == set(HeatValueSet)


def test_unknown_fuel_is_not_guessed() -> None:
    assert fuel("鑽石") is None
    with pytest.raises(UnknownReferenceError):
        fuel_by_key("diamond")


def test_no_writing_names_two_fuels() -> None:
    owners: dict[str, str] = {}

    for each in fuels().values():
        for text in (each.key, *each.codes, each.label.zh, each.label.en, *each.aliases):
            assert owners.setdefault(label_key(text), each.key) == each.key, text


def test_every_factor_belongs_to_a_fuel_and_every_announced_fuel_has_three_gases() -> None:
    stationary = {key[1] for key in factors() if key[2] is Use.STATIONARY}

    assert {key[1] for key in factors()} <= set(fuels())
    assert stationary == set(fuels()) - {"srf"}
    assert all(
        factor(fuels()[key], Use.STATIONARY, gas) is not None
        for key in stationary
        for gas in ("CO2", "CH4", "N2O")
    )


def test_default_heat_values_and_implied_factors_lie_in_their_bands() -> None:
    for each in fuels().values():
        for which, heat in each.heat_values.items():
            if heat.unit is not each.heat_unit:
                continue
            if each.heat_low is not None and each.heat_high is not None:
                assert each.heat_low <= heat.value <= each.heat_high, each.key
            if each.implied_low is not None and each.implied_high is not None:
                implied = co2e_per_unit(each, Use.STATIONARY, which)
                assert each.implied_low <= implied <= each.implied_high, each.key


def test_lng_does_not_take_the_factor_of_natural_gas_liquids() -> None:
    lng = factor(fuel_by_key("lng"), Use.STATIONARY, "CO2")
    liquids = factor(fuel_by_key("ngl"), Use.STATIONARY, "CO2")

    assert lng is not None
    assert liquids is not None
    assert lng.value == 56100
    assert liquids.value == 64200
