"""What the formulas of the official form give, with its rounding at every step.

Source: MOENV greenhouse gas inventory form, formulas of tables 5 and 8.
"""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from portal.inventory.factors import CARBON_TO_CO2, per_unit, rounded
from portal.official.rows import GasColumns, Quantity

ZERO = Decimal(0)
ONE = Decimal(1)
THREE_DECIMALS = Decimal("0.001")
# Gigajoules in one kilocalorie: 4186.8 J.
_GJ_PER_KCAL = Decimal("4.1868E-6")
_KILO = Decimal(1000)


def unit_factor(factor: Decimal, heat_value: Decimal) -> Decimal:
    """Tonnes of gas per unit of activity, rounded to ten decimals.

    Args:
        factor: kg/TJ.
        heat_value: kcal per kg, litre or cubic metre, the activity in a thousand of them.
    """
    return per_unit(factor, heat_value * _GJ_PER_KCAL * _KILO)


def carbon_factor(carbon: Decimal) -> Decimal:
    """Tonnes of CO2 per tonne of a material with this carbon content, a fraction."""
    return rounded(carbon * CARBON_TO_CO2, Decimal("1E-10"))


def tonnes(
    activity: Decimal, share: Decimal | None, factor: Decimal, *, is_scaled: bool
) -> Decimal:
    """Tonnes of gas a year, four decimals; `is_scaled` when the factor is per this very unit."""
    product = activity * (ONE if share is None else share) * factor
    return rounded(product if is_scaled else product / _KILO)


def co2e(tonnes_of_gas: Decimal, potential: Decimal) -> Decimal:
    """tCO2e a year, four decimals."""
    return rounded(tonnes_of_gas * potential)


def subtotal(gases: Iterable[GasColumns], *, biogenic: bool) -> Decimal:
    """tCO2e of one source: its gases as they show, without the CO2 of a biogenic fuel."""
    return sum(
        (gas.co2e or ZERO for gas in gases if not (biogenic and gas.gas == "CO2")), start=ZERO
    )


def total(rows: Iterable[Decimal]) -> Decimal:
    """tCO2e of the whole form, three decimals as the regulations ask for."""
    return sum(rows, start=ZERO).quantize(THREE_DECIMALS, ROUND_HALF_UP)


def stated(row: Quantity | None, *, biogenic: bool) -> Decimal | None:
    """What a source states: its subtotal, or the sum of its gases where the form leaves it blank.

    The form shows nothing for a subtotal of zero. None when there is no figure at all.
    """
    if row is None:
        return None
    if row.subtotal is not None:
        return row.subtotal
    known = [gas for gas in row.gases if gas.co2e is not None]
    return subtotal(known, biogenic=biogenic) if known else None
