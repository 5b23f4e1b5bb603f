"""The drawings of a page of measures: sums by year, and the abatement-cost curve."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Final

from portal.aggregation.measures.cost_curve import Step
from portal.aggregation.measures.drawn_curve import Bunch, Drawn
from portal.aggregation.measures.roll_up import Sum
from portal.language import Language, Text
from portal.reference.carbon_fee import fee_rates
from portal.reports.bar_charts import Series, stacked_bars
from portal.reports.charts import Chart, Table
from portal.reports.cost_curve import CostBar, FeeLine, cost_curve
from portal.reports.formats import UNIT_FORMS, Unit, number
from portal.reports.values import Form, written
from portal.web.summaries.measures.details import Curve
from portal.web.summaries.measures.listing import Names
from portal.web.summaries.measures.protection import COMMITTED_IN, PIPELINE_IN

# As many as can be read below the drawing without looking for them in its table.
WIDEST: Final = 12
_SHOWN_YEARS: Final = frozenset(map(str, (2026, 2028, 2030, 2035, 2040, 2050)))
COMMITTED: Final = Text("已核定", "Committed")
PIPELINE: Final = Text("規劃中", "Pipeline")
_CURVE: Final = Text("減量成本曲線（年利率 {rate} %）", "Abatement-cost curve at {rate} % interest")
_HEADING: Final = (
    Text("序號", "No."),
    Text("成員", "Member"),
    Text("措施", "Measure"),
    Text("狀態", "Standing"),
    Text("淨減量（公噸 CO₂e／年）", "Net t CO₂e/yr"),
    Text("減量成本（元／公噸）", "NT$/t"),
    Text("累計（公噸 CO₂e／年）", "Running total, t CO₂e/yr"),
)
_AXES: Final = (
    Text("扣除重疊後之減量（公噸 CO₂e／年）", "Cut net of overlap (t CO₂e/yr)"),
    Text("減量成本（新臺幣元／公噸 CO₂e）", "Abatement cost (NT$/t CO₂e)"),
)


def years_chart(
    sums: Sequence[Sum], shows: Callable[[Sum, str], bool], unit: Unit, language: Language
) -> Chart:
    """Committed measures and the pipeline by year; half a bar would be read as the whole one."""
    first = sums[0].key if sums else ""
    shown = [one for one in sums if one.key == first or one.key in _SHOWN_YEARS]
    divisor = UNIT_FORMS[unit].divisor

    whole = [all(shows(one, key) for key in (COMMITTED_IN, PIPELINE_IN)) for one in shown]

    def scaled(amount: Callable[[Sum], Decimal]) -> tuple[float | None, ...]:
        drawn = zip(shown, whole, strict=True)
        return tuple(float(amount(one) / divisor) if both else None for one, both in drawn)

    committed = scaled(lambda one: one.committed)
    pipeline = scaled(lambda one: one.pipeline)
    layers = [
        Series(COMMITTED[language], "alliance", committed),
        Series(PIPELINE[language], "alliance-light", pipeline),
    ]
    title = Text("各年度預期減量（{unit}／年）", "Planned effect by year ({unit}/yr)")
    return stacked_bars(
        title.format(unit=UNIT_FORMS[unit].heading)[language],
        [one.key for one in shown],
        layers,
        heading=Text("年度", "Year")[language],
        total=Text("合計", "Together")[language],
        width=960,
        height=300,
    )


def curve_chart(found: Curve, names: Names, language: Language) -> Chart:
    """The curve with the fee rates across it; the table behind it lists everything drawn."""
    bars = [_bar(place, one, names, language) for place, one in enumerate(found.drawn, 1)]
    fees = [
        FeeLine(f"{one.label[language]} {number(one.rate)}", float(one.rate)) for one in fee_rates()
    ]
    rate = f"{found.interest * 100:f}".rstrip("0").rstrip(".") or "0"
    return cost_curve(
        _CURVE.format(rate=rate)[language],
        bars,
        fees,
        axes=(_AXES[0][language], _AXES[1][language]),
        table=Table(tuple(one[language] for one in _HEADING), _rows(found, names, language)),
    )


def _bar(place: int, one: Drawn, names: Names, language: Language) -> CostBar:
    measures = (float(one.before), float(one.tonnes), float(one.cost))
    if isinstance(one, Bunch):
        return CostBar(place, bunch_name(one)[language], "secondary", *measures)
    entry = one.entry
    colour = entry.group.value if entry.is_committed else f"{entry.group.value}-light"
    name = f"{names[entry.code][language]} {entry.row.title or entry.measure.id}"
    return CostBar(place, name, colour, *measures)


def bunch_name(one: Bunch) -> Text:
    """How many measures are put together, and between which costs."""
    limits = tuple("" if cost is None else number(cost) for cost in (one.low, one.high))
    return Text(
        f"併計 {one.measures:,} 項（{limits[0]}～{limits[1]} 元／公噸）",
        f"{one.measures:,} measures together (NT$ {limits[0]} to {limits[1]}/t)",
    )


def widest(found: Curve) -> list[tuple[int, Step]]:
    """The widest steps of a drawing with their numbers in it, in the order of the drawing."""
    numbered = [(place, one) for place, one in enumerate(found.drawn, 1) if isinstance(one, Step)]
    chosen = sorted(numbered, key=lambda pair: (-pair[1].tonnes, pair[0]))[:WIDEST]
    return sorted(chosen, key=lambda pair: pair[0])


def _rows(found: Curve, names: Names, language: Language) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (
            str(place),
            *_named(one, names, language),
            written(one.tonnes, Form.TONNES_A_YEAR, Unit.TONNES, language),
            number(one.cost),
            written(one.before + one.tonnes, Form.TONNES_A_YEAR, Unit.TONNES, language),
        )
        for place, one in enumerate(found.drawn, 1)
    )


def _named(one: Drawn, names: Names, language: Language) -> tuple[str, str, str]:
    if isinstance(one, Bunch):
        return ("—", bunch_name(one)[language], "—")
    entry = one.entry
    return (
        f"{names[entry.code][language]}（{entry.code}）",
        f"{entry.measure.id} {entry.row.title or ''}",
        (COMMITTED if entry.is_committed else PIPELINE)[language],
    )
