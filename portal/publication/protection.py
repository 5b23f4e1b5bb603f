"""What of the published years may be shown to those who may not see the members.

All publications are judged together: whoever reads one page or file may have read the others.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations
from typing import Final, NamedTuple

from portal.aggregation.amounts import AMOUNTS
from portal.aggregation.amounts_beside import OF_TARGETS, OF_THE_YEAR, with_measures
from portal.aggregation.disclosure import Disclosure, Link, Series, Weight, disclosure
from portal.aggregation.member_year import MemberYear
from portal.aggregation.tally import Part, Tally
from portal.aggregation.tally_of import tallies_of
from portal.plans.amounts import ZERO, Amount
from portal.publication.figure_id import KEYS
from portal.reference.groups import Group

__all__ = ["COVERED", "HIGH", "LOW", "VERIFIED", "Name", "Year", "protection", "year_of"]

COVERED: Final = "covered"
VERIFIED: Final = "verified"
LOW: Final = "low"
HIGH: Final = "high"
_BESIDE: Final = (COVERED, VERIFIED, LOW, HIGH)
# The part of a tally that a figure is made from, where it has another name.
_PARTS: Final = {"t3": "t1", "net": "t1", "exchanged": "parties"}

Read = Callable[[MemberYear], Amount]
Shown = frozenset[Group | None]
ByGroup = Mapping[Group, Weight]


class Name(NamedTuple):
    """A figure of an edition, such as `2024.r1`, whatever the set."""

    edition: str
    key: str
    horizon: int | None = None


class Year(NamedTuple):
    """One edition: the tallies of its groups, and its members where editions are compared."""

    edition: str
    tallies: Mapping[Group, Tally]
    members: Sequence[MemberYear] = ()


def year_of(edition: str, members: Sequence[MemberYear]) -> Year:
    """An edition from its members."""
    return Year(edition, tallies_of(members), members)


def protection(years: Sequence[Year], *, seen: frozenset[Group] = frozenset()) -> Disclosure[Name]:
    """What may be shown of these editions, all of them being known to the reader.

    Args:
        years: earliest first; of two that differ too little, the later one is held back.
        seen: groups whose members the reader may see.
    """
    series = [one for year in years for one in _series(year)]
    links = [one for year in years for one in _links(year)]
    for before, after in combinations(years, 2):
        links += _between(before, after)
    parts = [_scopes(year.edition) for year in years]
    found = disclosure(series, links, parts, seen=seen)
    return Disclosure({**found.shown, **_alike(found, years)})


def _scopes(edition: str) -> tuple[Name, Name, Name]:
    return Name(edition, "emissions"), Name(edition, "scope1"), Name(edition, "scope2")


def _alike(found: Disclosure[Name], years: Sequence[Year]) -> Mapping[Name, Shown]:
    """Figures that are another one under a second name: shown where that one is."""
    net = {Name(year.edition, "net", one): "t1" for year in years for one in KEYS["net"]}
    # Of a group, T4 without energy is T4, or nothing.
    city = {Name(year.edition, "t4_city", one): "t4" for year in years for one in KEYS["t4_city"]}
    shown = {name: found.shown[name._replace(key=like)] for name, like in {**net, **city}.items()}
    for name in city:
        if None not in found.shown[name]:
            shown[name] -= {None}
    return shown


def _total(part: Part) -> Weight:
    return Weight(part.counted, part.largest, part.sizes)


def _differing(part: Part) -> Weight:
    """The weight of a quantity of which nothing is no contribution."""
    return Weight(part.unlike_zero, part.largest, part.sizes)


def _weights(
    year: Year, name: str, horizon: int | None, weight: Callable[[Part], Weight]
) -> ByGroup:
    found = {group: weight(tally.at(name, horizon)) for group, tally in year.tallies.items()}
    return {group: one for group, one in found.items() if one.members}


def _names() -> Iterator[tuple[str, int | None]]:
    """Every figure, and the figures beside the totals."""
    for key, horizons in KEYS.items():
        for horizon in horizons or (None,):
            yield key, horizon
    for horizon in KEYS["t1"]:
        for key in _BESIDE:
            yield key, horizon


def _series(year: Year) -> Iterator[Series[Name]]:
    for key, horizon in _names():
        weights = _weights(year, _PARTS.get(key, key), horizon, _total)
        yield Series(Name(year.edition, key, horizon), weights)


class _Follows(NamedTuple):
    """What follows from two figures: a part of the tally."""

    known: str
    later: str
    part: str
    weight: Callable[[Part], Weight] = _differing
    whole_only: bool = False


# Scopes 1 and 2 less the emissions are what two members count both.
_OF_THE_YEAR: Final = (
    _Follows("emissions", "scope1", "scope2"),
    _Follows("emissions", "scope2", "scope1"),
    _Follows("scope1", "scope2", "parties_within", _total),
    _Follows("emissions", "emissions", "parties_across", _total, whole_only=True),
    _Follows("change", "change", "before", _total),
    _Follows("emissions", "change", "entered", _total),
    _Follows("change", "change", "left", _total),
)
_OF_TARGETS: Final = (
    _Follows("t1", "t2", "second_scope"),
    _Follows("t1", "t3", "parties_within", _total),
    _Follows("t3", "t3", "parties_across", _total, whole_only=True),
    _Follows("t1", "gross", "less_gross"),
    _Follows("gross", "residual", "unstated"),
    _Follows("progress", "progress", "achieved"),
    _Follows("t1", COVERED, "uncovered"),
    _Follows("t1", VERIFIED, "unverified"),
    _Follows("t1", LOW, "uncertain"),
    _Follows("t1", HIGH, "hoped"),
    _Follows("plan_coverage", "plan_coverage", "committed"),
    _Follows("delivery", "t4", "interpolated"),
)


def _links(year: Year) -> Iterator[Link[Name]]:
    for one in _OF_THE_YEAR:
        yield _link(year, one, None)
    for horizon in KEYS["t1"]:
        yield Link(*_two(year, "t4", "t4_city", horizon), {}, Group.ENERGY)
        for one in _OF_TARGETS:
            if horizon in KEYS.get(one.known, KEYS["t1"]):
                yield _link(year, one, horizon)


def _two(year: Year, known: str, later: str, horizon: int | None) -> tuple[Name, Name]:
    return Name(year.edition, known, horizon), Name(year.edition, later, horizon)


def _link(year: Year, one: _Follows, horizon: int | None) -> Link[Name]:
    weights = _weights(year, one.part, horizon, one.weight)
    both = _two(year, one.known, one.later, horizon)
    return Link(*both, weights, whole_only=one.whole_only)


def _read(key: str, horizon: int | None) -> Read:
    reads = {**AMOUNTS, **OF_THE_YEAR, **OF_TARGETS, "plan_coverage": with_measures}
    read = reads[key]
    return lambda one: read(one, horizon or one.year)


def _known(amount: Amount) -> Decimal | None:
    return amount if isinstance(amount, Decimal) else None


def _between(before: Year, after: Year) -> Iterator[Link[Name]]:
    """What follows from the same figure in two editions."""
    for key, horizon in _names():
        weights = _changed(before.members, after.members, _read(key, horizon))
        earlier, later = Name(before.edition, key, horizon), Name(after.edition, key, horizon)
        yield Link(earlier, later, weights)


def _changed(before: Iterable[MemberYear], after: Iterable[MemberYear], read: Read) -> ByGroup:
    """The members whose amount differs; those that came or went reveal all of theirs."""
    old = {one.code: _known(read(one)) for one in before}
    found: dict[Group, Weight] = {}
    gone = dict(old)
    for one in after:
        now, then = _known(read(one)), gone.pop(one.code, None)
        found[one.group] = found.get(one.group, Weight()).plus(_step(then, now))
    groups = {one.code: one.group for one in before}
    for code, then in gone.items():
        found[groups[code]] = found.get(groups[code], Weight()).plus(_step(then, None))
    return found


def _step(then: Decimal | None, now: Decimal | None) -> Weight:
    if then == now:
        return Weight()
    size = abs((now or ZERO) - (then or ZERO))
    whole = then is None or now is None
    return Weight(1, size if whole else ZERO, size)
