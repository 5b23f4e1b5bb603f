"""A year as it stands, with the versions and rows behind each of its figures."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from portal.aggregation.definitions import METHOD_VERSION
from portal.aggregation.member_year import MemberYear
from portal.aggregation.queries import member_years
from portal.intake.versions import versions
from portal.language import Text
from portal.members.models import Company, Site
from portal.publication.figure_id import ALLIANCE_SET, Edition, FigureSet, SetKind
from portal.publication.rows import exchange_row, inventory_rows, planned_row, target_rows
from portal.publication.snapshot import (
    EVERYTHING,
    Input,
    Need,
    Row,
    Snapshot,
    Source,
    years_needed,
)
from portal.submissions.models import (
    ExchangeLine,
    InventoryLine,
    MemberYearSummary,
    PlanTargetLine,
    Submission,
    SubmissionVersion,
)
from portal.submissions.states import Kind, State

# Databases take only so many values in one statement.
AT_ONCE = 900

NAMES = select(Company.code, Company.name_zh, Company.name_en)
COUNTED = (
    select(
        Company.code,
        MemberYearSummary.year,
        MemberYearSummary.inventory_version_id,
        MemberYearSummary.plan_version_id,
    )
    .join(Company, Company.id == MemberYearSummary.company_id)
    .where(MemberYearSummary.year <= bindparam("year"))
    .order_by(MemberYearSummary.year)
)
STANDING = (
    select(Company.code, Submission.kind, Submission.state)
    .join(Company, Company.id == Submission.company_id)
    .where(Submission.year == bindparam("year"))
)
VERSIONS = (
    select(
        SubmissionVersion.id,
        Submission.kind,
        Submission.year,
        SubmissionVersion.number,
        SubmissionVersion.sha256,
        SubmissionVersion.receipt_number,
        SubmissionVersion.template_version,
        SubmissionVersion.rules_version,
    )
    .join(Submission, Submission.id == SubmissionVersion.submission_id)
    .where(SubmissionVersion.id.in_(bindparam("ids", expanding=True)))
)
# A row counts as the summaries count it: unless the register has its site elsewhere.
IN_CITY = or_(Site.id.is_(None), Site.in_kaohsiung)
SOURCES = (
    select(
        InventoryLine.version_id,
        InventoryLine.sheet,
        InventoryLine.row,
        InventoryLine.site,
        InventoryLine.source,
        InventoryLine.scope,
        InventoryLine.emissions,
        InventoryLine.biogenic,
        IN_CITY,
        InventoryLine.values,
    )
    .outerjoin(Site, Site.control_number == InventoryLine.site)
    .where(InventoryLine.version_id.in_(bindparam("ids", expanding=True)))
    .order_by(InventoryLine.version_id, InventoryLine.line_no)
)
EXCHANGES = (
    select(
        ExchangeLine.version_id,
        ExchangeLine.sheet,
        ExchangeLine.row,
        ExchangeLine.direction,
        ExchangeLine.carrier,
        ExchangeLine.partner,
        ExchangeLine.tco2e,
        ExchangeLine.values,
    )
    .where(ExchangeLine.version_id.in_(bindparam("ids", expanding=True)))
    .order_by(ExchangeLine.version_id, ExchangeLine.line_no)
)
TARGETS = (
    select(
        PlanTargetLine.version_id,
        PlanTargetLine.sheet,
        PlanTargetLine.row,
        PlanTargetLine.target_id,
        PlanTargetLine.values,
    )
    .where(PlanTargetLine.version_id.in_(bindparam("ids", expanding=True)))
    .order_by(PlanTargetLine.version_id, PlanTargetLine.line_no)
)


class _Versions(NamedTuple):
    """The keys of the versions of one member."""

    inventories: Mapping[int, int]
    plan: int | None


def snapshot(
    session: Session,
    year: int,
    *,
    of: FigureSet = ALLIANCE_SET,
    need: Need = EVERYTHING,
    with_rows: bool = True,
) -> Snapshot:
    """The year as it stands, of a set of members and what a figure needs of them."""
    members = [one for one in member_years(session, year, of.group) if _is_in(one, of)]
    names = {code: Text(zh, en) for code, zh, en in session.execute(NAMES)}
    states = {
        (code, kind): state for code, kind, state in session.execute(STANDING, {"year": year})
    }
    wanted = _wanted(members, _counted(session, year), need)
    known = _sources(session, [key for keys in wanted.values() for key in keys], rows=with_rows)
    inputs = tuple(
        Input(
            member,
            names[member.code],
            states.get((member.code, Kind.INVENTORY), State.NONE),
            states.get((member.code, Kind.PLAN), State.NONE),
            tuple(known[key] for key in wanted[member.code]),
        )
        for member in members
    )
    return Snapshot(Edition(year), inputs, in_force())


def in_force() -> Mapping[str, str]:
    """The versions of method, rules, thresholds and reference data that figures rest on today."""
    return {"method": METHOD_VERSION, **versions()}


def _is_in(member: MemberYear, of: FigureSet) -> bool:
    return of.kind is not SetKind.MEMBER or member.code == of.name


def _counted(session: Session, year: int) -> Mapping[str, _Versions]:
    """The versions behind the summaries up to a year; the plan is that of the newest summary."""
    inventories: dict[str, dict[int, int]] = {}
    plans: dict[str, int | None] = {}
    for code, of_year, inventory, plan in session.execute(COUNTED, {"year": year}):
        plans[code] = plan
        if inventory is not None:
            inventories.setdefault(code, {})[of_year] = inventory
    return {code: _Versions(inventories.get(code, {}), plan) for code, plan in plans.items()}


def _wanted(
    members: Sequence[MemberYear], counted: Mapping[str, _Versions], need: Need
) -> Mapping[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    for member in members:
        known = counted.get(member.code, _Versions({}, None))
        years = sorted(years_needed(member, need))
        keys = [known.inventories[year] for year in years if year in known.inventories]
        if need.plan and known.plan is not None:
            keys.append(known.plan)
        found[member.code] = tuple(keys)
    return found


def _sources(session: Session, ids: Sequence[int], *, rows: bool) -> Mapping[int, Source]:
    found: dict[int, Source] = {}
    for part in _parts(sorted(set(ids))):
        read = session.execute(VERSIONS, {"ids": part}).all()
        kinds = {key: kind for key, kind, *_ in read}
        behind = _rows(session, kinds if rows else {})
        for key, *named in read:
            found[key] = _source(key, named, behind.get(key, ()))
    return found


def _source(key: int, named: Sequence[Any], rows: Sequence[Row]) -> Source:
    kind, year, number, sha256, receipt, template, rules = named
    return Source(kind, year, key, number, sha256, receipt, template, rules, tuple(rows))


def _rows(session: Session, kinds: Mapping[int, Kind]) -> Mapping[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    inventories = [key for key, kind in kinds.items() if kind is Kind.INVENTORY]
    plans = [key for key, kind in kinds.items() if kind is Kind.PLAN]
    for key, row in (
        *_emitted(session, inventories),
        *_exchanged(session, inventories),
        *_promised(session, plans),
        *_planned(session, plans),
    ):
        found.setdefault(key, []).append(row)
    return found


def _emitted(session: Session, ids: Sequence[int]) -> Iterator[tuple[int, Row]]:
    key: int
    line: list[Any]
    for key, *line in session.execute(SOURCES, {"ids": ids}) if ids else ():
        for row in inventory_rows(*line):
            yield key, row


def _exchanged(session: Session, ids: Sequence[int]) -> Iterator[tuple[int, Row]]:
    for key, sheet, row, *flow, tonnes, values in (
        session.execute(EXCHANGES, {"ids": ids}) if ids else ()
    ):
        if tonnes is not None:
            yield key, exchange_row(sheet, row, flow, tonnes, values)


def _promised(session: Session, ids: Sequence[int]) -> Iterator[tuple[int, Row]]:
    for key, sheet, row, target, values in session.execute(TARGETS, {"ids": ids}) if ids else ():
        for cell in target_rows(sheet, row, target, values):
            yield key, cell


def _planned(session: Session, ids: Sequence[int]) -> Iterator[tuple[int, Row]]:
    for key, sheet, row, *_, values in session.execute(EXCHANGES, {"ids": ids}) if ids else ():
        for cell in planned_row(sheet, row, values):
            yield key, cell


def _parts(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[first : first + AT_ONCE] for first in range(0, len(ids), AT_ONCE))
