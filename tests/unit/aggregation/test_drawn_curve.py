"""A long cost curve: the widest measures and bunches of the others, as wide as all of them."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from portal.aggregation.measures.cost_curve import Curve, Step, curve, widest_first
from portal.aggregation.measures.drawn_curve import (
    EDGES,
    MOST,
    WIDEST,
    Bunch,
    band_of,
    bands_of,
    bunched,
    drawn,
)
from portal.aggregation.measures.entries import Effect, Entry
from portal.plans.measure_sheet import MEASURES, MeasureRow
from portal.plans.measures import measure
from portal.reference.carbon_fee import fee_rates
from portal.reference.groups import Group
from portal.workbook.stored import restored


def an_effect(at: int, expected: str, saving: str) -> Effect:
    values = {"at": at, "measure_id": f"M{at}", "expected": expected, "status": "approved"}
    row = restored(MEASURES, {**values, "capex": "1000", "life": 10, "saving": saving})
    assert isinstance(row, MeasureRow)
    known = measure(row)
    assert known is not None
    return Effect(Entry("A", Group.STEEL, known, row), known.expected, known.expected)


def a_curve(number: int) -> Curve:
    return curve(
        [an_effect(at, str(at * 37 % 101 + 1), str(at * 7919 % 30_000)) for at in range(number)]
    )


def test_a_short_curve_is_drawn_measure_by_measure() -> None:
    found = a_curve(MOST)

    assert drawn(found.steps) == found.steps


def test_a_long_curve_is_as_wide_as_its_measures_and_rises() -> None:
    whole = a_curve(MOST + 1)

    found = drawn(whole.steps)

    alone = [one for one in found if isinstance(one, Step)]
    bunches = [one for one in found if isinstance(one, Bunch)]
    assert len(alone) == WIDEST
    assert len(alone) + sum(one.measures for one in bunches) == MOST + 1
    assert sum(one.tonnes for one in found) == whole.tonnes
    assert [one.cost for one in found] == sorted(one.cost for one in found)
    assert found[-1].before + found[-1].tonnes == whole.tonnes
    assert min(one.tonnes for one in alone) >= 60


def test_a_bunch_lies_between_its_costs_and_says_what_they_are_together() -> None:
    whole = a_curve(MOST + 1)
    widest = widest_first(whole.steps)[:WIDEST]
    rest = [one for one in whole.steps if one not in widest]

    found = [one for one in bunched(widest, bands_of(whole.steps)) if isinstance(one, Bunch)]

    assert all(one.low is None or one.low <= one.cost for one in found)
    assert all(one.high is None or one.cost <= one.high for one in found)
    money = sum((one.cost * one.tonnes for one in rest), Decimal(0))
    together = sum((one.cost * one.tonnes for one in found), Decimal(0))
    assert abs(together - money) < len(rest)


def test_a_part_of_a_curve_begins_where_it_lies_in_the_whole() -> None:
    whole = a_curve(MOST + 50)

    assert drawn(whole.steps[20:])[0].before == whole.steps[20].before


def test_bunches_end_at_the_rates_of_the_carbon_fee() -> None:
    assert {one.rate for one in fee_rates()} <= set(EDGES)
    assert list(EDGES) == sorted(set(EDGES))


@given(st.decimals(-60_000, 60_000, allow_nan=False, places=3))
def test_a_cost_lies_in_its_band(cost: Decimal) -> None:
    band = band_of(cost)

    assert band == 0 or EDGES[band - 1] <= cost
    assert band == len(EDGES) or cost < EDGES[band]
