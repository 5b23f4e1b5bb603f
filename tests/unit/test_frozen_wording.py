"""Frozen rows keep codes and plain numbers; a page says them in words."""

import pytest

from portal.language import Language
from portal.publication.snapshot import Row
from portal.web.publications.wording import said


def _row(item: str, detail: str, value: str, unit: str = "", scope: int | None = None) -> Row:
    return Row("減量目標", 6, "B6", item, detail, scope, True, value, unit)


def test_emissions_are_named_and_written_with_separators() -> None:
    shown = said(_row("emissions", "E90Z0101 1.5 t 鍋爐", "1378084.5241", "tCO2e", 1), Language.ZH)

    assert (shown.item, shown.detail) == ("重算排放量", "E90Z0101 1.5 t 鍋爐")
    assert (shown.scope, shown.value, shown.unit) == ("1", "1,378,084.5241", "公噸 CO₂e")


def test_a_negative_amount_has_a_true_minus() -> None:
    assert said(_row("emissions", "E90Z0101", "-12.50", "tCO2e", 2), Language.EN).value == "−12.5"


def test_a_flow_says_direction_carrier_and_partner() -> None:
    assert said(_row("exchange", "supplied|steam|PC05", "70"), Language.ZH).detail == (
        "供應 蒸汽 PC05"
    )


@pytest.mark.parametrize(
    ("key", "kept", "shown"),
    [
        ("cut", "0.072", "7.2 %"),
        ("kind", "absolute", "絕對減量"),
        ("base_year", "2022", "2022"),
        ("base_total", "404858.0", "404,858"),
        ("verified", "yes", "是"),
        ("note", "yes", "yes"),
    ],
)
def test_a_cell_of_a_target_is_written_as_its_column_asks(key: str, kept: str, shown: str) -> None:
    found = said(_row("target", f"T2030.{key}", kept), Language.ZH)

    assert found.value == shown
    assert found.detail.startswith("T2030 · ")
    assert key not in found.detail


def test_what_is_not_known_stays_as_it_is_kept() -> None:
    found = said(_row("something", "E90Z0101", "1000", "kWh"), Language.EN)

    assert (found.item, found.detail, found.value, found.unit) == (
        "something",
        "E90Z0101",
        "1,000",
        "kWh",
    )
