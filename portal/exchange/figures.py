"""What passes between members as each side reports it, and what was decided about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from portal.language import Text

Key = tuple[str, str, str]
"""Codes of seller and buyer, and the carrier."""
Seen = dict[str, Any]


class Treatment(StrEnum):
    """How a carrier counts in totals of scopes 1 and 2."""

    SHARED = "shared"
    FUEL = "fuel"
    FEEDSTOCK = "feedstock"
    NONE = "none"


TREATMENT_LABELS: Mapping[Treatment, Text] = {
    Treatment.SHARED: Text(
        "供應方範疇一、受入方範疇二：合計僅計一次",
        "Scope 1 of the seller and scope 2 of the buyer: counts once",
    ),
    Treatment.FUEL: Text(
        "副產燃氣：由燃燒者計入範疇一，供應方列為輸出碳量",
        "By-product gas: scope 1 of whoever burns it; exported carbon of the seller",
    ),
    Treatment.FEEDSTOCK: Text(
        "鋼化聯產原料：捕捉量僅計於排放者一次，使用者計 0",
        "Steel-chemical feedstock: captured once at the emitter; the user counts 0",
    ),
    Treatment.NONE: Text(
        "氣體產品：用電屬供應方範疇二，不生重複",
        "Air gases: their power is the seller's scope 2; no overlap",
    ),
}
SHORT_TREATMENTS: Mapping[Treatment, Text] = {
    Treatment.SHARED: Text("合計計一次", "Counts once"),
    Treatment.FUEL: Text("計於燃燒者", "Counts where burnt"),
    Treatment.FEEDSTOCK: Text("計於排放者", "Counts at the emitter"),
    Treatment.NONE: Text("不生重複", "No overlap"),
}
_TREATMENTS: Mapping[str, Treatment] = {
    **dict.fromkeys(("steam", "heat", "compressed_air", "electricity"), Treatment.SHARED),
    **dict.fromkeys(("cog", "bfg", "ldg", "fuel_gas"), Treatment.FUEL),
    **dict.fromkeys(("co", "co2"), Treatment.FEEDSTOCK),
}
# Producing these is scope 1 of the seller and scope 2 of the buyer: the same tonne twice.
SHARED_CARRIERS = frozenset(
    carrier for carrier, found in _TREATMENTS.items() if found is Treatment.SHARED
)
# What the two members and a coordinator work off when the reports differ.
REGISTERED_CARRIERS = frozenset(_TREATMENTS)


def treatment(carrier: str) -> Treatment:
    """How a carrier counts."""
    return _TREATMENTS.get(carrier, Treatment.NONE)


class Verdict(StrEnum):
    """What a coordinator settles: whose figure holds, a third one, or that there was no flow."""

    SELLER_HOLDS = "seller_holds"
    BUYER_HOLDS = "buyer_holds"
    THIRD_VALUE = "third_value"
    NO_EXCHANGE = "no_exchange"


@dataclass(frozen=True, slots=True)
class ReportedFlow:
    """What one member passes to another in one year, as one of the two reports it.

    Attributes:
        supplied: the reporter is the seller.
        carrier: code of list `carrier`.
        tonnes: emissions of producing it, tonnes CO2e; None when they do not follow.
        quantity: in the base unit of its dimension, such as GJ, t or m3; None when not known.
        dimension: what the quantity measures; empty when not known.
        factor: tonnes CO2e per base unit, as stated.
        year: the period.
    """

    reporter: str
    partner: str
    supplied: bool
    carrier: str
    tonnes: Decimal | None
    quantity: Decimal | None = None
    dimension: str = ""
    factor: Decimal | None = None
    year: int | None = None

    @property
    def key(self) -> Key:
        """Seller, buyer and carrier."""
        return (*self.parties, self.carrier)

    @property
    def parties(self) -> tuple[str, str]:
        """Seller and buyer."""
        return (self.reporter, self.partner) if self.supplied else (self.partner, self.reporter)


@dataclass(frozen=True, slots=True)
class PlannedFlow:
    """A flow in the base year and in the target year, as one of the two partners plans it."""

    base: ReportedFlow
    target: ReportedFlow
    target_year: int


@dataclass(frozen=True, slots=True)
class StatedFlow:
    """A flow of one year as a coordinator states it.

    Attributes:
        tonnes: emissions of producing it, tonnes CO2e.
        quantity: in `unit`; None when only the tonnes were settled.
        unit: code of the table of units; empty without a quantity.
        factor: tonnes CO2e per unit.
    """

    tonnes: Decimal
    quantity: Decimal | None = None
    unit: str = ""
    factor: Decimal | None = None


@dataclass(frozen=True, slots=True)
class SettledFile:
    """A file that a third value rests on, named by its hash."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class ThirdValue:
    """What counts where neither report of a flow holds.

    Attributes:
        year: of the reporting year, or of the target year of a plan.
        base: of the base year of a plan; None for what was reported for the year itself.
        evidence: the document that it rests on.
        reason: why neither report holds.
        files: that document itself, where it was attached.
    """

    year: StatedFlow
    base: StatedFlow | None
    evidence: str
    reason: str
    files: tuple[SettledFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a coordinator settled about a flow; it holds while both reports are as they were.

    Attributes:
        horizon: target year of a planned flow, 0 for what was reported for the year itself.
        seen: both reports when it was settled, as `matching.seen` writes them.
        value: what counts when the verdict is a third value; None otherwise.
    """

    key: Key
    horizon: int
    verdict: Verdict
    seen: Seen
    value: ThirdValue | None = None
