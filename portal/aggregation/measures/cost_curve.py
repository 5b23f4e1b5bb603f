"""The abatement-cost curve: measures side by side, cheapest first, as wide as what they save."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from portal.aggregation.measures.entries import Effect, Entry
from portal.plans.amounts import ZERO
from portal.plans.measures import DEFAULT_INTEREST, abatement_cost


@dataclass(frozen=True, slots=True)
class Step:
    """One measure of the curve.

    Attributes:
        tonnes: width, net of overlap, tonnes CO2e a year at full effect.
        cost: height, NT$ for a tonne.
        before: tonnes of the cheaper measures, where the step begins.
    """

    entry: Entry
    tonnes: Decimal
    cost: Decimal
    before: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class Curve:
    """Steps in order of cost, and the measures that cannot be placed.

    Attributes:
        unpriced: no investment, life or effect is stated; nothing is guessed for them.
        covered: wholly inside another measure's effect, so that no width is left.
    """

    steps: tuple[Step, ...]
    unpriced: tuple[Entry, ...]
    covered: tuple[Entry, ...]
    interest: Decimal

    @property
    def tonnes(self) -> Decimal:
        """What all steps save together, tonnes CO2e a year."""
        return sum((one.tonnes for one in self.steps), ZERO)


def curve(found: Sequence[Effect], interest: Decimal = DEFAULT_INTEREST) -> Curve:
    """The curve of measures at full effect.

    A cost is that of the measure on its own: its yearly cost over its own expected tonnes.
    Among measures of one cost the one that saves more money comes first; a ranking by cost says
    little among those that earn money.

    Args:
        found: at full effect, net of overlap.
        interest: a year, 0.05 for 5 %.

    Source:
        MAC = (capex x CRF(i, n) + opex change - saving) / t; width net of overlap.
    """
    steps, unpriced, covered = list[Step](), list[Entry](), list[Entry]()
    for one in found:
        cost = abatement_cost(one.entry.measure.cost, one.entry.measure.expected, interest)
        if not isinstance(cost, Decimal):
            unpriced.append(one.entry)
        elif one.net <= 0:
            covered.append(one.entry)
        else:
            steps.append(Step(one.entry, one.net, cost))
    steps.sort(key=rank)
    return Curve(_placed(steps), _listed(unpriced), _listed(covered), interest)


def rank(step: Step) -> tuple[Decimal, Decimal, str, str]:
    """By what steps are ordered."""
    measure = step.entry.measure
    return (step.cost, -measure.cost.saving, step.entry.code, measure.id)


def widest_first(steps: Iterable[Step]) -> list[Step]:
    """Steps by width."""
    return sorted(steps, key=lambda one: (-one.tonnes, one.entry.code, one.entry.measure.id))


def _listed(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    return tuple(sorted(entries, key=lambda one: (-one.measure.expected, one.code, one.measure.id)))


def _placed(steps: Sequence[Step]) -> tuple[Step, ...]:
    reached, placed = ZERO, list[Step]()
    for one in steps:
        placed.append(replace(one, before=reached))
        reached += one.tonnes
    return tuple(placed)


def zoomed(
    whole: Curve, low: Decimal | None, high: Decimal | None, most: int | None = None
) -> Curve:
    """The part of a curve between two costs, or its widest steps; places on the axis stay."""
    inside = [
        one
        for one in whole.steps
        if (low is None or one.cost >= low) and (high is None or one.cost <= high)
    ]
    if most is not None:
        inside = list(_placed(sorted(widest_first(inside)[:most], key=rank)))
    return replace(whole, steps=tuple(inside))
