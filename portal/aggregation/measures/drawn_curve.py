"""The cost curve as it is drawn: each measure of a short one, the widest and bunches of a long."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from portal.aggregation.measures.cost_curve import Step, rank, widest_first
from portal.plans.amounts import ZERO

# A curve of more measures is drawn with so many of them, and bunches of the others.
MOST: Final = 300
WIDEST: Final = 100
# Where bunches end, NT$/t: close around the rates of the carbon fee, and on each of them.
_COSTS: Final = (
    *(50, 100, 150, 200, 300, 400, 500, 750, 1_000, 1_500, 2_000),
    *(3_000, 4_000, 5_000, 7_000, 10_000, 20_000, 50_000),
)
EDGES: Final = tuple(Decimal(one) for one in sorted({0, *_COSTS, *(-one for one in _COSTS)}))
_CENT: Final = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Band:
    """Measures whose costs lie between two neighbouring edges.

    Attributes:
        measures: how many.
        tonnes: net of overlap, tonnes CO2e a year.
        money: what they cost, NT$ a year.
    """

    measures: int
    tonnes: Decimal
    money: Decimal

    def less(self, other: "Band") -> "Band":
        """What is left of it without some of its measures."""
        return Band(
            self.measures - other.measures, self.tonnes - other.tonnes, self.money - other.money
        )


Bands = Mapping[int, Band]
NOTHING: Final = Band(0, ZERO, ZERO)


@dataclass(frozen=True, slots=True)
class Bunch:
    """Several measures of similar cost, drawn as one.

    Attributes:
        low, high: the costs between which theirs lie, NT$/t; None where there is no limit.
        cost: what they cost for a tonne together, NT$.
        before: tonnes of the cheaper measures, where it begins.
    """

    measures: int
    low: Decimal | None
    high: Decimal | None
    tonnes: Decimal
    cost: Decimal
    before: Decimal = ZERO


Drawn = Step | Bunch


def band_of(cost: Decimal) -> int:
    """The band of a cost, counted from the cheapest."""
    return bisect_right(EDGES, cost)


def money_of(cost: Decimal, tonnes: Decimal) -> Decimal:
    """What a step costs, NT$ a year to the cent, so that sums do not depend on their order."""
    return (cost * tonnes).quantize(_CENT, ROUND_HALF_UP)


def bands_of(steps: Iterable[Step]) -> Bands:
    """Steps added up by band."""
    found: dict[int, Band] = {}
    for one in steps:
        known = found.get(band_of(one.cost), NOTHING)
        found[band_of(one.cost)] = Band(
            known.measures + 1,
            known.tonnes + one.tonnes,
            known.money + money_of(one.cost, one.tonnes),
        )
    return found


def bunched(widest: Sequence[Step], whole: Bands, start: Decimal = ZERO) -> tuple[Drawn, ...]:
    """Some steps, and the others of a curve in bunches, in order of cost.

    Args:
        widest: the steps that stand alone.
        whole: the bands of all steps, those that stand alone among them.
        start: where the first one begins, tonnes.
    """
    alone = bands_of(widest)
    others = {band: one.less(alone.get(band, NOTHING)) for band, one in whole.items()}
    found: list[Drawn] = [*widest, *(_bunch(*pair) for pair in others.items() if pair[1].measures)]
    placed = list[Drawn]()
    for one in sorted(found, key=_order):
        placed.append(replace(one, before=start))
        start += one.tonnes
    return tuple(placed)


def _bunch(band: int, one: Band) -> Bunch:
    low = EDGES[band - 1] if band else None
    high = EDGES[band] if band < len(EDGES) else None
    return Bunch(one.measures, low, high, one.tonnes, one.money / one.tonnes)


def _order(one: Drawn) -> tuple[Decimal, Decimal, str, str]:
    return rank(one) if isinstance(one, Step) else (one.cost, ZERO, "", "")


def drawn(steps: Sequence[Step]) -> tuple[Drawn, ...]:
    """What is drawn of steps that stand side by side in order of cost."""
    if len(steps) <= MOST:
        return tuple(steps)
    return bunched(widest_first(steps)[:WIDEST], bands_of(steps), steps[0].before)
