"""What a new version changes against the one on file."""

from dataclasses import replace
from decimal import Decimal

from portal.intake.changes import RowChange, changes
from portal.intake.report import Report


def _line(source: str, emissions: str, *, site: str = "E5600001") -> dict[str, object]:
    return {
        "site": site,
        "scope": 1,
        "source": source,
        "emissions": emissions,
        "values": {"source_id": source},
    }


ON_FILE = Report(
    "a.xlsx",
    "0" * 64,
    "inventory",
    totals={"recomputed": {"scope1": "30", "scope2": None}},
    tables={"inventory": [_line("Boiler", "10"), _line("Furnace", "20.0")]},
)


def test_the_same_workbook_changes_nothing() -> None:
    found = changes(ON_FILE, ON_FILE)

    assert found.count == 0
    assert found.unchanged == 2
    assert not found.has_any


def test_a_total_alone_is_a_change_too() -> None:
    totals = {"recomputed": {"scope1": "31", "scope2": None}}

    found = changes(ON_FILE, replace(ON_FILE, totals=totals))

    assert (found.count, found.has_any) == (0, True)


def test_rows_are_added_removed_and_changed() -> None:
    tables = {"inventory": [_line("Boiler", "12"), _line("Flare", "1")]}

    found = changes(ON_FILE, replace(ON_FILE, tables=tables))

    assert found.changed == (RowChange("Boiler", "E5600001", Decimal(10), Decimal(12)),)
    assert found.added == (RowChange("Flare", "E5600001", None, Decimal(1)),)
    assert found.removed == (RowChange("Furnace", "E5600001", Decimal(20), None),)
    assert found.count == 3


def test_more_digits_of_the_same_amount_are_no_change() -> None:
    tables = {"inventory": [_line("Boiler", "10.000"), _line("Furnace", "20")]}

    assert changes(ON_FILE, replace(ON_FILE, tables=tables)).count == 0


def test_two_rows_of_one_name_stay_two() -> None:
    twice = replace(ON_FILE, tables={"inventory": [_line("Boiler", "1"), _line("Boiler", "2")]})

    found = changes(twice, replace(twice, tables={"inventory": [_line("Boiler", "1")]}))

    assert found.unchanged == 1
    assert [row.before for row in found.removed] == [Decimal(2)]


def test_a_total_that_was_not_stated_is_not_zero() -> None:
    totals = {"recomputed": {"scope1": "31", "scope2": "5"}}

    found = changes(ON_FILE, replace(ON_FILE, totals=totals))

    assert [(row.key, row.before, row.after) for row in found.totals] == [
        ("scope1", Decimal(30), Decimal(31)),
        ("scope2", None, Decimal(5)),
    ]
