"""Names of figures as they are judged, and figures that are another one under a second name."""

from collections.abc import Sequence
from itertools import combinations
from typing import Final, NamedTuple

from portal.aggregation.differing import compared, own
from portal.aggregation.disclosure import Disclosure, Link, Series
from portal.aggregation.member_year import MemberYear
from portal.aggregation.tally_of import tallies_of
from portal.aggregation.weighing import Changed, Weights
from portal.publication.figure_id import KEYS
from portal.reference.groups import Group

Shown = frozenset[Group | None]


class Name(NamedTuple):
    """A figure of an edition, such as `2024.r1`, whatever the set."""

    edition: str
    key: str
    horizon: int | None = None


class Year(NamedTuple):
    """The members of one edition, in whose order earlier ones come first."""

    edition: str
    members: Sequence[MemberYear]


class Weighed(NamedTuple):
    """How heavy members are in one edition, which is all that judging needs of them."""

    edition: str
    weights: Weights


class Editions(NamedTuple):
    """Editions in the order in which a reader came to know them.

    Attributes:
        changed: of every two of them, the earlier one first.
    """

    weighed: Sequence[Weighed]
    changed: Changed

    def with_last_as(self, name: str) -> "Editions":
        """The same with the last edition under another name."""
        *before, last = self.weighed
        names = {last.edition: name}
        changed = {
            (first, names.get(second, second)): found
            for (first, second), found in self.changed.items()
        }
        return Editions([*before, Weighed(name, last.weights)], changed)


def weighed_of(year: Year) -> Weighed:
    """An edition, from its members."""
    return Weighed(year.edition, Weights(tallies_of(year.members)))


def editions_of(years: Sequence[Year]) -> Editions:
    """Editions, from their members."""
    own_of = {year.edition: {one.code: own(one) for one in year.members} for year in years}
    changed = {
        (before, after): compared(own_of[before], own_of[after])
        for before, after in combinations(own_of, 2)
    }
    return Editions([weighed_of(year) for year in years], changed)


class Beside(NamedTuple):
    """Further figures that a page shows; they give way to those that every page shows."""

    series: Sequence[Series[Name]] = ()
    links: Sequence[Link[Name]] = ()
    parts: Sequence[tuple[Name, Name, Name]] = ()


def alike(found: Disclosure[Name], names: Sequence[str]) -> Disclosure[Name]:
    """With figures that are another one under a second name: shown where that one is."""
    shown, because = dict(found.shown), dict(found.because)
    for edition in names:
        for key, like in _SAME.items():
            for horizon in KEYS[key]:
                name, other = (Name(edition, one, horizon) for one in (key, like))
                shown[name] = _same(key, found.shown[name], found.shown[other])
                for group in {*Group, None} - shown[name]:
                    own = found.because.get((name, group), other)
                    because[name, group] = found.because.get((other, group), own)
    return Disclosure(shown, because)


# Of a group, T4 and T2 without energy are T4 and T2, or nothing; power is what energy adds to T2.
_SAME: Final = {"net": "t1", "t4_city": "t4", "t2_city": "t2", "power": "t2"}


def _same(key: str, own: Shown, other: Shown) -> Shown:
    if key == "net":
        return other
    if key == "power":
        return frozenset({*Group, None}) if Group.ENERGY in other else own - {Group.ENERGY, None}
    return other if None in own else other - {None}
