"""Measures added up by year: ramps, status, overlap on one end use, choices, and costs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from portal.calculators.cash import capital_recovery
from portal.calculators.overlap import combined
from portal.plans.amounts import ZERO, Amount, Missing
from portal.plans.measure_sheet import MeasureRow
from portal.reference.closed_sets import MeasureCategory, MeasureStatus

ONE = Decimal(1)
MONTHS = 12
DEFAULT_INTEREST = Decimal("0.05")
COMMITTED = frozenset({MeasureStatus.APPROVED, MeasureStatus.IN_PROGRESS, MeasureStatus.DONE})
PIPELINE = frozenset({MeasureStatus.IDEA, MeasureStatus.DIAGNOSED})


@dataclass(frozen=True, slots=True)
class Cost:
    """What a measure costs, NT$ (a year for `opex_change` and `saving`); life in years."""

    capex: Amount = Missing.NOT_STATED
    opex_change: Decimal = ZERO
    saving: Decimal = ZERO
    life: int | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure with what a roll-up needs.

    Attributes:
        at: worksheet row it was read from.
        expected: tonnes CO2e a year at full effect, without credits sold.
        realised: share of the full effect reached by the end of the plan year.
        end_use: emissions of the end use it works on, tonnes CO2e a year.
        counts: False when the base path holds it already.
    """

    at: int
    id: str
    expected: Decimal
    status: MeasureStatus
    category: MeasureCategory | None = None
    scope: str = ""
    start: date | None = None
    full_effect_year: int | None = None
    life: int | None = None
    realised: Decimal = ZERO
    overlap_group: str = ""
    end_use: Amount = Missing.NOT_STATED
    exclusive_set: str = ""
    counts: bool = True
    legally_required: bool = False
    cost: Cost = Cost()


@dataclass(frozen=True, slots=True)
class RollUp:
    """Measures of one year together, tonnes CO2e.

    Attributes:
        committed: approved, in progress and done.
        pipeline: ideas and diagnosed ones, beside the committed ones and never in them.
        removed: what simple addition would have counted more (overlap and exclusive choices).
    """

    year: int
    committed: Decimal
    pipeline: Decimal
    removed: Decimal


def measure(row: MeasureRow) -> Measure | None:
    """The measure of one row; None while its effect or status cannot be read."""
    if row.expected is None or row.status is None:
        return None
    return Measure(
        at=row.at,
        id=row.measure_id or "",
        expected=max(ZERO, row.expected - (row.credits_sold or ZERO)),
        status=MeasureStatus(row.status),
        category=MeasureCategory(row.category) if row.category else None,
        scope=row.scope or "",
        start=row.start,
        full_effect_year=row.full_effect_year,
        life=row.life,
        realised=row.realised or ZERO,
        overlap_group=row.overlap_group or "",
        end_use=Missing.NOT_STATED if row.end_use_emissions is None else row.end_use_emissions,
        exclusive_set=row.exclusive_set or "",
        counts=row.in_base_path is not True,
        legally_required=row.legally_required is True,
        cost=_cost(row),
    )


def _cost(row: MeasureRow) -> Cost:
    capex: Amount = Missing.NOT_STATED if row.capex is None else row.capex
    return Cost(capex, row.opex_change or ZERO, row.saving or ZERO, row.life)


def ramp(one: Measure, year: int) -> Decimal:
    """The share of its full effect that a measure has in a year, 0 to 1.

    In steps of equal size from the year of the start to the year of full effect; without the
    latter, the months left in the first year and everything afterwards. Nothing after its life.
    """
    if one.start is None:
        return ONE if one.status is MeasureStatus.DONE else ZERO
    first = one.start.year
    if year < first or (one.life is not None and year >= first + one.life):
        return ZERO
    if one.full_effect_year is None:
        return Decimal(MONTHS + 1 - one.start.month) / MONTHS if year == first else ONE
    steps = max(1, one.full_effect_year - first + 1)
    return min(ONE, Decimal(year - first + 1) / steps)


def planned(measures: Iterable[Measure], year: int) -> RollUp:
    """What the measures save in a year, without counting one tonne twice."""
    effective = [(one, one.expected * ramp(one, year)) for one in measures if one.counts]
    committed = [pair for pair in effective if pair[0].status in COMMITTED]
    everything = [pair for pair in effective if pair[0].status in COMMITTED | PIPELINE]
    sure, all_of_them = together(committed), together(everything)
    simple = sum((tonnes for _, tonnes in everything), ZERO)
    return RollUp(year, sure, all_of_them - sure, simple - all_of_them)


def realised(measures: Iterable[Measure]) -> Decimal:
    """What the committed measures save already by the end of the plan year, tonnes CO2e a year."""
    counted = [one for one in measures if one.counts and one.status in COMMITTED]
    return together([(one, one.expected * one.realised) for one in counted])


def together(effects: Sequence[tuple[Measure, Decimal]]) -> Decimal:
    """Measures added up: of an exclusive set the largest, on one end use one after the other."""
    chosen = one_of_each_set(effects)
    ordered = sorted(chosen, key=lambda pair: pair[0].overlap_group)
    total = ZERO
    for group, members in groupby(ordered, key=lambda pair: pair[0].overlap_group):
        found = list(members)
        total += _on_one_end_use(found) if group else sum((one for _, one in found), ZERO)
    return total


def one_of_each_set(
    effects: Iterable[tuple[Measure, Decimal]],
) -> Sequence[tuple[Measure, Decimal]]:
    """What is left when of every exclusive set only the largest is done; of equals, by id."""
    # In a fixed order, so that it never matters how the measures were listed.
    effects = sorted(effects, key=lambda pair: (pair[0].id, pair[0].at))
    alone = [pair for pair in effects if not pair[0].exclusive_set]
    largest: dict[str, tuple[Measure, Decimal]] = {}
    for pair in effects:
        name = pair[0].exclusive_set
        if name and (name not in largest or pair[1] > largest[name][1]):
            largest[name] = pair
    return [*alone, *largest.values()]


def _on_one_end_use(effects: Sequence[tuple[Measure, Decimal]]) -> Decimal:
    stated = [one.end_use for one, _ in effects if isinstance(one.end_use, Decimal)]
    return combined([tonnes for _, tonnes in effects], max(stated, default=None))


@dataclass(frozen=True, slots=True)
class Gap:
    """How far the plan carries towards a target, tonnes CO2e a year.

    Attributes:
        achieved: covered base emissions less the latest covered ones.
        to_come: committed measures that are not yet effective.
        left: what no measure covers; negative when the plan goes further than the target.
    """

    contribution: Decimal
    achieved: Decimal
    to_come: Decimal

    @property
    def left(self) -> Decimal:
        """Contribution less what is achieved and what is to come."""
        return self.contribution - self.achieved - self.to_come


def coverage_of_target(roll_up: RollUp, contribution: Decimal) -> Amount:
    """Committed measures of the target year as a share of a positive contribution."""
    return roll_up.committed / contribution if contribution > 0 else Missing.NOT_QUANTIFIED


def abatement_cost(cost: Cost, tonnes: Decimal, interest: Decimal = DEFAULT_INTEREST) -> Amount:
    """Yearly cost of a tonne avoided, NT$/tCO2e; not stated without investment, life or tonnes."""
    if isinstance(cost.capex, Missing) or not cost.life or tonnes <= 0:
        return Missing.NOT_STATED
    yearly = cost.capex * capital_recovery(interest, cost.life) + cost.opex_change - cost.saving
    return yearly / tonnes


def by_cost(measures: Iterable[Measure]) -> Sequence[tuple[Measure, Decimal]]:
    """Measures with a known cost, cheapest first; among those that earn money the larger first."""
    priced = [(one, abatement_cost(one.cost, one.expected)) for one in measures]
    known = [(one, cost) for one, cost in priced if isinstance(cost, Decimal)]
    return sorted(known, key=lambda pair: (pair[1], -pair[0].expected, pair[0].id))


def by_category(measures: Iterable[Measure]) -> Mapping[str, Decimal]:
    """Expected tonnes a year of live measures by category, overlap not removed."""
    sums: dict[str, Decimal] = {}
    for one in measures:
        if one.status is not MeasureStatus.CANCELLED:
            key = one.category or MeasureCategory.OTHER
            sums[key] = sums.get(key, ZERO) + one.expected
    return sums
