"""Which totals may stand side by side so that no member can be worked out from them.

A total is small when fewer than three members are in it, or one makes up more than 80 % of it.
What is not shown may still follow by subtraction: the alliance less its shown groups, a figure
less its part, a publication less an earlier one. Figures are decided one after the other, the most
important and the earliest published first, and each is shown as far as no sum or difference that
follows from it and those before it is small. What was decided never depends on what comes later,
because what was shown once is known.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Generic, TypeVar

from portal.aggregation.derivable import (
    EVERY,
    Atoms,
    GroupSet,
    atoms,
    bit,
    common,
    following,
    set_of,
    side_by_side,
    singles,
)
from portal.aggregation.weights import DOMINANT, FEWEST, NOBODY, Weight, weight
from portal.reference.groups import Group

__all__ = [
    "DOMINANT",
    "FEWEST",
    "NOBODY",
    "Disclosure",
    "Link",
    "Series",
    "Weight",
    "disclosure",
    "weight",
]

Name = TypeVar("Name", bound=Hashable)
Groups = frozenset[Group]
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
        weights: of the quantity; of a figure linked to itself, of what stands behind it as well.
        reveals: a group whose total of `known` is the difference of the two for the alliance.
        whole_only: the quantity follows from the totals of the alliance; of a figure linked to
            itself, from that of the alliance and those of all of its groups.
        given: a third figure without which it does not follow.
    """

    known: Name
    later: Name
    weights: ByGroup
    reveals: Group | None = None
    whole_only: bool = False
    given: Name | None = None


Three = tuple[Name, Name, Name]


@dataclass(frozen=True, slots=True)
class Disclosure(Generic[Name]):
    """What is shown: for each figure the groups, with None for the alliance.

    Attributes:
        because: for what is not shown, the figure with which something small would follow; the
            figure itself where it alone would give a member away.
    """

    shown: Mapping[Name, frozenset[Group | None]]
    because: Mapping[tuple[Name, Group | None], Name] = field(
        default_factory=dict[tuple[Name, Group | None], Name]
    )

    def shows(self, name: Name, group: Group | None) -> bool:
        """Whether a figure of a group, or of the alliance, is shown."""
        return group in self.shown.get(name, frozenset())


def disclosure(
    series: Sequence[Series[Name]],
    links: Sequence[Link[Name]],
    parts: Sequence[Three[Name]] = (),
    *,
    seen: Groups = frozenset(),
) -> Disclosure[Name]:
    """What may be shown to a reader of totals.

    Each figure loses as little as it can beside those before it: the alliance last, else as few
    groups as possible, and of those the smaller ones.

    Args:
        series: every figure that the reader may meet, on whatever page or file, in the order in
            which they are decided.
        links: what follows from two of them.
        parts: figures of which each follows from the two others.
        seen: groups whose members the reader may see one by one; they are never held back.
    """
    judge = _Judge(_tables(series, seen), _by_name(links, seen), _of_parts(parts))
    for one in series:
        judge.decide(one.name, EVERY & ~set_of(seen))
    because = {
        (name, group): judge.reason(name, group)
        for name, found in judge.decided.items()
        for group in (*Group, None)
        if group not in found.groups
    }
    return Disclosure({name: found.groups for name, found in judge.decided.items()}, because)


Table = tuple[Weight, ...]


def _table(weights: ByGroup, seen: Groups) -> Table:
    """The weight of every set of groups, by set."""
    found = [NOBODY] * (EVERY + 1)
    for group, one in weights.items():
        if group not in seen:
            found[bit(group)] = one
    for groups in range(1, EVERY + 1):
        lowest = groups & -groups
        if groups != lowest:
            found[groups] = found[lowest].plus(found[groups ^ lowest])
    return tuple(found)


def _tables(series: Iterable[Series[Name]], seen: Groups) -> Mapping[Name, Table]:
    return {one.name: _table(one.weights, seen) for one in series}


Judged = tuple[Link[Name], Table]


def _by_name(links: Iterable[Link[Name]], seen: Groups) -> Mapping[Name, Sequence[Judged[Name]]]:
    """Links with the weights of their quantities, by each figure that they need."""
    found: dict[Name, list[Judged[Name]]] = {}
    for one in links:
        table = _table(one.weights, seen)
        for name in {one.known, one.later, one.given} - {None}:
            if name is not None:
                found.setdefault(name, []).append((one, table))
    return found


def _of_parts(parts: Iterable[Three[Name]]) -> Mapping[Name, Sequence[Three[Name]]]:
    found: dict[Name, list[Three[Name]]] = {}
    for three in parts:
        for name in three:
            found.setdefault(name, []).append(three)
    return found


@dataclass(frozen=True, slots=True)
class _State:
    """How a figure is shown: all groups but the hidden ones, and whether the alliance.

    Attributes:
        filled: groups with anybody in it whom the reader does not see.
    """

    filled: GroupSet
    hidden: GroupSet = 0
    whole: bool = True

    @property
    def atoms(self) -> Atoms:
        """The totals that follow from it alone."""
        return atoms(self.filled, self.hidden, whole=self.whole)

    @property
    def with_nobody(self) -> Atoms:
        """The same with the groups that have nobody in it, which are known to be nothing."""
        return atoms(EVERY, self.hidden, whole=self.whole)

    @property
    def groups(self) -> frozenset[Group | None]:
        """The groups that are shown, with None for the alliance."""
        shown = frozenset(group for group in Group if not bit(group) & self.hidden)
        return shown | {None} if self.whole else shown

    def with_shown(self, group: Group | None) -> "_State":
        """The same with one more shown."""
        if group is None:
            return replace(self, whole=True)
        return replace(self, hidden=self.hidden & ~bit(group))


@dataclass(slots=True)
class _Judge(Generic[Name]):
    """Decides figures one after the other."""

    tables: Mapping[Name, Table]
    links: Mapping[Name, Sequence[Judged[Name]]]
    parts: Mapping[Name, Sequence[Three[Name]]]
    decided: dict[Name, _State] = field(default_factory=dict[Name, _State])

    def decide(self, name: Name, unseen: GroupSet) -> None:
        """Show of a figure as much as can be beside those decided before."""
        table = self.tables[name]
        for state in _by_loss(sum(one for one in singles(unseen) if table[one].members), table):
            self.decided[name] = state
            if self._breach(name) is None:
                return

    def reason(self, name: Name, group: Group | None) -> Name:
        """The figure that forbids to show this one of a group, or of the alliance."""
        state = self.decided[name]
        self.decided[name] = state.with_shown(group)
        found = self._breach(name)
        self.decided[name] = state
        return name if found is None else found

    def _breach(self, name: Name) -> Name | None:
        """The figure with which something small follows from this one; none, if nothing does."""
        if self._is_small(name, self._known(name)):
            return name
        others = [one for three in self.parts.get(name, ()) for one in three if one != name]
        for one in (name, *others):
            if one != name and self._is_small(one, self._known(one)):
                return one
            for link, table in self.links.get(one, ()):
                if self._severs(link, table):
                    return next((each for each in (link.known, link.later) if each != name), name)
        return None

    def _known(self, name: Name) -> Atoms:
        """What is known of a figure: what is shown, and what follows from its parts."""
        state = self.decided.get(name)
        shown = state.atoms if state else ()
        for three in self.parts.get(name, ()):
            others = [self.decided[one] for one in three if one != name and one in self.decided]
            if len(others) == len(three) - 1:
                shown = (*shown, *common(*(one.with_nobody for one in others)))
        return following(shown) if name in self.parts else shown

    def _is_small(self, name: Name, known: Atoms) -> bool:
        return any(self.tables[name][one].is_small for one in known)

    def _severs(self, link: Link[Name], table: Table) -> bool:
        """Whether something small follows from two figures together."""
        if link.reveals is not None:
            return self._reveals(link, bit(link.reveals))
        known, later = self._known(link.known), self._known(link.later)
        if link.whole_only:
            return table[EVERY].is_small and self._knows_whole(link)
        if link.given is not None:
            all_three = common(common(known, later), self._known(link.given))
            return any(table[one].is_small for one in all_three)
        if link.known == link.later:
            return any(table[one].is_small for one in known)
        first, second = self.tables[link.known], self.tables[link.later]
        return any(
            table[one & other].plus(first[one & ~other]).plus(second[other & ~one]).is_small
            for one, other in side_by_side(known, later)
        )

    def _knows_whole(self, link: Link[Name]) -> bool:
        names = {link.known, link.later, link.given or link.known}
        found = [self.decided[one] for one in names if one in self.decided]
        if len(found) < len(names) or not all(one.whole for one in found):
            return False
        return len(names) > 1 or not any(one.hidden for one in found)

    def _reveals(self, link: Link[Name], group: GroupSet) -> bool:
        """Whether the total of all groups but one gives another total of the figure away."""
        known, later = self.decided.get(link.known), self.decided.get(link.later)
        if known is None or later is None or not later.whole:
            return False
        return self._is_small(link.known, following((*known.atoms, known.filled & ~group)))


def _by_loss(filled: GroupSet, table: Table) -> Iterable[_State]:
    """Every way to show a figure, the one that loses least first."""
    ways = [
        _State(filled, hidden, whole)
        for whole in (True, False)
        for hidden in range(filled + 1)
        # A single hidden group would follow from the alliance.
        if hidden & ~filled == 0 and not (whole and hidden.bit_count() == 1)
    ]
    return sorted(ways, key=lambda one: _loss(one, table))


def _loss(one: _State, table: Table) -> tuple[bool, int, Decimal, GroupSet]:
    return not one.whole, one.hidden.bit_count(), table[one.hidden].whole, one.hidden
