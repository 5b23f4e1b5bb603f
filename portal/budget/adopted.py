"""The adopted version of the budget, from the reference tables, with its document."""

from decimal import Decimal
from functools import cache

from portal.budget.figures import BudgetLine, BudgetVersion, MeasureLine, PrintedFigure
from portal.reference.city import BudgetRow, Sector, city_budget, city_series, published_figures
from portal.reference.city_measures import city_measures, printed_elsewhere

IN_10KT = Decimal(100)
ENTERPRISES = "enterprise_targets"


@cache
def adopted() -> BudgetVersion:
    """The budget for 2025 and 2026 that the council adopted on 2 June 2025."""
    rows = city_budget()
    measures = tuple(
        MeasureLine(one.key, one.label, one.sector, one.amount, one.remark)
        for one in city_measures()
    )
    known = published_figures()
    document = rows[Sector.NET_TOTAL].provenance.source.title
    return BudgetVersion(
        id=0,
        title="2025–2026",
        first_year=2025,
        last_year=2026,
        year=2026,
        document=document,
        adopted_on=known["council_adoption"].day,
        lines=tuple(_line(row) for row in rows.values()),
        enterprise=next(one.amount for one in measures if one.key == ENTERPRISES),
        base_2005=city_series()[2005].net * IN_10KT,
        start=rows[Sector.NET_TOTAL].emissions_2022 * IN_10KT,
        measures=measures,
        elsewhere=tuple(
            PrintedFigure(one.figure, one.value, one.place) for one in printed_elsewhere()
        ),
    )


def _line(row: BudgetRow) -> BudgetLine:
    measures = None if row.measures is None else row.measures * IN_10KT
    return BudgetLine(row.sector, row.baseline * IN_10KT, measures, row.budget * IN_10KT)
