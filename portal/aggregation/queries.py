"""Reading members and their totals at a reporting year, with a constant number of selects."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, ColumnElement, Select, bindparam, case, func, or_, select
from sqlalchemy.orm import Session

from portal.aggregation.contributions import COMMON_YEAR
from portal.aggregation.figures import GroupFigures, summarise
from portal.aggregation.history import KNOWN
from portal.aggregation.history import HistoryRow as HistoryRow
from portal.aggregation.history import history as history
from portal.aggregation.member_year import InventoryState, MemberYear
from portal.aggregation.packing import (
    Json,
    unpacked_flows,
    unpacked_measures,
    unpacked_planned_flows,
    unpacked_pledges,
)
from portal.aggregation.plans_on_file import AcceptedPlan, accepted_plan
from portal.exchange.figures import Ruling
from portal.exchange.queries import rulings
from portal.members.models import Company
from portal.plans.amounts import ZERO, Missing, Split
from portal.plans.contributions import Contribution
from portal.plans.measures import RollUp, planned
from portal.plans.selection import pledged
from portal.reference.groups import Group
from portal.submissions.models import MemberYearSummary, Submission
from portal.submissions.states import Kind, State

HORIZONS = (2026, 2030, 2050)
NEAR_TERM = 2030
HANDED_IN = frozenset({State.SUBMITTED, State.UNDER_REVIEW, State.ACCEPTED})
Of = MemberYearSummary

# A company is a member up to the year in which it leaves.
BELONGS = or_(Company.left_on.is_(None), func.extract("year", Company.left_on) >= bindparam("year"))
COMPANIES = select(Company.id, Company.code, Company.group).where(BELONGS).order_by(Company.code)
COLUMNS = (Of.company_id, Of.year, Of.scope1, Of.scope2, Of.biogenic)
NOW: Select[*tuple[Any, ...]] = select(*COLUMNS, Of.plan).where(Of.year == bindparam("year"))
COMPARED: Select[*tuple[Any, ...]] = select(*COLUMNS).where(
    Of.year.in_(bindparam("years", expanding=True))
)


def _older(*narrowed: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """Members without an accepted inventory of the year: the newest older one and newest plan."""
    newest = (
        select(
            Of.company_id,
            func.max(Of.year).label("newest"),
            func.max(case((KNOWN, Of.year))).label("known"),
        )
        .where(
            Of.year < bindparam("year"),
            *narrowed,
        )
        .group_by(Of.company_id)
        .subquery()
    )
    return (
        select(*COLUMNS, Of.plan)
        .join(newest, newest.c.company_id == Of.company_id)
        .where(or_(Of.year == newest.c.newest, Of.year == newest.c.known), *narrowed)
        .order_by(Of.company_id, Of.year.desc())
    )


OLDER = _older(
    Of.company_id.not_in(select(Of.company_id).where(Of.year == bindparam("year"), KNOWN))
)
STATES = select(Submission.company_id, Submission.state).where(
    Submission.kind == Kind.INVENTORY, Submission.year == bindparam("year")
)

# The same of some companies only; the number of selects does not depend on how many they are.
_CHOSEN: BindParameter[Any] = bindparam("companies", expanding=True)
_CHOSEN_SUMMARIES = Of.company_id.in_(_CHOSEN)
COMPANIES_OF = COMPANIES.where(Company.id.in_(_CHOSEN))
NOW_OF = NOW.where(_CHOSEN_SUMMARIES)
COMPARED_OF = COMPARED.where(_CHOSEN_SUMMARIES)
OLDER_OF = _older(_CHOSEN_SUMMARIES)
STATES_OF = STATES.where(Submission.company_id.in_(_CHOSEN))


class _Kept(NamedTuple):
    """One summary as it is stored."""

    company_id: int
    year: int
    scope1: Decimal | None
    scope2: Decimal | None
    biogenic: Decimal | None
    plan: Json = {}  # noqa: RUF012


@dataclass(frozen=True, slots=True)
class MemberFigures:
    """One member at a reporting year, with the arithmetic behind its contributions.

    Attributes:
        contributions: what counts for each pledged year, with its steps or its reason.
        others: all further targets of the plan that do not count for those years.
        roll_up: its measures in 2030; None without a plan.
    """

    member: MemberYear
    figures: GroupFigures
    history: Mapping[int, Split]
    contributions: Mapping[int, Contribution]
    plan: AcceptedPlan | None
    roll_up: RollUp | None


def member_years(
    session: Session,
    year: int,
    group: Group | None = None,
    *,
    companies: Collection[int] | None = None,
) -> list[MemberYear]:
    """Members at a reporting year, by code: all, those of a group, or those of some companies."""
    found = _read(session, year, companies)
    settled: dict[str, list[Ruling]] = {}
    for ruling in rulings(session, year, sellers=companies).values():
        settled.setdefault(ruling.key[0], []).append(ruling)
    return [
        replace(
            _member(code, of_group, year, found.states.get(key, State.NONE), found.of(key, year)),
            rulings=tuple(settled.get(code, ())),
        )
        for key, code, of_group in found.companies
        if group is None or of_group is group
    ]


@dataclass(frozen=True, slots=True)
class _Read:
    """What the selects of a reporting year brought."""

    companies: Sequence[tuple[int, str, Group]]
    states: Mapping[int, State]
    rows: Mapping[tuple[int, int], _Kept]
    older: Mapping[int, Sequence[_Kept]]

    def of(self, company_id: int, year: int) -> "_Found":
        return _Found(company_id, year, self.rows, self.older)


def _read(session: Session, year: int, companies: Collection[int] | None) -> _Read:
    """Five selects, of all companies or of some."""
    every = (COMPANIES, STATES, COMPARED, NOW, OLDER)
    some = (COMPANIES_OF, STATES_OF, COMPARED_OF, NOW_OF, OLDER_OF)
    of_companies, of_states, compared, now, older = every if companies is None else some
    wanted: dict[str, Any] = {"year": year}
    if companies is not None:
        wanted["companies"] = sorted(companies)
    years = {"years": sorted({year - 1, COMMON_YEAR} - {year})}
    rows = [_Kept(*row) for row in session.execute(compared, wanted | years)]
    present = [_Kept(*row) for row in session.execute(now, wanted)]
    rows += present
    before: dict[int, list[_Kept]] = {}
    known = {row.company_id for row in present if not isinstance(_split(row), Missing)}
    lacking = {"companies": sorted(set(companies or ()) - known)}
    for found in session.execute(older, wanted | lacking):
        row = _Kept(*found)
        before.setdefault(row.company_id, []).append(row)
    return _Read(
        [(key, code, of) for key, code, of in session.execute(of_companies, wanted)],
        {one: state for one, state in session.execute(of_states, wanted)},  # noqa: C416
        {(row.company_id, row.year): row for row in rows},
        before,
    )


class _Found:
    """The summaries of one company that a reporting year needs."""

    def __init__(
        self,
        company_id: int,
        year: int,
        rows: Mapping[tuple[int, int], _Kept],
        older: Mapping[int, Sequence[_Kept]],
    ) -> None:
        before = older.get(company_id, ())
        self.now = rows.get((company_id, year))
        self.previous = rows.get((company_id, year - 1))
        self.common = rows.get((company_id, COMMON_YEAR))
        newest = [*([self.now] if self.now else []), *before]
        self.newest = newest[0] if newest else None
        known = (row for row in newest if not isinstance(_split(row), Missing))
        self.latest = next(known, None)


def _member(code: str, group: Group, year: int, state: State, found: _Found) -> MemberYear:
    emissions = _split(found.now)
    kept: Json = found.newest.plan if found.newest else {}
    of_year: Json = found.now.plan if found.now else {}
    return MemberYear(
        code,
        group,
        year,
        _state(emissions, state),
        emissions,
        (found.now.biogenic if found.now else None) or ZERO,
        _split(found.previous),
        _split(found.common),
        _split(found.latest),
        found.latest.year if found.latest else None,
        bool(of_year.get("verified")),
        unpacked_pledges(kept),
        unpacked_flows(of_year),
        unpacked_planned_flows(kept),
        unpacked_measures(kept),
        rests_on=tuple(kept.get("rests_on", ())),
    )


def _split(row: _Kept | None) -> Split | Missing:
    if row is None or (row.scope1 is None and row.scope2 is None):
        return Missing.NO_DATA
    return Split(row.scope1 or ZERO, row.scope2 or ZERO)


def _state(emissions: Split | Missing, state: State) -> InventoryState:
    if not isinstance(emissions, Missing):
        return InventoryState.ACCEPTED
    return InventoryState.SUBMITTED if state in HANDED_IN else InventoryState.NONE


def group_figures(session: Session, year: int, group: Group | None = None) -> GroupFigures:
    """The figures of a group, or of the alliance, at a reporting year."""
    past: dict[int, Decimal] = {}
    for row in history(session):
        if group is None or row.group is group:
            past[row.year] = past.get(row.year, ZERO) + row.emissions.total
    members = member_years(session, year, group)
    return summarise(members, year=year, group=group, history=past)


def member_figures(session: Session, code: str, year: int) -> MemberFigures | None:
    """One member at a reporting year; None when there is no such member."""
    company = session.scalar(select(Company).where(Company.code == code))
    if company is None:
        return None
    member = next(iter(member_years(session, year, companies=(company.id,))), None)
    if member is None:
        return None
    rows = session.execute(
        select(Of.year, Of.scope1, Of.scope2)
        .where(Of.company_id == company.id, Of.year <= year)
        .order_by(Of.year)
    )
    known = {
        one: Split(scope1 or ZERO, scope2 or ZERO)
        for one, scope1, scope2 in rows
        if scope1 is not None or scope2 is not None
    }
    plan = accepted_plan(session, company.id, year)
    found = {one: pledged(plan.targets, one, known) for one in HORIZONS} if plan else {}
    totals = {one: emissions.total for one, emissions in known.items()}
    return MemberFigures(
        member,
        summarise([member], year=year, group=company.group, history=totals),
        known,
        {one: pledge for one, pledge in found.items() if pledge is not None},
        plan,
        planned(plan.measures, NEAR_TERM) if plan else None,
    )
