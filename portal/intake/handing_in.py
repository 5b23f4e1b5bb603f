"""From the report of a check to what a version keeps."""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from decimal import Decimal
from typing import Any, TypeVar

from portal.intake.report import Report
from portal.submissions.figures import (
    ExchangeRow,
    HandedIn,
    InventoryRow,
    MeasureRow,
    Scopes,
    TargetRow,
)
from portal.workbook.recurrence import warned

KeptRow = TypeVar("KeptRow")
AMOUNTS = frozenset(
    {
        "activity",
        "emissions",
        "biogenic",
        "stated",
        "base_emissions",
        "cut",
        "residual",
        "offsets",
        "tco2e",
        "quantity",
    }
)


def handed_in(report: Report) -> HandedIn:
    """What a version keeps of a checked workbook; amounts become numbers again."""
    tables = report.tables
    return HandedIn(
        rules_version=report.versions["rules"],
        template_version=str(report.template_version),
        reference_versions=dict(report.versions),
        stated=_scopes(report, "stated"),
        recomputed=_scopes(report, "recomputed"),
        warned=[one for one, _ in warned(report.findings)],
        inventory=_rows(InventoryRow, tables.get("inventory", ())),
        targets=_rows(TargetRow, tables.get("targets", ())),
        measures=_rows(MeasureRow, tables.get("measures", ())),
        exchanges=_rows(ExchangeRow, tables.get("exchanges", ())),
    )


def _scopes(report: Report, side: str) -> Scopes:
    figures = report.totals.get(side, {})
    return Scopes(*(_amount(figures.get(name)) for name in ("scope1", "scope2", "biogenic")))


def _rows(row: type[KeptRow], table: Iterable[Mapping[str, Any]]) -> tuple[KeptRow, ...]:
    names = [field.name for field in fields(row)]  # type: ignore[arg-type]
    return tuple(row(**{name: _cell(name, kept[name]) for name in names}) for kept in table)


def _cell(name: str, kept: Any) -> Any:
    return _amount(kept) if name in AMOUNTS else kept


def _amount(kept: str | None) -> Decimal | None:
    return None if kept is None else Decimal(kept)
