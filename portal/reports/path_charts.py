"""Lines over the years, such as the way to net zero, each named once near its end."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from portal.reports import labelling
from portal.reports.charts import (
    Chart,
    Dot,
    Label,
    Line,
    Plot,
    Polyline,
    Shape,
    Table,
    grid,
    left_of,
    ticks,
    written,
)
from portal.reports.labelling import text_width

# Length of the piece of line drawn before the name of a path, with its gap.
_SAMPLE: Final = 20.0


@dataclass(frozen=True, slots=True)
class Path:
    """One line of a pathway: (year, value) points in order of years."""

    name: str
    colour: str
    points: tuple[tuple[int, float], ...]
    dash: tuple[float, ...] = ()
    width: float = 2.0
    has_dots: bool = False


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
    left = left_of(marks)
    plot = Plot(left, 20, width - left - 28, height - 48, marks[0], marks[-1])
    shapes: list[Shape] = list(grid(plot, marks))
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
