"""What two members would both count: flows of energy between them, matched from both reports."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final, NamedTuple

from portal.aggregation.member_year import MemberYear, in_grams
from portal.aggregation.tally import Pair, Tally, added_up, key
from portal.exchange.matching import FallingFlow as FallingFlow
from portal.exchange.matching import Flow as Flow
from portal.exchange.matching import Match as Match
from portal.exchange.matching import Rulings
from portal.exchange.matching import falling as falling
from portal.exchange.matching import match as match
from portal.plans.amounts import ZERO, Amount, Missing
from portal.reference.groups import Group

HORIZONS = (2026, 2030, 2050)


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


class State(StrEnum):
    """What becomes of a flow in sums over both of its parties."""

    DEDUCTED = "deducted"
    OPEN = "open"
    NOT_COUNTED = "not_counted"


class SharedFlow(NamedTuple):
    """A flow between two members with what both of them count, tonnes CO2e.

    Attributes:
        horizon: target year of a planned flow, 0 for what was reported for the year itself.
        sold_in, bought_in: groups of seller and buyer; None for one that is no member.
        tonnes: counted twice, or at most counted twice while the reports differ.
    """

    horizon: int
    seller: str
    buyer: str
    carrier: str
    sold_in: Group | None
    bought_in: Group | None
    state: State
    tonnes: Decimal


def shared_flows(
    members: Sequence[MemberYear], horizons: Iterable[int] = HORIZONS
) -> Iterator[SharedFlow]:
    """Every flow that one of the members reports or plans.

    What two members both count: of the year, the emissions of the flow, where both have an
    inventory; of a target year what seller and buyer both count in their contributions, where
    both have a quantified pledge.

    Source:
        O = min(c_seller1, c_buyer2) x max(0, X(b) - X(T)), summed over matched flows.
    """
    by_code = {one.code: one for one in members}
    settled = {(one.key, one.horizon): one for member in members for one in member.rulings}
    reported = (one for member in members for one in member.flows)
    for flow in match(reported, settled).values():
        both = _both(by_code, flow, lambda one: not isinstance(one.emissions, Missing))
        yield _shared(by_code, flow, 0, flow.match, (flow.tonnes, flow.most) if both else None)
    for year in horizons:
        planned = (plan for one in members for plan in one.planned_flows)
        for pair in falling(planned, year, settled):
            amounts = _falls(by_code, pair, year)
            yield _shared(by_code, pair.base, year, pair.match, amounts)


def _both(
    by_code: Mapping[str, MemberYear], flow: Flow, counts: Callable[[MemberYear], bool]
) -> tuple[MemberYear, MemberYear] | None:
    seller, buyer = by_code.get(flow.seller), by_code.get(flow.buyer)
    if seller is None or buyer is None or not (counts(seller) and counts(buyer)):
        return None
    return seller, buyer


def _falls(
    by_code: Mapping[str, MemberYear], pair: FallingFlow, year: int
) -> tuple[Decimal, Decimal] | None:
    both = _both(by_code, pair.base, lambda one: one.pledge(year).is_quantified)
    if both is None:
        return None
    seller, buyer = (one.pledge(year) for one in both)
    shared = min(seller.coverage.scope1, buyer.coverage.scope2)
    return in_grams(shared * pair.fall), in_grams(shared * pair.most)


def _shared(
    by_code: Mapping[str, MemberYear],
    flow: Flow,
    horizon: int,
    found: Match,
    amounts: tuple[Decimal, Decimal] | None,
) -> SharedFlow:
    sold_in, bought_in = (
        by_code[one].group if one in by_code else None for one in (flow.seller, flow.buyer)
    )
    state, tonnes = State.NOT_COUNTED, ZERO
    if amounts is not None and found.counts:
        state, tonnes = State.DEDUCTED, amounts[0]
    elif amounts is not None and found.is_open:
        state, tonnes = State.OPEN, amounts[1]
    return SharedFlow(horizon, *flow.key, sold_in, bought_in, state, tonnes)


def twice_counted(flows: Iterable[SharedFlow]) -> Mapping[Group, list[Pair]]:
    """What flows add to the tally of each group.

    A flow from one group to another is added to the seller's group, under a name of its own,
    because only the alliance counts it twice.
    """
    found: dict[Group, list[Pair]] = {group: [] for group in Group}
    for one in flows:
        if one.state is State.NOT_COUNTED or one.sold_in is None or one.bought_in is None:
            continue
        across = "_across" if one.sold_in is not one.bought_in else ""
        name = f"{'twice' if one.state is State.DEDUCTED else 'open'}{across}"
        found[one.sold_in].append((key(name, one.horizon or None), one.seller, one.tonnes))
    return found


# Parts of a tally: the members between whom flows go that are deducted, whichever flows they are,
# those within a group, and those from one group to another.
PARTY: Final = "party"
PARTY_WITHIN: Final = "party_within"
PARTY_ACROSS: Final = "party_across"


def parties(flows: Iterable[SharedFlow]) -> Mapping[Group, list[Pair]]:
    """What the parties of deducted flows count twice, each party in its own group."""
    sums: dict[tuple[Group, str, str], Decimal] = {}
    for one in flows:
        if one.state is not State.DEDUCTED or not one.tonnes:
            continue
        if one.sold_in is None or one.bought_in is None:
            continue
        across = PARTY_WITHIN if one.sold_in is one.bought_in else PARTY_ACROSS
        for group, code in ((one.sold_in, one.seller), (one.bought_in, one.buyer)):
            for name in (PARTY, across):
                place = group, key(name, one.horizon or None), code
                sums[place] = sums.get(place, ZERO) + one.tonnes
    found: dict[Group, list[Pair]] = {group: [] for group in Group}
    for (group, name, code), tonnes in sums.items():
        found[group].append((name, code, tonnes))
    return found


def overlap_of(tally: Tally, horizon: int | None = None, *, across: bool) -> Overlap:
    """What a set counts twice in a target year, or in the emissions of the reporting year.

    Args:
        tally: of the set.
        horizon: the target year, None for emissions.
        across: with the flows from one group to another, for a set of all groups.
    """
    names = ("", "_across") if across else ("",)
    twice = [tally.at(f"twice{one}", horizon) for one in names]
    still = [tally.at(f"open{one}", horizon) for one in names]
    return Overlap(
        sum((one.total for one in twice), ZERO),
        sum(one.counted for one in twice),
        sum((one.total for one in still), ZERO),
        sum(one.counted for one in still),
    )


def pledged_twice(members: Sequence[MemberYear], year: int) -> Overlap:
    """What seller and buyer both count in their contributions of a target year."""
    return _overlap((one for one in shared_flows(members, (year,)) if one.horizon), year)


def emitted_twice(members: Sequence[MemberYear]) -> Overlap:
    """What seller and buyer both report as emissions of the year; each flow counts once."""
    return _overlap(shared_flows(members, ()), None)


def _overlap(flows: Iterable[SharedFlow], horizon: int | None) -> Overlap:
    pairs = (pair for found in twice_counted(flows).values() for pair in found)
    return overlap_of(added_up(pairs), horizon, across=True)


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
