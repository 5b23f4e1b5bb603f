"""Charts of a meter: what the model expects beside what was metered, and savings adding up."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.reports.charts import (
    Chart,
    Dot,
    Label,
    Line,
    Plot,
    Polyline,
    Shape,
    Table,
    ticks,
    written,
)
from portal.reports.labelling import text_width

_MOST_LABELS = 8


@dataclass(frozen=True, slots=True)
class Track:
    """One line over the periods; None where it has no value."""

    name: str
    colour: str
    values: tuple[float | None, ...]
    dash: tuple[float, ...] = ()
    has_dots: bool = False


def over_time(
    title: str,
    periods: Sequence[str],
    tracks: Sequence[Track],
    *,
    heading: str,
    split: int | None = None,
    width: float = 720,
    height: float = 280,
) -> Chart:
    """Lines over periods of time, named on top; the table behind it has a row for each period.

    Args:
        split: number of the period before which a vertical line is drawn (baseline | reporting).
    """
    known = [value for track in tracks for value in track.values if value is not None]
    marks = ticks(min(known, default=0), max(known, default=0))
    plot = Plot(72, 34, width - 88, height - 66, marks[0], marks[-1])
    shapes: list[Shape] = []
    for mark in marks:
        y = plot.y(mark)
        colour = "secondary" if mark == 0 else "line"
        shapes.append(Line(plot.left, y, plot.left + plot.width, y, colour))
        shapes.append(Label(plot.left - 8, y + 4, written(mark), "end"))
    shapes += _periods(plot, periods, height)
    if split is not None:
        x = plot.slot(split, len(periods))[0]
        shapes.append(Line(x, plot.top, x, plot.top + plot.height, "secondary", 1, (2, 3)))
    x = plot.left
    for track in tracks:
        shapes += _track(plot, track, periods)
        shapes.append(Line(x, 14, x + 18, 14, track.colour, 2, track.dash))
        shapes.append(Label(x + 24, 18, track.name, "start", "ink"))
        x += 24 + text_width(track.name) + 22
    return Chart(title, width, height, tuple(shapes), _table(heading, periods, tracks))


def _periods(plot: Plot, periods: Sequence[str], height: float) -> list[Shape]:
    every = -(-len(periods) // _MOST_LABELS) or 1
    return [
        Label(_middle(plot, at, len(periods)), height - 8, name, "middle")
        for at, name in enumerate(periods)
        if at % every == 0
    ]


def _middle(plot: Plot, at: int, count: int) -> float:
    left, each = plot.slot(at, count)
    return left + each / 2


def _track(plot: Plot, track: Track, periods: Sequence[str]) -> list[Shape]:
    shapes: list[Shape] = []
    run: list[tuple[float, float]] = []
    for at, value in enumerate(track.values):
        if value is None:
            shapes += _run(run, track)
            run = []
            continue
        x, y = _middle(plot, at, len(track.values)), plot.y(value)
        run.append((x, y))
        if track.has_dots:
            name = f"{track.name} {periods[at]} {written(value)}"
            shapes.append(Dot(x, y, 3, track.colour, title=name))
    return shapes + _run(run, track)


def _run(points: list[tuple[float, float]], track: Track) -> list[Shape]:
    if len(points) < 2:
        return []
    return [Polyline(tuple(points), track.colour, 2, track.dash, track.name)]


def _table(heading: str, periods: Sequence[str], tracks: Sequence[Track]) -> Table:
    rows = tuple(
        (name, *(written(track.values[at]) for track in tracks)) for at, name in enumerate(periods)
    )
    return Table((heading, *(track.name for track in tracks)), rows)
