"""The closed table of units: what a unit text means, and exact conversion within a dimension."""

import difflib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache, lru_cache

from portal.language import Text
from portal.reference.lookup import simplified
from portal.reference.tables import Provenance, provenance, rows, several

_CLOSE_ENOUGH = 0.5
_SUGGESTIONS = 3


class Dimension(StrEnum):
    """What a unit measures; only units of one dimension convert into each other."""

    MASS = "mass"
    VOLUME = "volume"
    NORMAL_VOLUME = "normal_volume"
    ENERGY = "energy"
    PERSON_HOUR = "person_hour"
    PERSON_DAY = "person_day"
    TIME = "time"
    POWER = "power"
    AREA = "area"
    COUNT = "count"
    SHEET = "sheet"
    RATIO = "ratio"
    CO2E = "co2e"
    HEAT_PER_MASS = "heat_per_mass"
    HEAT_PER_VOLUME = "heat_per_volume"
    MASS_PER_ENERGY = "mass_per_energy"
    CO2E_PER_ENERGY = "co2e_per_energy"
    CO2E_PER_MASS = "co2e_per_mass"
    CO2E_PER_VOLUME = "co2e_per_volume"
    MONEY = "money"


class UnitMismatchError(ValueError):
    """Two units of different dimensions were to be converted into each other."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit of the closed table.

    `factor` is exact: one of this unit is `factor` of the dimension's base unit, which is the unit
    whose factor is 1 (t, m3, GJ, tCO2e, MJ/kg, MJ/m3, kg/TJ, kgCO2e/kWh and so on).
    """

    code: str
    label: Text
    aliases: tuple[str, ...]
    dimension: Dimension
    factor: Decimal
    provenance: Provenance


@cache
def units() -> Mapping[str, Unit]:
    """Every unit by its code."""
    return {
        row["code"]: Unit(
            code=row["code"],
            label=Text(row["zh"], row["en"]),
            aliases=several(row["aliases"]),
            dimension=Dimension(row["dimension"]),
            factor=Decimal(row["factor"]),
            provenance=provenance(row),
        )
        for row in rows("units")
    }


def unit(text: str) -> Unit | None:
    """The unit that a text names in either language, in any width or case; None when unknown."""
    return units().get(text) or _writings().get(_key(text))


def nearest(text: str) -> tuple[Unit, ...]:
    """At most three known units written most like the text, the likeliest first."""
    writings = _writings()
    close = difflib.get_close_matches(_key(text), writings, n=8, cutoff=_CLOSE_ENOUGH)
    return tuple({writings[key].code: writings[key] for key in close}.values())[:_SUGGESTIONS]


def convert(value: Decimal, given: Unit, wanted: Unit) -> Decimal:
    """The value in another unit of the same dimension.

    Raises:
        UnitMismatchError: when the units measure different things.
    """
    if given.dimension is not wanted.dimension:
        raise UnitMismatchError(f"{given.code} does not convert into {wanted.code}")
    if given.factor == wanted.factor:
        return value
    return value * given.factor / wanted.factor


@lru_cache(maxsize=4_096)
def _key(text: str) -> str:
    folded = simplified(unicodedata.normalize("NFKC", text).casefold())
    return "".join(sign for sign in folded if unicodedata.category(sign)[0] not in "ZC")


@cache
def _writings() -> Mapping[str, Unit]:
    found: dict[str, Unit] = {}
    for one in units().values():
        for writing in (one.code, one.label.zh, one.label.en, *one.aliases):
            found.setdefault(_key(writing), one)
        found.setdefault(_key(f"{one.label.zh}({one.code})"), one)
        found.setdefault(_key(f"{one.label.zh} {one.code}"), one)
    return found
