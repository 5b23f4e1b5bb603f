"""Every calculator, by system and in the order in which a reader meets them."""

from collections.abc import Mapping
from typing import Final

from portal.calculators import (
    air_leaks,
    boiler,
    boiler_losses,
    compressed_air,
    cooling,
    economisers,
    emissions,
    lighting,
    money,
    motors,
    power,
    steam,
    towers,
)
from portal.calculators.declaration import Calculator, System

CALCULATORS: Final[tuple[Calculator, ...]] = (
    *boiler.CALCULATORS,
    *boiler_losses.CALCULATORS,
    *steam.CALCULATORS,
    *economisers.CALCULATORS,
    *air_leaks.CALCULATORS,
    *compressed_air.CALCULATORS,
    *cooling.CALCULATORS,
    *towers.CALCULATORS,
    *power.CALCULATORS,
    *motors.CALCULATORS,
    *lighting.CALCULATORS,
    *money.CALCULATORS,
    *emissions.CALCULATORS,
)


def _by_code() -> dict[str, Calculator]:
    found = {one.code: one for one in CALCULATORS}
    if len(found) != len(CALCULATORS):
        raise ValueError("a code of a calculator is used twice")
    return found


BY_CODE: Final[Mapping[str, Calculator]] = _by_code()


def of_system(system: System) -> tuple[Calculator, ...]:
    """The calculators of one system."""
    return tuple(one for one in CALCULATORS if one.system is system)
