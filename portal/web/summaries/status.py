"""How many members of each group have handed in what."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from portal.aggregation.standing import Count, Mark
from portal.reference.groups import Group
from portal.submissions.states import Kind, State


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


def status(tally: Mapping[Mark, Count], group: Group | None) -> tuple[Status, ...]:
    """For the alliance every group and then all; for a group its own, for both kinds."""
    groups: tuple[Group | None, ...] = (*Group, None) if group is None else (group,)
    return tuple(_status(one, kind, tally) for one in groups for kind in Kind)


def _status(group: Group | None, kind: Kind, tally: Mapping[Mark, Count]) -> Status:
    states: Counter[State] = Counter()
    late = 0
    for mark, count in tally.items():
        if group in (None, mark.group):
            state, is_late = mark.of(kind)
            states[state] += count.members
            late += count.members if is_late else 0
    return Status(
        group,
        kind,
        states.total(),
        states[State.ACCEPTED],
        states[State.SUBMITTED] + states[State.UNDER_REVIEW],
        states[State.RETURNED],
        states[State.NONE] + states[State.CHECKED],
        late,
    )
