"""Water and steam: the verification tables of the published formulation come out."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.calculators.water_steam import (
    ICE_POINT,
    OutsideFormulationError,
    boiling_pressure,
    boiling_temperature,
    boiling_water_enthalpy,
    dry_steam_enthalpy,
    steam_enthalpy,
    water_enthalpy,
)

# Nine meaning digits are published.
PUBLISHED = Decimal("0.000000005")


def same(found: Decimal, published: str) -> bool:
    return abs(found / Decimal(published) - 1) < PUBLISHED


def celsius(kelvin: int) -> Decimal:
    return kelvin - ICE_POINT


@pytest.mark.parametrize(
    ("kelvin", "megapascals", "published"),
    [(300, 3, "115.331273"), (300, 80, "184.142828"), (500, 3, "975.542239")],
)
def test_water_is_as_in_table_5(kelvin: int, megapascals: int, published: str) -> None:
    assert same(water_enthalpy(Decimal(megapascals * 10), celsius(kelvin)), published)


@pytest.mark.parametrize(
    ("kelvin", "bar", "published"),
    [(300, "0.035", "2549.91145"), (700, "0.035", "3335.68375"), (700, "300", "2631.49474")],
)
def test_steam_is_as_in_table_15(kelvin: int, bar: str, published: str) -> None:
    assert same(steam_enthalpy(Decimal(bar), celsius(kelvin)), published)


@pytest.mark.parametrize(
    ("kelvin", "published"),
    [(300, "0.00353658941"), (500, "2.63889776"), (600, "12.3443146")],
)
def test_water_boils_at_the_pressures_of_table_35(kelvin: int, published: str) -> None:
    assert same(boiling_pressure(celsius(kelvin)) / 10, published)


@pytest.mark.parametrize(
    ("megapascals", "published"),
    [("0.1", "372.755919"), ("1", "453.035632"), ("10", "584.149488")],
)
def test_water_boils_at_the_temperatures_of_table_36(megapascals: str, published: str) -> None:
    assert same(boiling_temperature(Decimal(megapascals) * 10) + ICE_POINT, published)


@given(st.decimals("0.01", "165", places=2))
def test_pressure_and_temperature_of_boiling_belong_together(pressure: Decimal) -> None:
    again = boiling_pressure(boiling_temperature(pressure))

    assert abs(again / pressure - 1) < Decimal("1e-9")


@given(st.decimals("0.01", "165", places=2))
def test_steam_holds_more_heat_than_the_water_it_comes_from(pressure: Decimal) -> None:
    assert dry_steam_enthalpy(pressure) > boiling_water_enthalpy(pressure)


@pytest.mark.parametrize("pressure", ["0.006", "165.1"])
def test_beyond_the_equations_nothing_boils(pressure: str) -> None:
    with pytest.raises(OutsideFormulationError):
        boiling_temperature(Decimal(pressure))


@pytest.mark.parametrize("temperature", ["-1", "374"])
def test_ice_and_what_is_critical_do_not_boil(temperature: str) -> None:
    with pytest.raises(OutsideFormulationError):
        boiling_pressure(Decimal(temperature))


def test_what_is_too_hot_or_too_compressed_is_refused() -> None:
    with pytest.raises(OutsideFormulationError):
        water_enthalpy(Decimal(10), Decimal(351))
    with pytest.raises(OutsideFormulationError):
        steam_enthalpy(Decimal(300), Decimal(400))


def test_water_is_not_taken_for_steam_nor_steam_for_water() -> None:
    with pytest.raises(OutsideFormulationError):
        steam_enthalpy(Decimal(10), Decimal(150))
    with pytest.raises(OutsideFormulationError):
        water_enthalpy(Decimal(10), Decimal(200))
