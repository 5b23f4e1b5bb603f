"""What a saving is in gigajoules and tonnes, by carrier, and the factor it rests on in words."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Final

from portal.advisory.content import Saved
from portal.advisory.vocabulary import Carrier
from portal.language import Text
from portal.reference import saved_energy
from portal.reference.grid import latest_grid_factor

_ONE: Final = Decimal(1)
_KG_PER_TONNE: Final = Decimal(1000)
# What a saving of water is in tonnes is said nowhere on a recommendation.
_WITHOUT: Final = frozenset({Carrier.STEAM, Carrier.WATER})


@dataclass(frozen=True, slots=True)
class PerUnit:
    """What one unit of a carrier stands for; None where no general value exists.

    Attributes:
        gj: energy, lower heat value, GJ.
        kilograms: kgCO2e; of electricity with the grid factor of the year.
    """

    gj: Decimal | None
    kilograms: Decimal | None
    source: Text


@cache
def per_unit(carrier: Carrier, year: int) -> PerUnit:
    """Energy and emissions of one unit of a carrier in a year.

    Of steam, whose factor is the site's own, and of water there is none.

    Source:
        See `reference.saved_energy`.
    """
    tonnes_of_one = saved_energy.tonnes(carrier, _ONE, year)
    if carrier in _WITHOUT or tonnes_of_one is None:
        return PerUnit(
            None, None, Text("無通用係數，不計公噸", "No general factor: no tonnes are given")
        )
    kilograms = tonnes_of_one * _KG_PER_TONNE
    energy = saved_energy.gigajoules(carrier, _ONE)
    if carrier is Carrier.ELECTRICITY:
        known = latest_grid_factor(year)
        return PerUnit(
            energy,
            kilograms,
            Text(
                f"{known.year} 年電力排碳係數 {known.value} 公斤 CO₂e／度",
                f"Grid factor of {known.year}: {known.value} kg CO₂e/kWh",
            ),
        )
    said = f"{kilograms:.4f} kg CO₂e/{carrier.unit}"
    return PerUnit(
        energy,
        kilograms,
        Text(
            f"{carrier.label.zh}：環境部 2024 年公告係數、AR5，{said}",
            f"{carrier.label.en}: factors announced in 2024, AR5, {said}",
        ),
    )


def gigajoules(saved: Saved) -> Decimal | None:
    """Energy saved in a full year, GJ; None where the carrier has no general heat value."""
    return saved_energy.gigajoules(saved.carrier, saved.quantity)


def tonnes(saved: Saved, year: int) -> Decimal | None:
    """Emissions saved in a full year with the factor of a year, tCO2e; None without a factor."""
    if saved.carrier in _WITHOUT:
        return None
    return saved_energy.tonnes(saved.carrier, saved.quantity, year)
