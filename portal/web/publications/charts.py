"""The bridge as a drawing: from the published value by causes to the restated one."""

from collections.abc import Sequence
from decimal import Decimal

from portal.language import Language, Text
from portal.publication.bridge import CAUSES, Bridge
from portal.reports.charts import Chart, Label, Line, Plot, Rect, Shape, Table, ticks, written
from portal.reports.formats import UNIT_FORMS, Unit

_WIDTH, _HEIGHT, _TOP, _LEFT = 640.0, 300.0, 24.0, 76.0
_PUBLISHED = Text("公布", "Published")
_RESTATED = Text("重編", "Restated")
_STEP = Text("步驟", "Step")


def bridge_chart(made: Bridge, unit: Unit, language: Language) -> Chart:
    """Columns from zero for both values, and floating ones for the causes between them."""
    heading = UNIT_FORMS[unit].heading[language]
    divisor = UNIT_FORMS[unit].divisor
    steps = [(CAUSES[cause][language], amount) for cause, amount in made.by_cause().items()]
    first, last = made.published / divisor, made.restated / divisor
    columns = _columns(first, last, [(name, amount / divisor) for name, amount in steps], language)
    marks = ticks(
        min(float(min(low, high)) for _, low, high, _ in columns),
        max(float(max(low, high)) for _, low, high, _ in columns),
    )
    plot = Plot(_LEFT, _TOP, _WIDTH - _LEFT - 12, _HEIGHT - _TOP - 44, marks[0], marks[-1])
    shapes: list[Shape] = []
    for mark in marks:
        colour = "secondary" if mark == 0 else "line"
        shapes.append(Line(plot.left, plot.y(mark), plot.left + plot.width, plot.y(mark), colour))
        shapes.append(Label(plot.left - 8, plot.y(mark) + 4, written(mark), "end"))
    for index, column in enumerate(columns):
        shapes += _column(plot, column, index, len(columns))
    rows = tuple((name, _signed(amount, name, language)) for name, _, _, amount in columns)
    title = Text("公布值與重編值之差異（{unit}）", "From published to restated ({unit})")
    return Chart(
        title.format(unit=heading)[language],
        _WIDTH,
        _HEIGHT,
        tuple(shapes),
        Table((_STEP[language], heading), rows),
    )


Column = tuple[str, Decimal, Decimal, Decimal]


def _columns(
    first: Decimal, last: Decimal, steps: Sequence[tuple[str, Decimal]], language: Language
) -> list[Column]:
    found: list[Column] = [(_PUBLISHED[language], Decimal(0), first, first)]
    here = first
    for name, amount in steps:
        found.append((name, here, here + amount, amount))
        here += amount
    found.append((_RESTATED[language], Decimal(0), last, last))
    return found


def _column(plot: Plot, column: Column, index: int, count: int) -> list[Shape]:
    name, start, end, amount = column
    left, width = plot.slot(index, count)
    top, bottom = sorted((plot.y(float(start)), plot.y(float(end))))
    is_total = index in (0, count - 1)
    colour = "alliance" if is_total else "petrochemicals" if amount > 0 else "electronics"
    middle, high = left + width / 2, max(bottom - top, 1.0)
    said = written(float(amount))
    return [
        Rect(left + width * 0.18, top, width * 0.64, high, colour, f"{name} {said}"),
        Label(middle, top - 6, said, "middle", "ink"),
        Label(middle, _HEIGHT - 16, name, "middle", "ink"),
    ]


def _signed(amount: Decimal, name: str, language: Language) -> str:
    is_total = name in (_PUBLISHED[language], _RESTATED[language])
    said = written(float(amount))
    return said if is_total or amount < 0 else f"+{said}"
