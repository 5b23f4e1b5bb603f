"""The charts of the summary pages that documents do not have, and what a reader sees of them."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from portal.language import Language, Text
from portal.plans.amounts import ZERO, Amount, Missing
from portal.reference.groups import Group
from portal.reports.bar_charts import Series, stacked_bars
from portal.reports.charts import Chart
from portal.reports.formats import UNIT_FORMS, Unit
from portal.reports.rows import YearRow

_YEAR: Final = Text("年度", "Year")
_TOTAL: Final = Text("合計", "Total")
_OTHERS: Final = Text("其他組別", "Other groups")


def scopes_chart(
    history: Sequence[YearRow], group: Group | None, unit: Unit, language: Language
) -> Chart:
    """Accepted emissions by year and scope, for a group or for the alliance."""
    colour = "alliance" if group is None else group.value
    names = (Text("範疇一", "Scope 1"), Text("範疇二", "Scope 2"))
    layers = [
        Series(
            name[language],
            colour if index == 0 else f"{colour}-light",
            tuple(_scaled(row.amounts[index], unit) for row in history),
        )
        for index, name in enumerate(names)
    ]
    title = Text("各年度排放量（{unit}）", "Emissions by year and scope ({unit})")
    return _bars(title, history, layers, unit, language)


def groups_chart(history: Sequence[YearRow], unit: Unit, language: Language) -> Chart:
    """Accepted emissions by year and group; groups that are held back stand together."""
    layers = [
        Series(
            group.label[language],
            group.value,
            tuple(_scaled(row.groups.get(group, Missing.NO_DATA), unit) for row in history),
        )
        for group in Group
        if any(group in row.groups for row in history)
    ]
    others = [_others(row) for row in history]
    if any(isinstance(one, Decimal) for one in others):
        together = tuple(_scaled(one, unit) for one in others)
        layers.append(Series(_OTHERS[language], "secondary", together))
    title = Text("各組排放量（{unit}）", "Emissions by group ({unit})")
    return _bars(title, history, layers, unit, language)


def _others(row: YearRow) -> Amount:
    """The groups that are not shown, together."""
    if isinstance(row.emissions, Missing):
        return Missing.NO_DATA
    rest = row.emissions.total - sum(row.groups.values(), ZERO)
    return rest or Missing.NO_DATA


def _scaled(value: Amount, unit: Unit) -> float | None:
    return None if isinstance(value, Missing) else float(value / UNIT_FORMS[unit].divisor)


def _bars(
    title: Text,
    history: Sequence[YearRow],
    layers: Sequence[Series],
    unit: Unit,
    language: Language,
) -> Chart:
    return stacked_bars(
        title.format(unit=UNIT_FORMS[unit].heading)[language],
        [str(row.year) for row in history],
        layers,
        heading=_YEAR[language],
        total=_TOTAL[language],
    )
