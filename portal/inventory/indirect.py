"""Recomputing bought energy: quantity times factor; the factor is CO2e already."""

from decimal import Decimal

from portal.inventory.factors import energy_scale, rounded
from portal.inventory.figures import ZERO, Computed, Obstacle
from portal.inventory.sheets import EnergyUse
from portal.reference.grid import grid_factor

GRID = "grid_electricity"
ELECTRICITY = frozenset(
    {GRID, "own_solar", "renewable_bundled", "renewable_unbundled", "other_electricity"}
)
RENEWABLE = frozenset({"own_solar", "renewable_bundled", "renewable_unbundled"})
PER_KWH = "kgCO2e/kWh"


def energy(row: EnergyUse, year: int | None) -> Computed:
    """One purchase recomputed, tCO2e rounded half up to four decimals.

    Grid electricity without a stated factor takes the announced one of the year; renewable
    power counts zero.
    """
    if row.quantity is None:
        return Computed(obstacle=Obstacle.NO_ACTIVITY)
    if row.unit is None:
        return Computed(obstacle=Obstacle.NO_UNIT)
    factor = effective_factor(row, year)
    if factor is None:
        return Computed(obstacle=Obstacle.NO_FACTOR)
    if factor == 0:
        return Computed(ZERO)
    scale = energy_scale(row.unit, factor_unit(row))
    if scale is None:
        return Computed(obstacle=Obstacle.WRONG_UNIT)
    return Computed(rounded(row.quantity * factor * scale))


def effective_factor(row: EnergyUse, year: int | None) -> Decimal | None:
    """The factor a purchase is counted with: its own, the announced one, or zero."""
    if row.kind in RENEWABLE:
        return ZERO
    if row.factor is not None:
        return row.factor
    if row.kind != GRID or year is None:
        return None
    announced = grid_factor(year)
    return None if announced is None else announced.value


def factor_unit(row: EnergyUse) -> str:
    """The unit of the factor; electricity is per kWh and heat per tonne or GJ unless stated."""
    if row.factor_unit is not None:
        return row.factor_unit
    if row.kind in ELECTRICITY:
        return PER_KWH
    return "tCO2e/t" if row.unit in {"t", "kg"} else "tCO2e/GJ"
