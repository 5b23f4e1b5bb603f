"""What a row of the exchange sheet says about a flow, in base units and tonnes CO2e."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, cast

from portal.exchange.figures import PlannedFlow, ReportedFlow
from portal.plans.amounts import Missing
from portal.plans.flows import emissions
from portal.plans.sheets import TEMPLATE, ExchangeRow
from portal.reference.units import units
from portal.workbook.stored import restored

GRAM = Decimal("0.000001")
# A factor per kWh becomes one per GJ, the base unit of energy: 1 GJ is 1000 / 3.6 kWh.
_PER_GJ = Decimal("3.6")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the exchange sheet of an accepted workbook.

    Attributes:
        reporter: code of the member whose workbook it is.
        year: reporting year of the workbook.
    """

    reporter: str
    year: int
    version_id: int
    sheet: str
    row: int
    direction: str
    carrier: str
    partner: str
    quantity: Decimal | None
    unit: str
    tonnes: Decimal | None
    values: Mapping[str, Any]


def reported(row: Row) -> ReportedFlow:
    """What an inventory reports; tonnes as stated, else quantity times factor."""
    unit = units().get(row.unit)
    factor = _number(row.values.get("factor"))
    tonnes = row.tonnes
    if tonnes is None and row.quantity is not None and factor is not None:
        tonnes = in_grams(row.quantity * factor)
    return ReportedFlow(
        row.reporter,
        row.partner,
        row.direction == "supplied",
        row.carrier,
        tonnes,
        None if unit is None or row.quantity is None else row.quantity * unit.factor,
        "" if unit is None else unit.dimension.value,
        None if unit is None or factor is None else factor / unit.factor,
        row.year,
    )


def planned(row: Row) -> PlannedFlow | None:
    """What a plan says of a flow in its base year and target year; None without a partner."""
    kept = cast("ExchangeRow", restored(TEMPLATE.sheet("exchange"), dict(row.values)))
    return planned_flow(row.reporter, kept)


def planned_flow(code: str, row: ExchangeRow) -> PlannedFlow | None:
    """A planned flow of a member; None when it names no member or no target year."""
    if not row.partner_code or not row.target_year:
        return None
    base = _planned_side(code, row, row.base_quantity, row.base_year)
    target = _planned_side(code, row, row.target_quantity, row.target_year)
    return PlannedFlow(base, target, row.target_year)


def _planned_side(
    code: str, row: ExchangeRow, quantity: Decimal | None, year: int | None
) -> ReportedFlow:
    unit = units().get(row.unit or "")
    per = units().get(row.factor_unit or "")
    tonnes = emissions(quantity, row.unit, row.factor, row.factor_unit)
    factor = None if per is None or row.factor is None else row.factor * per.factor
    if factor is not None and per is not None and per.dimension.value.endswith("energy"):
        factor /= _PER_GJ
    return ReportedFlow(
        code,
        row.partner_code or "",
        row.direction == "supplied",
        row.carrier or "",
        None if isinstance(tonnes, Missing) else in_grams(tonnes),
        None if unit is None or quantity is None else quantity * unit.factor,
        "" if unit is None else unit.dimension.value,
        factor,
        year,
    )


def _number(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def in_grams(tonnes: Decimal) -> Decimal:
    """Tonnes to the gram."""
    return tonnes.quantize(GRAM, ROUND_HALF_UP)
