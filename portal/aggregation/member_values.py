"""What lists say of one member in one year; each value has this one definition."""

from collections.abc import Callable

from portal.aggregation.member_year import MemberYear, Pledge, PledgeState
from portal.plans.amounts import ZERO, Amount, Missing

NEAR_TERM = 2030


def emissions(member: MemberYear) -> Amount:
    """Scopes 1 and 2 of the year, tonnes CO2e."""
    found = member.emissions
    return found if isinstance(found, Missing) else found.total


def change(member: MemberYear) -> Amount:
    """Change from the year before, as a share of it."""
    now, before = member.emissions, member.previous
    if isinstance(now, Missing) or isinstance(before, Missing) or not before.total:
        return Missing.NO_DATA
    return now.total / before.total - 1


def cut(member: MemberYear, year: int) -> Amount:
    """The contribution of a target year, tonnes CO2e a year."""
    return _pledged(member.pledge(year), lambda pledge: pledge.cut.total)


def cut_share(member: MemberYear, year: int) -> Amount:
    """The cut as a share of the covered base emissions."""
    return _pledged(
        member.pledge(year),
        lambda pledge: (
            pledge.cut.total / pledge.base.total if pledge.base.total else Missing.NOT_QUANTIFIED
        ),
    )


def target(member: MemberYear, year: int) -> Amount:
    """The change that a target asks of the covered base emissions: a cut is below zero."""
    share = cut_share(member, year)
    return share if isinstance(share, Missing) else -share


def plan_coverage(member: MemberYear) -> Amount:
    """Committed measures of 2030 over the contribution."""
    pledged = cut(member, NEAR_TERM)
    if isinstance(pledged, Missing):
        return pledged
    if pledged <= ZERO or not member.measures.count:
        return Missing.NO_DATA
    return member.measures.committed / pledged


def _pledged(pledge: Pledge, amount: Callable[[Pledge], Amount]) -> Amount:
    if pledge.state is PledgeState.NONE:
        return Missing.NO_PLEDGE
    return amount(pledge) if pledge.is_quantified else Missing.NOT_QUANTIFIED
