"""What people enter, as frozen values; a table row holds the same fields under the same names."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar

from portal.advisory.economics import Economics
from portal.advisory.vocabulary import (
    ActionKind,
    Carrier,
    Level,
    MeasureClass,
    Method,
    Outcome,
    Reason,
    Status,
    System,
    Topic,
    VisitKind,
)

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    Content = TypeVar("Content", bound=DataclassInstance)

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a member asks to have looked at."""

    topic: Topic
    systems: tuple[System, ...]
    subject: str
    contact: str


@dataclass(frozen=True, slots=True)
class Team:
    """Who takes a request; the lead is among the members."""

    team: str
    lead_id: int
    member_ids: frozenset[int]
    due: date


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody who was there; `side` is `site` or `team`."""

    name: str
    side: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class VisitContent:
    """A visit, planned or held."""

    kind: VisitKind
    planned_on: date
    held_on: date | None = None
    weather: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Machine:
    """A piece of equipment."""

    kind: str
    tag: str
    carrier: Carrier
    maker: str = ""
    model: str = ""
    year: int | None = None
    rated: Decimal | None = None
    hours: Decimal | None = None
    annual_use: Decimal | None = None
    vsd: bool = False
    in_use: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """One value taken on a visit."""

    quantity: str
    value: Decimal
    taken_at: datetime
    method: Method
    instrument: str = ""
    calibrated_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """A finding."""

    system: System
    text: str
    severity: Level
    equipment_id: int | None = None


@dataclass(frozen=True, slots=True)
class Saved:
    """What is saved of one carrier in a full year."""

    carrier: Carrier
    quantity: Decimal
    peak_kw: Decimal | None = None
    price: Decimal | None = None
    stated_tco2e: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Advice:
    """A recommendation; money in NT$."""

    title: str
    text: str
    measure_class: MeasureClass
    arc: str = ""
    hours: Decimal | None = None
    capex_engineering: Decimal = ZERO
    capex_material: Decimal = ZERO
    capex_labour: Decimal = ZERO
    capex_other: Decimal = ZERO
    subsidy: Decimal = ZERO
    other_saving: Decimal = ZERO
    life_years: Decimal | None = None
    priority: Level = Level.MEDIUM
    confidence: Level = Level.MEDIUM
    interaction_group: str = ""
    explanation: str = ""
    discount_rate: Decimal | None = None
    discount_reason: str = ""

    @property
    def capex(self) -> Decimal:
        """The whole cost before subsidy, NT$."""
        return self.capex_engineering + self.capex_material + self.capex_labour + self.capex_other


@dataclass(frozen=True, slots=True)
class Answer:
    """A member's decision."""

    outcome: Outcome
    reason: Reason | None = None
    remark: str = ""
    review_on: date | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an accepted recommendation is."""

    status: Status
    planned_on: date | None = None
    started_on: date | None = None
    commissioned_on: date | None = None
    actual_capex: Decimal | None = None
    evidence: str = ""
    early_reason: str = ""


@dataclass(frozen=True, slots=True)
class ToPutRight:
    """What an inventory visit asks to put right."""

    kind: ActionKind
    text: str
    inventory_year: int
    due: date


def economics(advice: Advice, savings: tuple[Saved, ...]) -> Economics:
    """Cost and yearly saving of a recommendation; a missing price leaves the saving open."""
    worth = [None if one.price is None else one.quantity * one.price for one in savings]
    known = [one for one in worth if one is not None]
    yearly = None if len(known) < len(worth) else sum(known, advice.other_saving)
    return Economics(advice.capex, advice.subsidy, yearly, advice.life_years)


def put(row: object, content: "DataclassInstance") -> None:
    """Write every field of a content into the column of the same name."""
    for field in fields(content):
        setattr(row, field.name, getattr(content, field.name))


def values(content: "DataclassInstance") -> dict[str, Any]:
    """Every field of a content by name, to make a row from."""
    return {field.name: getattr(content, field.name) for field in fields(content)}


def taken(kind: "type[Content]", row: object, **other: Any) -> "Content":
    """A content read from the columns of the same name."""
    own: Mapping[str, Any] = {
        field.name: getattr(row, field.name) for field in fields(kind) if field.name not in other
    }
    return kind(**own, **other)
