"""Reading the measures of accepted plans, for any number of members with three selects."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, bindparam, func, select
from sqlalchemy.orm import Session

from portal.aggregation.measures.entries import Entry, MemberPlan
from portal.intake.identities import Identities
from portal.intake.places import KEPT
from portal.members.models import Company
from portal.plans.earlier import VERSIONS
from portal.plans.measure_sheet import MeasureRow
from portal.plans.measures import measure
from portal.plans.sheets import TEMPLATE
from portal.reference.groups import Group
from portal.submissions.figures import IdentityChangeRow
from portal.submissions.models import PlanMeasureLine, Submission, SubmissionVersion
from portal.submissions.queries import identity_changes_of_all
from portal.submissions.states import IdentityKind, Kind
from portal.workbook.stored import restored

_NEWEST_TWO = 2
_CHOSEN: BindParameter[Any] = bindparam("companies", expanding=True)


def _statements(
    *narrowed: ColumnElement[bool],
) -> tuple[Select[*tuple[Any, ...]], Select[*tuple[Any, ...]]]:
    """The plan that counts for a year and the one before it: their versions, and their rows."""
    ranked = (
        select(
            SubmissionVersion.id.label("version_id"),
            Submission.company_id,
            Submission.year,
            func.row_number()
            .over(partition_by=Submission.company_id, order_by=Submission.year.desc())
            .label("place"),
        )
        .join(Submission, Submission.id == SubmissionVersion.submission_id)
        .where(
            Submission.kind == Kind.PLAN,
            Submission.year <= bindparam("year"),
            SubmissionVersion.number == Submission.accepted_version,
            *narrowed,
        )
        .subquery()
    )
    return (
        select(Company.code, Company.group, ranked.c.version_id, ranked.c.year, ranked.c.place)
        .join(Company, Company.id == ranked.c.company_id)
        .where(ranked.c.place <= _NEWEST_TWO)
        .order_by(Company.code, ranked.c.place),
        select(PlanMeasureLine.version_id, PlanMeasureLine.values)
        .join(ranked, ranked.c.version_id == PlanMeasureLine.version_id)
        .where(ranked.c.place <= _NEWEST_TWO)
        .order_by(PlanMeasureLine.version_id, PlanMeasureLine.line_no),
    )


OF_ALL = _statements()
OF_SOME = _statements(Submission.company_id.in_(_CHOSEN))
IDS = select(Company.id).where(Company.code == bindparam("code"))


@dataclass(frozen=True, slots=True)
class Plans:
    """The plans that count for a year by member, and those before them."""

    now: Mapping[str, MemberPlan]
    before: Mapping[str, MemberPlan]


def plans_of(
    session: Session,
    year: int,
    *,
    code: str | None = None,
    companies: Collection[int] | None = None,
) -> Plans:
    """The measures of all members, of some of them or of one at a reporting year."""
    if code is not None:
        companies = session.scalars(IDS, {"code": code}).all()
    versions, lines = OF_ALL if companies is None else OF_SOME
    wanted: dict[str, Any] = {"year": year}
    if companies is not None:
        wanted["companies"] = sorted(companies)
    rows: dict[int, list[MeasureRow]] = {}
    places: dict[int, Mapping[str, Any]] = {}
    for version_id, values in session.execute(lines, wanted):
        rows.setdefault(version_id, []).append(measure_row(values))
        places[version_id] = {KEPT: values[KEPT]} if KEPT in values else {}
    renumbered = identity_changes_of_all(session, IdentityKind.MEASURE_RENUMBERED)
    now, before = dict[str, MemberPlan](), dict[str, MemberPlan]()
    for of_code, of_group, version_id, of_year, place in session.execute(versions, wanted):
        plan = replace(
            _plan(of_code, of_group, of_year, version_id, rows.get(version_id, ())),
            places=places.get(version_id, {}),
        )
        if place == 1:
            now[of_code] = plan
        else:
            before[of_code] = _followed(plan, now[of_code].year, renumbered.get(of_code, ()))
    return Plans(now, before)


def _followed(before: MemberPlan, year: int, changes: Iterable[IdentityChangeRow]) -> MemberPlan:
    """The plan before, with the numbers that its measures go by in a later year."""
    names = Identities.between(changes, before.year, year)
    numbers = {one.measure.id: names.newer_measure(one.measure.id) for one in before.entries}
    return replace(before, renumbered={old: new for old, new in numbers.items() if old != new})


def measure_row(values: Mapping[str, Any]) -> Any:
    """The row of a measure from what a version keeps of it."""
    return restored(TEMPLATE.sheet("measures"), VERSIONS.kept("measures", dict(values)))


def _plan(
    code: str, group: Group, year: int, version_id: int, rows: Iterable[MeasureRow]
) -> MemberPlan:
    entries, unread = list[Entry](), list[MeasureRow]()
    for row in rows:
        found = measure(row)
        if found is None:
            unread.append(row)
        else:
            entries.append(Entry(code, group, found, row))
    return MemberPlan(code, group, year, version_id, tuple(entries), tuple(unread))
