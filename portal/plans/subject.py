"""From a read workbook to a plan, and from a plan to what is stored of it."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol

from portal.plans.amounts import Amount
from portal.plans.contributions import Quantified
from portal.plans.figures import HORIZONS, Background, Plan
from portal.plans.measures import COMMITTED, measure
from portal.plans.targets import target


class Rows(Protocol):
    """Rows of a workbook by sheet, as the reader offers them."""

    def table(self, key: str) -> tuple[Any, ...]:
        """The rows of a table."""
        ...

    def form(self, key: str) -> Any | None:
        """The one row of a form."""
        ...


@dataclass(frozen=True, slots=True)
class StoredLine:
    """One row worth storing, with the cell row it came from.

    Attributes:
        kind: `target`, `measure` or `exchange`.
        sheet, row: where it stands in the workbook.
        key: the member's own id of it, partner and carrier for an exchange.
        values: every column of the row by key, as read.
    """

    kind: str
    sheet: str
    row: int
    key: str
    values: dict[str, Any]


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


def lines(plan: Plan) -> tuple[StoredLine, ...]:
    """Targets, measures and exchanges with the sheet and row they stand in."""
    targets = (_line("target", row, row.target_id or "") for row in plan.target_rows)
    measures = (_line("measure", row, row.measure_id or "") for row in plan.measure_rows)
    flows = (
        _line("exchange", row, f"{row.partner_code or row.partner_name or ''}/{row.carrier or ''}")
        for row in plan.exchange
    )
    return (*targets, *measures, *flows)


def _line(kind: str, row: Any, key: str) -> StoredLine:
    sheet: str = row.SHEET
    at: int = row.at
    values = {name: getattr(row, name) for name in row.__dataclass_fields__ if name != "at"}
    return StoredLine(kind, sheet, at, key, values)
