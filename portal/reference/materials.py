"""What a source may consume: fuels, gases, and electricity, steam, sewage and the like."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from portal.language import Text
from portal.reference.fuels import Fuel, fuel
from portal.reference.gwp import Gas, gas
from portal.reference.lookup import code_writings, index, label_key
from portal.reference.tables import Provenance, note, provenance, rows, several
from portal.reference.units import Unit, units


class MaterialKind(StrEnum):
    """How emissions of a material that is neither fuel nor fluorinated gas are calculated."""

    ELECTRICITY = "electricity"
    RENEWABLE_ELECTRICITY = "renewable_electricity"
    STEAM = "steam"
    WASTEWATER = "wastewater"
    PROCESS = "process"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Material:
    """A material with its official codes; `process` is a key of the process factors, if any."""

    key: str
    label: Text
    codes: tuple[str, ...]
    aliases: tuple[str, ...]
    kind: MaterialKind
    units: tuple[Unit, ...]
    process: str | None
    remark: Text | None
    provenance: Provenance


@cache
def materials() -> Mapping[str, Material]:
    """Every material that is neither a fuel nor listed with the gases, by its key."""
    known = units()
    return {
        row["key"]: Material(
            key=row["key"],
            label=Text(row["zh"], row["en"]),
            codes=several(row["codes"]),
            aliases=several(row["aliases"]),
            kind=MaterialKind(row["kind"]),
            units=tuple(known[code] for code in several(row["units"])),
            process=row["process"] or None,
            remark=note(row),
            provenance=provenance(row),
        )
        for row in rows("materials")
    }


def material(text: str) -> Material | None:
    """The material that a text names: key, official code, label or alias; None when unknown."""
    return _writings().get(label_key(text))


def substance(text: str) -> Fuel | Material | Gas | None:
    """What a text in the column for material or fuel names, looked for in that order."""
    return fuel(text) or material(text) or gas(text)


@cache
def _writings() -> Mapping[str, Material]:
    every = materials().values()
    names = [(each, (each.key, *each.codes, each.label.zh, each.label.en)) for each in every]
    shown = [(each, tuple(f"{code} {each.label.zh}" for code in each.codes)) for each in every]
    aliases = [(each, each.aliases) for each in every]
    short = [(each, code_writings(code)) for each in every for code in each.codes]
    return index([*names, *shown, *aliases, *short])
