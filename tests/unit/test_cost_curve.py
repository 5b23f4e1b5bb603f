"""The abatement-cost curve as a drawing, and the address that asks for a part of it."""

from decimal import Decimal

import pytest

from portal.aggregation.measures.entries import Entry, MemberPlan
from portal.aggregation.measures.queries import Plans
from portal.language import Language, Text
from portal.plans.measure_sheet import MEASURES, MeasureRow
from portal.plans.measures import measure
from portal.reference.carbon_fee import fee_rates
from portal.reference.groups import Group
from portal.reports.charts import Label, Line, Rect, Table
from portal.reports.cost_curve import CostBar, FeeLine, cost_curve
from portal.web.summaries.measures.details import details_of
from portal.web.summaries.measures.drawing import curve_chart
from portal.web.summaries.measures.wish import Wish
from portal.workbook.stored import restored

NOTHING = Table(("",), ())
BARS = [
    CostBar(1, "a", "steel", 0, 500, -100),
    CostBar(2, "b", "steel", 500, 400, 50),
    *(CostBar(number, "c", "steel", 900 + number * 0.01, 0.01, 400) for number in range(3, 40)),
]


def test_width_is_tonnes_and_negative_costs_hang_below_zero() -> None:
    found = cost_curve("", BARS, [FeeLine("fee", 300)], axes=("t", "NT$"), table=NOTHING)
    first, second, *rest = [one for one in found.shapes if isinstance(one, Rect)]

    assert first.y >= second.y + second.height - 1
    assert first.width / second.width == pytest.approx(1.25, rel=0.01)
    assert len(rest) == 1
    assert sum(isinstance(one, Line) and bool(one.dash) for one in found.shapes) == 1
    assert "fee" in [one.text for one in found.shapes if isinstance(one, Label)]


def test_a_curve_without_bars_has_its_lines_only() -> None:
    found = cost_curve("", [], [FeeLine("fee", 300)], axes=("t", "NT$"), table=NOTHING)

    assert not any(isinstance(one, Rect) for one in found.shapes)


def test_the_drawing_of_measures_has_a_table_of_them_and_the_three_rates() -> None:
    values = {
        "at": 5,
        "measure_id": "M1",
        "title": "洩漏改善",
        "expected": "100",
        "status": "approved",
        "capex": "10000",
        "life": 10,
        "saving": "9000",
    }
    row = restored(MEASURES, values)
    assert isinstance(row, MeasureRow)
    known = measure(row)
    assert known is not None
    plan = MemberPlan("A", Group.STEEL, 2024, 1, (Entry("A", Group.STEEL, known, row),))

    names = {"A": Text("甲", "A")}

    details = details_of(Plans({"A": plan}, {}), [plan], names, Wish.of({}))
    found = curve_chart(details.curve, names, Language.ZH)

    assert found.title == "減量成本曲線（年利率 5 %）"
    assert found.table.rows == (("1", "甲（A）", "M1 洩漏改善", "已核定", "100", "−77", "100"),)
    assert [one.rate for one in fee_rates()] == [50, 100, 300]
    assert all(one.provenance.source.key == "moenv_fee_rates" for one in fee_rates())
    assert all(one.provenance.verified for one in fee_rates())


def test_a_wish_survives_its_address() -> None:
    asked = {"category": "process", "interest": "8", "low": "-50", "most": "10", "sort": "cost"}

    wish = Wish.of(asked)

    assert (wish.rate, wish.low, wish.most) == (Decimal("0.08"), Decimal(-50), 10)
    assert "category=process" in wish.query()
    assert "low=-50" in wish.query()


@pytest.mark.parametrize("asked", [{"interest": "99"}, {"interest": "-1"}, {"low": "inf"}, {}])
def test_what_makes_no_sense_is_left_aside(asked: dict[str, str]) -> None:
    wish = Wish.of(asked)

    assert wish.rate == Decimal("0.05")
    assert not wish.is_zoomed
