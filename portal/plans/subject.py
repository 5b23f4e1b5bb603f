"""From a read workbook to a plan, and what the plan comes to."""

from decimal import Decimal
from typing import Any, Protocol

from portal.plans.amounts import Amount
from portal.plans.contributions import Quantified
from portal.plans.figures import HORIZONS, LIMITS, Background, Plan
from portal.plans.measures import COMMITTED, measure
from portal.plans.targets import target

__all__ = ["Background", "build", "totals"]


class Rows(Protocol):
    """Rows of a workbook by sheet, as the reader offers them."""

    def table(self, key: str) -> tuple[Any, ...]:
        """The rows of a table."""
        ...

    def form(self, key: str) -> Any | None:
        """The one row of a form."""
        ...


def build(reading: Rows, background: Background) -> Plan:
    """The plan that a reading holds, beside what is known of the member."""
    target_rows, measure_rows = reading.table("targets"), reading.table("measures")
    return Plan(
        cover=reading.form("cover"),
        sites=reading.table("sites"),
        target_rows=target_rows,
        measure_rows=measure_rows,
        path=reading.table("path"),
        exchange=reading.table("exchange"),
        progress=reading.table("progress"),
        targets=tuple(one for one in map(target, target_rows) if one),
        measures=tuple(one for one in map(measure, measure_rows) if one),
        background=background,
        limits=LIMITS.changed(background.thresholds) if background.thresholds else LIMITS,
    )


def totals(plan: Plan) -> dict[str, Amount]:
    """What the plan comes to: a contribution for each pledged year, and the measures, tCO2e/yr."""
    committed = (one.expected for one in plan.measures if one.status in COMMITTED)
    found: dict[str, Amount] = {"measures_committed": sum(committed, Decimal(0))}
    for year in HORIZONS:
        pledge = plan.pledge(year)
        if isinstance(pledge, Quantified):
            found[f"contribution_{year}"] = pledge.result
    return found
