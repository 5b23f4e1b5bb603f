"""The figures of a summary as tables of a PDF: line by line, or target years side by side."""

from collections.abc import Sequence

from portal.language import Text
from portal.reports.formats import Unit
from portal.reports.library import Flowable
from portal.reports.look import Look
from portal.reports.summary import Item
from portal.reports.tables import Band, Column, Remark, Row, number, table
from portal.reports.values import NOTHING, RATIOS, written

_FIGURE = Text("指標", "Figure")
_VALUE = Text("數值", "Value")
_UNIT = Text("單位", "Unit")
_NOTE = Text("涵蓋與說明", "Coverage and notes")


def value_of(item: Item, unit: Unit, look: Look) -> str:
    """The value of a line, with its whole where it is a part."""
    if item.words is not None:
        return look.words(item.words)
    said = written(item.value, item.form, unit, look.language)
    return said if item.out_of is None else f"{said} / {item.out_of:,}"


def figure_table(look: Look, items: Sequence[Item], unit: Unit) -> Flowable:
    """One figure a line: name, value, unit, coverage."""
    columns = (
        Column(_FIGURE, 34),
        number(_VALUE, 17),
        Column(_UNIT, 17),
        Column(_NOTE, 42),
    )
    rows = [
        (_label(item), value_of(item, unit, look), _unit(item, unit), item.note) for item in items
    ]
    return table(look, columns, rows)


def _label(item: Item) -> Text:
    if item.horizon is None or str(item.horizon) in item.label.zh:
        return item.label
    return Text(f"{item.label.zh}（{item.horizon}）", f"{item.label.en} ({item.horizon})")


def _unit(item: Item, unit: Unit) -> Text:
    # The per cent sign stands with its number.
    return NOTHING if item.form in RATIOS else item.form.unit(unit)


def horizon_table(look: Look, items: Sequence[Item], unit: Unit) -> Flowable:
    """Figures by line and target years by column, for what is pledged."""
    years = sorted({item.horizon for item in items if item.horizon is not None})
    found = {(item.label.zh, item.horizon): item for item in items}
    columns = (
        Column(_FIGURE, 44),
        Column(_UNIT, 20),
        *(number(Text(f"{year} 年", str(year)), 15) for year in years),
    )
    rows: list[Row] = []
    part: Text | None = None
    for item in _longest(items):
        if item.part is not None and item.part != part:
            part = item.part
            rows.append(Band(part))
        values = (_at(found.get((item.label.zh, year)), unit, look) for year in years)
        rows.append((item.label, _unit(item, unit), *values))
    rows += [Remark(note) for note in notes_of(items)]
    return table(look, columns, rows)


def _longest(items: Sequence[Item]) -> list[Item]:
    """The items of the year that has most of them: every label once, in order."""
    by_year: dict[int | None, list[Item]] = {}
    for item in items:
        by_year.setdefault(item.horizon, []).append(item)
    return max(by_year.values(), key=len)


def _at(item: Item | None, unit: Unit, look: Look) -> str:
    return "" if item is None else value_of(item, unit, look)


def notes_of(items: Sequence[Item]) -> list[Text]:
    """The notes of what is pledged, each with its target year."""
    return [
        Text(
            f"{item.horizon} 年{item.label.zh}：{item.note.zh}。",
            f"{item.horizon}, {item.label.en}: {item.note.en}.",
        )
        for item in items
        if item.note.zh and item.horizon is not None
    ]
