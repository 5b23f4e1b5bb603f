"""What is shown, judged from members one by one: what the weights of sums are held against."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations
from typing import Final

from portal.aggregation.amounts import AMOUNTS
from portal.aggregation.amounts_beside import (
    OF_2030,
    OF_TARGETS,
    OF_THE_YEAR,
    matched_now,
    with_measures,
    with_progress,
)
from portal.aggregation.contributions import on_delivery_line
from portal.aggregation.coverage import certain, hoped
from portal.aggregation.disclosure import (
    Disclosure,
    Link,
    Series,
    Weight,
    disclosure,
    weight,
)
from portal.aggregation.member_year import MemberYear
from portal.aggregation.overlap import emitted_by_both, pledged_by_both
from portal.plans.amounts import ZERO, Amount, Missing, Split
from portal.publication.figure_id import KEYS
from portal.publication.judged import Beside, Name, Year, alike
from portal.publication.protection import COVERED, HIGH, LOW, VERIFIED
from portal.reference.groups import Group

Read = Callable[[MemberYear], Amount]
_cut: Final = AMOUNTS["t1"]
ByGroup = Mapping[Group, Weight]


def protection(
    years: Sequence[Year], *, seen: frozenset[Group] = frozenset(), beside: Sequence[Beside] = ()
) -> Disclosure[Name]:
    """What may be shown of these editions, all of them being known to the reader.

    Args:
        years: earliest first; of two that differ too little, the later one is held back.
        seen: groups whose members the reader may see.
        beside: what the reader's page shows more.
    """
    series = [one for year in years for one in _series(year)]
    links = [one for year in years for one in _links(year)]
    for before, after in combinations(years, 2):
        links += _between(before, after)
    parts = [_scopes(year.edition) for year in years]
    for more in beside:
        series, links, parts = [*series, *more.series], [*links, *more.links], [*parts, *more.parts]
    found = disclosure(series, links, parts, seen=seen)
    return alike(found, [year.edition for year in years])


def _scopes(edition: str) -> tuple[Name, Name, Name]:
    return Name(edition, "emissions"), Name(edition, "scope1"), Name(edition, "scope2")


def _known(amount: Amount) -> Decimal | None:
    return amount if isinstance(amount, Decimal) else None


def _weights(members: Sequence[MemberYear], read: Read) -> ByGroup:
    found: dict[Group, list[Decimal]] = {}
    for member in members:
        amount = _known(read(member))
        if amount is not None:
            found.setdefault(member.group, []).append(amount)
    return {group: weight(amounts) for group, amounts in found.items()}


def _differing(members: Sequence[MemberYear], read: Read) -> ByGroup:
    """The weights of a quantity of which nothing is no contribution."""
    return _weights(members, lambda one: read(one) or Missing.NO_DATA)


def _reads() -> Iterator[tuple[str, int | None, Read]]:
    """Every figure with what a member adds to it, and the figures beside the totals."""
    for key, horizons in KEYS.items():
        for horizon in horizons or (None,):
            yield key, horizon, _read(key, horizon)
    for horizon in KEYS["t1"]:
        for key, read in _BESIDE.items():
            yield key, horizon, _at(read, horizon)


def _at(read: Callable[[MemberYear, int], Amount], horizon: int) -> Read:
    return lambda one: read(one, horizon)


def _read(key: str, horizon: int | None) -> Read:
    if key == "change":
        return matched_now
    if key in ("progress", "plan_coverage"):
        return _at(with_progress if key == "progress" else with_measures, horizon or 0)
    read = AMOUNTS[key]
    return lambda one: read(one, horizon or one.year)


def _entered(one: MemberYear) -> Amount:
    return _total(one.emissions) if isinstance(one.previous, Missing) else Missing.NO_DATA


def _left(one: MemberYear) -> Amount:
    return _total(one.previous) if isinstance(one.emissions, Missing) else Missing.NO_DATA


def _total(found: Split | Missing) -> Amount:
    return found if isinstance(found, Missing) else found.total


def _uncovered(one: MemberYear, horizon: int) -> Amount:
    return Missing.NO_DATA if one.pledge(horizon).is_quantified else _total(one.latest)


def _uncertain(one: MemberYear, horizon: int) -> Amount:
    return Missing.NO_DATA if _known(certain(one, horizon)) is not None else _cut(one, horizon)


def _high(one: MemberYear, horizon: int) -> Amount:
    cut = _cut(one, horizon)
    return hoped(one, horizon) if isinstance(cut, Missing) else cut


_BESIDE: Final[Mapping[str, Callable[[MemberYear, int], Amount]]] = {
    COVERED: OF_TARGETS["covered"],
    VERIFIED: OF_TARGETS["verified"],
    LOW: certain,
    HIGH: _high,
}


def _series(year: Year) -> Iterator[Series[Name]]:
    for key, horizon, read in _reads():
        weights = _weights(year.members, read)
        if key == "exchanged":
            weights = _parties(year.members, _emitted_twice(year.members), across=None)
        yield Series(Name(year.edition, key, horizon), weights)


# What two members both count: their codes and the tonnes.
Shared = tuple[str, str, Decimal]


def _emitted_twice(members: Sequence[MemberYear]) -> list[Shared]:
    return [(flow.seller, flow.buyer, flow.tonnes) for flow in emitted_by_both(members)]


def _pledged_twice(members: Sequence[MemberYear], horizon: int) -> list[Shared]:
    found = pledged_by_both(members, horizon)
    return [(flow.base.seller, flow.base.buyer, tonnes) for flow, tonnes in found]


def _parties(
    members: Sequence[MemberYear], flows: Iterable[Shared], *, across: bool | None
) -> ByGroup:
    """The members between whom flows go: within a group, from one to another, or all."""
    groups = {one.code: one.group for one in members}
    sums: dict[str, Decimal] = {}
    for seller, buyer, tonnes in flows:
        if tonnes and across in (None, groups[seller] is not groups[buyer]):
            for code in (seller, buyer):
                sums[code] = sums.get(code, ZERO) + tonnes
    found: dict[Group, list[Decimal]] = {}
    for code, tonnes in sums.items():
        found.setdefault(groups[code], []).append(tonnes)
    return {group: weight(amounts) for group, amounts in found.items()}


def _links(year: Year) -> Iterator[Link[Name]]:
    yield from _links_of_the_year(year)
    for horizon in KEYS["t1"]:
        yield from _links_of_targets(year, horizon)


def _links_of_the_year(year: Year) -> Iterator[Link[Name]]:
    members = year.members

    def link(known: str, later: str, weights: ByGroup) -> Link[Name]:
        return Link(Name(year.edition, known), Name(year.edition, later), weights)

    yield link("emissions", "scope1", _differing(members, _read("scope2", None)))
    yield link("emissions", "scope2", _differing(members, _read("scope1", None)))
    # Scopes 1 and 2 less the emissions are what two members count both.
    shared = _emitted_twice(members)
    within = link("scope1", "scope2", _parties(members, shared, across=False))
    yield replace(within, given=Name(year.edition, "emissions"))
    of_all = link("scope1", "scope2", _parties(members, shared, across=None))
    yield replace(of_all, given=Name(year.edition, "emissions"), whole_only=True)
    across = link("emissions", "emissions", _parties(members, shared, across=True))
    yield replace(across, whole_only=True)
    yield link("change", "change", _weights(members, _at(OF_THE_YEAR["before"], 0)))
    yield link("emissions", "change", _weights(members, _entered))
    yield link("change", "change", _weights(members, _left))


def _links_of_targets(year: Year, horizon: int) -> Iterator[Link[Name]]:
    members = year.members

    def link(known: str, later: str, weights: ByGroup, of: Group | None = None) -> Link[Name]:
        first, second = (Name(year.edition, one, horizon) for one in (known, later))
        return Link(first, second, weights, of)

    def read(amount: Callable[[MemberYear, int], Amount]) -> ByGroup:
        return _differing(members, _at(amount, horizon))

    yield link("t1", "t2", read(_second_scope))
    shared = _pledged_twice(members, horizon)
    yield link("t1", "t3", _parties(members, shared, across=False))
    yield replace(link("t1", "t3", _parties(members, shared, across=None)), whole_only=True)
    across = link("t3", "t3", _parties(members, shared, across=True))
    yield replace(across, whole_only=True)
    yield link("t4", "t4_city", {}, Group.ENERGY)
    yield link("t2", "t2_city", {}, Group.ENERGY)
    yield link("t1", "gross", read(_less_gross))
    yield link("t1", "residual", read(_less_residual))
    unstated = link("gross", "residual", read(_unstated))
    yield replace(unstated, given=unstated.known._replace(key="t1"))
    yield link("progress", "progress", read(OF_TARGETS["achieved"]))
    yield link("t1", COVERED, read(_uncovered))
    yield link("t1", VERIFIED, read(OF_TARGETS["unverified"]))
    yield link("t1", LOW, read(_uncertain))
    yield link("t1", HIGH, read(hoped))
    if horizon in KEYS["plan_coverage"]:
        yield link("plan_coverage", "plan_coverage", read(OF_2030["committed"]))
    if horizon in KEYS["delivery"]:
        yield link("delivery", "t4", read(_interpolated))


def _second_scope(one: MemberYear, horizon: int) -> Amount:
    cut = _cut(one, horizon)
    return cut if isinstance(cut, Missing) else one.pledge(horizon).cut.scope2


def _less_gross(one: MemberYear, horizon: int) -> Amount:
    cut, gross = _cut(one, horizon), AMOUNTS["gross"](one, horizon)
    if isinstance(cut, Missing):
        return cut
    return cut if isinstance(gross, Missing) else cut - gross


def _less_residual(one: MemberYear, horizon: int) -> Amount:
    cut, residual = _cut(one, horizon), AMOUNTS["residual"](one, horizon)
    if isinstance(cut, Missing):
        return cut
    return cut if isinstance(residual, Missing) else cut - residual


def _unstated(one: MemberYear, horizon: int) -> Amount:
    stated = isinstance(AMOUNTS["gross"](one, horizon), Decimal)
    return Missing.NO_DATA if stated else _cut(one, horizon)


def _interpolated(one: MemberYear, horizon: int) -> Amount:
    stated = one.pledge(horizon).is_quantified
    return Missing.NO_DATA if stated else on_delivery_line(one, horizon, 2030)


def _between(before: Year, after: Year) -> Iterator[Link[Name]]:
    """What follows from the same figure in two editions."""
    for key, horizon, read in _reads():
        weights = _changed(before.members, after.members, read)
        earlier, later = Name(before.edition, key, horizon), Name(after.edition, key, horizon)
        yield Link(earlier, later, weights, same=True)


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
