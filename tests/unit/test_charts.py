"""The geometry of charts, without page or PDF."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from portal.reports import bar_charts, charts, labelling, path_charts
from portal.reports.bar_charts import Bar, Series
from portal.reports.charts import Dot, Label, Line, Polyline, Rect
from portal.reports.path_charts import Path

AMOUNTS = st.integers(min_value=-(10**9), max_value=10**9).map(lambda whole: whole / 100)

BARS = bar_charts.stacked_bars(
    "Emissions",
    ["2023", "2024"],
    [Series("Scope 1", "steel", (30.0, 20.0)), Series("Scope 2", "steel-light", (10.0, None))],
    heading="Year",
    total="Total",
)


def _labels(chart: charts.Chart) -> list[str]:
    return [shape.text for shape in chart.shapes if isinstance(shape, Label)]


@given(AMOUNTS, AMOUNTS)
def test_ticks_enclose_the_values_and_hold_zero(one: float, other: float) -> None:
    low, high = sorted((one, other))

    marks = charts.ticks(low, high)

    assert marks[0] <= low or abs(marks[0] - low) <= abs(low) * 1e-6
    assert marks[-1] >= high or abs(marks[-1] - high) <= abs(high) * 1e-6
    assert 0.0 in marks
    assert 2 <= len(marks) <= 9


def test_ticks_are_round_numbers() -> None:
    assert charts.ticks(0, 2192) == (0, 500, 1000, 1500, 2000, 2500)
    assert charts.ticks(0, 0) == (0, 0.2)


def test_layers_stand_on_each_other_without_overlap() -> None:
    rects = [shape for shape in BARS.shapes if isinstance(shape, Rect) and shape.title]

    lower, upper = rects[0], rects[1]

    assert upper.y + upper.height <= lower.y + 1.001
    assert lower.height > upper.height
    assert upper.x == lower.x


def test_heights_are_in_proportion_to_values() -> None:
    first, _, later = [shape for shape in BARS.shapes if isinstance(shape, Rect) and shape.title]

    assert abs((first.height + 1) / (later.height + 1) - 1.5) < 1e-9


def test_a_missing_year_is_a_dash_and_not_a_zero() -> None:
    chart = bar_charts.stacked_bars(
        "x", ["2023", "2024"], [Series("S", "steel", (None, 5.0))], heading="Year", total="All"
    )

    assert "—" in _labels(chart)
    assert chart.table.rows == (("2023", "—", "—"), ("2024", "5.00", "5.00"))


def test_the_table_carries_every_value_and_its_total() -> None:
    assert BARS.table.heading == ("Year", "Scope 1", "Scope 2", "Total")
    assert BARS.table.rows == (("2023", "30.0", "10.0", "40.0"), ("2024", "20.0", "—", "20.0"))


@given(st.lists(st.floats(min_value=0, max_value=200), min_size=1, max_size=8))
def test_names_of_thin_layers_do_not_overlap(wanted: list[float]) -> None:
    placed = labelling.apart(sorted(wanted, reverse=True), 0, 200)

    assert all(abs(one - other) >= 14.99 for one, other in combinations(placed, 2))


def test_a_pathway_keeps_years_in_order_and_names_each_line_once() -> None:
    chart = path_charts.pathway(
        "Pathway",
        [
            Path("Actual", "accent", ((2022, 100.0), (2024, 90.0)), has_dots=True),
            Path("Pledge", "steel", ((2022, 100.0), (2050, 0.0)), (6, 4)),
            Path("Nothing yet", "city", ()),
        ],
        heading="Year",
    )

    lines = [shape for shape in chart.shapes if isinstance(shape, Polyline)]
    dots = [shape for shape in chart.shapes if isinstance(shape, Dot)]

    assert [line.title for line in lines] == ["Actual", "Pledge"]
    assert all(x1 < x2 for line in lines for (x1, _), (x2, _) in [line.points])
    assert len(dots) == 2
    assert _labels(chart).count("Pledge") == 1
    assert chart.table.rows[1] == ("2024", "90.0", "—", "—")


def test_negative_contributions_go_left_of_zero() -> None:
    chart = bar_charts.contribution_bars(
        "Contribution",
        [
            Bar("Up", "steel", 10.0, 8.0),
            Bar("Down", "energy", -5.0),
            Bar("None", "circular_economy", None),
        ],
        heading="Group",
        value="T1",
        inner="T3",
    )
    up, down = [shape for shape in chart.shapes if isinstance(shape, Rect)]
    zero = next(
        shape.x1
        for shape in chart.shapes
        if isinstance(shape, Line) and shape.colour == "secondary"
    )

    assert up.x == zero
    assert abs(down.x + down.width - zero) < 1e-9
    assert chart.table.rows == (("Up", "10.0", "8.00"), ("Down", "−5.00", "—"), ("None", "—", "—"))


def test_everything_lies_inside_the_drawing() -> None:
    for shape in BARS.shapes:
        if isinstance(shape, Rect):
            assert shape.x >= 0
            assert shape.x + shape.width <= BARS.width
            assert shape.y >= 0
            assert shape.y + shape.height <= BARS.height


def test_every_colour_used_is_known() -> None:
    used = {shape.colour for shape in BARS.shapes}

    assert used <= charts.COLOURS.keys()


@given(
    st.lists(
        st.lists(st.integers(0, 2000), min_size=2, max_size=6).map(
            lambda values: [(2005 + 9 * index, float(value)) for index, value in enumerate(values)]
        ),
        min_size=1,
        max_size=4,
    )
)
def test_names_of_lines_never_lie_on_each_other(lines: list[list[tuple[int, float]]]) -> None:
    chart = path_charts.pathway(
        "x",
        [Path(f"Line {number}", "steel", tuple(line)) for number, line in enumerate(lines)],
        heading="Year",
    )
    names = [shape for shape in chart.shapes if isinstance(shape, Label) and "Line" in shape.text]

    assert len(names) == len(lines)
    for one, other in combinations(names, 2):
        assert abs(one.y - other.y) > 10 or abs(one.x - other.x) > 40


def test_the_name_of_a_falling_line_stands_clear_of_it() -> None:
    chart = path_charts.pathway(
        "x", [Path("Net zero", "city", ((2022, 100.0), (2050, 0.0)), (2, 3))], heading="Year"
    )
    [name] = [
        shape for shape in chart.shapes if isinstance(shape, Label) and shape.text == "Net zero"
    ]
    [line] = [shape for shape in chart.shapes if isinstance(shape, Polyline)]
    (x1, y1), (x2, y2) = line.points

    for step in range(101):
        x, y = x1 + (x2 - x1) * step / 100, y1 + (y2 - y1) * step / 100
        assert not (name.x - 20 <= x <= name.x + 45 and name.y - 10 <= y <= name.y + 2)


def test_the_numbers_at_the_left_stay_inside_the_drawing() -> None:
    large = bar_charts.stacked_bars(
        "Emissions",
        ["2024"],
        [Series("Scope 1", "steel", (18_000_000.0,))],
        heading="Year",
        total="Total",
    )
    path = Path("Reported", "steel", ((2024, 18_000_000.0), (2050, 0.0)))
    line = path_charts.pathway("Path", [path], heading="Year")

    for chart in (large, line):
        ends = [one for one in chart.shapes if isinstance(one, Label) and one.anchor == "end"]
        assert ends
        assert all(one.x >= labelling.text_width(one.text) for one in ends)


def test_the_numbers_of_a_scale_have_the_same_decimals() -> None:
    assert charts.marked((0, 25, 50, 125)) == ("0", "25", "50", "125")
    assert charts.marked((0, 2.5, 5)) == ("0.0", "2.5", "5.0")
    assert charts.marked((-0.25, 0, 0.25)) == ("\u22120.25", "0.00", "0.25")
