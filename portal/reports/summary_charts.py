"""The charts of a summary, for a page and for a PDF alike: which series, in which colours."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Final

from portal.aggregation.figures import GroupFigures
from portal.aggregation.pathway import PathPoint
from portal.language import Language, Text
from portal.plans.amounts import Amount, Missing
from portal.reference.city import CityPoint, SeriesKind, city_series
from portal.reference.groups import Group
from portal.reports.bar_charts import Bar, Series, contribution_bars, stacked_bars
from portal.reports.charts import Chart
from portal.reports.formats import UNIT_FORMS, Unit
from portal.reports.path_charts import Path, pathway
from portal.reports.rows import YearRow

_TONNES_IN_MT: Final = Decimal(1_000_000)
_YEAR: Final = Text("年度", "Year")
_TOTAL: Final = Text("合計", "Total")
_SCOPE_1: Final = Text("範疇一", "Scope 1")
_SCOPE_2: Final = Text("範疇二", "Scope 2")


def emissions_chart(
    history: Sequence[YearRow],
    group: Group | None,
    unit: Unit,
    language: Language,
    width: float = 480,
) -> Chart:
    """Accepted emissions by year: by scope for a group, by group for the alliance."""
    years = [str(row.year) for row in history]
    if group is None:
        layers = [_group_layer(one, history, unit, language) for one in Group]
        title = Text("各組排放量（{unit}）", "Emissions by group ({unit})")
    else:
        layers = [
            Series(_SCOPE_1[language], group.value, tuple(_scope(row, 1, unit) for row in history)),
            Series(
                _SCOPE_2[language],
                f"{group.value}-light",
                tuple(_scope(row, 2, unit) for row in history),
            ),
        ]
        title = Text("各年度排放量（{unit}）", "Emissions by year ({unit})")
    return stacked_bars(
        _titled(title, unit, language),
        years,
        layers,
        heading=_YEAR[language],
        total=_TOTAL[language],
        width=width,
    )


def pathway_chart(
    points: Sequence[PathPoint],
    group: Group | None,
    unit: Unit,
    language: Language,
    width: float = 480,
    *,
    has_pledges: bool = True,
) -> Chart:
    """Reported emissions, the line of the pledges, and for the alliance the city's own line.

    Args:
        points: year by year.
        group: None for the alliance.
        unit, language, width: how it is drawn.
        has_pledges: without any, a line of them would only repeat the latest emissions.
    """
    colour = group.value if group else "alliance"
    paths = [
        Path(
            Text("申報值", "Reported")[language],
            colour,
            _points(points, unit, lambda one: one.reported),
            width=2.6,
            has_dots=True,
        ),
    ]
    if has_pledges:
        promised = _points(points, unit, _promised)
        name = Text("承諾路徑", "Pledged path")[language]
        paths.append(Path(name, colour, promised, dash=(6, 4)))
    if group is None:
        paths += _city_paths(unit, language)
    title = Text("排放路徑 2005–2050（{unit}）", "Pathway 2005–2050 ({unit})")
    return pathway(_titled(title, unit, language), paths, heading=_YEAR[language], width=width)


def contribution_chart(
    groups: Sequence[GroupFigures], year: int, unit: Unit, language: Language, width: float = 480
) -> Chart:
    """Contributions of the groups to a target year, with a mark after overlap is deducted."""
    bars = [
        Bar(
            one.group.label[language],
            one.group.value,
            _scaled(one.horizons[year].t1.value, unit),
            _scaled(one.horizons[year].t3.value, unit),
        )
        for one in groups
        if one.group is not None
    ]
    title = Text(
        f"各組 {year} 年減量貢獻（{{unit}}／年）", f"Contributions to {year} ({{unit}}/yr)"
    )
    return contribution_bars(
        _titled(title, unit, language, year=year),
        bars,
        heading=Text("組別", "Group")[language],
        value="T1",
        inner="T3",
        width=width,
    )


def _titled(title: Text, unit: Unit, language: Language, **values: int) -> str:
    return title.format(unit=UNIT_FORMS[unit].heading, **values)[language]


def _group_layer(
    group: Group, history: Sequence[YearRow], unit: Unit, language: Language
) -> Series:
    values = tuple(_scaled(row.groups.get(group, Missing.NO_DATA), unit) for row in history)
    return Series(group.label[language], group.value, values)


def _scope(row: YearRow, scope: int, unit: Unit) -> float | None:
    if isinstance(row.emissions, Missing):
        return None
    return _scaled(row.emissions.scope1 if scope == 1 else row.emissions.scope2, unit)


def _scaled(value: Amount, unit: Unit) -> float | None:
    return None if isinstance(value, Missing) else float(value / UNIT_FORMS[unit].divisor)


def _points(
    points: Sequence[PathPoint], unit: Unit, amount: Callable[[PathPoint], Amount]
) -> tuple[tuple[int, float], ...]:
    scaled = [(one.year, _scaled(amount(one), unit)) for one in points]
    return tuple((year, value) for year, value in scaled if value is not None)


def _promised(point: PathPoint) -> Amount:
    """All members together: on the line of their pledges, or held where they have none."""
    if isinstance(point.pledged, Missing) or isinstance(point.held, Missing):
        return Missing.NO_DATA
    return point.pledged + point.held


def _city_paths(unit: Unit, language: Language) -> list[Path]:
    series = city_series()
    scale = _TONNES_IN_MT / UNIT_FORMS[unit].divisor
    known = (SeriesKind.ACTUAL, SeriesKind.DERIVED)
    actual = [(year, one) for year, one in series.items() if one.kind in known]
    last = actual[-1]
    promised = [last, *((year, one) for year, one in series.items() if one.kind not in known)]

    def points(chosen: Sequence[tuple[int, CityPoint]]) -> tuple[tuple[int, float], ...]:
        return tuple((year, float(one.net * scale)) for year, one in chosen)

    return [
        Path(Text("全市（公布值）", "City, published")[language], "city", points(actual)),
        Path(
            Text("全市目標（公布值）", "City targets, published")[language],
            "city",
            points(promised),
            dash=(2, 3),
            has_dots=True,
        ),
    ]
