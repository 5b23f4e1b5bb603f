"""Bars: stacked by year, or lying one below the other with their values at the end."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from portal.reports.charts import (
    Chart,
    Label,
    Line,
    Plot,
    Rect,
    Shape,
    Table,
    grid,
    left_of,
    marked,
    ticks,
    written,
)
from portal.reports.labelling import apart, text_width


@dataclass(frozen=True, slots=True)
class Series:
    """One layer of stacked bars: a value for each category, None where there is none."""

    name: str
    colour: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One horizontal bar; `inner` marks a second, smaller figure on it, such as after overlap."""

    name: str
    colour: str
    value: float | None
    inner: float | None = None


def stacked_bars(
    title: str,
    categories: Sequence[str],
    series: Sequence[Series],
    *,
    heading: str,
    total: str,
    width: float = 480,
    height: float = 252,
) -> Chart:
    """Bars by year, one layer for each series, named at the right of the last bar.

    The table behind it has the column names `heading`, the series and `total`.
    """
    totals = [_sum(layer.values[index] for layer in series) for index in range(len(categories))]
    marks = ticks(0, max((value for value in totals if value is not None), default=0))
    room = 16 + max((text_width(layer.name) for layer in series), default=0)
    left = left_of(marks)
    plot = Plot(left, 20, width - left - room, height - 48, marks[0], marks[-1])
    shapes: list[Shape] = list(grid(plot, marks))
    for index, category in enumerate(categories):
        shapes += _column(plot, index, categories, series, totals[index])
        start, each = plot.slot(index, len(categories))
        shapes.append(Label(start + each / 2, height - 8, category, "middle"))
    shapes += _layer_names(plot, series)
    rows = tuple(
        (category, *(written(layer.values[index]) for layer in series), written(totals[index]))
        for index, category in enumerate(categories)
    )
    table = Table((heading, *(layer.name for layer in series), total), rows)
    return Chart(title, width, height, tuple(shapes), table)


def _column(
    plot: Plot,
    index: int,
    categories: Sequence[str],
    series: Sequence[Series],
    total: float | None,
) -> list[Shape]:
    left, each = plot.slot(index, len(categories))
    bar = min(each * 0.64, 56.0)
    x = left + (each - bar) / 2
    if total is None:
        return [Label(left + each / 2, plot.y(0) - 6, "—", "middle")]
    shapes: list[Shape] = []
    reached = 0.0
    for layer in series:
        value = layer.values[index]
        if not value:
            continue
        top, bottom = plot.y(reached + value), plot.y(reached)
        reached += value
        # One point of paper between the layers keeps them apart without colour.
        gap = 1.0 if bottom - top > 2 else 0.0
        name = f"{categories[index]} {layer.name} {written(value)}"
        shapes.append(Rect(x, top + gap, bar, bottom - top - gap, layer.colour, name))
    shapes.append(Label(x + bar / 2, plot.y(reached) - 5, written(total), "middle", "ink"))
    return shapes


def _layer_names(plot: Plot, series: Sequence[Series]) -> list[Shape]:
    """Names of the layers beside the last bar, pushed apart where layers are thin."""
    reached, wanted = 0.0, list[float]()
    for layer in series:
        value = (layer.values[-1] if layer.values else None) or 0.0
        wanted.append(plot.y(reached + value / 2) + 4)
        reached += value
    x = plot.left + plot.width + 6
    shapes: list[Shape] = []
    for layer, y in zip(series, apart(wanted, plot.top + 8, plot.y(0)), strict=True):
        shapes.append(Rect(x - 4, y - 9, 3, 11, layer.colour))
        shapes.append(Label(x + 3, y, layer.name, "start", "ink"))
    return shapes


def contribution_bars(
    title: str,
    bars: Sequence[Bar],
    *,
    heading: str,
    value: str,
    inner: str | None = None,
    width: float = 480,
) -> Chart:
    """Horizontal bars, one a row, with the value at the end; negative values go left of zero."""
    known = [bar.value for bar in bars if bar.value is not None]
    marks = ticks(min(known, default=0), max(known, default=0), 4)
    left = 12 + max((text_width(bar.name) for bar in bars), default=0)
    row = 30.0
    height = row * len(bars) + 34
    plot = Plot(left, 6, width - left - 72, row * len(bars), 0, 1)
    low, high = marks[0], marks[-1]

    def x(amount: float) -> float:
        return plot.left + plot.width * (amount - low) / (high - low)

    shapes: list[Shape] = []
    for mark, said in zip(marks, marked(marks), strict=True):
        colour = "secondary" if mark == 0 else "line"
        shapes.append(Line(x(mark), plot.top, x(mark), plot.top + plot.height, colour))
        shapes.append(Label(x(mark), height - 8, said, "middle"))
    for index, bar in enumerate(bars):
        y = plot.top + index * row
        shapes.append(Label(left - 8, y + 20, bar.name, "end", "ink"))
        shapes += _bar(bar, x, y + 5)
    rows = tuple(
        (bar.name, written(bar.value), *((written(bar.inner),) if inner else ())) for bar in bars
    )
    table = Table((heading, value, *((inner,) if inner else ())), rows)
    return Chart(title, width, height, tuple(shapes), table)


def _bar(bar: Bar, x: Callable[[float], float], y: float) -> list[Shape]:
    if bar.value is None:
        return [Label(x(0) + 6, y + 15, "—")]
    start, end = sorted((x(0), x(bar.value)))
    shapes: list[Shape] = [
        Rect(start, y, end - start, 20, bar.colour, f"{bar.name} {written(bar.value)}")
    ]
    if bar.inner is not None and bar.inner != bar.value:
        shapes.append(Line(x(bar.inner), y - 3, x(bar.inner), y + 23, "ink", 2))
    is_left = bar.value < 0
    edge = start - 6 if is_left else max(end, x(bar.inner or 0)) + 6
    shapes.append(Label(edge, y + 15, written(bar.value), "end" if is_left else "start", "ink"))
    return shapes


def _sum(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None
