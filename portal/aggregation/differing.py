"""How two editions differ, as sums that a change of one member changes in place.

Whoever has two editions of a figure learns the sum of what differs. To judge it one must know how
many members differ, by how much together, and whether one of those that came or went makes up most
of it. Counts and sums follow every change. Of the largest only some are kept: when they are used
up, what is left is known to be no larger than the smallest of them was, and only where that could
still be most of the sum does somebody have to look at all members again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Context, Decimal
from itertools import chain
from typing import Any, Final, NamedTuple

from portal.aggregation.member_year import MemberYear
from portal.aggregation.overlap import HORIZONS
from portal.aggregation.tally import Pair, key
from portal.aggregation.tally_of import added_by
from portal.aggregation.weights import DOMINANT, ByGroup, Weight
from portal.plans.amounts import ZERO
from portal.reference.groups import Group

# How many of those that came or went are kept by name.
LISTED: Final = 8
# Sums are added to and taken from for years, so nothing of them is rounded.
_EXACT: Final = Context(prec=100)
_OF_THE_YEAR: Final = ("emissions", "scope1", "scope2", "biogenic", "exchanged", "change")
_OF_TARGETS: Final = (
    *("t1", "t2", "t2_city", "power", "t4", "t4_city", "gross", "residual", "progress"),
    *("covered", "verified", "low", "high"),
)
COMPARED: Final = frozenset(
    (
        *_OF_THE_YEAR,
        *(key(name, horizon) for name in _OF_TARGETS for horizon in HORIZONS),
        key("delivery", 2026),
        key("plan_coverage", 2030),
    )
)

Amounts = Mapping[str, Decimal]
"""What a member adds to the figures that are compared, by part."""


class Own(NamedTuple):
    """A member in one edition."""

    group: Group
    amounts: Amounts


class Step(NamedTuple):
    """By how much an amount differs; `whole` where the member came or went with all of it."""

    size: Decimal
    whole: bool


class Steps(NamedTuple):
    """What differs of one member by part, and under which group that is judged."""

    group: Group
    by_part: Mapping[str, Step]


def amounts_in(pairs: Iterable[Pair]) -> Amounts:
    """The amounts that are compared, of what one member adds to a tally."""
    return {
        name: amount
        for name, _, amount in pairs
        if name in COMPARED and isinstance(amount, Decimal)
    }


def own(member: MemberYear) -> Own:
    """A member as editions are compared."""
    return Own(member.group, amounts_in(added_by(member)))


def steps(before: Own | None, after: Own | None) -> Steps | None:
    """What differs of a member in two editions; None for one that is in neither."""
    known = after or before
    if known is None:
        return None
    then, now = _amounts_of(before), _amounts_of(after)
    differs = {name: _step(then.get(name), now.get(name)) for name in _names_that_differ(then, now)}
    return Steps(known.group, differs)


def _amounts_of(one: Own | None) -> Amounts:
    return {} if one is None else one.amounts


def _names_that_differ(then: Amounts, now: Amounts) -> Iterable[str]:
    gone = (name for name in then if name not in now)
    return chain((name for name, amount in now.items() if then.get(name) != amount), gone)


def _step(then: Decimal | None, now: Decimal | None) -> Step:
    size = abs(_EXACT.subtract(now or ZERO, then or ZERO))
    return Step(size, then is None or now is None)


@dataclass(slots=True)
class Differing:
    """The members of a group whose amount differs.

    Attributes:
        members: how many they are; `sizes` is the sum of what differs.
        listed: of those that came or went the largest, by code; at most `LISTED`.
        others: how many more came or went, none of them larger than `bound`.
    """

    members: int = 0
    sizes: Decimal = ZERO
    listed: dict[str, Decimal] = field(default_factory=dict[str, Decimal])
    others: int = 0
    bound: Decimal = ZERO

    def put(self, code: str, step: Step) -> None:
        """Count a member in."""
        self.members += 1
        self.sizes = _EXACT.add(self.sizes, step.size)
        if not step.whole:
            return
        if step.size <= self.bound:
            self.others += 1
            return
        self.listed[code] = step.size
        if len(self.listed) > LISTED:
            least = min(self.listed, key=lambda one: (self.listed[one], one))
            self.bound = self.listed.pop(least)
            self.others += 1

    def take(self, code: str, step: Step) -> None:
        """Count a member out that was counted in with the same step."""
        self.members -= 1
        self.sizes = _EXACT.subtract(self.sizes, step.size)
        if not step.whole:
            return
        if self.listed.pop(code, None) is None:
            self.others -= 1
        if not self.others:
            self.bound = ZERO

    @property
    def is_known(self) -> bool:
        """Whether the largest is known, or known to be no more than can be shown."""
        return bool(self.listed) or self.bound <= DOMINANT * self.sizes

    @property
    def weight(self) -> Weight:
        """The weight; of a largest one that is not known, what it is at most.

        At most 80 % of these members is at most 80 % of them and any others, so it is judged alike.
        """
        return Weight(self.members, max(self.listed.values(), default=self.bound), self.sizes)


Differences = dict[str, Differing]
"""Of one group by part; parts of which nothing differs have no entry."""


def put(differences: Differences, code: str, by_part: Mapping[str, Step]) -> None:
    """Count a member in."""
    for name, step in by_part.items():
        differences.setdefault(name, Differing()).put(code, step)


def take(differences: Differences, code: str, by_part: Mapping[str, Step]) -> None:
    """Count a member out."""
    for name, step in by_part.items():
        differing = differences[name]
        differing.take(code, step)
        if not differing.members:
            del differences[name]


def compared(then: Mapping[str, Own], now: Mapping[str, Own]) -> Mapping[str, ByGroup]:
    """The weights of what differs between two editions, by part and group.

    Args:
        then: the members of the earlier one by code.
        now: those of the later one.
    """
    found: dict[Group, Differences] = {group: {} for group in Group}
    for code in {**then, **now}:
        differs = steps(then.get(code), now.get(code))
        if differs is not None:
            put(found[differs.group], code, differs.by_part)
    return weights_of(found)


def weights_of(differences: Mapping[Group, Differences]) -> Mapping[str, ByGroup]:
    """The weights of what differs, by part and group."""
    found: dict[str, dict[Group, Weight]] = {}
    for group, by_part in differences.items():
        for name, one in by_part.items():
            found.setdefault(name, {})[group] = one.weight
    return found


def as_json(differences: Differences) -> dict[str, list[Any]]:
    """Differences as plain data, amounts as strings."""
    return {
        name: [
            one.members,
            str(one.sizes),
            {code: str(size) for code, size in one.listed.items()},
            one.others,
            str(one.bound),
        ]
        for name, one in differences.items()
    }


def from_json(kept: Mapping[str, list[Any]]) -> Differences:
    """The differences of plain data."""
    return {
        name: Differing(
            members,
            Decimal(sizes),
            {code: Decimal(size) for code, size in listed.items()},
            others,
            Decimal(bound),
        )
        for name, (members, sizes, listed, others, bound) in kept.items()
    }
