"""Factors per unit of activity, computed once for each fuel, use, heat value and set."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, lru_cache

from portal.reference.closed_sets import EmissionType
from portal.reference.factors import FactorSet, Use, factors
from portal.reference.fuels import HeatValueSet, fuels
from portal.reference.gwp import GwpSet, gases, gwp
from portal.reference.materials import materials
from portal.reference.processes import ProcessCategory, process_factor
from portal.reference.tables import UnknownReferenceError
from portal.reference.units import Dimension, Unit, units

TEN_DECIMALS = Decimal("1E-10")
FOUR_DECIMALS = Decimal("1E-4")
CARBON_TO_CO2 = (Decimal(44) / Decimal(12)).quantize(TEN_DECIMALS, ROUND_HALF_UP)
GASES = ("CO2", "CH4", "N2O")
USES = {EmissionType.STATIONARY.value: Use.STATIONARY, EmissionType.MOBILE.value: Use.MOBILE}

_KG_PER_TJ_TO_T_PER_GJ = Decimal("1E-6")
_MASS_OR_VOLUME = (Dimension.MASS, Dimension.VOLUME, Dimension.NORMAL_VOLUME)
# Of treatments and leaks the factor is not per tonne of what the row gives.
_BY_OUTPUT = (ProcessCategory.MINERAL, ProcessCategory.CHEMICAL, ProcessCategory.METAL)
# A thousand cubic metres is the unit of gas activity in the official form.
_THOUSAND = Decimal(1000)
_GJ_PER_MWH = Decimal("3.6")


@dataclass(frozen=True, slots=True)
class Amount:
    """How an activity unit relates to the unit that factors are per.

    `scale` times the activity gives tonnes, kilolitres, thousand cubic metres or gigajoules.
    """

    dimension: Dimension
    scale: Decimal
    is_gas: bool


def rounded(value: Decimal, to: Decimal = FOUR_DECIMALS) -> Decimal:
    """The value rounded half up, as the official form does at every step."""
    return value.quantize(to, ROUND_HALF_UP)


@lru_cache(maxsize=512)
def amount(unit_code: str | None, *, is_gas: bool) -> Amount | None:
    """How a unit of activity is turned into the unit of factors; None for other dimensions."""
    unit = units().get(unit_code or "")
    if unit is None:
        return None
    if unit.dimension in (Dimension.VOLUME, Dimension.NORMAL_VOLUME):
        scale = unit.factor / _THOUSAND if is_gas else unit.factor
        return Amount(Dimension.VOLUME, scale, is_gas)
    if unit.dimension in (Dimension.MASS, Dimension.ENERGY):
        return Amount(unit.dimension, unit.factor, is_gas)
    return None


@lru_cache(maxsize=65_536)
def heat_per_unit(
    heat_value: Decimal, heat_unit: str, dimension: Dimension, is_gas: bool
) -> Decimal | None:
    """Gigajoules per tonne, kilolitre or thousand cubic metres; None when the units do not fit."""
    unit: Unit | None = units().get(heat_unit)
    if unit is None:
        return None
    if dimension is Dimension.MASS and unit.dimension is Dimension.HEAT_PER_MASS:
        return heat_value * unit.factor
    if dimension is Dimension.VOLUME and unit.dimension is Dimension.HEAT_PER_VOLUME:
        per_thousand = heat_value * unit.factor
        return per_thousand if is_gas else per_thousand / _THOUSAND
    return None


@lru_cache(maxsize=4_096)
def default_heat(fuel_key: str, heat_set: str | None) -> tuple[Decimal, str] | None:
    """Heat value and unit of a fuel in a set, or in the first set that has one."""
    fuel = fuels()[fuel_key]
    chosen = HeatValueSet(heat_set) if heat_set in tuple(HeatValueSet) else None
    value = fuel.heat_value(chosen) or fuel.heat_value()
    return None if value is None else (value.value, value.unit.code)


@lru_cache(maxsize=1_024)
def announced(fuel_key: str, use: Use, factor_set: str | None) -> tuple[Decimal, ...] | None:
    """CO2, CH4 and N2O in kg/TJ, None when the set does not have the fuel for that use."""
    chosen = FactorSet(factor_set) if factor_set in tuple(FactorSet) else FactorSet.MOENV_2024
    found = [factors().get((chosen, fuel_key, use, gas)) for gas in GASES]
    if found[0] is None:
        return None
    return tuple(Decimal(0) if one is None else one.value for one in found)


def per_unit(kg_per_tj: Decimal, gigajoules: Decimal) -> Decimal:
    """Tonnes of gas per unit of activity, rounded to ten decimals.

    Args:
        kg_per_tj: emission factor of the heat content.
        gigajoules: heat content of one unit of activity, GJ.

    Source:
        Official inventory form, table 5, unit factor: factor x heat value x 4186.8e-9 x 1e-3.
    """
    return rounded(kg_per_tj * gigajoules * _KG_PER_TJ_TO_T_PER_GJ, TEN_DECIMALS)


@lru_cache(maxsize=4_096)
def potential(gas_key: str, gwp_set: str) -> Decimal | None:
    """The warming potential of a gas in a set, None when the set has none."""
    try:
        return gwp(gas_key, GwpSet(gwp_set))
    except (UnknownReferenceError, ValueError):
        return None


@cache
def is_gas_key(material: str) -> bool:
    """Whether a material is a greenhouse gas or refrigerant that escapes as itself."""
    return material in gases()


@lru_cache(maxsize=1_024)
def process_factors(material: str) -> tuple[tuple[str, Decimal], ...]:
    """Announced process factors of a material or product, tonnes of each gas per tonne."""
    known = materials().get(material)
    if known is None or known.process is None:
        return ()
    found = [process_factor(known.process, gas) for gas in GASES]
    return tuple(
        (one.gas, one.tonnes_per_tonne)
        for one in found
        if one is not None and one.category in _BY_OUTPUT and one.tonnes_per_tonne is not None
    )


@lru_cache(maxsize=256)
def energy_scale(unit_code: str, factor_unit: str) -> Decimal | None:
    """What turns quantity times factor into tCO2e; None when the units do not fit."""
    unit, factor = units().get(unit_code), units().get(factor_unit)
    if unit is None or factor is None:
        return None
    pair = (unit.dimension, factor.dimension)
    if pair == (Dimension.ENERGY, Dimension.CO2E_PER_ENERGY):
        return unit.factor * factor.factor / _GJ_PER_MWH
    if pair == (Dimension.MASS, Dimension.CO2E_PER_MASS):
        return unit.factor * factor.factor
    return None
