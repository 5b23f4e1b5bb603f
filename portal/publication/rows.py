"""The cells of workbooks behind figures, each with its sheet and its address."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any, Final

from portal.intake.kinds import KINDS
from portal.publication.snapshot import Row
from portal.submissions.states import Kind
from portal.workbook.addresses import address
from portal.workbook.sheets import Layout, Sheet

TONNES: Final = "tCO2e"
# The columns whose cell holds the amount of a row, the first that a sheet has.
_AMOUNTS: Final = ("stated_emissions", "emissions", "tco2e", "quantity", "activity")


def inventory_rows(
    sheet: str,
    row: int,
    site: str,
    source: str,
    scope: int | None,
    emissions: Decimal | None,
    biogenic: Decimal | None,
    counts: bool,
) -> Iterator[Row]:
    """What one source of an inventory adds: its recomputed emissions, and biogenic CO2 apart."""
    title, cell = _amount(Kind.INVENTORY, sheet, row)
    for item, tonnes in (("emissions", emissions), ("biogenic", biogenic)):
        if tonnes is not None:
            detail = f"{site} {source}".strip()
            counts = bool(counts)
            yield Row(title, row, cell, item, detail, scope, counts, f"{tonnes:f}", TONNES)


def exchange_row(sheet: str, row: int, flow: Sequence[str], tonnes: Decimal) -> Row:
    """Energy that went to or came from another member: direction, carrier and partner."""
    title, cell = _amount(Kind.INVENTORY, sheet, row)
    return Row(title, row, cell, "exchange", "|".join(flow), None, True, f"{tonnes:f}", TONNES)


def target_rows(sheet: str, row: int, target: str, values: Mapping[str, Any]) -> Iterator[Row]:
    """Every filled cell of one target."""
    return _cells(sheet, row, "target", target, values)


def planned_row(sheet: str, row: int, values: Mapping[str, Any]) -> Iterator[Row]:
    """Every filled cell of one planned exchange."""
    return _cells(sheet, row, "planned_exchange", str(row), values)


def _cells(sheet: str, row: int, item: str, named: str, values: Mapping[str, Any]) -> Iterator[Row]:
    declared = _sheets(Kind.PLAN).get(sheet)
    columns = _columns(Kind.PLAN, sheet)
    title = declared.title.zh if declared else sheet
    for key, value in values.items():
        if key in columns and value is not None:
            cell = address(row, columns[key])
            said = ("yes" if value else "no") if isinstance(value, bool) else str(value)
            yield Row(title, row, cell, item, f"{named}.{key}", None, True, said, "")


def _amount(kind: Kind, sheet: str, row: int) -> tuple[str, str]:
    """The worksheet's name and the cell of the amount, else the first cell of the row."""
    declared = _sheets(kind).get(sheet)
    if declared is None:
        return sheet, address(row, 1)
    if declared.layout is not Layout.TABLE:
        return declared.title.zh, str(row)
    columns = _columns(kind, sheet)
    column = next((columns[key] for key in _AMOUNTS if key in columns), 1)
    return declared.title.zh, address(row, column)


@cache
def _sheets(kind: Kind) -> Mapping[str, Sheet]:
    return {one.key: one for one in KINDS[kind.value].template.sheets}


@cache
def _columns(kind: Kind, sheet: str) -> Mapping[str, int]:
    declared = _sheets(kind).get(sheet)
    columns = declared.columns if declared else ()
    return {column.key: number for number, column in enumerate(columns, 1)}
