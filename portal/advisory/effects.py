"""What a saving is in gigajoules and in tonnes, by carrier, with the factor of a year."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Final

from portal.advisory.content import Saved
from portal.advisory.vocabulary import Carrier
from portal.language import Text
from portal.reference.factors import TJ_PER_KCAL, Use, factor
from portal.reference.fuels import fuel_by_key
from portal.reference.grid import latest_grid_factor
from portal.reference.gwp import GwpSet, gwp

GJ_PER_KWH: Final = Decimal("0.0036")
_GJ_PER_TJ: Final = 1000
_THOUSAND: Final = Decimal(1000)
# Fuel key, and how many kg, L or m3 (what its heat value is per) the carrier's unit holds.
_FUELS: Final = {
    Carrier.NATURAL_GAS: ("natural_gas", Decimal(1)),
    Carrier.FUEL_OIL: ("fuel_oil", Decimal(1)),
    Carrier.DIESEL: ("diesel", Decimal(1)),
    Carrier.COAL: ("bituminous_coal", _THOUSAND),
}


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

    Of steam, whose factor is the site's own, of LPG in kilograms and of water there is none.

    Source:
        Energy Administration, grid factors; announcement of emission factors of 5 February 2024
        with heat values of the Energy Administration; warming potentials of AR5.
    """
    if carrier is Carrier.ELECTRICITY:
        known = latest_grid_factor(year)
        return PerUnit(
            GJ_PER_KWH,
            known.value,
            Text(
                f"{known.year} 年電力排碳係數 {known.value} kgCO2e/kWh",
                f"Grid factor of {known.year}: {known.value} kgCO2e/kWh",
            ),
        )
    if carrier not in _FUELS:
        return PerUnit(
            None, None, Text("無通用係數，不計公噸", "No general factor: no tonnes are given")
        )
    return _of_fuel(carrier)


def _of_fuel(carrier: Carrier) -> PerUnit:
    key, amount = _FUELS[carrier]
    fuel = fuel_by_key(key)
    heat = fuel.heat_value()
    if heat is None:
        raise LookupError(f"no heat value of {key}")
    terajoules = heat.kcal * amount * TJ_PER_KCAL
    found = ((gas, factor(fuel, Use.STATIONARY, gas)) for gas in ("CO2", "CH4", "N2O"))
    kilograms = sum(
        (one.value * terajoules * gwp(gas, GwpSet.AR5) for gas, one in found if one is not None),
        Decimal(0),
    )
    said = f"{kilograms:.4f} kgCO2e/{carrier.unit}"
    return PerUnit(
        terajoules * _GJ_PER_TJ,
        kilograms,
        Text(
            f"{fuel.label.zh}：環境部 2024 年公告係數、AR5，{said}",
            f"{fuel.label.en}: factors announced in 2024, AR5, {said}",
        ),
    )


def gigajoules(saved: Saved) -> Decimal | None:
    """Energy saved in a full year, GJ; None where the carrier has no general heat value."""
    # The year matters for emissions only.
    known = per_unit(saved.carrier, 2024).gj
    return None if known is None else saved.quantity * known


def tonnes(saved: Saved, year: int) -> Decimal | None:
    """Emissions saved in a full year with the factor of a year, tCO2e; None without a factor."""
    known = per_unit(saved.carrier, year).kilograms
    return None if known is None else saved.quantity * known / _THOUSAND
