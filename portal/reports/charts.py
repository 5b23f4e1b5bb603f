"""Charts as plain geometry: a page draws them as SVG, a PDF with the same shapes.

Coordinates are in points from the top left corner, y downwards. Nothing here knows a page:
labels arrive in the language of the reader, colours are names looked up in `COLOURS`.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import Final

from portal.reports import labelling
from portal.reports.labelling import LABEL_SIZE, apart, text_width

COLOURS: Final = {
    "ink": "#16212b",
    "secondary": "#52606d",
    "line": "#dfe5ea",
    "paper": "#ffffff",
    "accent": "#0a6464",
    "city": "#8a5300",
    "alliance": "#0a6464",
    "alliance-light": "#86b5b3",
    "steel": "#37577a",
    "steel-light": "#9db0c6",
    "petrochemicals": "#b0522a",
    "petrochemicals-light": "#dcae98",
    "electronics": "#2b7a57",
    "electronics-light": "#98c2ae",
    "energy": "#a87800",
    "energy-light": "#d8c088",
    "circular_economy": "#6a4c9c",
    "circular_economy-light": "#b9abd2",
}

# Length of the piece of line drawn before the name of a path, with its gap.
_SAMPLE: Final = 20.0


@dataclass(frozen=True, slots=True)
class Rect:
    """A filled rectangle; `title` is what a pointer or a screen reader is told."""

    x: float
    y: float
    width: float
    height: float
    colour: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line; `dash` holds lengths on and off, empty for a solid line."""

    x1: float
    y1: float
    x2: float
    y2: float
    colour: str
    width: float = 1.0
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Polyline:
    """A line through several points."""

    points: tuple[tuple[float, float], ...]
    colour: str
    width: float = 2.0
    dash: tuple[float, ...] = ()
    title: str = ""


@dataclass(frozen=True, slots=True)
class Dot:
    """A small circle, filled or open."""

    x: float
    y: float
    radius: float
    colour: str
    is_open: bool = False
    title: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """Text standing on the baseline `y`; `anchor` is start, middle or end as in SVG."""

    x: float
    y: float
    text: str
    anchor: str = "start"
    colour: str = "secondary"
    size: int = LABEL_SIZE
    is_bold: bool = False


Shape = Rect | Line | Polyline | Dot | Label


@dataclass(frozen=True, slots=True)
class Table:
    """What a chart shows, as rows for those who read rather than look."""

    heading: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A finished drawing with its name and its table."""

    title: str
    width: float
    height: float
    shapes: tuple[Shape, ...]
    table: Table


@dataclass(frozen=True, slots=True)
class Series:
    """One layer of stacked bars: a value for each category, None where there is none."""

    name: str
    colour: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Path:
    """One line of a pathway: (year, value) points in order of years."""

    name: str
    colour: str
    points: tuple[tuple[int, float], ...]
    dash: tuple[float, ...] = ()
    width: float = 2.0
    has_dots: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """One horizontal bar; `inner` marks a second, smaller figure on it, such as after overlap."""

    name: str
    colour: str
    value: float | None
    inner: float | None = None


@dataclass(frozen=True, slots=True)
class Plot:
    """The inner area of a chart with its two scales."""

    left: float
    top: float
    width: float
    height: float
    low: float
    high: float

    def y(self, value: float) -> float:
        """Where a value stands, from the top."""
        return self.top + self.height * (self.high - value) / (self.high - self.low)

    def slot(self, index: int, count: int) -> tuple[float, float]:
        """Left edge and width of one of `count` equal columns."""
        each = self.width / count
        return self.left + index * each, each

    def year(self, year: int, first: int, last: int) -> float:
        """Where a year stands, from the left."""
        return self.left + self.width * (year - first) / (last - first)


def ticks(low: float, high: float, wanted: int = 5) -> tuple[float, ...]:
    """Round numbers that enclose low and high, about `wanted` of them; zero is one of them."""
    low, high = min(low, 0.0), max(high, 0.0)
    span = (high - low) or 1.0
    rough = span / wanted
    power = 10.0 ** floor(log10(rough))
    step = next(power * nice for nice in (1, 2, 2.5, 5, 10) if power * nice >= rough * 0.999)
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    return tuple(round(index * step, 10) for index in range(first, max(last, first + 1) + 1))


def written(value: float | None) -> str:
    """A value of a chart as text: decimals only where the number is small."""
    if value is None:
        return "—"
    size = abs(value)
    places = 0 if size >= 100 or size == 0 else 1 if size >= 10 else 2
    text = f"{size:,.{places}f}"
    return f"\u2212{text}" if value < 0 else text


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
    plot = Plot(56, 20, width - 56 - room, height - 48, marks[0], marks[-1])
    shapes: list[Shape] = list(_grid(plot, marks))
    for index, category in enumerate(categories):
        shapes += _column(plot, index, categories, series, totals[index])
        left, each = plot.slot(index, len(categories))
        shapes.append(Label(left + each / 2, height - 8, category, "middle"))
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


def pathway(
    title: str,
    paths: Sequence[Path],
    *,
    heading: str,
    first: int = 2005,
    last: int = 2050,
    width: float = 480,
    height: float = 252,
) -> Chart:
    """Lines over the years; each path is named once, near its last point."""
    drawn = [path for path in paths if path.points]
    values = [value for path in drawn for _, value in path.points]
    marks = ticks(min(values, default=0), max(values, default=0))
    plot = Plot(56, 20, width - 84, height - 48, marks[0], marks[-1])
    shapes: list[Shape] = list(_grid(plot, marks))
    years = sorted({first, *(year for year in range(2010, last, 10) if year > first), last})
    for year in years:
        shapes.append(Label(plot.year(year, first, last), height - 8, str(year), "middle"))
    for path in drawn:
        shapes += _path(plot, path, first, last)
    shapes += _path_names(plot, drawn, first, last)
    return Chart(title, width, height, tuple(shapes), _path_table(paths, heading))


def _path(plot: Plot, path: Path, first: int, last: int) -> list[Shape]:
    points = tuple((plot.year(year, first, last), plot.y(value)) for year, value in path.points)
    shapes: list[Shape] = []
    if len(points) > 1:
        shapes.append(Polyline(points, path.colour, path.width, path.dash, path.name))
    if path.has_dots or len(points) == 1:
        for (x, y), (year, value) in zip(points, path.points, strict=True):
            shapes.append(
                Dot(x, y, 3.5, path.colour, bool(path.dash), f"{path.name} {year} {written(value)}")
            )
    return shapes


def _path_names(plot: Plot, paths: Sequence[Path], first: int, last: int) -> list[Shape]:
    """Each name with a sample of its line, near the line's end and clear of all lines."""
    lines = [
        [(plot.year(year, first, last), plot.y(value)) for year, value in path.points]
        for path in paths
    ]
    widths = [text_width(path.name) + _SAMPLE for path in paths]
    room = (plot.left + 2, plot.top - 8, plot.left + plot.width + 24, plot.top + plot.height - 2)
    shapes: list[Shape] = []
    for path, box in zip(paths, labelling.places(lines, widths, room), strict=True):
        y = box.y - 4
        sample = Line(box.left, y, box.left + _SAMPLE - 4, y, path.colour, path.width, path.dash)
        shapes += [sample, Label(box.left + _SAMPLE, box.y, path.name, "start", "ink")]
    return shapes


def _path_table(paths: Sequence[Path], heading: str) -> Table:
    years = sorted({year for path in paths for year, _ in path.points})
    known = [dict(path.points) for path in paths]
    rows = tuple((str(year), *(written(path.get(year)) for path in known)) for year in years)
    return Table((heading, *(path.name for path in paths)), rows)


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
    for mark in marks:
        colour = "secondary" if mark == 0 else "line"
        shapes.append(Line(x(mark), plot.top, x(mark), plot.top + plot.height, colour))
        shapes.append(Label(x(mark), height - 8, written(mark), "middle"))
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


def _grid(plot: Plot, marks: Sequence[float]) -> Iterable[Shape]:
    for mark in marks:
        y = plot.y(mark)
        colour = "secondary" if mark == 0 else "line"
        yield Line(plot.left, y, plot.left + plot.width, y, colour)
        yield Label(plot.left - 8, y + 4, written(mark), "end")


def _sum(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None
