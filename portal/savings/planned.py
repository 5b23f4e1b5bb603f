"""Measures of accepted plans as claims, and what streams satisfy of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.members.models import Company, Site
from portal.plans.measure_sheet import MeasureRow
from portal.plans.sheets import TEMPLATE
from portal.reference.closed_sets import MeasureCategory, MeasureStatus
from portal.reference.site_systems import Carrier, System
from portal.savings.sources import place
from portal.savings.streams import ZERO, Claim
from portal.savings.vocabulary import Level, Origin
from portal.submissions.models import PlanMeasureLine, Submission, SubmissionVersion
from portal.submissions.states import Kind
from portal.workbook.stored import restored

_SYSTEMS: Final[Mapping[str, System]] = {
    "boiler": System.BOILER,
    "compressed_air": System.AIR,
    "air_conditioning": System.COOLING,
    "power_lighting": System.POWER,
}
_SAVING: Final = frozenset({MeasureCategory.ENERGY_EFFICIENCY, MeasureCategory.PROCESS})
_KILOGRAMS: Final = Decimal(1000)
ONE: Final = Decimal(1)
PLAN_KEY: Final = "plan-"
"""What the keys of claims of plans begin with."""
_LEVELS: Final[Mapping[str, frozenset[Level]]] = {
    MeasureStatus.IDEA: frozenset({Level.IDENTIFIED}),
    MeasureStatus.DIAGNOSED: frozenset({Level.IDENTIFIED}),
    MeasureStatus.APPROVED: frozenset({Level.IDENTIFIED, Level.ACCEPTED}),
    MeasureStatus.IN_PROGRESS: frozenset({Level.IDENTIFIED, Level.ACCEPTED}),
    MeasureStatus.DONE: frozenset({Level.IDENTIFIED, Level.ACCEPTED, Level.IMPLEMENTED}),
}


@dataclass(frozen=True, slots=True)
class Planned:
    """A measure of a member's newest accepted plan.

    Attributes:
        row: as the member wrote it.
        names: diagnosis and contract that it names.
    """

    company: Company
    site: Site | None
    year: int
    row: MeasureRow

    @property
    def names(self) -> frozenset[str]:
        """The diagnosis and the contract that the member named, as written."""
        named = (self.row.diagnosis_id, self.row.esco_contract)
        return frozenset(one.strip() for one in named if one and one.strip())

    @property
    def saves_energy(self) -> bool:
        """Whether it saves energy, and so could be the change that somebody else claims too.

        A plan states no carrier that rises: of a fuel switch only its net tonnes are known.
        """
        row = self.row
        if row.category == MeasureCategory.FUEL_SWITCH:
            return bool(row.expected)
        return row.category in _SAVING and bool(row.saved_kwh or row.saved_gj or row.saved_fuel)


def planned(session: Session, company_id: int | None = None) -> list[Planned]:
    """The measures of the newest accepted plan of every member, or of one."""
    newest = (
        select(Submission.company_id, func.max(Submission.year).label("year"))
        .where(Submission.kind == Kind.PLAN, Submission.accepted_version.is_not(None))
        .group_by(Submission.company_id)
        .subquery()
    )
    wanted = (
        select(PlanMeasureLine.values, Company, Submission.year)
        .join(SubmissionVersion, SubmissionVersion.id == PlanMeasureLine.version_id)
        .join(Submission, Submission.id == SubmissionVersion.submission_id)
        .join(
            newest,
            (newest.c.company_id == Submission.company_id) & (newest.c.year == Submission.year),
        )
        .join(Company, Company.id == Submission.company_id)
        .where(
            Submission.kind == Kind.PLAN, SubmissionVersion.number == Submission.accepted_version
        )
        .order_by(Company.code, PlanMeasureLine.line_no)
    )
    if company_id is not None:
        wanted = wanted.where(Company.id == company_id)
    found: Iterable[Any] = session.execute(wanted)
    sheet = TEMPLATE.sheet("measures")
    rows: list[tuple[Any, Company, int]] = [
        (restored(sheet, values), company, year) for values, company, year in found
    ]
    numbers = {row.control_number for row, _, _ in rows}
    places = session.scalars(select(Site).where(Site.control_number.in_(numbers)))
    sites = {one.control_number: one for one in places}
    return [
        Planned(company, sites.get(row.control_number), year, row) for row, company, year in rows
    ]


def from_plans(
    found: Iterable[Planned], sources: Iterable[str], satisfied: set[tuple[int, str]]
) -> list[Claim]:
    """Claims of planned measures that nobody else claims.

    Args:
        found: the measures of accepted plans.
        sources: diagnoses and contracts that are on file; a measure that names one of them is
            that one seen from the plan and makes no stream of its own.
        satisfied: company and measure id that a stream satisfies by decision.
    """
    # A plan names a case, or one recommendation of it.
    every = set(sources)
    known = every | {name.split(" ")[0] for name in every}
    return [
        _claim(one, one.site)
        for one in found
        if one.site is not None
        and one.saves_energy
        and not one.names & known
        and (one.company.id, one.row.measure_id or "") not in satisfied
        and one.row.status in _LEVELS
    ]


def _claim(one: Planned, site: Site) -> Claim:
    row = one.row
    kilowatt_hours = _electricity(row)
    day: date | None = row.start if row.status == MeasureStatus.DONE else None
    return Claim(
        key=f"{PLAN_KEY}{one.company.id}-{row.measure_id}"[:40],
        origin=Origin.PLAN,
        levels=_LEVELS[row.status or ""],
        place=place(one.company, site),
        system=_SYSTEMS.get(row.equipment or "", System.OTHER),
        title=row.title or "",
        savings={Carrier.ELECTRICITY: kilowatt_hours} if kilowatt_hours else {},
        year=one.year,
        source=row.measure_id or "",
        commissioned_on=day,
        life_years=None if row.life is None else Decimal(row.life),
        stated=row.expected,
        money=row.saving,
        outlay=row.capex,
        worth={Carrier.ELECTRICITY: row.saving} if kilowatt_hours and row.saving else {},
        heat=_heat(row),
        heat_tonnes=_heat_tonnes(row),
    )


def _electricity(row: MeasureRow) -> Decimal:
    """KWh that a measure saves; of a fuel switch none, for nobody says what rises instead."""
    return ZERO if _switches(row) else row.saved_kwh or ZERO


def _switches(row: MeasureRow) -> bool:
    return row.category == MeasureCategory.FUEL_SWITCH


def _heat(row: MeasureRow) -> Decimal:
    """GJ of heat that a measure saves."""
    return ZERO if _switches(row) else row.saved_gj or ZERO


def _heat_tonnes(row: MeasureRow) -> Decimal:
    """Tonnes of the heat and fuel that a measure saves; of a fuel switch its net tonnes.

    With the factor that the member states for it; where the factor is of another unit, what the
    member expects of the measure, when it saves nothing else.
    """
    expected = row.expected or ZERO
    if _switches(row):
        return expected
    amounts = {"kgCO2e/GJ": row.saved_gj, **_fuel(row)}
    amount = amounts.get(row.factor_unit or "")
    if amount and row.factor:
        scale = _KILOGRAMS if row.factor_unit == "kgCO2e/GJ" else ONE
        return amount * row.factor / scale
    has_heat = bool(row.saved_gj or row.saved_fuel)
    return expected if has_heat and not row.saved_kwh else ZERO


def _fuel(row: MeasureRow) -> dict[str, Decimal | None]:
    """The fuel that a measure saves by the unit that a factor of it would have."""
    return {f"tCO2e/{row.fuel_unit}": row.saved_fuel} if row.fuel_unit else {}
