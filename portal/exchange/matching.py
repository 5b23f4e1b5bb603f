"""Whether the reports of seller and buyer say the same, and what of a flow counts.

Tolerances: quantity and tonnes agree within 5 %: either side reads its own meter, and between the
two lie the losses of the pipe (judgement of the Alliance; the same since the first summaries).
Factors agree within 1 %: the sheet asks both sides for the supplier's value, so only rounding may
lie between them (the limit of rule INV-214). Periods agree exactly.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from portal.exchange.figures import (
    SHARED_CARRIERS,
    Key,
    PlannedFlow,
    ReportedFlow,
    Ruling,
    Seen,
    StatedFlow,
    Verdict,
)
from portal.exchange.third_value import held

ZERO = Decimal(0)
TOLERANCE = Decimal("0.05")
FACTOR_TOLERANCE = Decimal("0.01")
Rulings = Mapping[tuple[Key, int], Ruling]
NO_RULINGS: Rulings = {}


class Match(StrEnum):
    """How the reports of seller and buyer fit together, and what was settled if they do not."""

    MATCHED = "matched"
    DIFFERING = "differing"
    ONE_SIDED = "one_sided"
    SETTLED = "settled"
    NO_EXCHANGE = "no_exchange"

    @property
    def counts(self) -> bool:
        """Whether the flow is deducted."""
        return self in (Match.MATCHED, Match.SETTLED)

    @property
    def is_open(self) -> bool:
        """Whether somebody has to do something about it."""
        return self in (Match.DIFFERING, Match.ONE_SIDED)


class Aspect(StrEnum):
    """What two reports of one flow may differ in."""

    QUANTITY = "quantity"
    UNIT = "unit"
    TONNES = "tonnes"
    FACTOR = "factor"
    PERIOD = "period"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that the two reports say differently.

    Attributes:
        apart: difference over the larger of the two; None for periods and units.
    """

    aspect: Aspect
    sold: Decimal | int | str
    bought: Decimal | int | str
    apart: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Flow:
    """One flow between two members from both reports.

    Attributes:
        tonnes: tonnes CO2e as the buyer (else the seller) reports it, or as was settled.
        most: the larger of the two reports, tonnes CO2e: what it may be at most while it is open.
        sold, bought: what each side reports, its rows added up; None when it reports nothing.
        held: the report that holds after a settlement.
    """

    seller: str
    buyer: str
    carrier: str
    tonnes: Decimal
    match: Match
    most: Decimal = ZERO
    sold: ReportedFlow | None = None
    bought: ReportedFlow | None = None
    differences: tuple[Difference, ...] = ()
    held: ReportedFlow | None = None

    @property
    def key(self) -> Key:
        """Seller, buyer and carrier."""
        return self.seller, self.buyer, self.carrier


@dataclass(frozen=True, slots=True)
class FallingFlow:
    """One flow in the base year and in the target year, tonnes CO2e."""

    base: Flow
    target: Flow

    @property
    def match(self) -> Match:
        """How both years together stand: the worse of the two."""
        for state in (Match.ONE_SIDED, Match.DIFFERING, Match.NO_EXCHANGE, Match.SETTLED):
            if state in (self.base.match, self.target.match):
                return state
        return Match.MATCHED

    @property
    def is_matched(self) -> bool:
        """Whether both partners report both years alike, or a coordinator settled it."""
        return self.match.counts

    @property
    def fall(self) -> Decimal:
        """How much less there is of it in the target year; never negative."""
        return max(ZERO, self.base.tonnes - self.target.tonnes)

    @property
    def most(self) -> Decimal:
        """The larger fall of the two reports, which is what it may be at most while open."""
        sides = (self.base.sold, self.target.sold), (self.base.bought, self.target.bought)
        falls = [(one.tonnes or ZERO) - (two.tonnes or ZERO) for one, two in sides if one and two]
        return max(ZERO, *falls, self.fall)


def match(
    reported: Iterable[ReportedFlow],
    rulings: Rulings = NO_RULINGS,
    carriers: frozenset[str] | None = SHARED_CARRIERS,
) -> Mapping[Key, Flow]:
    """Flows by seller, buyer and carrier; rows of one reporter for one flow are added up.

    Args:
        reported: by either side, in any order.
        rulings: what coordinators settled, by flow and horizon 0.
        carriers: the carriers wanted; None for all.
    """
    sold, bought = _sides(reported, carriers)
    flows = {key: flow(key, sold.get(key), bought.get(key)) for key in sorted({*sold, *bought})}
    return {key: ruled(one, rulings.get((key, 0))) for key, one in flows.items()}


def _sides(
    reported: Iterable[ReportedFlow], carriers: frozenset[str] | None
) -> tuple[dict[Key, ReportedFlow], dict[Key, ReportedFlow]]:
    sold: dict[Key, ReportedFlow] = {}
    bought: dict[Key, ReportedFlow] = {}
    for one in reported:
        if carriers is None or one.carrier in carriers:
            side = sold if one.supplied else bought
            before = side.get(one.key)
            side[one.key] = one if before is None else _together(before, one)
    return sold, bought


def _together(one: ReportedFlow, other: ReportedFlow) -> ReportedFlow:
    """Two rows of one reporter for one flow; what does not add up is not known."""
    alike = one.dimension == other.dimension
    quantity = _sum(one.quantity, other.quantity) if alike else None
    factor = one.factor if one.factor == other.factor else None
    if factor is None and quantity and one.factor is not None and other.factor is not None:
        weighted = one.factor * (one.quantity or ZERO) + other.factor * (other.quantity or ZERO)
        factor = weighted / quantity
    return replace(
        one,
        tonnes=_sum(one.tonnes, other.tonnes),
        quantity=quantity,
        dimension=one.dimension if alike else "",
        factor=factor,
    )


def _sum(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return None if one is None or other is None else one + other


def flow(key: Key, sold: ReportedFlow | None, bought: ReportedFlow | None) -> Flow:
    """One flow from what the two sides report of it."""
    stated = [one.tonnes for one in (bought, sold) if one is not None and one.tonnes is not None]
    tonnes, most = (stated[0], max(stated)) if stated else (ZERO, ZERO)
    if sold is None or bought is None:
        return Flow(*key, tonnes, Match.ONE_SIDED, most, sold, bought)
    found = tuple(differences(sold, bought))
    state = Match.DIFFERING if found else Match.MATCHED
    return Flow(*key, tonnes, state, most, sold, bought, found)


def differences(sold: ReportedFlow, bought: ReportedFlow) -> Iterable[Difference]:
    """What two reports of one flow say differently; what one side leaves open is not compared."""
    if sold.year is not None and bought.year is not None and sold.year != bought.year:
        yield Difference(Aspect.PERIOD, sold.year, bought.year)
    if sold.dimension and bought.dimension and sold.dimension != bought.dimension:
        yield Difference(Aspect.UNIT, sold.dimension, bought.dimension)
    else:
        yield from _apart(Aspect.QUANTITY, sold.quantity, bought.quantity, TOLERANCE)
        yield from _apart(Aspect.FACTOR, sold.factor, bought.factor, FACTOR_TOLERANCE)
    yield from _apart(Aspect.TONNES, sold.tonnes, bought.tonnes, TOLERANCE)


def _apart(
    aspect: Aspect, sold: Decimal | None, bought: Decimal | None, tolerance: Decimal
) -> Iterable[Difference]:
    if sold is None or bought is None:
        return
    larger = max(abs(sold), abs(bought))
    if abs(sold - bought) > tolerance * larger:
        yield Difference(aspect, sold, bought, abs(sold - bought) / larger)


def ruled(one: Flow, ruling: Ruling | None) -> Flow:
    """The flow with what was settled; a report changed since then opens the case again."""
    if ruling is None or not one.match.is_open or seen(one) != ruling.seen:
        return one
    return _settled(one, ruling.verdict, ruling.value.year if ruling.value else None)


def _settled(one: Flow, verdict: Verdict, value: StatedFlow | None) -> Flow:
    if verdict is Verdict.NO_EXCHANGE:
        return replace(one, tonnes=ZERO, most=ZERO, match=Match.NO_EXCHANGE)
    side = one.sold if verdict is Verdict.SELLER_HOLDS else one.bought
    if value is not None:
        side = held(one.key, value)
    tonnes = ZERO if side is None or side.tonnes is None else side.tonnes
    return replace(one, tonnes=tonnes, most=tonnes, match=Match.SETTLED, held=side)


def falling(
    planned: Iterable[PlannedFlow],
    year: int,
    rulings: Rulings = NO_RULINGS,
    carriers: frozenset[str] | None = SHARED_CARRIERS,
) -> Sequence[FallingFlow]:
    """Flows planned for a target year, with their base year."""
    of_year = [one for one in planned if one.target_year == year]
    base = match((one.base for one in of_year), carriers=carriers)
    target = match((one.target for one in of_year), carriers=carriers)
    pairs = [FallingFlow(base[key], target[key]) for key in base]
    return [_ruled_pair(one, rulings.get((one.base.key, year))) for one in pairs]


def _ruled_pair(one: FallingFlow, ruling: Ruling | None) -> FallingFlow:
    if ruling is None or not one.match.is_open or seen_pair(one) != ruling.seen:
        return one
    value = ruling.value
    return FallingFlow(
        _settled(one.base, ruling.verdict, value.base if value else None),
        _settled(one.target, ruling.verdict, value.year if value else None),
    )


def seen(one: Flow) -> Seen:
    """Both reports in plain text, to tell whether one of them has changed since."""
    return {"sold": _plain(one.sold), "bought": _plain(one.bought)}


def seen_pair(one: FallingFlow) -> Seen:
    """Both reports of both years in plain text."""
    return {"base": seen(one.base), "target": seen(one.target)}


def _plain(side: ReportedFlow | None) -> list[str] | None:
    if side is None:
        return None
    parts = (side.tonnes, side.quantity, side.factor)
    said = ["" if one is None else f"{one.normalize():f}" for one in parts]
    return [*said, side.dimension, "" if side.year is None else str(side.year)]
