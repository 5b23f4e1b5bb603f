"""Global warming potentials: gases, blends, the three sets in use and which year takes which."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache

from portal.language import Text
from portal.reference.lookup import index, label_key
from portal.reference.tables import (
    Provenance,
    UnknownReferenceError,
    note,
    provenance,
    rows,
    several,
)


class GwpSet(StrEnum):
    """The assessment report that warming potentials come from; Taiwan announces AR5."""

    AR4 = "AR4"
    AR5 = "AR5"
    AR6 = "AR6"


class GasFamily(StrEnum):
    """The seven regulated gases, and two kinds outside them."""

    CO2 = "CO2"
    CH4 = "CH4"
    N2O = "N2O"
    HFCS = "HFCs"
    PFCS = "PFCs"
    SF6 = "SF6"
    NF3 = "NF3"
    OTHER = "other"
    EXCLUDED = "excluded"


@dataclass(frozen=True, slots=True)
class Gas:
    """A gas or refrigerant blend; an excluded gas counts zero.

    `components` of a blend are gas keys with their share by mass, adding up to 1.
    """

    key: str
    label: Text
    formula: str
    family: GasFamily
    code: str | None
    aliases: tuple[str, ...]
    components: tuple[tuple[str, Decimal], ...]
    excluded: bool
    remark: Text | None
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class WarmingPotential:
    """The 100-year warming potential of one gas in one set, kgCO2e per kg."""

    set: GwpSet
    gas: str
    value: Decimal
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class PrescribedSets:
    """The sets an inventory of certain years may use, the expected one first."""

    sets: tuple[GwpSet, ...]
    provenance: Provenance


@cache
def gases() -> Mapping[str, Gas]:
    """Every gas by its key."""
    return {row["key"]: _gas(row) for row in rows("gases")}


@cache
def warming_potentials() -> Mapping[tuple[GwpSet, str], WarmingPotential]:
    """Every published value by set and gas key; blends are computed, not listed."""
    return {
        (GwpSet(row["set"]), row["gas"]): WarmingPotential(
            GwpSet(row["set"]), row["gas"], Decimal(row["value"]), provenance(row)
        )
        for row in rows("gwp")
    }


def gas(text: str) -> Gas | None:
    """The gas that a text names: key, formula, code, label or alias; None when unknown."""
    return gases().get(text) or _writings().get(label_key(text))


@cache
def gwp(gas_key: str, gwp_set: GwpSet) -> Decimal:
    """The warming potential of a gas or blend, kgCO2e per kg; zero for an excluded gas.

    Raises:
        UnknownReferenceError: the gas is unknown or the set has no value for it.
    """
    known = gases().get(gas_key)
    if known is None:
        raise UnknownReferenceError(f"there is no gas {gas_key!r}")
    if known.excluded:
        return Decimal(0)
    if known.components:
        parts = (share * gwp(part, gwp_set) for part, share in known.components)
        return sum(parts, start=Decimal(0))
    try:
        return warming_potentials()[gwp_set, gas_key].value
    except KeyError:
        raise UnknownReferenceError(f"{gwp_set} has no value for {gas_key}") from None


def identify(ch4: Decimal | None, n2o: Decimal | None) -> GwpSet | None:
    """The one set that a workbook's methane and nitrous oxide values belong to.

    Either value may be missing. None when nothing is given, nothing fits, or both values belong
    to different sets. Methane may be the general or the fossil value.
    """
    if ch4 is None and n2o is None:
        return None
    fitting = [each for each in GwpSet if _fits(each, ch4, n2o)]
    return fitting[0] if len(fitting) == 1 else None


@cache
def prescribed(year: int) -> PrescribedSets:
    """The sets that an inventory of a year may use, the expected one first."""
    for row in rows("gwp_years"):
        if int(row["first_year"] or year) <= year <= int(row["last_year"] or year):
            return PrescribedSets(
                tuple(GwpSet(each) for each in several(row["sets"])), provenance(row)
            )
    raise UnknownReferenceError(f"no set of warming potentials is prescribed for {year}")


def _fits(gwp_set: GwpSet, ch4: Decimal | None, n2o: Decimal | None) -> bool:
    values = warming_potentials()
    methane = {
        values[gwp_set, key].value for key in ("CH4", "CH4_fossil") if (gwp_set, key) in values
    }
    return (ch4 is None or ch4 in methane) and (n2o is None or n2o == values[gwp_set, "N2O"].value)


def _gas(row: Mapping[str, str]) -> Gas:
    parts = (part.split(":") for part in several(row["components"]))
    return Gas(
        key=row["key"],
        label=Text(row["zh"], row["en"]),
        formula=row["formula"],
        family=GasFamily(row["family"]),
        code=row["code"] or None,
        aliases=several(row["aliases"]),
        components=tuple((key, Decimal(share)) for key, share in parts),
        excluded=row["excluded"] == "1",
        remark=note(row),
        provenance=provenance(row),
    )


@cache
def _writings() -> Mapping[str, Gas]:
    every = gases().values()
    names = [(each, (each.key, each.code or "", each.label.zh, each.label.en)) for each in every]
    others = [(each, (*each.aliases, each.formula)) for each in every]
    return index([*names, *others])
