"""Which totals may stand side by side so that no member can be worked out from them.

A total is small when fewer than three members are in it, or one makes up more than 80 % of it.
What is not shown may still follow by subtraction: the alliance less its shown groups, a figure
less its part, a publication less an earlier one. Totals are held back until none of the sums and
differences that follow from the shown ones is small.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import chain, combinations
from typing import Final, Generic, NamedTuple, TypeVar

from portal.plans.amounts import ZERO
from portal.reference.groups import Group

FEWEST: Final = 3
DOMINANT: Final = Decimal("0.8")

Name = TypeVar("Name", bound=Hashable)
Groups = frozenset[Group]


class Weight(NamedTuple):
    """What must be known of a total to judge it: members, the largest one, the sum of sizes."""

    members: int = 0
    largest: Decimal = ZERO
    whole: Decimal = ZERO

    def plus(self, other: "Weight") -> "Weight":
        """The weight of two totals without common members taken together."""
        largest = max(self.largest, other.largest)
        return Weight(self.members + other.members, largest, self.whole + other.whole)

    @property
    def is_small(self) -> bool:
        """Whether a total of this weight gives a member away; a total of nobody does not."""
        if not self.members:
            return False
        return self.members < FEWEST or self.largest > DOMINANT * self.whole


NOBODY: Final = Weight()


def weight(amounts: Iterable[Decimal]) -> Weight:
    """The weight of a total of these amounts; each is one member's."""
    sizes = [abs(one) for one in amounts]
    return Weight(len(sizes), max(sizes, default=ZERO), sum(sizes, ZERO))


ByGroup = Mapping[Group, Weight]


@dataclass(frozen=True, slots=True)
class Series(Generic[Name]):
    """One figure of the alliance and of each group."""

    name: Name
    weights: ByGroup


@dataclass(frozen=True, slots=True)
class Link(Generic[Name]):
    """Two figures from which a third quantity follows where both are known of the same members.

    Attributes:
        later: the figure to hold back where that quantity is small.
        weights: of the quantity.
        reveals: a group whose total follows where both are shown of the whole alliance.
        whole_only: the quantity follows from the alliance and all of its groups, not from fewer.
    """

    known: Name
    later: Name
    weights: ByGroup
    reveals: Group | None = None
    whole_only: bool = False


@dataclass(slots=True)
class _Held:
    """What is held back of one figure: groups, and whether the alliance too."""

    groups: set[Group] = field(default_factory=set[Group])
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Disclosure(Generic[Name]):
    """What is shown: for each figure the groups, with None for the alliance."""

    shown: Mapping[Name, frozenset[Group | None]]

    def shows(self, name: Name, group: Group | None) -> bool:
        """Whether a figure of a group, or of the alliance, is shown."""
        return group in self.shown.get(name, frozenset())


def disclosure(
    series: Sequence[Series[Name]],
    links: Sequence[Link[Name]],
    parts: Sequence[tuple[Name, Name, Name]] = (),
    *,
    seen: Groups = frozenset(),
) -> Disclosure[Name]:
    """What may be shown to a reader of totals.

    Args:
        series: every figure that the reader may meet, on whatever page or file.
        links: what follows from two of them.
        parts: figures of which each follows from the two others; the last is held back first.
        seen: groups whose members the reader may see one by one; they are never held back.
    """
    held = {one.name: _Held() for one in series}
    weights = {one.name: one.weights for one in series}
    changed = True
    while changed:
        changed = False
        for one in series:
            changed = _completed(held[one.name], one.weights, seen) or changed
        for link in links:
            changed = _severed(link, held, weights, seen) or changed
        for three in parts:
            changed = _parted([held[name] for name in three], seen) or changed
    return Disclosure({name: frozenset(_shown(one)) for name, one in held.items()})


def _shown(held: _Held) -> Iterator[Group | None]:
    yield from (group for group in Group if group not in held.groups)
    if not held.whole:
        yield None


def _of(weights: ByGroup, groups: Iterable[Group], seen: Groups) -> Weight:
    total = NOBODY
    for group in groups:
        if group not in seen:
            total = total.plus(weights.get(group, NOBODY))
    return total


def _completed(held: _Held, weights: ByGroup, seen: Groups) -> bool:
    """Hold back small groups, and as many others as the alliance needs to keep them; if it did."""
    before = len(held.groups), held.whole
    for group in Group:
        if group not in seen and weights.get(group, NOBODY).is_small:
            held.groups.add(group)
    if _of(weights, Group, seen).is_small:
        held.whole = True
    while not held.whole and _follows(held, weights, seen):
        if not _held_one_more(held, weights, seen):
            held.whole = True
    return before != (len(held.groups), held.whole)


def _follows(held: _Held, weights: ByGroup, seen: Groups) -> bool:
    """Whether the alliance less its shown groups gives something away."""
    filled = [group for group in held.groups if weights.get(group, NOBODY).members]
    return len(filled) == 1 or _of(weights, filled, seen).is_small


def _held_one_more(held: _Held, weights: ByGroup, seen: Groups) -> bool:
    """Hold back the smallest of the groups that are shown; whether there was one."""
    others = [
        group
        for group in Group
        if group not in held.groups | seen and weights.get(group, NOBODY).members
    ]
    if not others:
        return False
    held.groups.add(min(others, key=lambda group: (weights[group].whole, group)))
    return True


def _atoms(held: _Held, weights: ByGroup) -> tuple[Groups, ...]:
    """The sets of groups whose totals follow from what is shown; all others are unions of them."""
    filled = frozenset(group for group, one in weights.items() if one.members)
    hidden = filled & held.groups
    single = tuple(frozenset({group}) for group in sorted(filled - hidden))
    return single if held.whole or not hidden else (*single, hidden)


def _severed(
    link: Link[Name], held: Mapping[Name, _Held], weights: Mapping[Name, ByGroup], seen: Groups
) -> bool:
    """Hold back more of the later figure where the two together give too much; if it did."""
    known, later = held[link.known], held[link.later]
    if link.reveals in known.groups and not (known.whole or later.whole):
        later.whole = True
        return True
    first = _atoms(known, weights[link.known])
    for mine, theirs in _together(first, _atoms(later, weights[link.later])):
        if link.whole_only and len(mine) < len(first):
            continue
        one, other = _union(mine), _union(theirs)
        rest = _of(link.weights, one & other, seen)
        rest = rest.plus(_of(weights[link.known], one - other, seen))
        rest = rest.plus(_of(weights[link.later], other - one, seen))
        if rest.is_small and (
            _is_hidden(other, later, weights[link.later], seen)
            or _is_hidden(one, known, weights[link.known], seen)
        ):
            return True
    return False


Atoms = Sequence[Groups]


def _union(atoms: Iterable[Groups]) -> Groups:
    return frozenset(group for atom in atoms for group in atom)


def _together(first: Atoms, second: Atoms) -> Iterator[tuple[Atoms, Atoms]]:
    """Sums of two figures over sets of groups that have groups in common.

    Sums over sets apart from each other need no look of their own: two quantities of which
    neither is small are not small together.
    """
    whole = tuple(first), tuple(second)
    for mine in _chosen(first):
        for theirs in _chosen(second):
            if (mine, theirs) == whole or _is_one(mine, theirs):
                yield mine, theirs


def _chosen(atoms: Atoms) -> Iterator[Atoms]:
    return chain.from_iterable(combinations(atoms, size) for size in range(1, len(atoms) + 1))


def _is_one(mine: Atoms, theirs: Atoms) -> bool:
    """Whether each of the sets is reached from the first through common groups."""
    reached, left = set[Group](mine[0]), [*mine[1:], *theirs]
    while near := [one for one in left if one & reached]:
        left = [one for one in left if one not in near]
        reached.update(*near)
    return not left


def _is_hidden(groups: Groups, held: _Held, weights: ByGroup, seen: Groups) -> bool:
    """Make the total of a set of groups unknown; whether that could be done."""
    filled = {group for group in groups - seen if weights.get(group, NOBODY).members}
    if not filled:
        return False
    shown = filled - held.groups
    if shown:
        held.groups.add(min(shown, key=lambda group: (weights[group].whole, group)))
    elif not _held_one_more(held, weights, seen):
        held.whole = True
    return True


def _parted(three: Sequence[_Held], seen: Groups) -> bool:
    """Hold back a second of three figures where one alone would follow from the others."""
    changed = False
    for group in (one for one in Group if one not in seen):
        if sum(group in held.groups for held in three) == 1:
            next(held for held in reversed(three) if group not in held.groups).groups.add(group)
            changed = True
    if sum(held.whole for held in three) == 1:
        next(held for held in reversed(three) if not held.whole).whole = True
        changed = True
    return changed
