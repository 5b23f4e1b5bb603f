"""Emission factors per heat content, and their conversion to factors per unit of fuel."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache

from portal.reference.fuels import Fuel
from portal.reference.tables import Provenance, provenance, rows
from portal.reference.units import Unit, units

# Note 2 of both fuel tables of the announcement: 1 kcal = 4.1868e-9 TJ.
TJ_PER_KCAL = Decimal("4.1868E-9")


class Use(StrEnum):
    """How a fuel is burnt; vehicles without or with modern exhaust treatment differ in CH4, N2O."""

    STATIONARY = "stationary"
    MOBILE = "mobile"
    MOBILE_UNCONTROLLED = "mobile_uncontrolled"
    MOBILE_LOW_MILEAGE = "mobile_low_mileage"


class FactorSet(StrEnum):
    """The published sets of emission factors."""

    MOENV_2024 = "MOENV-2024-02-05"


DEFAULT_FACTORS = FactorSet.MOENV_2024


@dataclass(frozen=True, slots=True)
class Factor:
    """An emission factor of a fuel; `value` is in `unit`, kg of the gas per TJ of lower heat."""

    set: FactorSet
    fuel: str
    use: Use
    gas: str
    value: Decimal
    unit: Unit
    provenance: Provenance


@cache
def factors() -> Mapping[tuple[FactorSet, str, Use, str], Factor]:
    """Every factor by set, fuel key, use and gas (CO2, CH4 or N2O)."""
    return {
        (FactorSet(row["set"]), row["fuel"], Use(row["use"]), row["gas"]): Factor(
            set=FactorSet(row["set"]),
            fuel=row["fuel"],
            use=Use(row["use"]),
            gas=row["gas"],
            value=Decimal(row["value"]),
            unit=units()[row["unit"]],
            provenance=provenance(row),
        )
        for row in rows("emission_factors")
    }


def factor(
    fuel: Fuel, use: Use, gas: str, factor_set: FactorSet = DEFAULT_FACTORS
) -> Factor | None:
    """The factor of one gas of a fuel in a set; None when the set has none."""
    return factors().get((factor_set, fuel.key, use, gas))


def per_unit(factor_per_tj: Decimal, heat_value_kcal: Decimal) -> Decimal:
    """The factor per unit of fuel.

    Args:
        factor_per_tj: kg of the gas per TJ.
        heat_value_kcal: lower heat value, kcal per kg, L or m3.

    Returns:
        kg of the gas per kg, L or m3; the same figure in tonnes per t, kL or 1000 m3. Not rounded.

    Source:
        Announcement of emission factors of 5 February 2024, annex 1, note 2.
    """
    return factor_per_tj * heat_value_kcal * TJ_PER_KCAL
