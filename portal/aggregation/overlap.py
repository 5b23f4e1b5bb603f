"""What two members would both count: flows of energy between them, matched from both reports."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from portal.aggregation.member_year import MemberYear, PlannedFlow, ReportedFlow, in_grams
from portal.plans.amounts import ZERO, Missing

TOLERANCE = Decimal("0.05")
# Producing these is scope 1 of the seller and scope 2 of the buyer: the same tonne twice.
SHARED_CARRIERS = frozenset({"steam", "heat", "compressed_air", "electricity"})

Key = tuple[str, str, str]


class Match(StrEnum):
    """How the reports of seller and buyer fit together."""

    MATCHED = "matched"
    DIFFERING = "differing"
    ONE_SIDED = "one_sided"


@dataclass(frozen=True, slots=True)
class Flow:
    """One flow between two members, tonnes CO2e as the buyer (else the seller) reports it."""

    seller: str
    buyer: str
    carrier: str
    tonnes: Decimal
    match: Match


@dataclass(frozen=True, slots=True)
class FallingFlow:
    """One flow in the base year and in the target year, tonnes CO2e."""

    base: Flow
    target: Flow

    @property
    def is_matched(self) -> bool:
        """Whether both partners report both years alike."""
        return self.base.match is Match.MATCHED and self.target.match is Match.MATCHED

    @property
    def fall(self) -> Decimal:
        """How much less there is of it in the target year; never negative."""
        return max(ZERO, self.base.tonnes - self.target.tonnes)


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


def match(reported: Iterable[ReportedFlow]) -> Mapping[Key, Flow]:
    """Flows by seller, buyer and carrier; rows of one reporter for one flow are added up."""
    sold: dict[Key, Decimal] = {}
    bought: dict[Key, Decimal] = {}
    for one in reported:
        if one.carrier in SHARED_CARRIERS:
            side = sold if one.supplied else bought
            key = (*one.parties, one.carrier)
            side[key] = side.get(key, ZERO) + one.tonnes
    return {key: _flow(key, sold.get(key), bought.get(key)) for key in sorted({*sold, *bought})}


def _flow(key: Key, sold: Decimal | None, bought: Decimal | None) -> Flow:
    seller, buyer, carrier = key
    if sold is None or bought is None:
        return Flow(seller, buyer, carrier, bought or sold or ZERO, Match.ONE_SIDED)
    apart = abs(sold - bought) > TOLERANCE * max(sold, bought)
    return Flow(seller, buyer, carrier, bought, Match.DIFFERING if apart else Match.MATCHED)


def falling(planned: Iterable[PlannedFlow], year: int) -> Sequence[FallingFlow]:
    """Flows planned for a target year, with their base year."""
    of_year = [one for one in planned if one.target_year == year]
    base, target = match(one.base for one in of_year), match(one.target for one in of_year)
    return [FallingFlow(base[key], target[key]) for key in base]


def pledged_twice(members: Sequence[MemberYear], year: int) -> Overlap:
    """What seller and buyer both count in their contributions of a target year.

    Only flows between two members of the set that both have a quantified pledge count.

    Source:
        O = min(c_seller1, c_buyer2) x max(0, X(b) - X(T)), summed over matched flows.
    """
    tonnes, flows, open_tonnes, open_flows = ZERO, 0, ZERO, 0
    for flow, twice in pledged_by_both(members, year):
        if flow.is_matched:
            tonnes, flows = tonnes + twice, flows + 1
        else:
            open_tonnes, open_flows = open_tonnes + twice, open_flows + 1
    return Overlap(tonnes, flows, open_tonnes, open_flows)


def pledged_by_both(
    members: Sequence[MemberYear], year: int
) -> Iterator[tuple[FallingFlow, Decimal]]:
    """The flows between members with a quantified pledge, each with what both count of it."""
    counted = {one.code: one.pledge(year) for one in members if one.pledge(year).is_quantified}
    for flow in falling((plan for one in members for plan in one.planned_flows), year):
        seller, buyer = counted.get(flow.base.seller), counted.get(flow.base.buyer)
        if seller is not None and buyer is not None:
            shared = min(seller.coverage.scope1, buyer.coverage.scope2)
            yield flow, in_grams(shared * flow.fall)


def emitted_twice(members: Sequence[MemberYear]) -> Overlap:
    """What seller and buyer both report as emissions of the year; each flow counts once."""
    tonnes, flows, open_tonnes, open_flows = ZERO, 0, ZERO, 0
    for flow in emitted_by_both(members):
        if flow.match is Match.MATCHED:
            tonnes, flows = tonnes + flow.tonnes, flows + 1
        else:
            open_tonnes, open_flows = open_tonnes + flow.tonnes, open_flows + 1
    return Overlap(tonnes, flows, open_tonnes, open_flows)


def emitted_by_both(members: Sequence[MemberYear]) -> Iterator[Flow]:
    """The flows of the year between members whose emissions are both counted."""
    counted = {one.code for one in members if not isinstance(one.emissions, Missing)}
    for flow in match(one for member in members for one in member.flows).values():
        if flow.seller in counted and flow.buyer in counted:
            yield flow
