"""The members of a year from the database, for the pages that need them one by one."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.accounts.permissions import Role
from portal.aggregation import queries
from portal.aggregation.member_year import MemberYear
from portal.language import Text
from portal.reference.groups import Group
from portal.reports.edition import Edition
from portal.reports.queries import edition
from portal.reports.rows import MemberRow
from portal.submissions.figures import CycleTimes, SubmissionRow
from portal.submissions.queries import cycle_times, submission_rows
from portal.submissions.states import Kind, State
from portal.web.summaries.calls import NOT_IN, OVERDUE

_EVERYBODY: Final = Actor(0, Role.AUDITOR)


@dataclass(frozen=True, slots=True)
class Year:
    """All members of one reporting year, one by one.

    Attributes:
        members: every member of the alliance, by code.
    """

    year: int
    members: tuple[MemberRow, ...]
    edition: Edition

    def of(self, group: Group | None) -> tuple[MemberRow, ...]:
        """The members of a group, or all."""
        return tuple(row for row in self.members if group is None or row.group is group)


def gather(session: Session, year: int, at: datetime) -> Year:
    """The year as it stands at a moment."""
    inventories, plans = (_by_code(session, kind, year) for kind in (Kind.INVENTORY, Kind.PLAN))
    times = cycle_times(session, Kind.INVENTORY, year)
    members = tuple(
        _member_row(one, inventories[one.code], plans[one.code], times, at)
        for one in queries.member_years(session, year)
        if one.code in inventories
    )
    return Year(year, members, edition(at))


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
