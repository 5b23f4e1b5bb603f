"""The rows of a field workbook, as they are read."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from portal.workbook.sheets import Row


@dataclass(frozen=True, slots=True)
class VisitFacts(Row):
    """The visit that the workbook was made for, and how it went.

    Attributes:
        made: the highest keys on file when it was made, so that a row left out is told from one
            that came later.
    """

    SHEET: ClassVar[str] = "visit"
    system: str | None
    request_number: str | None
    visit: int | None
    version: str | None
    made: str | None
    site: str | None
    kind: str | None
    planned_on: date | None
    held_on: date | None
    weather: str | None
    of_site: str | None
    of_team: str | None
    notes: str | None


@dataclass(frozen=True, slots=True)
class EquipmentLine(Row):
    """One machine."""

    SHEET: ClassVar[str] = "equipment"
    id: str | None
    version: str | None
    kind: str | None
    tag: str | None
    maker: str | None
    model: str | None
    year: int | None
    rated: Decimal | None
    carrier: str | None
    hours: Decimal | None
    annual_use: Decimal | None
    vsd: bool | None
    in_use: bool | None
    note: str | None


@dataclass(frozen=True, slots=True)
class MeasurementLine(Row):
    """One value; a prepared row without a value says nothing."""

    SHEET: ClassVar[str] = "measurements"
    id: str | None
    version: str | None
    tag: str | None
    quantity: str | None
    value: Decimal | None
    unit: str | None
    usual: str | None
    taken_on: date | None
    method: str | None
    instrument: str | None
    calibrated_on: date | None
    note: str | None


@dataclass(frozen=True, slots=True)
class FindingLine(Row):
    """One finding, with a recommendation where one is made."""

    SHEET: ClassVar[str] = "findings"
    id: str | None
    version: str | None
    number: int | None
    tag: str | None
    text: str | None
    severity: str | None
    on_file: str | None
    title: str | None
    advice: str | None
    measure_class: str | None
    electricity: Decimal | None
    other_carrier: str | None
    other_quantity: Decimal | None
    price: Decimal | None
    capex: Decimal | None
    life_years: Decimal | None
    explanation: str | None


@dataclass(frozen=True, slots=True)
class AdviceLine(Row):
    """One recommendation: on file when it has a row id, else a further one of a finding."""

    SHEET: ClassVar[str] = "advice"
    id: str | None
    version: str | None
    number: int | None
    finding: int | None
    title: str | None
    advice: str | None
    measure_class: str | None
    electricity: Decimal | None
    other_carrier: str | None
    other_quantity: Decimal | None
    price: Decimal | None
    capex: Decimal | None
    life_years: Decimal | None
    explanation: str | None


@dataclass(frozen=True, slots=True)
class PhotoLine(Row):
    """One photo by its file name, and what it shows."""

    SHEET: ClassVar[str] = "photos"
    id: str | None
    version: str | None
    name: str | None
    tag: str | None
    finding: int | None
    caption: str | None
