"""A field workbook as its rules and its preview see it: rows as the values of a diagnosis."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from functools import cached_property

from portal.advisory.content import ZERO, Advice, Attendee, Machine, Reading, Saved, Seen
from portal.advisory.equipment import KINDS
from portal.advisory.vocabulary import Carrier, Level, MeasureClass, Method, System
from portal.field.plain import plain
from portal.field.rows import (
    AdviceLine,
    EquipmentLine,
    FindingLine,
    MeasurementLine,
    PhotoLine,
    VisitFacts,
)

TAIPEI = timezone(timedelta(hours=8))
NOON = time(12)
SEPARATORS = ("；", ";", "\n")


@dataclass(frozen=True)
class Subject:
    """What the rules look at."""

    visit: VisitFacts | None
    equipment: tuple[EquipmentLine, ...] = ()
    measurements: tuple[MeasurementLine, ...] = ()
    findings: tuple[FindingLine, ...] = ()
    photos: tuple[PhotoLine, ...] = ()
    advice: tuple[AdviceLine, ...] = ()

    @cached_property
    def machines(self) -> Mapping[str, EquipmentLine]:
        """The rows of the equipment sheet by tag, the first of each."""
        found: dict[str, EquipmentLine] = {}
        for line in self.equipment:
            if line.tag:
                found.setdefault(line.tag, line)
        return found

    @cached_property
    def numbers(self) -> Mapping[int, FindingLine]:
        """The findings by their number."""
        found: dict[int, FindingLine] = {}
        for line in self.findings:
            if line.number is not None:
                found.setdefault(line.number, line)
        return found

    @property
    def advising(self) -> Iterator[tuple[FindingLine | AdviceLine, str]]:
        """Every row with a recommendation, and the tag of the machine that it is about."""
        for line in self.findings:
            if has_advice(line):
                yield line, line.tag or ""
        for further in self.advice:
            finding = self.numbers.get(further.finding or 0)
            yield further, (finding.tag or "") if finding else ""

    @property
    def system(self) -> System | None:
        """The system that the workbook is for."""
        code = self.visit.system if self.visit else None
        return System(code) if code else None

    @property
    def held_on(self) -> date | None:
        """The day of the visit."""
        return self.visit.held_on if self.visit else None

    def of_measurement(self, line: MeasurementLine) -> EquipmentLine | None:
        """The machine that a value belongs to."""
        return self.machines.get(line.tag) if line.tag else None

    @cached_property
    def values(self) -> tuple[MeasurementLine, ...]:
        """The rows that hold a value."""
        return tuple(line for line in self.measurements if line.value is not None)


def machine_of(line: EquipmentLine) -> Machine | None:
    """The machine of a row; None when kind, tag or carrier are missing."""
    if not (line.kind and line.tag and line.carrier):
        return None
    return Machine(
        line.kind,
        line.tag,
        Carrier(line.carrier),
        line.maker or "",
        line.model or "",
        line.year,
        _tidy(line.rated),
        _tidy(line.hours),
        _tidy(line.annual_use),
        bool(line.vsd),
        line.in_use is not False,
        line.note or "",
    )


def reading_of(line: MeasurementLine, held_on: date | None) -> Reading | None:
    """The value of a row, taken at noon of its day; None when it holds none.

    Args:
        line: a row of the sheet of values.
        held_on: the day of the visit, for rows that name none.
    """
    day = line.taken_on or held_on
    if line.value is None or not line.quantity or day is None:
        return None
    return Reading(
        line.quantity,
        Decimal(plain(line.value)),
        datetime.combine(day, NOON, TAIPEI),
        Method(line.method) if line.method else Method.MEASURED,
        line.instrument or "",
        line.calibrated_on,
        line.note or "",
    )


def seen_of(line: FindingLine, system: System, equipment_id: int | None) -> Seen | None:
    """The finding of a row; None when its words or its weight are missing."""
    if not (line.text and line.severity):
        return None
    return Seen(system, line.text, Level(line.severity), equipment_id)


def has_advice(line: FindingLine) -> bool:
    """Whether anything of a recommendation is written in a row."""
    written = (line.title, line.advice, line.measure_class, line.electricity, line.other_quantity)
    return any(one is not None for one in (*written, line.capex, line.life_years, line.price))


def advice_of(line: FindingLine | AdviceLine) -> Advice | None:
    """The recommendation of a row; None when its name or class is missing."""
    if not (line.title and line.measure_class):
        return None
    return Advice(
        line.title,
        line.advice or line.title,
        MeasureClass(line.measure_class),
        capex_material=_tidy(line.capex) or ZERO,
        life_years=_tidy(line.life_years),
        explanation=line.explanation or "",
    )


def savings_of(line: FindingLine | AdviceLine) -> tuple[Saved, ...]:
    """What the recommendation of a row saves in a year."""
    found: dict[Carrier, Saved] = {}
    if line.electricity is not None:
        found[Carrier.ELECTRICITY] = Saved(
            Carrier.ELECTRICITY, Decimal(plain(line.electricity)), price=_tidy(line.price) or None
        )
    if line.other_carrier and line.other_quantity is not None:
        carrier = Carrier(line.other_carrier)
        found.setdefault(carrier, Saved(carrier, Decimal(plain(line.other_quantity))))
    return tuple(found.values())


def _tidy(value: Decimal | None) -> Decimal | None:
    """An amount as people write it: a cell that holds 75 was read as 75.0."""
    return None if value is None else Decimal(plain(value))


def people_of(text: str | None, side: str) -> tuple[Attendee, ...]:
    """Attendees written in one cell: people apart by semicolons, name and role by a comma."""
    written = text or ""
    for sign in SEPARATORS[1:]:
        written = written.replace(sign, SEPARATORS[0])
    return tuple(_person(one, side) for one in written.split(SEPARATORS[0]) if one.strip())


def _person(text: str, side: str) -> Attendee:
    name, _, role = text.replace(",", "、").replace("，", "、").partition("、")
    return Attendee(name.strip(), side, role.strip())


def written_people(people: Iterable[Attendee], side: str) -> str:
    """Attendees of a side as one cell shows them."""
    return "；".join(
        "、".join(filter(None, (one.name, one.role))) for one in people if one.side == side
    )


def unit_of(kind: str, quantity: str) -> str:
    """The unit of a quantity on a kind of equipment; empty when it is not measured there."""
    found = KINDS[kind].quantity(quantity)
    return found.unit if found else ""
