"""The exchanges of a year as a network: who passes what to whom, and what that avoids."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from portal.exchange.avoided import avoided, avoided_as_the_city_counts, captured, heat
from portal.exchange.figures import ReportedFlow, Treatment, treatment
from portal.exchange.matching import Match
from portal.exchange.queries import Case, Party
from portal.exchange.words import BASE_UNITS
from portal.plans.amounts import ZERO, Amount, Missing


@dataclass(frozen=True, slots=True)
class Edge:
    """One flow of the reporting year between two members.

    Attributes:
        quantity: in `unit`, as the buyer (else the seller) reports it, or as was settled.
        tonnes: tonnes CO2e of producing it.
        avoided: tonnes CO2 the buyer's own boiler would have emitted beyond that.
        captured: tonnes CO2 that go into products; counted at the emitter only.
    """

    case: Case
    quantity: Amount
    unit: str
    tonnes: Amount
    heat: Amount
    avoided: Amount
    city: Amount
    captured: Amount

    @property
    def seller(self) -> Party:
        """Who supplies it."""
        return self.case.seller

    @property
    def buyer(self) -> Party:
        """Who receives it."""
        return self.case.buyer

    @property
    def carrier(self) -> str:
        """What it is."""
        return self.case.flow.carrier

    @property
    def treatment(self) -> Treatment:
        """How it counts."""
        return treatment(self.carrier)

    @property
    def match(self) -> Match:
        """How the two reports fit together."""
        return self.case.match


@dataclass(frozen=True, slots=True)
class Network:
    """The flows of a year, and sums over those that agree or are settled.

    Attributes:
        shared: tonnes CO2e that two members both report and that count once.
        open_tonnes: what further open flows would add at most.
    """

    edges: tuple[Edge, ...]
    heat: Amount
    avoided: Amount
    city: Amount
    captured: Amount
    shared: Decimal
    open_tonnes: Decimal

    @property
    def members(self) -> int:
        """Members that supply or receive anything."""
        return len({party.code for one in self.edges for party in (one.seller, one.buyer)})


def network(cases: Iterable[Case]) -> Network:
    """The network of the flows reported for the year itself; settled non-exchanges are left out."""
    reported = [one for one in cases if not one.horizon and one.match is not Match.NO_EXCHANGE]
    edges = tuple(_edge(one) for one in reported)
    sure = [one for one in edges if one.match.counts]
    shared = [one.case.flow for one in edges if one.treatment is Treatment.SHARED]
    return Network(
        edges,
        _sum(one.heat for one in sure),
        _sum(one.avoided for one in sure),
        _sum(one.city for one in sure),
        _sum(one.captured for one in sure),
        sum((one.tonnes for one in shared if one.match.counts), ZERO),
        sum((one.most for one in shared if one.match.is_open), ZERO),
    )


def _sum(amounts: Iterable[Amount]) -> Amount:
    known = [one for one in amounts if isinstance(one, Decimal)]
    return sum(known, ZERO) if known else Missing.NO_DATA


def _edge(case: Case) -> Edge:
    side = holding(case)
    if side is None:
        raise ValueError(f"nobody reports {case.flow.key}")
    return Edge(
        case,
        Missing.NOT_STATED if side.quantity is None else side.quantity,
        BASE_UNITS.get(side.dimension, ""),
        Missing.NOT_STATED if side.tonnes is None else side.tonnes,
        heat(side),
        avoided(side),
        avoided_as_the_city_counts(side),
        captured(side),
    )


def holding(case: Case) -> ReportedFlow | None:
    """The report whose figures are shown: the settled one, else the buyer's, else the seller's."""
    return case.flow.held or case.flow.bought or case.flow.sold
