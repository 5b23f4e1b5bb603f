"""How many members of each group have handed in what."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from portal.reference.groups import Group
from portal.submissions.figures import SubmissionRow
from portal.submissions.states import Kind, State
from portal.web.summaries.gathering import Year


@dataclass(frozen=True, slots=True)
class Status:
    """Where the workbooks of one kind stand in a group, or in all.

    Attributes:
        waiting: handed in and not decided yet.
        late: handed in after the deadline, whatever became of them.
        nothing: not handed in.
    """

    group: Group | None
    kind: Kind
    due: int
    accepted: int
    waiting: int
    returned: int
    nothing: int
    late: int

    @property
    def handed_in(self) -> int:
        """Accepted and waiting ones; one that was returned is the member's again."""
        return self.accepted + self.waiting

    @property
    def rate(self) -> Decimal | None:
        """Accepted over due."""
        return Decimal(self.accepted) / self.due if self.due else None


def status(year: Year, group: Group | None) -> tuple[Status, ...]:
    """For the alliance every group and then all; for a group its own, for both kinds."""
    groups: tuple[Group | None, ...] = (*Group, None) if group is None else (group,)
    kinds = ((Kind.INVENTORY, year.inventories), (Kind.PLAN, year.plans))
    counted = {row.code for row in year.members}
    return tuple(
        _status(one, kind, [row for code, row in rows.items() if code in counted])
        for one in groups
        for kind, rows in kinds
    )


def _status(group: Group | None, kind: Kind, rows: list[SubmissionRow]) -> Status:
    of_group = [row for row in rows if group is None or row.group is group]
    states = Counter(row.state for row in of_group)
    return Status(
        group,
        kind,
        len(of_group),
        states[State.ACCEPTED],
        states[State.SUBMITTED] + states[State.UNDER_REVIEW],
        states[State.RETURNED],
        states[State.NONE] + states[State.CHECKED],
        sum(row.is_late for row in of_group),
    )
