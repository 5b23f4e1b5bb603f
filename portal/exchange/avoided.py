"""What an exchange avoids: steam bought replaces an own boiler; carbon is captured once."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files

from portal.exchange.figures import ReportedFlow, Treatment, treatment
from portal.language import Text
from portal.plans.amounts import Amount, Missing
from portal.reference.units import Dimension

HEAT_CARRIERS = frozenset({"steam", "heat"})
KILOGRAMS = Decimal(1000)


@dataclass(frozen=True, slots=True)
class Reference:
    """One value of the reference boiler with its source; `verified` when the source was read."""

    key: str
    name: Text
    value: Decimal
    unit: Text
    verified: bool
    source: Text


@cache
def references() -> Mapping[str, Reference]:
    """The values that avoided tonnes rest on, by key."""
    text = files("portal.exchange").joinpath("reference_heat.csv").read_text(encoding="utf-8")
    return {
        row["key"]: Reference(
            row["key"],
            Text(row["name_zh"], row["name_en"]),
            Decimal(row["value"]),
            Text(row["unit_zh"], row["unit"]),
            row["verified"] == "yes",
            Text(row["zh"], row["en"]),
        )
        for row in csv.DictReader(text.splitlines())
    }


def _value(key: str) -> Decimal:
    return references()[key].value


def heat(flow: ReportedFlow) -> Amount:
    """Heat of a flow of steam or heat, GJ; not quantified for anything else."""
    if flow.carrier not in HEAT_CARRIERS or flow.quantity is None:
        return Missing.NOT_QUANTIFIED
    if flow.dimension == Dimension.ENERGY:
        return flow.quantity
    if flow.dimension == Dimension.MASS and flow.carrier == "steam":
        return flow.quantity * _value("steam_heat")
    return Missing.NOT_QUANTIFIED


def avoided(flow: ReportedFlow) -> Amount:
    """Tonnes CO2 a year that the buyer's own boiler would emit, less those of the heat bought.

    May be negative: heat from coal can emit more than an oil boiler. By-product gases, compressed
    air and power are not quantified: what they replace is not reported.

    Source:
        A = Q x EF_fuel / efficiency - X, with Q in GJ and X the tonnes CO2e of the flow; reference
        boiler on fuel oil, `reference_heat.csv`.
    """
    gigajoules = heat(flow)
    if isinstance(gigajoules, Missing) or flow.tonnes is None:
        return Missing.NOT_QUANTIFIED
    replaced = gigajoules * _value("fuel_factor") / _value("boiler_efficiency") / KILOGRAMS
    return replaced - flow.tonnes


def avoided_as_the_city_counts(flow: ReportedFlow) -> Amount:
    """The same as the city's figure for 2022 was made: heat times fuel oil, nothing deducted."""
    gigajoules = heat(flow)
    if isinstance(gigajoules, Missing):
        return gigajoules
    return gigajoules * _value("city_factor") / KILOGRAMS


def captured(flow: ReportedFlow) -> Amount:
    """Tonnes CO2 that leave the emitter as CO or CO2 for products; they count at the emitter only.

    Source:
        mass of CO2; mass of CO times 44.009 / 28.010.
    """
    if treatment(flow.carrier) is not Treatment.FEEDSTOCK or flow.dimension != Dimension.MASS:
        return Missing.NOT_QUANTIFIED
    if flow.quantity is None:
        return Missing.NOT_STATED
    return flow.quantity if flow.carrier == "co2" else flow.quantity * _value("co_to_co2")
