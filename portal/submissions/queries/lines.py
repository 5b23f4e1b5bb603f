"""Reading the rows of a handed-in workbook, in the order of the workbook."""

from dataclasses import fields
from typing import Any, TypeVar

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from portal.submissions.figures import ExchangeRow, InventoryRow, MeasureRow, TargetRow
from portal.submissions.models import ExchangeLine, InventoryLine, PlanMeasureLine, PlanTargetLine

R = TypeVar("R")
LineTable = type[InventoryLine] | type[PlanTargetLine] | type[PlanMeasureLine] | type[ExchangeLine]


def _lines(table: LineTable, shown: type[Any]) -> Select[*tuple[Any, ...]]:
    """The columns of a table in the order of the fields of the rows shown."""
    columns = [getattr(table, field.name) for field in fields(shown)]
    return (
        select(*columns).where(table.version_id == bindparam("version_id")).order_by(table.line_no)
    )


INVENTORY = _lines(InventoryLine, InventoryRow)
TARGETS = _lines(PlanTargetLine, TargetRow)
MEASURES = _lines(PlanMeasureLine, MeasureRow)
EXCHANGES = _lines(ExchangeLine, ExchangeRow)


def inventory_rows(session: Session, version_id: int) -> list[InventoryRow]:
    """The sources of a version."""
    return _read(session, INVENTORY, InventoryRow, version_id)


def target_rows(session: Session, version_id: int) -> list[TargetRow]:
    """The targets of a version."""
    return _read(session, TARGETS, TargetRow, version_id)


def measure_rows(session: Session, version_id: int) -> list[MeasureRow]:
    """The measures of a version."""
    return _read(session, MEASURES, MeasureRow, version_id)


def exchange_rows(session: Session, version_id: int) -> list[ExchangeRow]:
    """What a version says was exchanged with other members."""
    return _read(session, EXCHANGES, ExchangeRow, version_id)


def _read(
    session: Session, wanted: Select[*tuple[Any, ...]], shown: type[R], version_id: int
) -> list[R]:
    return [shown(*row) for row in session.execute(wanted, {"version_id": version_id})]
