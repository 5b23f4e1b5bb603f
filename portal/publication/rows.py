"""The cells of workbooks behind figures, each with its sheet and its address."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from portal.intake import places
from portal.publication.snapshot import Row
from portal.submissions.states import Kind

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
    values: Mapping[str, Any],
) -> Iterator[Row]:
    """What one source of an inventory adds: its recomputed emissions, and biogenic CO2 apart."""
    title, cell = _amount(Kind.INVENTORY, sheet, row, values)
    for item, tonnes in (("emissions", emissions), ("biogenic", biogenic)):
        if tonnes is not None:
            detail = f"{site} {source}".strip()
            counts = bool(counts)
            yield Row(title, row, cell, item, detail, scope, counts, f"{tonnes:f}", TONNES)


def exchange_row(
    sheet: str, row: int, flow: Sequence[str], tonnes: Decimal, values: Mapping[str, Any]
) -> Row:
    """Energy that went to or came from another member: direction, carrier and partner."""
    title, cell = _amount(Kind.INVENTORY, sheet, row, values)
    return Row(title, row, cell, "exchange", "|".join(flow), None, True, f"{tonnes:f}", TONNES)


def target_rows(sheet: str, row: int, target: str, values: Mapping[str, Any]) -> Iterator[Row]:
    """Every filled cell of one target."""
    return _cells(sheet, row, "target", target, values)


def planned_row(sheet: str, row: int, values: Mapping[str, Any]) -> Iterator[Row]:
    """Every filled cell of one planned exchange."""
    return _cells(sheet, row, "planned_exchange", str(row), values)


def _cells(sheet: str, row: int, item: str, named: str, values: Mapping[str, Any]) -> Iterator[Row]:
    known = places.declared(Kind.PLAN, sheet)
    keys = frozenset(column.key for column in known.columns) if known else frozenset[str]()
    title = _title(Kind.PLAN, sheet, values)
    for key, value in values.items():
        if key in keys and value is not None:
            cell = places.cell(Kind.PLAN, sheet, row, (key,), values)
            said = ("yes" if value else "no") if isinstance(value, bool) else str(value)
            yield Row(title, row, cell, item, f"{named}.{key}", None, True, said, "")


def _amount(kind: Kind, sheet: str, row: int, values: Mapping[str, Any]) -> tuple[str, str]:
    """The worksheet's name and the cell of the amount, else the first cell of the row."""
    return _title(kind, sheet, values), places.cell(kind, sheet, row, _AMOUNTS, values)


def _title(kind: Kind, sheet: str, values: Mapping[str, Any]) -> str:
    known = places.declared(kind, sheet)
    return places.sheet_name(values) or (sheet if known is None else known.title.zh)
