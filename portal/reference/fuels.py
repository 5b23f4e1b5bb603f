"""Fuels and burnt materials: official code, phase, accepted units, heat values and their bands."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache

from portal.language import Text
from portal.reference.closed_sets import HeatValueSource
from portal.reference.lookup import code_writings, index, label_key
from portal.reference.tables import (
    Provenance,
    UnknownReferenceError,
    note,
    number,
    provenance,
    rows,
    several,
)
from portal.reference.units import Unit, convert, units


class Phase(StrEnum):
    """The state in which a fuel is measured."""

    SOLID = "solid"
    LIQUID = "liquid"
    GAS = "gas"


class HeatValueSet(StrEnum):
    """The published sets of lower heat values."""

    MOENV_604 = "MOENV-6.0.4"
    EA_2025 = "EA-2025"
    IPCC_2006 = "IPCC-2006"


# What a workbook calls the source of a heat value, for the sources that are published sets.
HEAT_VALUE_SETS: Mapping[HeatValueSource, HeatValueSet] = {
    HeatValueSource.EA_2025: HeatValueSet.EA_2025,
    HeatValueSource.MOENV_604: HeatValueSet.MOENV_604,
    HeatValueSource.IPCC_2006: HeatValueSet.IPCC_2006,
}
DEFAULT_HEAT_VALUES = (HeatValueSet.EA_2025, HeatValueSet.MOENV_604, HeatValueSet.IPCC_2006)


@dataclass(frozen=True, slots=True)
class HeatValue:
    """The lower heat value of a fuel in one set; `unit` is kcal/kg, kcal/L, kcal/m3 or MJ/kg."""

    set: HeatValueSet
    value: Decimal
    unit: Unit
    provenance: Provenance

    @property
    def kcal(self) -> Decimal:
        """The value in kcal per kg, L or m3, whichever the unit is per."""
        if self.unit.code.startswith("kcal"):
            return self.value
        return convert(self.value, self.unit, units()["kcal/kg"])


@dataclass(frozen=True, slots=True)
class Fuel:
    """A fuel or burnt material of the factor announcement.

    Attributes:
        codes: official material codes, the usual one first; may be empty.
        units: units of activity data that are accepted, the official one first.
        heat_unit: unit of a heat value that goes with the official unit.
        heat_low, heat_high: band of sound lower heat values in `heat_unit`, None when not set.
        implied_unit: kg, L or m3, the unit that the implied band is per.
        implied_low, implied_high: band of sound kgCO2e per `implied_unit`, CO2 of biogenic
            origin included, None when not set.
        remark: what people should know about the fuel.
    """

    key: str
    label: Text
    codes: tuple[str, ...]
    aliases: tuple[str, ...]
    phase: Phase
    units: tuple[Unit, ...]
    biogenic: bool
    heat_unit: Unit
    heat_low: Decimal | None
    heat_high: Decimal | None
    implied_unit: Unit
    implied_low: Decimal | None
    implied_high: Decimal | None
    heat_values: Mapping[HeatValueSet, HeatValue]
    remark: Text | None
    provenance: Provenance

    @property
    def code(self) -> str | None:
        """The usual official material code."""
        return self.codes[0] if self.codes else None

    def heat_value(self, preferred: HeatValueSet | None = None) -> HeatValue | None:
        """The heat value of the preferred set, or of the first set that has one."""
        if preferred is not None:
            return self.heat_values.get(preferred)
        found = (self.heat_values.get(each) for each in DEFAULT_HEAT_VALUES)
        return next((value for value in found if value is not None), None)

    def heat_value_for(self, year: int) -> HeatValue | None:
        """The heat value that an inventory of a year takes when the site has none of its own."""
        found = (self.heat_values.get(each) for each in DEFAULT_HEAT_VALUES)
        covering = (each for each in found if each is not None and each.provenance.covers(year))
        return next(covering, None)


@cache
def fuels() -> Mapping[str, Fuel]:
    """Every fuel by its key."""
    heat_values = _heat_values()
    return {row["key"]: _fuel(row, heat_values.get(row["key"], {})) for row in rows("fuels")}


def fuel(text: str) -> Fuel | None:
    """The fuel that a text names: key, official code, label or alias; None when unknown."""
    return fuels().get(text) or _writings().get(label_key(text))


def fuel_by_key(key: str) -> Fuel:
    """The fuel with exactly this key; UnknownReferenceError when there is none."""
    try:
        return fuels()[key]
    except KeyError:
        raise UnknownReferenceError(f"there is no fuel {key!r}") from None


def _fuel(row: Mapping[str, str], heat_values: Mapping[HeatValueSet, HeatValue]) -> Fuel:
    known = units()
    return Fuel(
        key=row["key"],
        label=Text(row["zh"], row["en"]),
        codes=several(row["codes"]),
        aliases=several(row["aliases"]),
        phase=Phase(row["phase"]),
        units=tuple(known[code] for code in several(row["units"])),
        biogenic=row["biogenic"] == "1",
        heat_unit=known[row["heat_unit"]],
        heat_low=number(row["heat_low"]),
        heat_high=number(row["heat_high"]),
        implied_unit=known[row["implied_unit"]],
        implied_low=number(row["implied_low"]),
        implied_high=number(row["implied_high"]),
        heat_values=heat_values,
        remark=note(row),
        provenance=provenance(row),
    )


def _heat_values() -> Mapping[str, dict[HeatValueSet, HeatValue]]:
    found: dict[str, dict[HeatValueSet, HeatValue]] = {}
    for row in rows("heat_values"):
        which = HeatValueSet(row["set"])
        value = HeatValue(which, Decimal(row["value"]), units()[row["unit"]], provenance(row))
        found.setdefault(row["fuel"], {})[which] = value
    return found


@cache
def _writings() -> Mapping[str, Fuel]:
    every = fuels().values()
    names = [(each, (each.key, *each.codes, each.label.zh, each.label.en)) for each in every]
    shown = [(each, tuple(f"{code} {each.label.zh}" for code in each.codes)) for each in every]
    aliases = [(each, each.aliases) for each in every]
    short = [(each, code_writings(code)) for each in every for code in each.codes]
    return index([*names, *shown, *aliases, *short])
