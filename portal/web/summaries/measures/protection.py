"""Sums of measures that would give a member away are held back from who may not see members.

The reader's own groups are subtracted first: what is left must not be small. A group is held back
whole with its smallest neighbour, as totals of emissions are; kinds of measures are shown for
whole sets only where the alliance is asked for, so that no two pages can be subtracted.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from portal.aggregation.measures.entries import MemberPlan
from portal.aggregation.measures.roll_up import Sum, by_year
from portal.aggregation.member_year import MemberYear
from portal.plans.amounts import ZERO
from portal.reference.groups import Group
from portal.web.summaries.disclosure import is_small
from portal.web.summaries.reader import Reader

Groups = Mapping[str, Group]


def gives_away(amounts: Mapping[str, Decimal], groups: Groups, reader: Reader) -> bool:
    """Whether a sum of amounts by member is small among the members the reader does not see."""
    unseen = (one for code, one in amounts.items() if not reader.sees(groups[code]))
    return is_small([one for one in unseen if one])


def is_open(
    plans: Sequence[MemberPlan],
    members: Sequence[MemberYear],
    of: Group | None,
    reader: Reader,
    first: int,
) -> bool:
    """Whether the sums of a set may be shown to a reader.

    Args:
        plans: of the whole alliance.
        members: of the whole alliance, with their pledges.
        of: the group that is asked for; None for the alliance.
        reader: who asks.
        first: the first year that is shown.
    """
    if reader.sees(of):
        return True
    if of is None:
        groups = {one.code: one.group for one in plans}
        return not any(gives_away(part, groups, reader) for part in _parts(plans, members, first))
    return of not in _held(plans, members, reader, first)


def _parts(
    plans: Sequence[MemberPlan], members: Sequence[MemberYear], first: int
) -> Iterable[Mapping[str, Decimal]]:
    with_plan = {one.code for one in plans}
    pledged = {one.code: one.pledge(2030).cut.total for one in members if one.code in with_plan}
    yield {code: cut for code, cut in pledged.items() if cut > 0}
    for one in by_year(plans, first):
        yield one.committed_of
        yield one.pipeline_of


def _held(
    plans: Sequence[MemberPlan], members: Sequence[MemberYear], reader: Reader, first: int
) -> frozenset[Group]:
    groups = {one.code: one.group for one in plans}
    unseen = [group for group in Group if not reader.sees(group)]
    by_group = {
        group: list(
            _parts(
                [one for one in plans if one.group is group],
                [one for one in members if one.group is group],
                first,
            )
        )
        for group in unseen
    }
    hidden = {
        group
        for group, parts in by_group.items()
        if any(gives_away(part, groups, reader) for part in parts)
    }
    others = [group for group in unseen if group not in hidden and any(by_group[group])]
    if len(hidden) == 1 and others:
        hidden.add(min(others, key=lambda group: _size(by_group[group])))
    return frozenset(hidden)


def _size(parts: Sequence[Mapping[str, Decimal]]) -> Decimal:
    return sum((one for part in parts for one in part.values()), ZERO)


def protected(sums: Sequence[Sum], groups: Groups, reader: Reader) -> frozenset[str]:
    """Keys of the sums that are held back, the next smallest with a single one."""
    if reader.sees_everyone:
        return frozenset()
    hidden = {
        one.key
        for one in sums
        if any(
            gives_away(part, groups, reader)
            for part in (one.committed_of, one.pipeline_of, one.capex_of)
        )
    }
    others = [one for one in sums if one.key not in hidden]
    if len(hidden) == 1 and others:
        hidden.add(min(others, key=lambda one: one.committed + one.pipeline).key)
    return frozenset(hidden)
