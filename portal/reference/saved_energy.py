"""Energy and emissions of a saving: gigajoules, and tonnes by the factor of a year."""

from decimal import Decimal
from functools import cache
from typing import Final

from portal.reference.factors import TJ_PER_KCAL, Use, factor
from portal.reference.fuels import Fuel, HeatValueSet, fuel_by_key
from portal.reference.grid import grid_factor, latest_grid_factor
from portal.reference.gwp import GwpSet, gwp
from portal.reference.site_systems import Carrier
from portal.reference.units import Dimension

GJ_PER_KWH: Final = Decimal("0.0036")
_KG_PER_TONNE: Final = Decimal(1000)
_GJ_PER_TJ: Final = Decimal(1000)
_FUELS: Final = {
    Carrier.NATURAL_GAS: "natural_gas",
    Carrier.FUEL_OIL: "fuel_oil",
    Carrier.DIESEL: "diesel",
    Carrier.LPG: "lpg",
    Carrier.COAL: "bituminous_coal",
}
_BY_MASS: Final = frozenset({Carrier.LPG, Carrier.COAL})
_GASES: Final = ("CO2", "CH4", "N2O")


def gigajoules(carrier: Carrier, quantity: Decimal) -> Decimal | None:
    """Energy of a saved quantity, GJ of lower heat; None for steam and water.

    Args:
        carrier: of the quantity.
        quantity: in the carrier's unit.
    """
    if carrier is Carrier.ELECTRICITY:
        return quantity * GJ_PER_KWH
    heat = _terajoules_per_unit(carrier)
    return None if heat is None else quantity * heat * _GJ_PER_TJ


def tonnes(
    carrier: Carrier, quantity: Decimal, year: int, *, is_verified: bool = False
) -> Decimal | None:
    """Emissions that a saved quantity stands for, tCO2e; None when there is no factor.

    Args:
        carrier: of the quantity.
        quantity: in the carrier's unit.
        year: whose grid factor counts.
        is_verified: then only the factor announced for that very year is taken; otherwise the
            latest one announced up to it. A forecast or target is never taken.

    Source:
        Grid factors of the Energy Administration (`reference/grid_factors.csv`); fuels by the
        announcement of emission factors of 5 February 2024 and AR5 warming potentials. Steam has
        the factor of its site, which is not known here.
    """
    if carrier is Carrier.ELECTRICITY:
        announced = grid_factor(year) if is_verified else latest_grid_factor(year)
        return None if announced is None else quantity * announced.value / _KG_PER_TONNE
    if carrier is Carrier.WATER:
        return Decimal(0)
    per_unit = _kilograms_per_unit(carrier)
    return None if per_unit is None else quantity * per_unit / _KG_PER_TONNE


@cache
def _kilograms_per_unit(carrier: Carrier) -> Decimal | None:
    heat = _terajoules_per_unit(carrier)
    if heat is None:
        return None
    fuel = fuel_by_key(_FUELS[carrier])
    found = ((gas, factor(fuel, Use.STATIONARY, gas)) for gas in _GASES)
    per_tj = sum((one.value * gwp(gas, GwpSet.AR5) for gas, one in found if one), Decimal(0))
    return per_tj * heat


@cache
def _terajoules_per_unit(carrier: Carrier) -> Decimal | None:
    """Lower heat of one unit of a carrier, TJ."""
    if carrier not in _FUELS:
        return None
    fuel = fuel_by_key(_FUELS[carrier])
    heat = _heat_by_mass(fuel) if carrier in _BY_MASS else _kcal(fuel)
    if heat is None:
        return None
    scale = _KG_PER_TONNE if carrier is Carrier.COAL else Decimal(1)
    return heat * scale * TJ_PER_KCAL


def _kcal(fuel: Fuel) -> Decimal | None:
    found = fuel.heat_value()
    return None if found is None else found.kcal


def _heat_by_mass(fuel: Fuel) -> Decimal | None:
    """The first published lower heat value per kilogram."""
    known = (fuel.heat_values.get(each) for each in HeatValueSet)
    by_mass = (one for one in known if one and one.unit.dimension is Dimension.HEAT_PER_MASS)
    return next((one.kcal for one in by_mass), None)
