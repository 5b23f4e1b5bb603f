"""What one member adds to each figure, and whether the figure adds up over members."""

from collections.abc import Callable, Mapping
from typing import Final

from portal.aggregation.contributions import NEAR_TERM, on_delivery_line
from portal.aggregation.member_year import MemberYear, Pledge, PledgeState, emissions_in
from portal.aggregation.progress import share_achieved
from portal.plans.amounts import ZERO, Amount, Missing
from portal.reference.groups import Group

Read = Callable[[MemberYear, int], Amount]


def _pledged(amount: Callable[[Pledge], Amount]) -> Read:
    def read(member: MemberYear, horizon: int) -> Amount:
        pledge = member.pledge(horizon)
        if pledge.state is PledgeState.NONE:
            return Missing.NO_PLEDGE
        return amount(pledge) if pledge.is_quantified else Missing.NOT_QUANTIFIED

    return read


def _residual(pledge: Pledge) -> Amount:
    return pledge.gross if isinstance(pledge.gross, Missing) else pledge.cut.total - pledge.gross


def _emissions(member: MemberYear, horizon: int) -> Amount:
    found = member.emissions
    return found if isinstance(found, Missing) else found.total


def _scope1(member: MemberYear, horizon: int) -> Amount:
    found = member.emissions
    return found if isinstance(found, Missing) else found.scope1


def _scope2(member: MemberYear, horizon: int) -> Amount:
    found = member.emissions
    return found if isinstance(found, Missing) else found.scope2


def _biogenic(member: MemberYear, horizon: int) -> Amount:
    return member.emissions if isinstance(member.emissions, Missing) else member.biogenic


def _change(member: MemberYear, horizon: int) -> Amount:
    now, before = member.emissions, member.previous
    if isinstance(now, Missing) or isinstance(before, Missing) or not before.total:
        return Missing.NO_DATA
    return now.total / before.total - 1


def _exchanged(member: MemberYear, horizon: int) -> Amount:
    bought = [flow.tonnes for flow in member.flows if not flow.supplied and flow.tonnes is not None]
    return sum(bought, ZERO) if bought else Missing.NO_DATA


def _since_common(member: MemberYear, horizon: int) -> Amount:
    left = emissions_in(member, horizon)
    if isinstance(left, Missing) or isinstance(member.common, Missing):
        return left if isinstance(left, Missing) else Missing.NO_DATA
    return member.common.total - left


def _outside_energy(member: MemberYear, horizon: int) -> Amount:
    return Missing.NO_PLEDGE if member.group is Group.ENERGY else _since_common(member, horizon)


def _scope1_cut(member: MemberYear, horizon: int) -> Amount:
    return _pledged(lambda pledge: pledge.cut.scope1)(member, horizon)


def _scope1_outside_energy(member: MemberYear, horizon: int) -> Amount:
    return Missing.NO_PLEDGE if member.group is Group.ENERGY else _scope1_cut(member, horizon)


def _power(member: MemberYear, horizon: int) -> Amount:
    return _scope1_cut(member, horizon) if member.group is Group.ENERGY else Missing.NO_PLEDGE


def _delivered(member: MemberYear, horizon: int) -> Amount:
    if member.pledge(horizon).is_quantified:
        return _since_common(member, horizon)
    left = on_delivery_line(member, horizon, NEAR_TERM)
    if isinstance(left, Missing) or isinstance(member.common, Missing):
        return left if isinstance(left, Missing) else Missing.NO_DATA
    return member.common.total - left


def _planned(member: MemberYear, horizon: int) -> Amount:
    pledged = _pledged(lambda pledge: pledge.cut.total)(member, horizon)
    if isinstance(pledged, Missing):
        return pledged
    if pledged <= 0 or not member.measures.count:
        return Missing.NO_DATA
    return member.measures.committed / pledged


AMOUNTS: Final[Mapping[str, Read]] = {
    "emissions": _emissions,
    "scope1": _scope1,
    "scope2": _scope2,
    "biogenic": _biogenic,
    "exchanged": _exchanged,
    "change": _change,
    "t1": _pledged(lambda pledge: pledge.cut.total),
    "t2": _scope1_cut,
    "t3": _pledged(lambda pledge: pledge.cut.total),
    "t4": _since_common,
    "t4_city": _outside_energy,
    "t2_city": _scope1_outside_energy,
    "power": _power,
    "net": _pledged(lambda pledge: pledge.cut.total),
    "gross": _pledged(lambda pledge: pledge.gross),
    "residual": _pledged(_residual),
    "progress": share_achieved,
    "plan_coverage": _planned,
    "delivery": _delivered,
}
