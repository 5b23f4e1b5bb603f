"""The abatement-cost curve as plain geometry, with the rates of the carbon fee across it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil, floor, log10
from typing import Final

from portal.reports.charts import Chart, Label, Line, Plot, Rect, Shape, Table, ticks, written
from portal.reports.labelling import apart, text_width

# Narrower than this in points, neighbours are drawn as one, as high as their mean cost.
_NARROW: Final = 0.7
_NUMBERED: Final = 13.0


@dataclass(frozen=True, slots=True)
class CostBar:
    """One measure: `number` as in the table beside the drawing, width in tonnes, height NT$/t."""

    number: int
    name: str
    colour: str
    before: float
    tonnes: float
    cost: float


@dataclass(frozen=True, slots=True)
class FeeLine:
    """A rate that is drawn across the curve, NT$/t."""

    name: str
    rate: float


def cost_curve(
    title: str,
    bars: Sequence[CostBar],
    fees: Sequence[FeeLine],
    *,
    axes: tuple[str, str],
    table: Table,
    width: float = 960,
    height: float = 360,
) -> Chart:
    """Bars side by side in order of cost; `axes` names the horizontal and the vertical one."""
    costs = [bar.cost for bar in bars]
    highest = max([*costs, *(fee.rate for fee in fees)], default=0.0)
    marks = ticks(min(costs, default=0.0), highest)
    room = 16 + max((text_width(fee.name) for fee in fees), default=0)
    plot = Plot(64, 28, width - 64 - room, height - 76, marks[0], marks[-1])
    first = min((bar.before for bar in bars), default=0.0)
    last = max((bar.before + bar.tonnes for bar in bars), default=first + 1)
    shapes: list[Shape] = [Label(4, 14, axes[1])]
    for mark in marks:
        y = plot.y(mark)
        colour = "secondary" if mark == 0 else "line"
        shapes.append(Line(plot.left, y, plot.left + plot.width, y, colour))
        shapes.append(Label(plot.left - 8, y + 4, written(mark), "end"))
    for mark in _between(first, last):
        x = _x(plot, mark, first, last)
        shapes.append(Label(x, height - 28, written(mark), "middle"))
    shapes.append(Label(plot.left + plot.width / 2, height - 8, axes[0], "middle"))
    numbered_to = 0.0
    for bar in _drawn(bars, plot.width / ((last - first) or 1)):
        shapes += _bar(plot, bar, first, last)
        for number in _number(plot, bar, first, last):
            half = text_width(str(bar.number)) / 2
            # A number that would run into the one before it is left to the table.
            if number.x - half >= numbered_to:
                shapes.append(number)
                numbered_to = number.x + half + 3
    shapes += _fees(plot, fees)
    return Chart(title, width, height, tuple(shapes), table)


def _x(plot: Plot, tonnes: float, first: float, last: float) -> float:
    return plot.left + plot.width * (tonnes - first) / ((last - first) or 1)


def _between(first: float, last: float, wanted: int = 6) -> list[float]:
    """Round numbers from first to last."""
    rough = ((last - first) or 1.0) / wanted
    power = 10.0 ** floor(log10(rough))
    step = next(power * nice for nice in (1, 2, 5, 10) if power * nice >= rough * 0.999)
    found = range(ceil(first / step - 1e-9), floor(last / step + 1e-9) + 1)
    return [round(index * step, 10) for index in found]


def _drawn(bars: Sequence[CostBar], scale: float) -> list[CostBar]:
    """The bars that can be seen: runs of very narrow ones are put together."""
    found: list[CostBar] = []
    for bar in bars:
        last = found[-1] if found else None
        if last is None or last.tonnes * scale >= _NARROW or last.colour != bar.colour:
            found.append(bar)
            continue
        tonnes = last.tonnes + bar.tonnes
        mean = (last.cost * last.tonnes + bar.cost * bar.tonnes) / tonnes
        found[-1] = replace(last, name=f"{last.name} …", tonnes=tonnes, cost=mean)
    return found


def _bar(plot: Plot, bar: CostBar, first: float, last: float) -> list[Shape]:
    left = _x(plot, bar.before, first, last)
    right = _x(plot, bar.before + bar.tonnes, first, last)
    top, bottom = sorted((plot.y(bar.cost), plot.y(0)))
    gap = 1.0 if right - left > 4 else 0.0
    said = f"{bar.number}. {bar.name}: {written(bar.tonnes)} t, NT$ {written(bar.cost)}/t"
    # A cost of almost nothing still shows as a line.
    thick = max(bottom - top, 1.0)
    return [Rect(left, top, max(right - left - gap, 0.3), thick, bar.colour, said)]


def _number(plot: Plot, bar: CostBar, first: float, last: float) -> list[Label]:
    left = _x(plot, bar.before, first, last)
    right = _x(plot, bar.before + bar.tonnes, first, last)
    if right - left < _NUMBERED:
        return []
    top, bottom = sorted((plot.y(bar.cost), plot.y(0)))
    y = bottom + 13 if bar.cost < 0 else top - 4
    return [Label((left + right) / 2, y, str(bar.number), "middle", "ink")]


def _fees(plot: Plot, fees: Sequence[FeeLine]) -> list[Shape]:
    wanted = [plot.y(fee.rate) + 4 for fee in fees]
    right = plot.left + plot.width
    shapes: list[Shape] = []
    for fee, y in zip(fees, apart(wanted, plot.top, plot.top + plot.height), strict=True):
        height = plot.y(fee.rate)
        shapes.append(Line(plot.left, height, right, height, "city", 1.2, (5, 3)))
        shapes.append(Line(right, height, right + 5, y - 4, "city", 0.8))
        shapes.append(Label(right + 8, y, fee.name, "start", "city"))
    return shapes
