"""Names of figures as they are judged, and figures that are another one under a second name."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from portal.aggregation.disclosure import Disclosure, Link, Series
from portal.aggregation.member_year import MemberYear
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


class Beside(NamedTuple):
    """Further figures that a page shows; they give way to those that every page shows."""

    series: Sequence[Series[Name]] = ()
    links: Sequence[Link[Name]] = ()
    parts: Sequence[tuple[Name, Name, Name]] = ()


def alike(found: Disclosure[Name], years: Sequence[Year]) -> Disclosure[Name]:
    """With figures that are another one under a second name: shown where that one is."""
    shown, because = dict(found.shown), dict(found.because)
    for year in years:
        for key, like in _SAME.items():
            for horizon in KEYS[key]:
                name, other = (Name(year.edition, one, horizon) for one in (key, like))
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
