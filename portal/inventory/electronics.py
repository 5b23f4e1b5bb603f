"""Fluorinated process gases of electronics: what escapes, and what is formed on the way."""

from decimal import Decimal

from portal.inventory.factors import potential, rounded
from portal.inventory.figures import ZERO, Amounts, Computed, GasAmount, Obstacle, added_up
from portal.inventory.sheets import ProcessGas
from portal.reference.electronics import GasParameters, GasUse, parameters, removal

CF4, C2F6 = "PFC-14", "PFC-116"
ONE = Decimal(1)
# The form has no column for the branch; tier 2c tells branches apart and semiconductors are usual.
_BRANCH = "semiconductor"
_KG_TO_T = Decimal("0.001")
_UNTREATED = frozenset({None, "none"})


def announced(row: ProcessGas) -> GasParameters | None:
    """The announced shares for the gas, tier, wafer and process of a row."""
    return parameters(
        GasUse(row.tier or "2a", row.gas or "", _BRANCH, row.wafer_size or "", row.process or "")
    )


def process_gas(row: ProcessGas, gwp_set: str) -> Computed:
    """Emissions of one process gas and its by-products, tCO2e."""
    return added_up(amounts(row, gwp_set))


def amounts(row: ProcessGas, gwp_set: str) -> Amounts | Obstacle:
    """The amounts of one process gas and its by-products, or why they cannot be computed.

    E = C x (1-U) x (1 - a x DRE x UT), and C x B x (1 - a x DRE x UT) for each by-product.
    C in kg; tonnes and tCO2e are rounded half up to four decimals. A by-product for which the
    set has no warming potential counts nothing.

    Source:
        Announcement of emission factors 2024-02-05, annex 2, electronics, Tier 2a to 2c.
    """
    if row.used is None:
        return Obstacle.NO_ACTIVITY
    released = _released(row)
    if row.gas is None or released is None:
        return Obstacle.NO_FACTOR
    if potential(row.gas, gwp_set) is None:
        return Obstacle.NO_GWP
    found: list[GasAmount] = []
    for gas, fraction in released:
        warming = potential(gas, gwp_set)
        if warming is not None and fraction:
            tonnes = rounded(row.used * fraction * (ONE - removed(row, gas)) * _KG_TO_T)
            found.append(GasAmount(gas, fraction, tonnes, warming, rounded(tonnes * warming)))
    return tuple(found)


def _released(row: ProcessGas) -> tuple[tuple[str, Decimal], ...] | None:
    """Each gas that leaves, by its share of the gas fed in: stated shares come first."""
    known = announced(row)
    unreacted = row.emitted_fraction
    if unreacted is None:
        unreacted = None if known is None else known.unreacted
    if unreacted is None:
        return None
    formed = {} if known is None else dict(known.by_products)
    for gas, stated in ((CF4, row.by_cf4), (C2F6, row.by_c2f6)):
        if stated is not None:
            formed[gas] = stated
    return ((row.gas or "", unreacted), *formed.items())


def removed(row: ProcessGas, gas: str) -> Decimal:
    """The fraction of one gas that abatement removes: a x DRE x UT.

    A technology that does not treat the gas removes none of it; the stated efficiency is that of
    the gas used, by-products take their announced one.
    """
    if row.abatement is None or row.abatement in _UNTREATED:
        return ZERO
    known = removal(row.abatement, gas)
    efficiency = ZERO if known is None else known.efficiency
    if gas == row.gas and row.removal is not None:
        efficiency = row.removal
    coverage = ONE if row.coverage is None else row.coverage
    uptime = ONE if row.uptime is None else row.uptime
    return coverage * efficiency * uptime
