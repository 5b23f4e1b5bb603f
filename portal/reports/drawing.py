"""Charts in a PDF: the geometry of `portal.reports.charts` as reportlab's shapes, same colours."""

from typing import Any, Final, assert_never

from portal.reports import library
from portal.reports.charts import COLOURS, Chart, Dot, Label, Line, Polyline, Rect, Shape
from portal.reports.font import FontNames, drawable
from portal.reports.library import Drawing
from portal.reports.plain_text import CELL_LIMIT, plain

_BEFORE_ANCHOR: Final = {"start": 0.0, "middle": 0.5, "end": 1.0}


def drawing(chart: Chart, width: float, font: FontNames) -> Drawing:
    """The chart scaled to a width in points; its height follows."""
    scale = width / chart.width
    shapes = library.SHAPES
    made = shapes.Drawing(width, chart.height * scale)
    inner = shapes.Group(transform=(scale, 0, 0, scale, 0, 0))
    for one in chart.shapes:
        inner.add(_shape(one, chart.height, font))
    made.add(inner)
    return made


def _shape(one: Shape, height: float, font: FontNames) -> Any:
    """One shape; reportlab counts y upwards, the geometry downwards."""
    shapes = library.SHAPES
    colour = library.colour(COLOURS[one.colour])
    match one:
        case Rect():
            bottom = height - one.y - one.height
            return shapes.Rect(
                one.x, bottom, one.width, one.height, fillColor=colour, strokeColor=None
            )
        case Line():
            return shapes.Line(
                one.x1, height - one.y1, one.x2, height - one.y2, **_stroke(one, colour)
            )
        case Polyline():
            points = [part for x, y in one.points for part in (x, height - y)]
            return shapes.PolyLine(points, strokeLineJoin=1, **_stroke(one, colour))
        case Dot():
            inside = library.colour(COLOURS["paper"]) if one.is_open else colour
            return shapes.Circle(
                one.x,
                height - one.y,
                one.radius,
                fillColor=inside,
                strokeColor=colour,
                strokeWidth=1.6,
            )
        case Label():
            return _label(one, height, font)
        case _:
            assert_never(one)


def _label(one: Label, height: float, font: FontNames) -> Any:
    """Text with paper behind it, so that a line that runs through stays off the letters."""
    shapes, paper = library.SHAPES, library.colour(COLOURS["paper"])
    text = drawable(plain(one.text, CELL_LIMIT), font)
    name = font.bold if one.is_bold else font.regular
    width = library.METRICS.stringWidth(text, name, one.size)
    left = one.x - width * _BEFORE_ANCHOR[one.anchor]
    bottom = height - one.y - 0.2 * one.size
    return shapes.Group(
        shapes.Rect(
            left, bottom, width, one.size, fillColor=paper, strokeColor=None, fillOpacity=0.85
        ),
        shapes.String(
            left,
            height - one.y,
            text,
            fontName=name,
            fontSize=one.size,
            fillColor=library.colour(COLOURS[one.colour]),
        ),
    )


def _stroke(one: Line | Polyline, colour: Any) -> dict[str, Any]:
    dash = list(one.dash) if one.dash else None
    return {"strokeColor": colour, "strokeWidth": one.width, "strokeDashArray": dash}
