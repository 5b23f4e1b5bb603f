"""Measures of a member, a group or the alliance added up: by year, by kind, against targets."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from portal.aggregation.measures.entries import Effect, Entry, MemberPlan, effects
from portal.aggregation.member_year import MemberYear, PledgeState, in_grams
from portal.aggregation.progress import achieved
from portal.plans.amounts import ZERO, Amount, Missing
from portal.plans.measures import Gap, planned, realised

NEAR_TERM: Final = 2030
_EVERY_YEAR_UNTIL: Final = 2035
_LATER: Final = (2040, 2045, 2050)
NOT_NAMED: Final = ""

Dimension = Callable[[Entry], str]
DIMENSIONS: Final[Mapping[str, Dimension]] = {
    "category": lambda one: one.row.category or NOT_NAMED,
    "equipment": lambda one: one.row.equipment or NOT_NAMED,
    "financing": lambda one: one.row.financing or NOT_NAMED,
    "status": lambda one: one.measure.status.value,
}


@dataclass(frozen=True, slots=True)
class Sum:
    """Measures added up, tonnes CO2e a year.

    Attributes:
        key: year or code of what they have in common.
        committed, pipeline: net of overlap; they stand beside each other.
        removed: what simple addition would have counted more.
        capex: NT$ of the measures that state it; `without_capex` measures do not.
        committed_of, pipeline_of, capex_of: the same by member, for those who protect small sums.
    """

    key: str
    measures: int = 0
    committed: Decimal = ZERO
    pipeline: Decimal = ZERO
    removed: Decimal = ZERO
    capex: Decimal = ZERO
    without_capex: int = 0
    committed_of: Mapping[str, Decimal] = field(default_factory=dict[str, Decimal])
    pipeline_of: Mapping[str, Decimal] = field(default_factory=dict[str, Decimal])
    capex_of: Mapping[str, Decimal] = field(default_factory=dict[str, Decimal])


def years_from(first: int) -> tuple[int, ...]:
    """The years that a roll-up shows: each one to 2035, then 2040, 2045 and 2050."""
    near = range(first, _EVERY_YEAR_UNTIL + 1)
    return (*near, *(year for year in _LATER if year >= first))


def by_year(plans: Sequence[MemberPlan], first: int) -> tuple[Sum, ...]:
    """What the measures save in each year, with their ramps."""
    return tuple(
        summed(str(year), [one for plan in plans for one in effects(plan, year)])
        for year in years_from(first)
    )


def by_dimension(
    plans: Sequence[MemberPlan], dimension: str, year: int | None = None
) -> tuple[Sum, ...]:
    """What the measures of each kind save, largest first.

    Args:
        plans: of the set.
        dimension: one of `DIMENSIONS`.
        year: of the effect; at full effect without one.
    """
    return of_dimension([one for plan in plans for one in effects(plan, year)], dimension)


def of_dimension(found: Iterable[Effect], dimension: str) -> tuple[Sum, ...]:
    """Effects added up by kind, largest first."""
    read = DIMENSIONS[dimension]
    kinds: dict[str, list[Effect]] = {}
    for one in found:
        kinds.setdefault(read(one.entry), []).append(one)
    return largest_first(summed(key, members) for key, members in kinds.items())


def largest_first(sums: Iterable[Sum]) -> tuple[Sum, ...]:
    """Sums in the order in which kinds are shown."""
    return tuple(sorted(sums, key=lambda one: (-one.committed - one.pipeline, one.key)))


def altogether(plans: Sequence[MemberPlan], year: int | None = None) -> Sum:
    """All measures of a set in one sum."""
    return summed("", [one for plan in plans for one in effects(plan, year)])


def summed(key: str, found: Sequence[Effect]) -> Sum:
    """Effects in one sum."""
    committed = _by_member((one.entry, one.net) for one in found if one.entry.is_committed)
    pipeline = _by_member((one.entry, one.net) for one in found if not one.entry.is_committed)
    stated = [(one.entry, one.entry.row.capex) for one in found]
    capex = _by_member((entry, amount) for entry, amount in stated if amount is not None)
    sure, hoped = _total(committed), _total(pipeline)
    alone = sum((one.alone for one in found), ZERO)
    return Sum(
        key,
        len(found),
        sure,
        hoped,
        alone - sure - hoped,
        _total(capex),
        sum(amount is None for _, amount in stated),
        committed,
        pipeline,
        capex,
    )


def _by_member(amounts: Iterable[tuple[Entry, Decimal]]) -> Mapping[str, Decimal]:
    found: dict[str, Decimal] = {}
    for entry, amount in amounts:
        found[entry.code] = found.get(entry.code, ZERO) + amount
    return found


def _total(amounts: Mapping[str, Decimal]) -> Decimal:
    return sum(amounts.values(), ZERO)


@dataclass(frozen=True, slots=True)
class Cover:
    """How far plans carry towards the targets of a year, tonnes CO2e a year.

    Attributes:
        members: with a positive contribution in tonnes and measures: their sums are compared.
        gap: over those of them whose latest emissions are on file; None when there is none.
        unknown: members with a target that cannot be compared.
        counted, missing: how many these are; of kept sums no member is named.
    """

    members: tuple[str, ...]
    contribution: Decimal
    committed: Decimal
    pipeline: Decimal
    gap: Gap | None
    with_gap: int
    unknown: tuple[str, ...]
    counted: int
    missing: int

    @property
    def committed_share(self) -> Amount:
        """Committed measures over contributions."""
        return _ratio(self.committed, self.contribution)

    @property
    def pipeline_share(self) -> Amount:
        """Measures in the pipeline over contributions, never added to the committed share."""
        return _ratio(self.pipeline, self.contribution)


def cover(
    plans: Iterable[MemberPlan], members: Sequence[MemberYear], year: int = NEAR_TERM
) -> Cover:
    """The plans of a set beside its targets: ratio of sums over members that have both."""
    known = {plan.code: plan for plan in plans}
    compared = [one for one in members if _has_both(one, known, year)]
    sums = [planned(known[one.code].measures, year) for one in compared]
    gaps = [gap for one in compared if (gap := _gap(one, known[one.code], year))]
    targets = {one.code for one in members if one.pledge(year).state is not PledgeState.NONE}
    return Cover(
        tuple(sorted(one.code for one in compared)),
        sum((one.pledge(year).cut.total for one in compared), ZERO),
        sum((in_grams(one.committed) for one in sums), ZERO),
        sum((in_grams(one.pipeline) for one in sums), ZERO),
        _together(gaps) if gaps else None,
        len(gaps),
        tuple(sorted(targets - {one.code for one in compared})),
        len(compared),
        len(targets - {one.code for one in compared}),
    )


def _has_both(member: MemberYear, plans: Mapping[str, MemberPlan], year: int) -> bool:
    plan = plans.get(member.code)
    return plan is not None and bool(plan.entries) and member.pledge(year).cut.total > 0


def _gap(member: MemberYear, plan: MemberPlan, year: int) -> Gap | None:
    done = achieved(member, year)
    if isinstance(done, Missing):
        return None
    to_come = planned(plan.measures, year).committed - realised(plan.measures)
    return Gap(member.pledge(year).cut.total, done, in_grams(to_come))


def _together(gaps: Sequence[Gap]) -> Gap:
    return Gap(
        sum((one.contribution for one in gaps), ZERO),
        sum((one.achieved for one in gaps), ZERO),
        sum((one.to_come for one in gaps), ZERO),
    )


def _ratio(part: Decimal, whole: Decimal) -> Amount:
    return part / whole if whole > 0 else Missing.NOT_QUANTIFIED
