"""Whom to call, in words: the first of them, and how many there are."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from portal.aggregation.standing import Call, Called, Standing, Standings, called, calls
from portal.language import Text
from portal.reference.groups import Group
from portal.reports.rows import WaitingRow
from portal.submissions.figures import CycleTimes
from portal.submissions.states import Kind, State

OVERDUE: Final = Text("逾期未交", "Overdue")
NOT_IN: Final = Text("尚未繳交", "Not handed in")
_TARGET: Final = Text("減量目標", "Reduction target")
_WORDS: Final[Mapping[Call, Text]] = {
    Call.OVERDUE: OVERDUE,
    Call.RETURNED: State.RETURNED.label,
    Call.NOT_IN: NOT_IN,
    Call.LATE: Text("逾期繳交", "Handed in late"),
    Call.NO_TARGET: Text("未訂 2030 或 2050 年目標", "No target for 2030 or 2050"),
    Call.NOT_QUANTIFIED: Text("目標未能量化", "Target not in tonnes"),
}
_OF_TARGETS: Final = frozenset({Call.NO_TARGET, Call.NOT_QUANTIFIED})
# Members to call that stand open, and of those that unfold.
FIRST: Final = 12
MORE: Final = 18
# A list that is no longer than this is shown whole.
WHOLE: Final = 112


@dataclass(frozen=True, slots=True)
class Calls:
    """Whom to call in a set, as far as the reader may see them.

    Attributes:
        everyone: how many there are in the set, whoever reads.
        total: how many the reader may see; `rows` are the first of them.
    """

    everyone: Called
    total: int
    rows: tuple[WaitingRow, ...]

    @property
    def overdue(self) -> int:
        """How many workbooks of the set are overdue."""
        return self.everyone.reasons.get(Call.OVERDUE, 0)


def calls_of(
    standings: Standings,
    of: frozenset[Group],
    seen: frozenset[Group],
    times: Mapping[Kind, CycleTimes],
    overdue: Collection[Kind],
) -> Calls:
    """Whom to call in some groups, and in those of them that the reader may see."""
    tally = standings.tally()
    visible = called(tally, seen, overdue)
    rows: list[WaitingRow] = []
    most = WHOLE if visible.total <= WHOLE else FIRST + MORE
    for call in Call:
        room = most - len(rows)
        if visible.reasons.get(call, 0) and room > 0:
            for one in standings.to_call(call, seen, overdue, room):
                found = calls(one.mark, overdue)
                rows += [_row(one, call, kind, times) for said, kind in found if said is call]
    return Calls(called(tally, of, overdue), visible.total, tuple(rows[:most]))


def _row(one: Standing, call: Call, kind: Kind, times: Mapping[Kind, CycleTimes]) -> WaitingRow:
    if call in _OF_TARGETS:
        return WaitingRow(one.code, one.name, one.mark.group, _TARGET, _WORDS[call])
    due_at = times[kind].due_at
    return WaitingRow(one.code, one.name, one.mark.group, kind.label, _WORDS[call], due_at)
