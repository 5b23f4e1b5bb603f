"""Fluorinated process gases of electronics: what escapes, and what is formed on the way."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files

from portal.inventory.factors import potential, rounded
from portal.inventory.figures import ZERO, Computed, GasAmount, Obstacle
from portal.inventory.sheets import ProcessGas

CF4, C2F6 = "PFC-14", "PFC-116"
ONE = Decimal(1)
TECHNOLOGIES = ("cartridge", "catalyst", "hot_wet", "plasma", "combustion")
_KG_TO_T = Decimal("0.001")


@dataclass(frozen=True, slots=True)
class TierDefaults:
    """Announced Tier 2a values of one gas, all fractions by mass.

    `remote` is the emitted fraction (1-U) of remote plasma cleaning; `by_remote_cf4` its CF4.
    `technologies` are those whose default removal may be used for the gas.

    Source:
        Announcement of emission factors 2024-02-05, annex 2, electronics, tables 1 to 3
        (IPCC 2019 Refinement, volume 3, chapter 6).
    """

    emitted: Decimal
    remote: Decimal | None
    by_cf4: Decimal
    by_c2f6: Decimal
    removal: Decimal
    technologies: frozenset[str]

    def emitted_by(self, process: str | None) -> Decimal:
        """The emitted fraction for a process; remote plasma cleaning has its own for some gases."""
        return self.remote if process == "rpc" and self.remote is not None else self.emitted


# Remote plasma cleaning with NF3 forms less CF4 and no C2F6.
_REMOTE_BY_PRODUCTS = {"NF3": (Decimal("0.034"), ZERO), "PFC-218": (ZERO, ZERO)}
_N2O_DEPOSITION = Decimal("0.78")


@cache
def tier_defaults() -> Mapping[str, TierDefaults]:
    """The announced Tier 2a values by gas."""
    text = files("portal.inventory").joinpath("process_gases.csv").read_text(encoding="utf-8")
    return {
        row["gas"]: TierDefaults(
            emitted=Decimal(row["emitted"]),
            remote=Decimal(row["remote"]) if row["remote"] else None,
            by_cf4=Decimal(row["by_cf4"]),
            by_c2f6=Decimal(row["by_c2f6"]),
            removal=Decimal(row["removal"]),
            technologies=frozenset(one for one in TECHNOLOGIES if row[one]),
        )
        for row in csv.DictReader(text.splitlines())
    }


def process_gas(row: ProcessGas, gwp_set: str) -> Computed:
    """Emissions of one process gas and its by-products, tCO2e.

    E = C x (1-U) x (1 - a x DRE x UT) and, for CF4 and C2F6, C x B x (1 - a x DRE x UT).
    C in kg; tonnes and tCO2e are rounded half up to four decimals.

    Source:
        Announcement of emission factors 2024-02-05, annex 2, electronics, Tier 2a to 2c.
    """
    known = tier_defaults().get(row.gas or "")
    if row.used is None:
        return Computed(obstacle=Obstacle.NO_ACTIVITY)
    if row.gas is None or known is None:
        return Computed(obstacle=Obstacle.NO_FACTOR)
    amounts: list[GasAmount] = []
    for gas, fraction in _released(row, row.gas, known):
        warming = potential(gas, gwp_set)
        if warming is None:
            return Computed(obstacle=Obstacle.NO_GWP)
        tonnes = rounded(row.used * fraction * (ONE - removed(row, gas)) * _KG_TO_T)
        amounts.append(GasAmount(gas, fraction, tonnes, warming, rounded(tonnes * warming)))
    return Computed(tuple(amounts), sum((one.co2e for one in amounts), ZERO))


def _released(row: ProcessGas, gas: str, known: TierDefaults) -> tuple[tuple[str, Decimal], ...]:
    cf4, c2f6 = by_products(row, known)
    released = ((gas, emitted_fraction(row, known)), (CF4, cf4), (C2F6, c2f6))
    return tuple((one, fraction) for one, fraction in released if fraction)


def emitted_fraction(row: ProcessGas, known: TierDefaults) -> Decimal:
    """The stated emitted fraction, or the announced one."""
    if row.emitted_fraction is not None:
        return row.emitted_fraction
    if row.gas == "N2O" and row.process == "tfd":
        return _N2O_DEPOSITION
    return known.emitted_by(row.process)


def by_products(row: ProcessGas, known: TierDefaults) -> tuple[Decimal, Decimal]:
    """The stated or announced fractions of CF4 and C2F6 formed from the gas."""
    cf4, c2f6 = known.by_cf4, known.by_c2f6
    if row.process == "rpc":
        cf4, c2f6 = _REMOTE_BY_PRODUCTS.get(row.gas or "", (cf4, c2f6))
    return (
        cf4 if row.by_cf4 is None else row.by_cf4,
        c2f6 if row.by_c2f6 is None else row.by_c2f6,
    )


def removed(row: ProcessGas, gas: str) -> Decimal:
    """The fraction of one gas that abatement removes: a x DRE x UT.

    A technology that does not treat the gas removes none of it; the stated efficiency is that of
    the gas used, by-products take their announced one.
    """
    if row.abatement in {None, "none", "hot_wet_low"}:
        return ZERO
    known = tier_defaults()[gas]
    efficiency = known.removal if row.abatement in known.technologies else ZERO
    if gas == row.gas and row.removal is not None:
        efficiency = row.removal
    coverage = ONE if row.coverage is None else row.coverage
    uptime = ONE if row.uptime is None else row.uptime
    return coverage * efficiency * uptime
