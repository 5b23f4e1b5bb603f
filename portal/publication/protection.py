"""What of the published years may be shown to those who may not see the members.

All publications are judged together: whoever reads one page or file may have read the others.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Final

from portal.aggregation.disclosure import Disclosure, Link, Series, disclosure
from portal.aggregation.overlap import PARTY, PARTY_ACROSS, PARTY_WITHIN
from portal.aggregation.tally import key as part_of
from portal.aggregation.weighing import Weights
from portal.aggregation.weights import ByGroup
from portal.publication.figure_id import KEYS
from portal.publication.judged import (
    Beside,
    Editions,
    Name,
    Weighed,
    Year,
    alike,
    editions_of,
)
from portal.reference.groups import Group

__all__ = ["COVERED", "HIGH", "LOW", "VERIFIED", "Beside", "Name", "Year", "protection"]

COVERED: Final = "covered"
VERIFIED: Final = "verified"
LOW: Final = "low"
HIGH: Final = "high"
_BESIDE: Final = (COVERED, VERIFIED, LOW, HIGH)
# Figures to which members add what they add to another one.
_PARTS: Final[Mapping[str, str]] = {"t3": "t1", "net": "t1"}


def protection(
    years: Sequence[Year], *, seen: frozenset[Group] = frozenset(), beside: Sequence[Beside] = ()
) -> Disclosure[Name]:
    """What may be shown of these editions, all of them being known to the reader.

    Args:
        years: earliest first; of two that differ too little, the later one is held back.
        seen: groups whose members the reader may see.
        beside: what the reader's page shows more.
    """
    return protected(editions_of(years), seen=seen, beside=beside)


def protected(
    editions: Editions, *, seen: frozenset[Group] = frozenset(), beside: Sequence[Beside] = ()
) -> Disclosure[Name]:
    """The same of editions whose members nobody has to read."""
    years = editions.weighed
    series = [one for year in years for one in _series(year)]
    links = [one for year in years for one in _links(year)]
    for before, after in combinations(years, 2):
        links += _between(before, after, editions.changed[before.edition, after.edition])
    parts = [_scopes(year.edition) for year in years]
    for more in beside:
        series, links, parts = [*series, *more.series], [*links, *more.links], [*parts, *more.parts]
    found = disclosure(series, links, parts, seen=seen)
    return alike(found, [year.edition for year in years])


def _scopes(edition: str) -> tuple[Name, Name, Name]:
    return Name(edition, "emissions"), Name(edition, "scope1"), Name(edition, "scope2")


def _figures() -> Iterator[tuple[str, int | None]]:
    """Every figure, and the figures beside the totals, with their target years."""
    for key, horizons in KEYS.items():
        for horizon in horizons or (None,):
            yield key, horizon
    for horizon in KEYS["t1"]:
        for key in _BESIDE:
            yield key, horizon


def _series(year: Weighed) -> Iterator[Series[Name]]:
    for key, horizon in _figures():
        part = PARTY if key == "exchanged" else _PARTS.get(key, key)
        yield Series(Name(year.edition, key, horizon), year.weights.counted(part, horizon))


def _between(
    before: Weighed, after: Weighed, changed: Mapping[str, ByGroup]
) -> Iterator[Link[Name]]:
    """What follows from the same figure in two editions."""
    for key, horizon in _figures():
        weights = changed.get(part_of(_PARTS.get(key, key), horizon), {})
        earlier, later = Name(before.edition, key, horizon), Name(after.edition, key, horizon)
        yield Link(earlier, later, weights, same=True)


def _links(year: Weighed) -> Iterator[Link[Name]]:
    yield from _links_of_the_year(year)
    for horizon in KEYS["t1"]:
        yield from _links_of_targets(year, horizon)


def _links_of_the_year(year: Weighed) -> Iterator[Link[Name]]:
    known: Weights = year.weights

    def link(earlier: str, later: str, weights: ByGroup) -> Link[Name]:
        return Link(Name(year.edition, earlier), Name(year.edition, later), weights)

    yield link("emissions", "scope1", known.unlike_zero("scope2"))
    yield link("emissions", "scope2", known.unlike_zero("scope1"))
    # Scopes 1 and 2 less the emissions are what two members count both.
    within = link("scope1", "scope2", known.counted(PARTY_WITHIN))
    yield replace(within, given=Name(year.edition, "emissions"))
    of_all = link("scope1", "scope2", known.counted(PARTY))
    yield replace(of_all, given=Name(year.edition, "emissions"), whole_only=True)
    across = link("emissions", "emissions", known.counted(PARTY_ACROSS))
    yield replace(across, whole_only=True)
    yield link("change", "change", known.counted("before"))
    yield link("emissions", "change", known.counted("entered"))
    yield link("change", "change", known.counted("left"))


# Two figures of a target year, the part of a tally by which they differ, and without which third
# figure it does not follow.
_DIFFER_BY: Final = (
    ("t1", "gross", "less_gross", None),
    ("t1", "residual", "less_residual", None),
    ("gross", "residual", "unstated", "t1"),
    ("progress", "progress", "achieved", None),
    ("t1", COVERED, "uncovered", None),
    ("t1", VERIFIED, "unverified", None),
    ("t1", LOW, "uncertain", None),
    ("t1", HIGH, "hoped", None),
)


def _links_of_targets(year: Weighed, horizon: int) -> Iterator[Link[Name]]:
    known: Weights = year.weights

    def link(earlier: str, later: str, weights: ByGroup, of: Group | None = None) -> Link[Name]:
        first, second = (Name(year.edition, one, horizon) for one in (earlier, later))
        return Link(first, second, weights, of)

    def read(part: str) -> ByGroup:
        return known.unlike_zero(part, horizon)

    yield link("t1", "t2", read("second_scope"))
    yield link("t1", "t3", known.counted(PARTY_WITHIN, horizon))
    yield replace(link("t1", "t3", known.counted(PARTY, horizon)), whole_only=True)
    yield replace(link("t3", "t3", known.counted(PARTY_ACROSS, horizon)), whole_only=True)
    yield link("t4", "t4_city", {}, Group.ENERGY)
    yield link("t2", "t2_city", {}, Group.ENERGY)
    for earlier, later, part, given in _DIFFER_BY:
        third = Name(year.edition, given, horizon) if given else None
        yield replace(link(earlier, later, read(part)), given=third)
    if horizon in KEYS["plan_coverage"]:
        yield link("plan_coverage", "plan_coverage", read("committed"))
    if horizon in KEYS["delivery"]:
        yield link("delivery", "t4", read("on_the_line"))
