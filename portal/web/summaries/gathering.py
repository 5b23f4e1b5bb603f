"""The summary of a year from the database: figures, members, who is missing, what is published."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.accounts.permissions import Role
from portal.aggregation import queries
from portal.aggregation.figures import GroupFigures, summarise
from portal.aggregation.member_year import MemberYear
from portal.language import Text
from portal.plans.amounts import Missing, Split
from portal.reference.groups import Group
from portal.reports.edition import Edition
from portal.reports.formats import Unit
from portal.reports.published import published_rows
from portal.reports.queries import edition
from portal.reports.rows import MemberRow, YearRow
from portal.reports.summary import Summary
from portal.submissions.figures import CycleTimes, SubmissionRow
from portal.submissions.queries import cycle_times, submission_rows
from portal.submissions.states import Kind, State
from portal.web.summaries.calls import NOT_IN, OVERDUE

_EVERYBODY: Final = Actor(0, Role.AUDITOR)


@dataclass(frozen=True, slots=True)
class Year:
    """All that the pages of one reporting year are made from.

    Attributes:
        members: every member of the alliance, by code.
        inventories, plans: where each stands, by code.
        history: accepted emissions of each year by group: tonnes CO2e and number of members.
    """

    year: int
    members: tuple[MemberRow, ...]
    inventories: Mapping[str, SubmissionRow]
    plans: Mapping[str, SubmissionRow]
    history: Mapping[int, Mapping[Group, tuple[Split, int]]]
    edition: Edition
    _figures: dict[Group | None, GroupFigures] = field(
        default_factory=dict[Group | None, GroupFigures], repr=False, compare=False
    )

    def of(self, group: Group | None) -> tuple[MemberRow, ...]:
        """The members of a group, or all."""
        return tuple(row for row in self.members if group is None or row.group is group)

    def figures(self, group: Group | None) -> GroupFigures:
        """The figures of a group, or of the alliance, made once for all pages of the year."""
        if group not in self._figures:
            self._figures[group] = self._summarised(group)
        return self._figures[group]

    def _summarised(self, group: Group | None) -> GroupFigures:
        members = [row.member for row in self.of(group)]
        known = {row.year: row.emissions for row in self.years(group)}
        history = {year: one.total for year, one in known.items() if not isinstance(one, Missing)}
        return summarise(members, year=self.year, group=group, history=history)

    def years(self, group: Group | None) -> tuple[YearRow, ...]:
        """Accepted emissions of the years up to the reporting year, without gaps."""
        known = [year for year in self.history if year <= self.year]
        if not known:
            return ()
        return tuple(
            _year_row(year, self.history.get(year, {}), group)
            for year in range(min(known), self.year + 1)
        )

    def summary(self, group: Group | None, unit: Unit = Unit.WAN) -> Summary:
        """The summary of a group, or of the alliance, as every document shows it."""
        figures = self.figures(group)
        everyone = group is None
        return Summary(
            self.edition,
            figures,
            self.of(group),
            groups=tuple(self.figures(one) for one in Group) if everyone else (),
            history=self.years(group),
            published=published_rows(figures) if everyone else (),
            unit=unit,
        )


def _year_row(
    year: int, by_group: Mapping[Group, tuple[Split, int]], group: Group | None
) -> YearRow:
    chosen = {one: found for one, found in by_group.items() if group in (None, one)}
    if not chosen:
        return YearRow(year, Missing.NO_DATA, 0)
    total = Split()
    for split, _ in chosen.values():
        total = total.plus(split)
    groups = {one: split.total for one, (split, _) in chosen.items()} if group is None else {}
    return YearRow(year, total, sum(count for _, count in chosen.values()), groups)


def gather(session: Session, year: int, at: datetime) -> Year:
    """The year as it stands at a moment."""
    rows = {kind: _by_code(session, kind, year) for kind in Kind}
    inventories, plans = rows[Kind.INVENTORY], rows[Kind.PLAN]
    times = {kind: cycle_times(session, kind, year) for kind in Kind}
    members = tuple(
        _member_row(one, inventories[one.code], plans[one.code], times[Kind.INVENTORY], at)
        for one in queries.member_years(session, year)
        if one.code in inventories
    )
    history: dict[int, dict[Group, tuple[Split, int]]] = {}
    for row in queries.history(session):
        history.setdefault(row.year, {})[row.group] = (row.emissions, row.members)
    return Year(year, members, inventories, plans, history, edition(at))


def _by_code(session: Session, kind: Kind, year: int) -> dict[str, SubmissionRow]:
    return {row.company_code: row for row in submission_rows(session, _EVERYBODY, kind, year)}


def _member_row(
    member: MemberYear,
    inventory: SubmissionRow,
    plan: SubmissionRow,
    times: CycleTimes,
    at: datetime,
) -> MemberRow:
    name = Text(inventory.name_zh, inventory.name_en)
    warnings = inventory.warnings + plan.warnings
    return MemberRow(name, member, _state(inventory, times, at), warnings)


def _state(row: SubmissionRow, times: CycleTimes, at: datetime) -> Text:
    """How far an inventory is, in words; a second and later version says so."""
    if row.state in (State.NONE, State.CHECKED):
        return OVERDUE if times.is_late(at) else NOT_IN
    if row.current_version is not None and row.current_version > 1:
        return Text(
            f"{row.state.label.zh} v{row.current_version}",
            f"{row.state.label.en} v{row.current_version}",
        )
    return row.state.label
