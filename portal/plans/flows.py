"""Energy passed between members, in tonnes CO2e: quantity times factor where their units fit."""

from decimal import Decimal

from portal.plans.amounts import Amount, Missing
from portal.plans.sheets import ExchangeRow
from portal.reference.units import Dimension, Unit, units

SHARED_CARRIERS = frozenset({"steam", "heat", "compressed_air", "electricity"})
"""Scope 1 of the seller is scope 2 of the buyer for these."""

_FITS = {
    Dimension.CO2E_PER_ENERGY: Dimension.ENERGY,
    Dimension.CO2E_PER_MASS: Dimension.MASS,
    Dimension.CO2E_PER_VOLUME: Dimension.VOLUME,
}
# Energy is kept in GJ and factors per energy in kg per kWh: 1 GJ is 1000 / 3.6 kWh.
_DIVISOR = {
    Dimension.CO2E_PER_ENERGY: Decimal("3.6"),
    Dimension.CO2E_PER_MASS: Decimal(1),
    Dimension.CO2E_PER_VOLUME: Decimal(1),
}


def fits(quantity: str | None, factor: str | None) -> bool:
    """Whether a quantity of one unit can be multiplied by a factor of the other."""
    if quantity is None or factor is None:
        return False
    return _FITS.get(units()[factor].dimension) is units()[quantity].dimension


def emissions(
    quantity: Decimal | None, unit: str | None, factor: Decimal | None, factor_unit: str | None
) -> Amount:
    """Tonnes CO2e of a quantity in `unit` with a factor in `factor_unit`, codes of the unit table.

    Not stated when a part is missing, not quantified when the units do not fit.
    """
    if quantity is None or factor is None or unit is None or factor_unit is None:
        return Missing.NOT_STATED
    if not fits(unit, factor_unit):
        return Missing.NOT_QUANTIFIED
    amount: Unit = units()[unit]
    per: Unit = units()[factor_unit]
    return quantity * amount.factor * factor * per.factor / _DIVISOR[per.dimension]


def planned_emissions(row: ExchangeRow) -> tuple[Amount, Amount]:
    """Tonnes CO2e of a planned flow in its base year and in its target year."""
    parts = row.unit, row.factor, row.factor_unit
    return emissions(row.base_quantity, *parts), emissions(row.target_quantity, *parts)
