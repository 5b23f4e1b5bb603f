"""What is on file of a visit, row by row as a field workbook shows it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from portal.advisory.content import Advice, Attendee, Machine, Reading, Saved, Seen, VisitContent
from portal.advisory.vocabulary import Carrier, System
from portal.field.changes import Present
from portal.field.subject import TAIPEI, written_people
from portal.language import Text

VISIT_KEYS = ("held_on", "weather", "of_site", "of_team", "notes")
EQUIPMENT_KEYS = (
    "kind",
    "tag",
    "maker",
    "model",
    "year",
    "rated",
    "carrier",
    "hours",
    "annual_use",
    "vsd",
    "in_use",
    "note",
)
VALUE_KEYS = ("value", "taken_on", "method", "instrument", "calibrated_on", "note")
FINDING_KEYS = ("tag", "text", "severity")
ADVICE_KEYS = (
    "title",
    "advice",
    "measure_class",
    "electricity",
    "other_carrier",
    "other_quantity",
    "price",
    "capex",
    "life_years",
    "explanation",
)
PHOTO_KEYS = ("name", "tag", "finding", "caption")


@dataclass(frozen=True, slots=True)
class ValueOnFile:
    """A value with what it is a value of, and the values that it replaced."""

    present: Present
    equipment_id: int
    quantity: str
    replaced: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class AdviceOnFile:
    """A recommendation of a finding.

    Attributes:
        number: as people call it, within its case.
        is_writable: whether no decision rests on it.
    """

    finding_id: int
    advice: Advice
    savings: tuple[Saved, ...]
    key: int = 0
    version: int = 1
    number: int = 0
    is_writable: bool = True

    @property
    def present(self) -> Present:
        """The recommendation as its row shows it."""
        return advice_present(self)


@dataclass(frozen=True, slots=True)
class OnFile:
    """A visit with everything that its workbook shows.

    Attributes:
        site_tags: tags of the whole site, with the system of each.
    """

    visit_id: int
    site_id: int
    system: System
    request_number: str
    site_number: str
    site_name: Text
    member_code: str
    member_name: Text
    content: VisitContent
    visit: Present
    equipment: tuple[Present, ...] = ()
    values: tuple[ValueOnFile, ...] = ()
    findings: tuple[Present, ...] = ()
    advice: tuple[AdviceOnFile, ...] = ()
    photos: tuple[Present, ...] = ()
    site_tags: Mapping[str, System] = field(default_factory=dict[str, System])

    @property
    def made(self) -> str:
        """The highest keys now, as the workbook carries them."""
        highest = (
            ("E", [one.key for one in self.equipment]),
            ("M", [one.present.key for one in self.values]),
            ("F", [one.key for one in self.findings]),
            ("P", [one.key for one in self.photos]),
            ("R", [one.key for one in self.advice]),
        )
        return " ".join(f"{letter}{max(keys, default=0)}" for letter, keys in highest)


def visit_present(
    key: int, version: int, content: VisitContent, people: tuple[Attendee, ...]
) -> Present:
    """A visit as its sheet shows it."""
    values = {
        "held_on": content.held_on,
        "weather": content.weather,
        "of_site": written_people(people, "site"),
        "of_team": written_people(people, "team"),
        "notes": " ".join(content.notes.split()),
    }
    return Present(f"V{key}", key, version, values)


def machine_present(key: int, version: int, machine: Machine) -> Present:
    """A machine as its row shows it."""
    values = {name: getattr(machine, name) or None for name in EQUIPMENT_KEYS}
    values["kind"], values["carrier"] = machine.kind, machine.carrier.value
    values["vsd"], values["in_use"] = machine.vsd, machine.in_use
    return Present(f"E{key}", key, version, values)


def value_present(key: int, equipment_id: int, reading: Reading) -> Present:
    """A value as its row shows it; a value is never changed, so its version is always 1."""
    day: date = reading.taken_at.astimezone(TAIPEI).date()
    values: dict[str, str | date | Decimal | None] = {
        "value": reading.value,
        "taken_on": day,
        "method": reading.method.value,
        "instrument": reading.instrument,
        "calibrated_on": reading.calibrated_on,
        "note": reading.note,
    }
    return Present(f"M{key}-E{equipment_id}-{reading.quantity}", key, 1, values)


def finding_present(key: int, version: int, tag: str, seen: Seen) -> Present:
    """A finding as its row shows it."""
    values = {"tag": tag, "text": seen.text, "severity": seen.severity.value}
    return Present(f"F{key}", key, version, values)


def shown_other(savings: tuple[Saved, ...]) -> Saved | None:
    """The carrier beside electricity that a row has room for: the first."""
    return next((one for one in savings if one.carrier is not Carrier.ELECTRICITY), None)


def advice_present(one: AdviceOnFile) -> Present:
    """A recommendation as its row shows it: the whole cost, electricity and one other carrier."""
    power = next((each for each in one.savings if each.carrier is Carrier.ELECTRICITY), None)
    other = shown_other(one.savings)
    values: dict[str, str | Decimal | None] = {
        "title": one.advice.title,
        "advice": one.advice.text,
        "measure_class": one.advice.measure_class.value,
        "electricity": power.quantity if power else None,
        "other_carrier": other.carrier.value if other else None,
        "other_quantity": other.quantity if other else None,
        "price": power.price if power else None,
        "capex": one.advice.capex,
        "life_years": one.advice.life_years,
        "explanation": one.advice.explanation,
    }
    return Present(f"R{one.key}", one.key, one.version, values)


def photo_present(
    key: int, version: int, *, name: str, tag: str, finding_id: int | None, caption: str
) -> Present:
    """A photo as its row is compared; its finding by the row id."""
    finding = f"F{finding_id}" if finding_id else ""
    values = {"name": name, "tag": tag, "finding": finding, "caption": caption}
    return Present(f"P{key}", key, version, values)
