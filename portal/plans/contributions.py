"""What a target is worth in tonnes CO2e a year, for every kind of target, with its arithmetic."""

from dataclasses import dataclass, replace
from decimal import Decimal

from portal.language import Text
from portal.plans.amounts import FULL, ZERO, Amount, Missing, Split, apportioned
from portal.plans.arithmetic import (
    Step,
    base_steps,
    cut_step,
    left_over,
    percent,
    restatement,
    stated_beside,
)
from portal.plans.quantified import ASSUMPTIONS as ASSUMPTIONS
from portal.plans.quantified import REASONS as REASONS
from portal.plans.quantified import Assumption as Assumption
from portal.plans.quantified import Contribution as Contribution
from portal.plans.quantified import Inventories as Inventories
from portal.plans.quantified import NotQuantified as NotQuantified
from portal.plans.quantified import Quantified as Quantified
from portal.plans.quantified import Reason as Reason
from portal.plans.targets import Target
from portal.reference.closed_sets import RateKind, TargetKind

ONE = Decimal(1)
# GHG Protocol practice: recalculate the base year above 5 %.
RESTATED_FROM = Decimal("0.05")


@dataclass(frozen=True, slots=True)
class Covered:
    """Covered base emissions by scope, and what was assumed to get them.

    Attributes:
        whole: base emissions before coverage; a scope that is not stated is zero.
    """

    emissions: Split
    coverage: Split
    assumptions: tuple[Assumption, ...]
    whole: Split


def contribution(target: Target, inventories: Inventories) -> Contribution:
    """The target in tonnes CO2e a year, or the reason why not.

    Source:
        Method of the portal: base x coverage x cut for each kind of target; the covered base
        follows the CDP and SBTi rule of base emissions and coverage per scope.
    """
    covered = covered_base(target, inventories)
    if isinstance(covered, Reason):
        return NotQuantified(target, covered)
    found = _by_kind(target, covered, inventories)
    if isinstance(found, NotQuantified) and not found.steps:
        # What is known is shown all the same.
        return replace(found, steps=_base_steps(target, covered), assumptions=covered.assumptions)
    return found


def inventories_needed(target: Target) -> frozenset[int]:
    """The years whose inventories the contribution of a target may rest on."""
    base = {target.base.year} if not target.kaohsiung_only else set[int | None]()
    back = {target.return_year} if target.kind is TargetKind.RETURN_TO_LEVEL else set[int | None]()
    return frozenset(year for year in base | back if year is not None)


def _by_kind(target: Target, covered: Covered, inventories: Inventories) -> Contribution:
    match target.kind:
        case TargetKind.NET_ZERO:
            return _net_zero(target, covered)
        case TargetKind.RETURN_TO_LEVEL:
            return _return_to_level(target, covered, inventories)
        case TargetKind.BAU:
            return _against_usual(target, covered)
        case TargetKind.INTENSITY:
            return _intensity(target, covered)
        case TargetKind.ABSOLUTE:
            return _absolute(target, covered)
        case TargetKind.ANNUAL_RATE:
            return _annual_rate(target, covered)


def covered_base(target: Target, inventories: Inventories) -> Covered | Reason:
    """The base-year emissions the target covers, in Kaohsiung."""
    base = target.base
    if base.year is None:
        return Reason.NO_BASE_YEAR
    if not target.kaohsiung_only:
        return _city_base(target, inventories)
    coverage = target.coverage
    scope1, scope2 = _stated(base.scope1, coverage.scope1), _stated(base.scope2, coverage.scope2)
    if scope1 is None or scope2 is None or coverage == Split():
        return Reason.NO_BASE_EMISSIONS
    silent = isinstance(target.coverage1, Missing) and isinstance(target.coverage2, Missing)
    assumed = (Assumption.FULL_COVERAGE,) if silent else ()
    whole = Split(scope1, scope2)
    return Covered(whole.covered(coverage), coverage, (*assumed, *_restated(target)), whole)


def _restated(target: Target) -> tuple[Assumption, ...]:
    """Whether the base year was restated by more than 5 %; both values are shown in any case."""
    shift = restatement(target)
    large = isinstance(shift, Decimal) and abs(shift) > RESTATED_FROM
    return (Assumption.BASE_RESTATED,) if large else ()


def _city_base(target: Target, inventories: Inventories) -> Covered | Reason:
    # A percentage of a whole company holds for its sites here; tonnes of the whole company do not.
    in_tonnes = target.kind in (TargetKind.BAU, TargetKind.RETURN_TO_LEVEL)
    shares = isinstance(target.cut, Decimal) or isinstance(target.rate, Decimal)
    whole = target.is_net_zero or (shares and not in_tonnes)
    on_file = inventories.get(target.base.year or 0)
    if on_file is None or not whole:
        return Reason.OUTSIDE_KAOHSIUNG
    coverage = target.coverage if target.coverage != Split() else FULL
    assumed = (Assumption.CITY_BASE_FROM_INVENTORY,)
    return Covered(on_file.covered(coverage), coverage, assumed, on_file)


def _stated(base: Amount, coverage: Decimal) -> Decimal | None:
    if isinstance(base, Missing):
        return ZERO if coverage == 0 else None
    return base


def _base_steps(target: Target, covered: Covered) -> tuple[Step, ...]:
    return base_steps(target, covered.whole, covered.coverage, covered.emissions)


def _counted(
    target: Target,
    covered: Covered,
    cut: Split,
    expression: str,
    *,
    gross: Amount | None = None,
    assumed: tuple[Assumption, ...] = (),
    between: tuple[Step, ...] = (),
) -> Quantified:
    steps = (
        *_base_steps(target, covered),
        *between,
        Step(Text("減量貢獻", "Contribution"), expression, cut.total),
        *stated_beside(target, cut.total),
        *left_over(gross, cut.total),
    )
    return Quantified(
        target,
        covered.emissions,
        cut,
        covered.coverage,
        cut.total if gross is None else gross,
        steps,
        (*covered.assumptions, *assumed),
    )


def _absolute(target: Target, covered: Covered) -> Contribution:
    base, stated = covered.emissions, target.stated
    if isinstance(target.cut, Decimal):
        expression = f"{base.total:,f} x {target.cut:f}"
        cut = base.times(target.cut)
        return _counted(target, covered, cut, expression, between=cut_step(target))
    if isinstance(stated.target_emissions, Decimal):
        left = base.total - stated.target_emissions
        expression = f"{base.total:,f} - {stated.target_emissions:,f}"
        return _counted(target, covered, apportioned(left, base), expression)
    if isinstance(stated.cut, Decimal):
        expression = f"{stated.cut:,f}"
        return _counted(target, covered, apportioned(stated.cut, base), expression)
    return NotQuantified(target, Reason.NO_CUT)


def _annual_rate(target: Target, covered: Covered) -> Contribution:
    if isinstance(target.rate, Missing):
        return NotQuantified(target, Reason.NO_CUT)
    years = target.year - (target.base.year or target.year)
    assumed = () if target.rate_kind else (Assumption.LINEAR_RATE,)
    whole = cumulated(target.rate, years, target.rate_kind or RateKind.LINEAR)
    if whole > 1:
        whole, assumed = ONE, (*assumed, Assumption.CUT_LIMITED)
    how = f"{target.rate:f} x {years}"
    if target.rate_kind is RateKind.COMPOUND:
        how = f"1 - (1 - {target.rate:f})^{years}"
    over = percent(Text("累計減量比率", "Cut over the years"), how, whole)
    expression = f"{covered.emissions.total:,f} x ({how})" if whole < 1 else ""
    return _counted(
        target,
        covered,
        covered.emissions.times(whole),
        expression or f"{covered.emissions.total:,f} x {whole:f}",
        assumed=assumed,
        between=(over,),
    )


def cumulated(rate: Decimal, years: int, kind: RateKind) -> Decimal:
    """The cut after some years of a rate: q x n, or 1 - (1 - q)^n when compound."""
    return rate * years if kind is RateKind.LINEAR else 1 - (1 - rate) ** years


def _intensity(target: Target, covered: Covered) -> Contribution:
    base, activity = covered.emissions, target.activity
    if isinstance(target.cut, Missing):
        return NotQuantified(target, Reason.NO_CUT)
    if isinstance(activity.base, Missing) or isinstance(activity.target, Missing):
        return _constant_activity(target, covered, target.cut)
    if activity.base == 0:
        return _constant_activity(target, covered, target.cut)
    left = (1 - target.cut) * activity.target / activity.base
    expression = (
        f"{base.total:,f} x (1 - (1 - {target.cut:f}) x {activity.target:,f} / {activity.base:,f})"
    )
    ratio = percent(
        Text("活動量比率（目標年／基準年）", "Activity, target year over base year"),
        f"{activity.target:,f} / {activity.base:,f}",
        activity.target / activity.base,
    )
    between = (*cut_step(target), ratio)
    return _counted(target, covered, base.times(1 - left), expression, between=between)


def _constant_activity(target: Target, covered: Covered, cut: Decimal) -> NotQuantified:
    indicative = covered.emissions.total * cut
    label = Text("參考值（活動量不變，不計入）", "Indicative at constant activity, not counted")
    line = Step(label, f"{covered.emissions.total:,f} x {cut:f}", indicative)
    steps = (*_base_steps(target, covered), *cut_step(target), line)
    return NotQuantified(target, Reason.NO_ACTIVITY, indicative, steps, covered.assumptions)


def _against_usual(target: Target, covered: Covered) -> Contribution:
    usual = target.stated.business_as_usual
    if isinstance(usual, Missing):
        return NotQuantified(target, Reason.NO_BAU)
    if isinstance(target.cut, Missing):
        return NotQuantified(target, Reason.NO_CUT)
    base = covered.emissions
    expression = f"{base.total:,f} - (1 - {target.cut:f}) x {usual:,f}"
    level = (1 - target.cut) * usual
    label = Text("目標年排放量（BAU 減量後）", "Target year: business as usual less the cut")
    line = Step(label, f"(1 - {target.cut:f}) x {usual:,f}", level)
    cut = apportioned(base.total - level, base)
    return _counted(target, covered, cut, expression, between=(*cut_step(target), line))


def _return_to_level(target: Target, covered: Covered, inventories: Inventories) -> Contribution:
    base, stated = covered.emissions, target.stated.target_emissions
    if isinstance(stated, Decimal):
        expression = f"{base.total:,f} - {stated:,f}"
        return _counted(target, covered, apportioned(base.total - stated, base), expression)
    level = inventories.get(target.return_year or 0)
    if level is None:
        return NotQuantified(target, Reason.NO_LEVEL)
    back = level.covered(covered.coverage)
    expression = f"{base.total:,f} - {back.total:,f} ({target.return_year})"
    assumed = (Assumption.LEVEL_FROM_INVENTORY,)
    return _counted(target, covered, base.minus(back), expression, assumed=assumed)


def _net_zero(target: Target, covered: Covered) -> Quantified:
    base, residual = covered.emissions, target.stated.residual
    gross = residual if isinstance(residual, Missing) else base.total - residual
    return _counted(target, covered, base, f"{base.total:,f} - 0", gross=gross)
