"""Sums of measures that would give a member away are held back from who may not see members.

Sums of groups and of the alliance are judged with all other figures of the year, one year of the
plans beside the other: where few measures begin, two years tell what they save. Kinds of measures
are shown for the alliance only, and so that none of them follows from the kinds beside it.
"""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from itertools import combinations
from typing import Final

from portal.aggregation.disclosure import Link, Series, Weight, weight
from portal.aggregation.measures.entries import MemberPlan
from portal.aggregation.measures.roll_up import NEAR_TERM, Sum, by_year
from portal.aggregation.member_year import MemberYear
from portal.plans.amounts import ZERO
from portal.publication.judged import Beside, Name
from portal.publication.page_figures import COMMITTED, PIPELINE
from portal.reference.groups import Group
from portal.web.summaries.disclosure import is_small
from portal.web.summaries.reader import Reader

Groups = Mapping[str, Group]
Amounts = Mapping[str, Decimal]
Kind = tuple[str, str]

COMMITTED_IN: Final = "committed_in"
PIPELINE_IN: Final = "pipeline_in"
KEYS: Final = (COMMITTED_IN, PIPELINE_IN)
_READS: Final[Mapping[str, Callable[[Sum], Amounts]]] = {
    COMMITTED_IN: lambda one: one.committed_of,
    PIPELINE_IN: lambda one: one.pipeline_of,
}


def plan_figures(plans: Sequence[MemberPlan], members: Sequence[MemberYear], first: int) -> Beside:
    """What the measures save in each year, to be judged with the other figures of the year.

    Args:
        plans: of the whole alliance.
        members: of the whole alliance.
        first: the first year that is shown.
    """
    groups = {one.code: one.group for one in plans}
    sums = {int(one.key): one for one in by_year(plans, first)}
    # The year of the targets is the one that people come for.
    years = sorted(sums, key=lambda year: (year != NEAR_TERM, year))
    series = list[Series[Name]]()
    links = list[Link[Name]]()
    for key, read in _READS.items():
        known = {Name("", key, year): read(sums[year]) for year in years}
        series += [Series(name, _weights(found, {}, groups)) for name, found in known.items()]
        known = {Name("", _ON_SUMMARY[key], NEAR_TERM): _of_members(key, members), **known}
        links += [
            Link(one, other, _weights(known[one], known[other], groups), same=True)
            for one, other in combinations(known, 2)
        ]
    return Beside(series, links)


_ON_SUMMARY: Final = {COMMITTED_IN: COMMITTED, PIPELINE_IN: PIPELINE}


def _of_members(key: str, members: Sequence[MemberYear]) -> Amounts:
    if key == COMMITTED_IN:
        return {one.code: one.measures.committed for one in members}
    return {one.code: one.measures.pipeline for one in members}


def _weights(now: Amounts, before: Amounts, groups: Groups) -> Mapping[Group, Weight]:
    """The weight of each group in the difference of two sums by member."""
    found: dict[Group, list[Decimal]] = {}
    for code, group in groups.items():
        differs = now.get(code, ZERO) - before.get(code, ZERO)
        if differs:
            found.setdefault(group, []).append(differs)
    return {group: weight(amounts) for group, amounts in found.items()}


def protected(
    dimensions: Mapping[str, Sequence[Sum]],
    groups: Groups,
    reader: Reader,
    *,
    with_total: bool = True,
) -> frozenset[Kind]:
    """The kinds of measures that are held back, by dimension and key.

    Args:
        dimensions: the kinds of all measures, one way and another.
        groups: of the members, by code.
        reader: who reads.
        with_total: whether the sums of all kinds are shown; else they must not follow.
    """
    if reader.sees_everyone:
        return frozenset()
    unseen = frozenset(code for code, group in groups.items() if not reader.sees(group))
    kinds = {
        (name, one.key): _parts(one, unseen) for name, sums in dimensions.items() for one in sums
    }
    hidden = {kind for kind, parts in kinds.items() if _gives_away(parts)}
    if not with_total:
        own = [[(name, one.key) for one in sums] for name, sums in dimensions.items() if sums]
        hidden |= {min(one, key=lambda kind: (_size(kinds[kind]), kind)) for one in own}
    while more := _completed(kinds, hidden) or _beside_each_other(kinds, hidden):
        hidden |= more
    return frozenset(hidden)


Parts = tuple[Amounts, ...]


def _parts(one: Sum, unseen: frozenset[str]) -> Parts:
    return tuple(
        {code: amount for code, amount in part.items() if amount and code in unseen}
        for part in (one.committed_of, one.pipeline_of, one.capex_of)
    )


def _gives_away(parts: Parts) -> bool:
    return any(is_small([one for one in part.values() if one]) for part in parts)


def _completed(kinds: Mapping[Kind, Parts], hidden: set[Kind]) -> set[Kind]:
    """A further kind of a dimension whose hidden kinds follow from the total; none, if none do."""
    for name in dict.fromkeys(name for name, _ in kinds):
        own = [kind for kind in kinds if kind[0] == name]
        rest = [kind for kind in own if kind in hidden]
        shown = [kind for kind in own if kind not in hidden]
        if (
            rest
            and shown
            and (len(rest) == 1 or _gives_away(_together([kinds[one] for one in rest])))
        ):
            return {min(shown, key=lambda kind: (_size(kinds[kind]), kind))}
    return set()


def _beside_each_other(kinds: Mapping[Kind, Parts], hidden: set[Kind]) -> set[Kind]:
    """A kind that differs too little from one of another dimension; none, if all differ enough."""
    shown = [kind for kind in kinds if kind not in hidden]
    for one, other in combinations(shown, 2):
        if one[0] != other[0] and _gives_away(_added(kinds[one], kinds[other], -1)):
            return {other}
    return set()


def _together(several: Sequence[Parts]) -> Parts:
    return tuple(
        {
            code: sum((one.get(code, ZERO) for one in same), ZERO)
            for code in frozenset[str]().union(*same)
        }
        for same in zip(*several, strict=True)
    )


def _added(first: Parts, second: Parts, sign: int) -> Parts:
    return tuple(
        {code: one.get(code, ZERO) + sign * other.get(code, ZERO) for code in {*one, *other}}
        for one, other in zip(first, second, strict=True)
    )


def _size(parts: Parts) -> Decimal:
    return sum((one for part in parts for one in part.values()), ZERO)
