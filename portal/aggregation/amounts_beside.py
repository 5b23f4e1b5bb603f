"""What a member adds to ratios and to what stands beside the figures."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Final

from portal.aggregation.amounts import AMOUNTS, Read
from portal.aggregation.contributions import (
    NEAR_TERM,
    expected,
    interpolated_cut,
    stated_cut,
)
from portal.aggregation.coverage import certain, hoped
from portal.aggregation.member_year import MemberYear, PlannedMeasures, PledgeState
from portal.aggregation.progress import achieved
from portal.plans.amounts import Amount, Missing, Split


def matched_now(one: MemberYear, _: int = 0) -> Amount:
    """Emissions of the year, of members with an inventory of the year before too."""
    now, before = one.emissions, one.previous
    if isinstance(now, Missing) or isinstance(before, Missing):
        return Missing.NO_DATA
    return now.total


def _matched_before(one: MemberYear, _: int) -> Amount:
    return Missing.NO_DATA if isinstance(matched_now(one), Missing) else _total(one.previous)


def _latest(one: MemberYear, _: int) -> Amount:
    return _total(one.latest)


def _latest_counted(one: MemberYear, _: int) -> Amount:
    return Missing.NO_PLEDGE if isinstance(one.emissions, Missing) else _total(one.latest)


def _verified_emissions(one: MemberYear, _: int) -> Amount:
    return _total(one.emissions) if one.verified else Missing.NO_PLEDGE


def _total(found: Split | Missing) -> Amount:
    return found if isinstance(found, Missing) else found.total


def _cut(one: MemberYear, horizon: int) -> Amount:
    return AMOUNTS["t1"](one, horizon)


def with_progress(one: MemberYear, horizon: int) -> Amount:
    """The contribution of a member that has progress in tonnes."""
    share = AMOUNTS["progress"](one, horizon)
    return share if isinstance(share, Missing) else _cut(one, horizon)


def _achieved(one: MemberYear, horizon: int) -> Amount:
    share = AMOUNTS["progress"](one, horizon)
    return share if isinstance(share, Missing) else achieved(one, horizon)


def with_measures(one: MemberYear, horizon: int) -> Amount:
    """The contribution of a member that has committed measures."""
    share = AMOUNTS["plan_coverage"](one, horizon)
    return share if isinstance(share, Missing) else _cut(one, horizon)


def _committed(one: MemberYear, horizon: int) -> Amount:
    share = AMOUNTS["plan_coverage"](one, horizon)
    return share if isinstance(share, Missing) else one.measures.committed


def _covered(one: MemberYear, horizon: int) -> Amount:
    return _total(one.latest) if one.pledge(horizon).is_quantified else Missing.NO_PLEDGE


def _base(one: MemberYear, horizon: int, *, verified: bool) -> Amount:
    pledge = one.pledge(horizon)
    is_in = pledge.is_quantified and pledge.verified is verified
    return pledge.base.total if is_in else Missing.NO_PLEDGE


def _verified(one: MemberYear, horizon: int) -> Amount:
    return _base(one, horizon, verified=True)


def _unverified(one: MemberYear, horizon: int) -> Amount:
    return _base(one, horizon, verified=False)


def _positive(one: MemberYear, horizon: int) -> Amount:
    cut = one.pledge(horizon).cut.total
    return cut if cut > 0 else Missing.NO_PLEDGE


def _net_zero(one: MemberYear, horizon: int) -> Amount:
    pledge = one.pledge(horizon)
    is_in = pledge.net_zero and pledge.state is not PledgeState.NONE
    return pledge.cut.total if is_in else Missing.NO_PLEDGE


def _hides_residual(one: MemberYear, horizon: int) -> Amount:
    pledge = one.pledge(horizon)
    hides = pledge.is_quantified and pledge.net_zero and pledge.gross is Missing.NOT_STATED
    return pledge.cut.total if hides else Missing.NO_PLEDGE


def _with_plan(amount: Callable[[PlannedMeasures], Decimal]) -> Read:
    def read(one: MemberYear, _: int) -> Amount:
        return amount(one.measures) if one.measures.count else Missing.NO_PLEDGE

    return read


def _stated(one: MemberYear, horizon: int) -> Amount:
    return stated_cut(one, horizon)


def _on_the_line(one: MemberYear, horizon: int) -> Amount:
    return interpolated_cut(one, horizon, NEAR_TERM)


def _expected(one: MemberYear, horizon: int) -> Amount:
    return expected(one, horizon, NEAR_TERM)


OF_THE_YEAR: Final[Mapping[str, Read]] = {
    "change": matched_now,
    "before": _matched_before,
    "latest": _latest,
    "latest_counted": _latest_counted,
    "verified_emissions": _verified_emissions,
}
OF_TARGETS: Final[Mapping[str, Read]] = {
    "progress": with_progress,
    "achieved": _achieved,
    "covered": _covered,
    "verified": _verified,
    "unverified": _unverified,
    "low": certain,
    "hoped": hoped,
    "positive": _positive,
    "net_zero": _net_zero,
    "hides_residual": _hides_residual,
}
OF_2026: Final[Mapping[str, Read]] = {
    "delivery": AMOUNTS["delivery"],
    "delivery_stated": _stated,
    "delivery_interpolated": _on_the_line,
    "delivery_emissions": _expected,
}
OF_2030: Final[Mapping[str, Read]] = {
    "plan_coverage": with_measures,
    "committed": _committed,
    "measures": _with_plan(lambda plan: Decimal(plan.count)),
    "measures_committed": _with_plan(lambda plan: plan.committed),
    "measures_pipeline": _with_plan(lambda plan: plan.pipeline),
    "measures_capex": _with_plan(lambda plan: plan.capex),
}
