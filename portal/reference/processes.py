"""Factors of process, wastewater and refrigerant emissions, and carbon contents for balances."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache

from portal.language import Text
from portal.reference.lookup import index, label_key
from portal.reference.tables import Provenance, note, number, provenance, rows

# Carbon to carbon dioxide by mass, exactly 44/12.
CO2_PER_CARBON = Decimal(44) / Decimal(12)


class ProcessCategory(StrEnum):
    """The part of the announcement a factor belongs to."""

    MINERAL = "mineral"
    CHEMICAL = "chemical"
    METAL = "metal"
    NON_ENERGY = "non_energy"
    WASTEWATER = "wastewater"
    WASTEWATER_MCF = "wastewater_mcf"
    REFRIGERANT_LEAKAGE = "refrigerant_leakage"
    BIOLOGICAL_TREATMENT = "biological_treatment"
    RELEASE = "release"


@dataclass(frozen=True, slots=True)
class ProcessFactor:
    """One announced factor of a process, product, treatment or kind of equipment.

    `unit` is t/t or kg/t (gas per product or material), kg/kg, t/TJ, 1 (a correction factor) or
    1/year (share of the charge that leaks). Where only a range is announced, `value` is None.
    """

    key: str
    label: Text
    category: ProcessCategory
    gas: str
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    unit: str
    remark: Text | None
    provenance: Provenance

    @property
    def tonnes_per_tonne(self) -> Decimal | None:
        """The factor in tonnes of gas per tonne; None where it is a range or not by mass."""
        if self.value is None or self.unit not in ("t/t", "kg/kg", "kg/t"):
            return None
        return self.value / 1000 if self.unit == "kg/t" else self.value


@dataclass(frozen=True, slots=True)
class CarbonContent:
    """The default carbon content of an item of the carbon balance, t C per t."""

    item: str
    value: Decimal
    provenance: Provenance


@cache
def process_factors() -> Mapping[tuple[str, str], ProcessFactor]:
    """Every factor by key and gas."""
    return {
        (row["key"], row["gas"]): ProcessFactor(
            key=row["key"],
            label=Text(row["zh"], row["en"]),
            category=ProcessCategory(row["category"]),
            gas=row["gas"],
            value=number(row["value"]),
            low=number(row["low"]),
            high=number(row["high"]),
            unit=row["unit"],
            remark=note(row),
            provenance=provenance(row),
        )
        for row in rows("process_factors")
    }


def process_factor(key: str, gas: str = "CO2") -> ProcessFactor | None:
    """The factor of one gas of a process; None when none is announced."""
    return process_factors().get((key, gas))


def process(text: str) -> str | None:
    """The key of the process that a text names by key or label; None when unknown."""
    return _writings().get(label_key(text))


@cache
def carbon_contents() -> Mapping[str, CarbonContent]:
    """Default carbon contents by code of the list `balance_item`."""
    return {
        row["item"]: CarbonContent(row["item"], Decimal(row["value"]), provenance(row))
        for row in rows("carbon_contents")
    }


@cache
def _writings() -> Mapping[str, str]:
    every = process_factors().values()
    return index((each.key, (each.key, each.label.zh, each.label.en)) for each in every)
