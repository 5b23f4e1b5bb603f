"""Recomputing direct sources, with the rounding of the official form at each step."""

from collections.abc import Mapping
from decimal import Decimal

from portal.inventory.factors import (
    CARBON_TO_CO2,
    GASES,
    USES,
    Amount,
    amount,
    announced,
    default_heat,
    heat_per_unit,
    is_gas_key,
    per_unit,
    potential,
    process_factors,
    rounded,
)
from portal.inventory.figures import CO2, ZERO, Amounts, Computed, GasAmount, Obstacle, added_up
from portal.inventory.sheets import Source
from portal.reference.closed_sets import EmissionType, FactorMethod
from portal.reference.fuels import Fuel, Phase, fuels
from portal.reference.units import Dimension

ONE = Decimal(1)
DEFAULT_GWP = "AR5"
CARBON_BALANCE = "carbon_balance"
_COMBUSTION = frozenset({EmissionType.STATIONARY.value, EmissionType.MOBILE.value})
_INDIRECT = frozenset(
    {EmissionType.PURCHASED_ELECTRICITY.value, EmissionType.PURCHASED_STEAM.value}
)
_NOT_FROM_ACTIVITY = frozenset({FactorMethod.MONITORING.value, FactorMethod.OTHER.value})
_KG_PER_TJ = {"kg/TJ": ONE, "t/TJ": Decimal(1000)}
_NON_THERMAL = {"tCO2e/t": ONE, "kgCO2e/t": Decimal("0.001"), "tCO2e/kL": ONE, "tCO2e/1000m3": ONE}
_GAS_UNITS = frozenset({"1000m3", "1000Nm3", "m3", "Nm3"})
# Gas and factor in tonnes per unit of activity, and the activity in that unit.
_Factors = tuple[tuple[str, Decimal], ...]


class Recomputation:
    """The sets of one inventory, and its sources recomputed with them.

    Args:
        gwp_set: AR4, AR5 or AR6.
        factor_set, heat_set: as chosen on the cover; None for the announced ones.
        balances: tCO2 of the carbon balance by site, for sources that rest on it.
        methane: gas key of methane's warming potential, `CH4` or `CH4_fossil` (30 in AR5).
    """

    def __init__(
        self,
        gwp_set: str | None = DEFAULT_GWP,
        factor_set: str | None = None,
        heat_set: str | None = None,
        *,
        balances: Mapping[str, Decimal] | None = None,
        methane: str = "CH4",
    ) -> None:
        self.gwp_set = gwp_set or DEFAULT_GWP
        self.factor_set = factor_set
        self.heat_set = heat_set
        self.balances = balances or {}
        self.methane = methane

    def source(self, row: Source) -> Computed:
        """One source recomputed; with the obstacle where it cannot be."""
        return added_up(self.amounts(row))

    def amounts(self, row: Source) -> Amounts | Obstacle:
        """The amounts of each gas of one source, or why it cannot be recomputed."""
        if row.method in _NOT_FROM_ACTIVITY:
            return Obstacle.METHOD
        if row.emission_type in _INDIRECT:
            return Obstacle.INDIRECT
        if row.material == CARBON_BALANCE:
            return self._balance(row)
        if row.activity is None:
            return Obstacle.NO_ACTIVITY
        if row.unit is None:
            return Obstacle.NO_UNIT
        fuel = fuels().get(row.material or "")
        is_gas = row.unit in _GAS_UNITS if fuel is None else fuel.phase is Phase.GAS
        counted = amount(row.unit, is_gas=is_gas)
        found = self._factors(row, fuel, counted)
        if isinstance(found, Obstacle):
            return found
        scale = ONE if counted is None else counted.scale
        share = ONE if row.share is None else row.share
        return self._amounts(found, row.activity * scale * share, biogenic_share(row, fuel))

    def _balance(self, row: Source) -> Amounts | Obstacle:
        tonnes = self.balances.get(row.site or "")
        if tonnes is None:
            return Obstacle.NO_BALANCE
        return (GasAmount(CO2, ONE, tonnes, ONE, tonnes),)

    def _factors(
        self, row: Source, fuel: Fuel | None, counted: Amount | None
    ) -> _Factors | Obstacle:
        if has_own_factor(row):
            return self._own(row, fuel, counted)
        if row.method == FactorMethod.OWN.value:
            return Obstacle.NO_FACTOR
        if is_gas_key(row.material or ""):
            return self._escaping(row, counted)
        if row.method == FactorMethod.MASS_BALANCE.value:
            return self._carbon(row, counted)
        if row.emission_type in _COMBUSTION and fuel is not None:
            return self._announced(row, fuel, counted)
        return self._process(row, counted)

    def _own(self, row: Source, fuel: Fuel | None, counted: Amount | None) -> _Factors | Obstacle:
        values = _own_values(row)
        thermal = _KG_PER_TJ.get(row.factor_unit or "")
        if thermal is None:
            scale = _NON_THERMAL.get(row.factor_unit or "", ONE)
            return tuple((gas, value * scale) for gas, value in values)
        if fuel is None and counted is None:
            return Obstacle.WRONG_UNIT
        content = self._heat(row, fuel, counted)
        if isinstance(content, Obstacle):
            return content
        return tuple((gas, per_unit(value * thermal, content)) for gas, value in values)

    def _escaping(self, row: Source, counted: Amount | None) -> _Factors | Obstacle:
        if counted is None or counted.dimension is not Dimension.MASS:
            return Obstacle.WRONG_UNIT
        return ((row.material or "", ONE),)

    def _carbon(self, row: Source, counted: Amount | None) -> _Factors | Obstacle:
        if row.carbon is None:
            return Obstacle.NO_CARBON
        if counted is None or counted.dimension is Dimension.ENERGY:
            return Obstacle.WRONG_UNIT
        return ((CO2, rounded(row.carbon * CARBON_TO_CO2, Decimal("1E-10"))),)

    def _announced(self, row: Source, fuel: Fuel, counted: Amount | None) -> _Factors | Obstacle:
        factors = announced(fuel.key, USES[row.emission_type or ""], self.factor_set)
        if factors is None:
            return Obstacle.NO_FACTOR
        content = self._heat(row, fuel, counted)
        if isinstance(content, Obstacle):
            return content
        return tuple(
            (gas, per_unit(factor, content)) for gas, factor in zip(GASES, factors, strict=True)
        )

    def _process(self, row: Source, counted: Amount | None) -> _Factors | Obstacle:
        known = process_factors(row.material or "")
        if not known:
            return Obstacle.NO_FACTOR
        if counted is None or counted.dimension is not Dimension.MASS:
            return Obstacle.WRONG_UNIT
        return known

    def _heat(self, row: Source, fuel: Fuel | None, counted: Amount | None) -> Decimal | Obstacle:
        """Gigajoules per unit of activity."""
        if counted is None:
            return Obstacle.WRONG_UNIT
        if counted.dimension is Dimension.ENERGY:
            return ONE
        stated = self._heat_value(row, fuel)
        if stated is None:
            return Obstacle.NO_HEAT_VALUE
        content = heat_per_unit(*stated, counted.dimension, counted.is_gas)
        if content is not None:
            return content
        # A set may give the heat by mass only, which is no heat value for a volume.
        return Obstacle.NO_HEAT_VALUE if row.heat_value is None else Obstacle.HEAT_UNIT

    def _heat_value(self, row: Source, fuel: Fuel | None) -> tuple[Decimal, str] | None:
        if row.heat_value is None:
            return None if fuel is None else default_heat(fuel.key, self.heat_set)
        if row.heat_unit is not None:
            return row.heat_value, row.heat_unit
        return None if fuel is None else (row.heat_value, fuel.heat_unit.code)

    def _amounts(
        self, factors: _Factors, activity: Decimal, biogenic: Decimal
    ) -> Amounts | Obstacle:
        amounts: list[GasAmount] = []
        for gas, factor in factors:
            warming = potential(self.methane if gas == "CH4" else gas, self.gwp_set)
            if warming is None:
                return Obstacle.NO_GWP
            tonnes = rounded(activity * factor)
            apart = ZERO
            if biogenic and gas == CO2:
                apart = rounded(tonnes * biogenic)
                tonnes -= apart
            co2e = rounded(tonnes * warming)
            amounts.append(GasAmount(gas, factor, tonnes, warming, co2e, apart))
        return tuple(amounts)


def has_own_factor(row: Source) -> bool:
    """Whether the row states a factor of its own."""
    return (
        row.factor_co2 is not None
        or row.factor_ch4 is not None
        or row.factor_n2o is not None
        or row.factor_other is not None
    )


def biogenic_share(row: Source, fuel: Fuel | None) -> Decimal:
    """The part of the row's CO2 that is of biogenic origin, 0 to 1."""
    if row.biogenic_share is not None:
        return row.biogenic_share
    if row.biogenic is None:
        return ONE if fuel is not None and fuel.biogenic else ZERO
    return ONE if row.biogenic else ZERO


def _own_values(row: Source) -> _Factors:
    pairs = (
        (CO2, row.factor_co2),
        ("CH4", row.factor_ch4),
        ("N2O", row.factor_n2o),
        (row.other_gas or "", row.factor_other),
    )
    return tuple((gas, value) for gas, value in pairs if value is not None)
