"""What two members would both count: flows of energy between them, matched from both reports."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from portal.aggregation.member_year import MemberYear, in_grams
from portal.exchange.matching import FallingFlow as FallingFlow
from portal.exchange.matching import Flow as Flow
from portal.exchange.matching import Match as Match
from portal.exchange.matching import Rulings
from portal.exchange.matching import falling as falling
from portal.exchange.matching import match as match
from portal.plans.amounts import ZERO, Amount, Missing


@dataclass(frozen=True, slots=True)
class Overlap:
    """What is counted twice in a sum, tonnes CO2e.

    Attributes:
        tonnes: from matched flows between two counted members.
        flows: number of these flows.
        open_tonnes: what the unmatched flows would add at most.
        open_flows: number of flows reported by one side only, or differently.
    """

    tonnes: Decimal = ZERO
    flows: int = 0
    open_tonnes: Decimal = ZERO
    open_flows: int = 0

    def interval(self, deducted: Amount) -> tuple[Amount, Amount]:
        """Low and high of a total that this overlap was deducted from, tonnes CO2e.

        High is the total as it stands; low is what is left of it when every open flow turns out
        to be counted twice, each at the larger of its two reports.
        """
        if isinstance(deducted, Missing):
            return deducted, deducted
        return deducted - self.open_tonnes, deducted


def pledged_twice(members: Sequence[MemberYear], year: int) -> Overlap:
    """What seller and buyer both count in their contributions of a target year.

    Only flows between two members of the set that both have a quantified pledge count.

    Source:
        O = min(c_seller1, c_buyer2) x max(0, X(b) - X(T)), summed over matched flows.
    """
    counted = {one.code: one.pledge(year) for one in members if one.pledge(year).is_quantified}
    tonnes, flows, open_tonnes, open_flows = ZERO, 0, ZERO, 0
    planned = (plan for one in members for plan in one.planned_flows)
    for flow in falling(planned, year, _rulings(members)):
        seller, buyer = counted.get(flow.base.seller), counted.get(flow.base.buyer)
        if seller is None or buyer is None:
            continue
        shared = min(seller.coverage.scope1, buyer.coverage.scope2)
        if flow.is_matched:
            tonnes, flows = tonnes + in_grams(shared * flow.fall), flows + 1
        elif flow.match.is_open:
            most = in_grams(shared * flow.most)
            open_tonnes, open_flows = open_tonnes + most, open_flows + 1
    return Overlap(tonnes, flows, open_tonnes, open_flows)


def emitted_twice(members: Sequence[MemberYear]) -> Overlap:
    """What seller and buyer both report as emissions of the year; each flow counts once."""
    counted = {one.code for one in members if not isinstance(one.emissions, Missing)}
    tonnes, flows, open_tonnes, open_flows = ZERO, 0, ZERO, 0
    reported = (one for member in members for one in member.flows)
    for flow in match(reported, _rulings(members)).values():
        if flow.seller not in counted or flow.buyer not in counted:
            continue
        if flow.match.counts:
            tonnes, flows = tonnes + flow.tonnes, flows + 1
        elif flow.match.is_open:
            open_tonnes, open_flows = open_tonnes + flow.most, open_flows + 1
    return Overlap(tonnes, flows, open_tonnes, open_flows)


def pledged_by_both(
    members: Sequence[MemberYear], year: int
) -> Iterator[tuple[FallingFlow, Decimal]]:
    """The flows that are deducted from contributions, each with the tonnes that both count."""
    counted = {one.code: one.pledge(year) for one in members if one.pledge(year).is_quantified}
    planned = (plan for one in members for plan in one.planned_flows)
    for flow in falling(planned, year, _rulings(members)):
        seller, buyer = counted.get(flow.base.seller), counted.get(flow.base.buyer)
        if flow.is_matched and seller is not None and buyer is not None:
            shared = min(seller.coverage.scope1, buyer.coverage.scope2)
            yield flow, in_grams(shared * flow.fall)


def emitted_by_both(members: Sequence[MemberYear]) -> Iterator[Flow]:
    """The flows that are deducted from the emissions of the year."""
    counted = {one.code for one in members if not isinstance(one.emissions, Missing)}
    reported = (one for member in members for one in member.flows)
    for flow in match(reported, _rulings(members)).values():
        if flow.match.counts and flow.seller in counted and flow.buyer in counted:
            yield flow


def _rulings(members: Iterable[MemberYear]) -> Rulings:
    return {(one.key, one.horizon): one for member in members for one in member.rulings}
