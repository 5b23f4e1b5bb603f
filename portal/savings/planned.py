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
from portal.savings.streams import Claim
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
    def is_efficiency(self) -> bool:
        """Whether it saves energy, and so could be the change that somebody else claims too."""
        return self.row.category == MeasureCategory.ENERGY_EFFICIENCY


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
    known = {name.split(" ")[0] for name in sources}
    return [
        _claim(one, one.site)
        for one in found
        if one.site is not None
        and one.is_efficiency
        and not one.names & known
        and (one.company.id, one.row.measure_id or "") not in satisfied
        and one.row.status in _LEVELS
        and one.row.saved_kwh
    ]


def _claim(one: Planned, site: Site) -> Claim:
    row = one.row
    assert row.saved_kwh is not None  # noqa: S101
    day: date | None = row.start if row.status == MeasureStatus.DONE else None
    return Claim(
        key=f"plan-{one.company.id}-{row.measure_id}"[:40],
        origin=Origin.PLAN,
        levels=_LEVELS[row.status or ""],
        place=place(one.company, site),
        system=_SYSTEMS.get(row.equipment or "", System.OTHER),
        title=row.title or "",
        savings={Carrier.ELECTRICITY: row.saved_kwh},
        year=one.year,
        source=row.measure_id or "",
        commissioned_on=day,
        life_years=None if row.life is None else Decimal(row.life),
        stated=row.expected,
        money=row.saving,
        outlay=row.capex,
    )
