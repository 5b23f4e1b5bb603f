"""What a member is ordered, filtered and counted by, and what may be asked of a list."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Final, NamedTuple

from portal.aggregation import member_values
from portal.aggregation.member_year import MemberYear, PledgeState
from portal.aggregation.progress import share_achieved
from portal.language import Language, Text
from portal.plans.amounts import Amount, Missing
from portal.reference.groups import Group
from portal.submissions.states import Kind, State, TargetState

NEAR_TERM: Final = 2030
FAR_TERM: Final = 2050
# In the order of emissions after every member that has them; it fits every database's numbers.
LAST: Final = 2**62
_BILLION: Final = Decimal(1_000_000_000)
# Shares beyond this are as large as each other; it fits the whole numbers of every database.
_WIDEST: Final = Decimal(9_000_000_000)


class Sort(StrEnum):
    """What lists of members may be ordered by."""

    CODE = "code"
    NAME = "name"
    GROUP = "group"
    STATE = "state"
    EMISSIONS = "emissions"
    CHANGE = "change"
    BASE = "base"
    TARGET = "target"
    CUT = "cut"
    PROGRESS = "progress"
    PLAN = "plan"


class Mark(NamedTuple):
    """What members are counted by: those with the same mark are counted together.

    Attributes:
        inventory_late, plan_late: whether the version handed in last came after the deadline.
    """

    group: Group
    inventory_state: State
    inventory_late: bool
    plan_state: State
    plan_late: bool
    targets: TargetState

    def of(self, kind: Kind) -> tuple[State, bool]:
        """The state of one workbook, and whether it came late."""
        if kind is Kind.INVENTORY:
            return self.inventory_state, self.inventory_late
        return self.plan_state, self.plan_late


class Count(NamedTuple):
    """How many members have a mark, and how many warnings their two workbooks."""

    members: int = 0
    warnings: int = 0


class Ranked(NamedTuple):
    """What the order of a list compares; None stands last, whichever way.

    Attributes:
        change, target, progress, plan: shares in billionths.
        emissions, cut: tonnes CO2e.
    """

    emissions: Decimal | None = None
    change: int | None = None
    base: int | None = None
    target: int | None = None
    cut: Decimal | None = None
    progress: int | None = None
    plan: int | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one member stands."""

    company_id: int
    code: str
    name: Text
    mark: Mark
    ranked: Ranked
    has_target: bool
    inventory_version: int | None
    inventory_warnings: int = 0
    plan_warnings: int = 0

    @property
    def warnings(self) -> int:
        """Of the current versions of both workbooks, explained or not."""
        return self.inventory_warnings + self.plan_warnings

    @property
    def shown_version(self) -> int | None:
        """The number that stands beside the inventory's state: none for a first or no version."""
        nothing_in = self.mark.inventory_state in (State.NONE, State.CHECKED)
        return None if nothing_in or (self.inventory_version or 1) == 1 else self.inventory_version


@dataclass(frozen=True, slots=True)
class Asked:
    """Which members of a list, and in which order.

    Attributes:
        groups: whose members may be in it.
        words: in the code or one of the names, letters A to Z in either case.
        has_target: with, or without, a target for 2030; None for both.
        states: words for the state of an inventory, which the list may be ordered by.
    """

    groups: frozenset[Group]
    language: Language
    states: Mapping[State, Text]
    words: str = ""
    has_target: bool | None = None
    sort: Sort = Sort.EMISSIONS
    down: bool = True

    def state_ranks(self) -> dict[State, int]:
        """The place of each state in the order of its words."""
        words = {state: self.states[state][self.language] for state in State}
        places = {word: place for place, word in enumerate(sorted(set(words.values())))}
        return {state: places[word] for state, word in words.items()}

    def group_ranks(self) -> dict[Group, int]:
        """The place of each group in the order of their names."""
        ordered = sorted(Group, key=lambda one: one.label[self.language])
        return {group: place for place, group in enumerate(ordered)}


def ranked(member: MemberYear) -> Ranked:
    """What the order of lists compares of a member."""
    base_year = member.pledge(NEAR_TERM).base_year
    return Ranked(
        _known(member_values.emissions(member)),
        billionths(member_values.change(member)),
        base_year,
        billionths(member_values.target(member, NEAR_TERM)),
        _known(member_values.cut(member, NEAR_TERM)),
        billionths(share_achieved(member, NEAR_TERM)),
        billionths(member_values.plan_coverage(member)),
    )


def billionths(share: Amount) -> int | None:
    """A share in whole billionths, as exact as an order needs; None where there is none."""
    if isinstance(share, Missing):
        return None
    bounded = max(-_WIDEST, min(share, _WIDEST))
    return int((bounded * _BILLION).quantize(Decimal(1), ROUND_HALF_UP))


def has_target(member: MemberYear) -> bool:
    """Whether a member has a target for 2030, in tonnes or not."""
    return member.pledge(NEAR_TERM).state is not PledgeState.NONE


def targets(member: MemberYear) -> TargetState:
    """How much of what a member promises can be added up."""
    states = {member.pledge(year).state for year in (NEAR_TERM, FAR_TERM)}
    if states == {PledgeState.NONE}:
        return TargetState.NONE
    quantified = PledgeState.QUANTIFIED in states
    return TargetState.QUANTIFIED if quantified else TargetState.NOT_QUANTIFIED


def _known(amount: Amount) -> Decimal | None:
    return None if isinstance(amount, Missing) else amount
