"""What a member-year summary keeps as JSON: pledges, flows and measures, amounts as strings."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from portal.aggregation.member_year import (
    PlannedFlow,
    PlannedMeasures,
    Pledge,
    PledgeState,
    ReportedFlow,
    in_grams,
)
from portal.plans.amounts import Amount, Missing, Split
from portal.plans.contributions import Contribution, Quantified, Reason
from portal.plans.selection import coverage_share
from portal.reference.closed_sets import TargetKind

Json = dict[str, Any]
# Looked up rather than called: ten thousand members are unpacked at once.
_MISSING = {one.value: one for one in Missing}
_STATES = {one.value: one for one in PledgeState}
_KINDS = {one.value: one for one in TargetKind}


def as_pledge(found: Contribution) -> Pledge:
    """The contribution of a plan as totals count it, tonnes to the gram."""
    target = found.target
    if isinstance(found, Quantified):
        return Pledge(
            PledgeState.QUANTIFIED,
            target.kind,
            target.base.year,
            _exact(found.base),
            _exact(found.cut),
            found.coverage,
            coverage_share(found),
            _exact_amount(found.gross),
            verified=target.base.verified,
            net_zero=target.is_net_zero,
        )
    indicative = found.reason is Reason.NO_ACTIVITY
    return Pledge(
        PledgeState.INDICATIVE if indicative else PledgeState.NOT_QUANTIFIED,
        target.kind,
        target.base.year,
        indicative=_exact_amount(found.indicative),
        verified=target.base.verified,
        net_zero=target.is_net_zero,
    )


def _exact(split: Split) -> Split:
    return Split(in_grams(split.scope1), in_grams(split.scope2))


def _exact_amount(amount: Amount) -> Amount:
    return amount if isinstance(amount, Missing) else in_grams(amount)


def packed(
    pledges: Mapping[int, Pledge],
    flows: Sequence[ReportedFlow],
    planned_flows: Sequence[PlannedFlow],
    measures: PlannedMeasures,
    *,
    verified: bool,
    rests_on: Sequence[int] = (),
) -> Json:
    """Everything of a member and year beside its emissions."""
    return {
        **({"rests_on": list(rests_on)} if rests_on else {}),
        "pledges": {str(year): _pledge(one) for year, one in sorted(pledges.items())},
        "flows": [_flow(one) for one in flows],
        "planned_flows": [
            [_flow(one.base), _flow(one.target), one.target_year] for one in planned_flows
        ],
        "measures": [
            measures.count,
            str(measures.committed),
            str(measures.pipeline),
            str(measures.capex),
        ],
        "verified": verified,
    }


def _pledge(one: Pledge) -> Json:
    return {
        "state": one.state.value,
        "kind": one.kind.value if one.kind else None,
        "base_year": one.base_year,
        "base": _both(one.base),
        "cut": _both(one.cut),
        "coverage": _both(one.coverage),
        "covered_share": str(one.covered_share),
        "gross": str(one.gross),
        "indicative": str(one.indicative),
        "verified": one.verified,
        "net_zero": one.net_zero,
    }


def _both(split: Split) -> list[str]:
    return [str(split.scope1), str(split.scope2)]


def _flow(one: ReportedFlow) -> list[Any]:
    amounts = [None if part is None else str(part) for part in (one.quantity, one.factor)]
    tonnes = None if one.tonnes is None else str(one.tonnes)
    flow = [one.reporter, one.partner, one.supplied, one.carrier, tonnes]
    return [*flow, one.dimension, one.year, *amounts]


def unpacked_pledges(kept: Json) -> Mapping[int, Pledge]:
    """The pledges of a summary by target year."""
    return {int(year): _read_pledge(one) for year, one in kept.get("pledges", {}).items()}


def _read_pledge(kept: Json) -> Pledge:
    return Pledge(
        _STATES[kept["state"]],
        _KINDS[kept["kind"]] if kept["kind"] else None,
        kept["base_year"],
        _split(kept["base"]),
        _split(kept["cut"]),
        _split(kept["coverage"]),
        Decimal(kept["covered_share"]),
        _amount(kept["gross"]),
        _amount(kept["indicative"]),
        kept["verified"],
        kept["net_zero"],
    )


def _split(kept: Sequence[str]) -> Split:
    return Split(Decimal(kept[0]), Decimal(kept[1]))


def _amount(kept: str) -> Amount:
    return _MISSING[kept] if kept[0].isalpha() else Decimal(kept)


def unpacked_flows(kept: Json) -> tuple[ReportedFlow, ...]:
    """The flows of the year's inventory."""
    return tuple(_read_flow(one) for one in kept.get("flows", ()))


def unpacked_planned_flows(kept: Json) -> tuple[PlannedFlow, ...]:
    """The flows of the plan."""
    return tuple(
        PlannedFlow(_read_flow(base), _read_flow(target), year)
        for base, target, year in kept.get("planned_flows", ())
    )


def _read_flow(kept: Sequence[Any]) -> ReportedFlow:
    # Summaries written before factors were compared end with the tonnes.
    reporter, partner, supplied, carrier, tonnes, *more = kept
    dimension, year, *amounts = more or ("", None, None, None)
    quantity, factor = (None if part is None else Decimal(part) for part in amounts)
    known = None if tonnes is None else Decimal(tonnes)
    return ReportedFlow(
        reporter, partner, supplied, carrier, known, quantity, dimension, factor, year
    )


def unpacked_measures(kept: Json) -> PlannedMeasures:
    """The measures of the plan in 2030."""
    if "measures" not in kept:
        return PlannedMeasures()
    count, *amounts = kept["measures"]
    return PlannedMeasures(count, *map(Decimal, amounts))
