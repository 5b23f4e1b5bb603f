"""Every calculator, by system and in the order in which a reader meets them."""

from collections.abc import Mapping
from typing import Final

from portal.calculators import (
    air_leak_points,
    air_leaks,
    boiler,
    boiler_losses,
    compressed_air,
    cooling,
    economisers,
    emissions,
    flue_gas,
    lighting,
    money,
    motors,
    part_load,
    pipes,
    power,
    steam,
    steam_balance,
    steam_state,
    towers,
)
from portal.calculators.declaration import Calculator, System

CALCULATORS: Final[tuple[Calculator, ...]] = (
    *boiler.CALCULATORS,
    *flue_gas.CALCULATORS,
    *boiler_losses.CALCULATORS,
    *steam_state.CALCULATORS,
    *steam_balance.CALCULATORS,
    *steam.CALCULATORS,
    *pipes.CALCULATORS,
    *economisers.CALCULATORS,
    *air_leaks.CALCULATORS,
    *air_leak_points.CALCULATORS,
    *compressed_air.CALCULATORS,
    *cooling.CALCULATORS,
    *part_load.CALCULATORS,
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
