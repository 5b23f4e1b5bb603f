from decimal import Decimal

import orjson

from portal.intake.kinds import INVENTORY
from portal.intake.report import PIECE, Report
from portal.intake.tables import inventory_tables
from portal.inventory.figures import Inventory
from tests.builders_inventory import inventory_of

MANY = PIECE + 2


def inventory(rows: int) -> Inventory:
    gas = {"emission_type": "fugitive", "material": "SF6", "unit": "kg", "method": "mass_balance"}
    return inventory_of({"sources": [{**gas, "activity": Decimal(row)} for row in range(rows)]})


def report(rows: int) -> Report:
    return Report("a.xlsx", "0" * 64, INVENTORY.code, tables=inventory_tables(inventory(rows)))


def test_a_long_table_is_stored_whole_and_in_order() -> None:
    stored = orjson.loads(report(MANY).stored_tables())

    assert set(stored) == {"inventory", "exchanges", "production", "verification"}
    assert [row["activity"] for row in stored["inventory"]] == [str(row) for row in range(MANY)]
    assert stored["exchanges"] == []


def test_what_is_stored_is_what_is_restored() -> None:
    made = report(3)

    restored = Report.restored(made.stored(), made.stored_tables())

    first = restored.tables["inventory"][0]
    assert len(restored.tables["inventory"]) == 3
    assert first.keys() == made.tables["inventory"][0].keys()
    assert Decimal(first["emissions"]) == made.tables["inventory"][0]["emissions"]


def test_a_part_of_a_table_is_a_table() -> None:
    table = report(5).tables["inventory"]

    assert [row["activity"] for row in table[3:]] == [Decimal(3), Decimal(4)]
    assert list(table)[-1] == table[4]


def test_a_report_without_tables_stores_none() -> None:
    assert Report("a.xlsx", "0" * 64).stored_tables() == b"{}"
