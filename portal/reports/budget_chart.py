"""The city's pathway with the Alliance's line, as geometry for a page and a PDF."""

from collections.abc import Callable, Sequence
from typing import Final

from portal.budget.overview import CarbonBudget
from portal.budget.pathway import PathwayRow
from portal.language import Language, Text
from portal.plans.amounts import Amount, Missing
from portal.reports.charts import Chart
from portal.reports.path_charts import Path, pathway

TITLE: Final = Text("全市與聯盟排放路徑（萬公噸 CO₂e）", "City and Alliance (10,000 t CO₂e)")
ACTUAL: Final = Text("全市（公布值）", "City, published")
AIMS: Final = Text("全市預算與目標", "City budget and targets")
REPORTED: Final = Text("聯盟（申報值）", "Alliance, reported")
PLEDGED: Final = Text("聯盟（承諾路徑）", "Alliance, pledged")
_YEAR: Final = Text("年度", "Year")


def budget_chart(page: CarbonBudget, language: Language, width: float = 720) -> Chart:
    """City actuals, budget and targets, and the Alliance's reported and pledged emissions.

    Args:
        page: whose pathway is drawn.
        language: of the labels.
        width: in points.
    """
    rows = page.pathway
    actual = _points(rows, lambda one: one.actual)
    aims = _points(rows, lambda one: one.aim)
    reported = _points(rows, lambda one: one.reported)
    paths = [
        Path(ACTUAL[language], "city", actual, width=2.6, has_dots=True),
        Path(AIMS[language], "city", (*actual[-1:], *aims), dash=(2, 3), has_dots=True),
        Path(REPORTED[language], "alliance", reported, width=2.6, has_dots=True),
    ]
    if page.delivery.counted_members:
        # Without targets the line would only repeat the latest emissions.
        pledged = _points(rows, lambda one: one.pledged)
        paths.append(Path(PLEDGED[language], "alliance", pledged, dash=(6, 4)))
    return pathway(TITLE[language], paths, heading=_YEAR[language], width=width, height=300)


def _points(
    rows: Sequence[PathwayRow], amount: Callable[[PathwayRow], Amount]
) -> tuple[tuple[int, float], ...]:
    found = ((one.year, amount(one)) for one in rows)
    return tuple((year, float(one)) for year, one in found if not isinstance(one, Missing))
