"""The rows by which a database finds, orders and cuts the measures of a year."""

from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Any, Final

from portal.aggregation.measures.changes import Advance, advance
from portal.aggregation.measures.cost_curve import Curve, Step
from portal.aggregation.measures.drawn_curve import band_of, money_of
from portal.aggregation.measures.entries import Entry, MemberPlan
from portal.aggregation.member_year import in_grams
from portal.aggregation.plan_sums.planned import OfMember
from portal.db.types import grams
from portal.plans.amounts import Amount
from portal.plans.measures import abatement_cost

# Behind every measure that saves anything.
LAST: Final = 2**62
_CENTS: Final = 100
_BILLION: Final = 10**9
_MILLION: Final = 10**6


class Place(StrEnum):
    """Where a measure stands beside the cost curve at the usual interest."""

    STEP = "step"
    UNPRICED = "unpriced"
    COVERED = "covered"
    NOWHERE = ""


def measure_rows(of: OfMember, company_id: int) -> Iterator[dict[str, Any]]:
    """The rows of a member at a reporting year."""
    plan = of.plan
    if plan is None:
        return
    net = {one.entry.measure.at: one.net for one in of.full}
    places = _places(of.curve)
    for one in plan.entries:
        yield {
            "year": of.member.year,
            "company_id": company_id,
            **_written(one, plan),
            **_ordered(one, advance(one, plan.year), net.get(one.measure.at)),
            **places.get(one.measure.at, _NOWHERE),
        }


def _written(one: Entry, plan: MemberPlan) -> dict[str, Any]:
    measure, row = one.measure, one.row
    return {
        "at": measure.at,
        "code": one.code,
        "group": one.group,
        "version_id": plan.version_id,
        "plan_year": plan.year,
        "measure_id": measure.id,
        "category": row.category or "",
        "equipment": row.equipment or "",
        "financing": row.financing or "",
        "status": measure.status.value,
        "standing": _standing(one),
        "start": None if measure.start is None else measure.start.strftime("%Y-%m"),
    }


def _standing(one: Entry) -> str:
    if not one.is_live:
        return ""
    return "committed" if one.is_committed else "pipeline"


def _ordered(one: Entry, come: Advance, net: Decimal | None) -> dict[str, Any]:
    return {
        "expected": grams(in_grams(one.measure.expected)),
        "net": net,
        "capex": _rounded(one.measure.cost.capex, _CENTS),
        "cost": _rounded(abatement_cost(one.measure.cost, one.measure.expected), _MILLION),
        "planned": _rounded(come.planned, _BILLION),
        "realised": _rounded(come.realised, _BILLION),
        "largest_first": LAST if net is None else -grams(net),
    }


def _rounded(amount: Amount, parts: int) -> int | None:
    """So many parts of one, kept within what a column holds."""
    if not isinstance(amount, Decimal):
        return None
    whole = int((amount * parts).to_integral_value(ROUND_HALF_UP))
    return max(-LAST, min(LAST, whole))


_NOWHERE: Final[Mapping[str, Any]] = {"place": "", "rank": LAST, "band": None, "money": None}


def _places(found: Curve) -> dict[int, Mapping[str, Any]]:
    known = {one.entry.measure.at: _step(one) for one in found.steps}
    for place, entries in ((Place.UNPRICED, found.unpriced), (Place.COVERED, found.covered)):
        for one in entries:
            rank = -grams(in_grams(one.measure.expected))
            known[one.measure.at] = {**_NOWHERE, "place": place.value, "rank": rank}
    return known


def _step(one: Step) -> Mapping[str, Any]:
    return {
        "place": Place.STEP.value,
        "rank": -grams(one.tonnes),
        "band": band_of(one.cost),
        "money": _rounded(money_of(one.cost, one.tonnes), _CENTS),
    }
