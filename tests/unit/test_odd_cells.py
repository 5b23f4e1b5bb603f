"""No text and no number in a cell is beyond the readers: what cannot be read is said."""

from decimal import Decimal
from typing import Any

import pytest

from portal.inventory.sheets import TEMPLATE as INVENTORY
from portal.plans.sheets import TEMPLATE as PLAN
from portal.workbook.cells import Cell, Kind
from portal.workbook.findings import Severity
from portal.workbook.formats import GENERAL
from portal.workbook.rules import Rule
from portal.workbook.sheets import Column
from portal.workbook.sheets import Kind as ColumnKind
from portal.workbook.values import reader

COLUMNS = [
    column for template in (INVENTORY, PLAN) for sheet in template for column in sheet.columns
]
DIGITS = "9" * 32_000
ODD: list[str | float] = [
    "1e99999999999999999999",
    "1e-99999999999999999999",
    "1e999999",
    "1e500000%",
    DIGITS,
    f"{DIGITS} kg",
    f"{DIGITS}%",
    f"民國{DIGITS}年",
    f"1/1/{DIGITS}",
    "²",
    "½",
    "٣",
    "\ud800",
    "\u0000",
    1e308,
    -1e308,
    5e-324,
    2958466.0,
]
LONGEST_FIGURE = 1_500


@pytest.mark.parametrize("kind", list(ColumnKind))
def test_whatever_a_cell_holds_is_read_or_named(kind: ColumnKind) -> None:
    said: list[Rule[Any]] = []

    def say(rule: Rule[Any], /, **_: object) -> None:
        said.append(rule)

    for column in (one for one in COLUMNS if one.kind is kind):
        for value in ODD:
            said.clear()
            found = _read(column, value, say)

            if found is None:
                is_named = any(rule.severity is Severity.ERROR for rule in said)
                assert is_named or kind is ColumnKind.TEXT, (column.key, value)
            if isinstance(found, Decimal):
                assert len(f"{found:f}") < LONGEST_FIGURE


def _read(column: Column, value: str | float, say: Any) -> object:
    what = Kind.TEXT if isinstance(value, str) else Kind.NUMBER
    return reader(column)(Cell(1, what, value, None, GENERAL), say)
