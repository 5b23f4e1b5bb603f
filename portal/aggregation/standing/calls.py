"""Whom to call about what, the most pressing first."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from portal.aggregation.standing.figures import Count, Mark
from portal.reference.groups import Group
from portal.submissions.states import Kind, State, TargetState

NOTHING_IN: Final = frozenset({State.NONE, State.CHECKED})
HANDED_IN: Final = frozenset({State.SUBMITTED, State.UNDER_REVIEW, State.ACCEPTED})


class Call(StrEnum):
    """Why a member is to be called, in the order of the list."""

    OVERDUE = "overdue"
    RETURNED = "returned"
    NOT_IN = "not_in"
    LATE = "late"
    NO_TARGET = "no_target"
    NOT_QUANTIFIED = "not_quantified"


@dataclass(frozen=True, slots=True)
class Called:
    """How many are to be called.

    Attributes:
        reasons: how often each reason occurs; a member may have several.
        members: each counted once.
    """

    reasons: Mapping[Call, int]
    members: int

    @property
    def total(self) -> int:
        """All reasons of all members."""
        return sum(self.reasons.values())


def calls(mark: Mark, overdue: Collection[Kind]) -> Iterator[tuple[Call, Kind]]:
    """Why to call a member, each with the workbook in question.

    Args:
        mark: where the member stands.
        overdue: the workbooks whose deadline has passed.
    """
    for kind in Kind:
        state, is_late = mark.of(kind)
        if state in NOTHING_IN:
            yield (Call.OVERDUE if kind in overdue else Call.NOT_IN), kind
        elif state is State.RETURNED:
            yield Call.RETURNED, kind
        elif is_late:
            yield Call.LATE, kind
    if mark.plan_state in HANDED_IN:
        if mark.targets is TargetState.NONE:
            yield Call.NO_TARGET, Kind.PLAN
        elif mark.targets is TargetState.NOT_QUANTIFIED:
            yield Call.NOT_QUANTIFIED, Kind.PLAN


def called(
    tally: Mapping[Mark, Count], groups: Collection[Group], overdue: Collection[Kind]
) -> Called:
    """How many members of some groups are to be called, and why."""
    reasons: Counter[Call] = Counter()
    members = 0
    for mark, count in tally.items():
        if mark.group in groups:
            found = [call for call, _ in calls(mark, overdue)]
            members += count.members if found else 0
            for call in found:
                reasons[call] += count.members
    return Called(reasons, members)
