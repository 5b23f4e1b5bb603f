"""Decides how much of each figure is shown, one after the other, so that nothing small follows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Generic

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
from portal.aggregation.weights import NOBODY, ByGroup, Link, Name, Series, Three, Weight
from portal.reference.groups import Group

Table = tuple[Weight, ...]
Judged = tuple[Link[Name], Table]
Known = Mapping[Name, Atoms]


def _table(weights: ByGroup, seen: frozenset[Group]) -> Table:
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
    def groups(self) -> frozenset[Group | None]:
        """The groups that are shown, with None for the alliance."""
        shown = frozenset(group for group in Group if not bit(group) & self.hidden)
        return shown | {None} if self.whole else shown

    def with_shown(self, group: Group | None) -> "_State":
        """The same with one more shown."""
        if group is None:
            return replace(self, whole=True)
        return replace(self, hidden=self.hidden & ~bit(group))


class Judge(Generic[Name]):
    """What is shown of figures, in the order in which they are decided.

    Attributes:
        because: for what is not shown, the figure with which something small would follow.
    """

    def __init__(
        self,
        series: Iterable[Series[Name]],
        links: Iterable[Link[Name]],
        parts: Iterable[Three[Name]],
        seen: frozenset[Group],
    ) -> None:
        self._unseen = EVERY & ~set_of(seen)
        self._tables = {one.name: _table(one.weights, seen) for one in series}
        self._links: dict[Name, list[Judged[Name]]] = {}
        for one in links:
            table = _table(one.weights, seen)
            for name in {one.known, one.later} | ({one.given} if one.given is not None else set()):
                self._links.setdefault(name, []).append((one, table))
        self._filled = {
            name: sum(one for one in singles(self._unseen) if table[one].members)
            for name, table in self._tables.items()
        }
        self._parts: dict[Name, list[Three[Name]]] = {}
        for three in parts:
            for name in three:
                self._parts.setdefault(name, []).append(three)
        self._states: dict[Name, _State] = {}
        self._known: dict[Name, Atoms] = {}
        self.because: dict[tuple[Name, Group | None], Name] = {}

    @property
    def shown(self) -> Mapping[Name, frozenset[Group | None]]:
        """The groups of each figure that are shown, with None for the alliance."""
        return {name: state.groups for name, state in self._states.items()}

    def decide(self, name: Name) -> None:
        """Show of a figure as much as can be beside those decided before."""
        table = self._tables[name]
        for state in _by_loss(self._filled[name], table):
            known = self._with(name, state)
            if self._breach(name, known) is None:
                break
        for group in {*Group, None} - state.groups:
            found = self._breach(name, self._with(name, state.with_shown(group)))
            self.because[name, group] = name if found is None else found
        self._known.update(self._with(name, state))

    def _with(self, name: Name, state: _State) -> Known[Name]:
        """What is known more once a figure is shown so: of it, and of what follows with it."""
        self._states[name] = state
        found = {one: self._knowledge(one) for one in self._near(name)}
        return {one: sets for one, sets in found.items() if sets != self._known.get(one, ())}

    def _near(self, name: Name) -> set[Name]:
        """The figures of which more may be known with this one."""
        same = {name, *(one for one, _ in self._same(name))}
        return same | {one for each in same for three in self._parts.get(each, ()) for one in three}

    def _same(self, name: Name) -> Iterable[tuple[Name, Table]]:
        """The same figure of other editions, with the weights of what differs."""
        for link, table in self._links.get(name, ()):
            if link.same:
                yield (link.later if link.known == name else link.known), table

    def _knowledge(self, name: Name) -> Atoms:
        """The smallest sets whose totals are known of a figure."""
        found = self._directly(name)
        for three in self._parts.get(name, ()):
            first, second = (self._directly(one) for one in three if one != name)
            found = (*found, *common(first, second))
        return tuple(one for one in following(tuple(sorted({*found}))) if one & self._filled[name])

    def _directly(self, name: Name) -> Atoms:
        """What is shown of a figure, and of others that have the same amounts."""
        state = self._states.get(name)
        found = list(state.atoms) if state else []
        for other, table in self._same(name):
            state = self._states.get(other)
            found += [one for one in (state.atoms if state else ()) if not table[one].members]
        return (*found, *singles(EVERY & ~self._filled[name]))

    def _breach(self, name: Name, known: Known[Name]) -> Name | None:
        """The figure with which something small follows; none, if nothing does."""
        now = {**self._known, **known}
        for one in sorted(known, key=lambda each: each != name):
            if any(self._tables[one][sets].is_small for sets in known[one]):
                return one
        for one in (name, *(each for each in known if each != name)):
            for link, table in self._links.get(one, ()):
                if self._severs(link, table, now):
                    return next((each for each in (link.known, link.later) if each != name), name)
        return None

    def _severs(self, link: Link[Name], table: Table, now: Known[Name]) -> bool:
        """Whether something small follows from two figures together."""
        if link.reveals is not None:
            return self._reveals(link, bit(link.reveals))
        if link.whole_only:
            return table[EVERY].is_small and self._knows_whole(link)
        known, later = now.get(link.known, ()), now.get(link.later, ())
        if link.given is not None:
            all_three = common(common(known, later), now.get(link.given, ()))
            return any(table[one].is_small for one in all_three)
        if link.known == link.later:
            return any(table[one].is_small for one in known)
        first, second = self._tables[link.known], self._tables[link.later]
        return any(
            table[one & other].plus(first[one & ~other]).plus(second[other & ~one]).is_small
            for one, other in side_by_side(known, later)
        )

    def _knows_whole(self, link: Link[Name]) -> bool:
        names = {link.known, link.later, link.given or link.known}
        found = [self._states[one] for one in names if one in self._states]
        if len(found) < len(names) or not all(one.whole for one in found):
            return False
        return len(names) > 1 or not any(one.hidden for one in found)

    def _reveals(self, link: Link[Name], group: GroupSet) -> bool:
        """Whether the total of all groups but one gives another total of the figure away."""
        known, later = self._states.get(link.known), self._states.get(link.later)
        if known is None or later is None or not later.whole:
            return False
        found = following((*known.atoms, known.filled & ~group))
        return any(self._tables[link.known][one].is_small for one in found)


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
