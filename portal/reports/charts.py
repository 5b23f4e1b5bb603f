"""Charts as plain geometry: a page draws them as SVG, a PDF with the same shapes.

Coordinates are in points from the top left corner, y downwards. Nothing here knows a page:
labels arrive in the language of the reader, colours are names looked up in `COLOURS`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import Final

from portal.reports.labelling import LABEL_SIZE, text_width

_LEAST_LEFT: Final = 56.0
_BESIDE_GRID: Final = 8.0

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


def marked(marks: Sequence[float]) -> tuple[str, ...]:
    """The numbers of a scale, all with as many decimals as the finest of them needs."""
    places = next((few for few in (0, 1) if all(round(one, few) == one for one in marks)), 2)
    return tuple(f"{one:,.{places}f}".replace("-", "\u2212") for one in marks)


def left_of(marks: Sequence[float]) -> float:
    """The room that the numbers of `grid` need at the left, so that none stands on the margin."""
    widest = max((text_width(said) for said in marked(marks)), default=0)
    return max(_LEAST_LEFT, widest + _BESIDE_GRID)


def grid(plot: Plot, marks: Sequence[float]) -> Iterator[Shape]:
    """The horizontal lines of a chart with what they stand for, zero darker than the others."""
    for mark, said in zip(marks, marked(marks), strict=True):
        y = plot.y(mark)
        colour = "secondary" if mark == 0 else "line"
        yield Line(plot.left, y, plot.left + plot.width, y, colour)
        yield Label(plot.left - _BESIDE_GRID, y + 4, said, "end")
