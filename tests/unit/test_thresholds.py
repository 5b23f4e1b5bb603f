"""Limits of rules: which value counts, what changes of them do, and within what they may change."""

import pickle
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from portal.demo.fault import Fault
from portal.demo.faults_years import FAULTS
from portal.intake.background import Background
from portal.intake.limits import (
    DEFAULTS,
    bounds,
    limits,
    unit_words,
    upside_down,
    values_in_force,
)
from portal.intake.versions import versions
from portal.inventory.figures import Background as InventoryBackground
from portal.inventory.rules import RULES
from portal.inventory.subject import limits as of_inventories
from portal.plans.figures import LIMITS as OF_PLANS
from portal.plans.figures import Background as PlanBackground
from portal.plans.subject import build as build_plan
from portal.workbook.thresholds import Change, Threshold, Thresholds, in_force
from tests.builders_inventory import inventory_of

MAY, JUNE = date(2025, 5, 1), date(2025, 6, 1)


def limit(value: str, *, group: str = "", year: str = "", key: str = "change_warning") -> Threshold:
    return Threshold(key, group, year, Decimal(value), "fraction", "公告")


def change(wanted: Threshold, applies_from: date = MAY) -> Change:
    return Change(wanted, "公告", "張承辦", datetime(2025, 4, 1, tzinfo=UTC), applies_from)


DEFAULT = Thresholds((limit("0.2"), limit("0.25", group="steel")))


@pytest.mark.parametrize(
    ("changed", "group", "year", "expected"),
    [
        ((), "energy", 2024, "0.2"),
        ((), "steel", 2024, "0.25"),
        ((limit("0.3"),), "energy", 2024, "0.3"),
        ((limit("0.3"),), "steel", 2024, "0.25"),
        ((limit("0.3", year="2024"),), "energy", 2024, "0.3"),
        ((limit("0.3", year="2024"),), "energy", 2023, "0.2"),
        ((limit("0.3", year="2024"),), "steel", 2024, "0.25"),
        ((limit("0.4", group="steel", year="2024"),), "steel", 2024, "0.4"),
        ((limit("0.4", group="steel"), limit("0.1", group="steel")), "steel", 2024, "0.1"),
    ],
)
def test_the_most_particular_value_counts_and_of_equals_the_later(
    changed: tuple[Threshold, ...], group: str, year: int, expected: str
) -> None:
    found = DEFAULT.changed(changed).value("change_warning", group=group, year=year)

    assert found == Decimal(expected)


def test_a_change_replaces_what_it_is_about_and_leaves_the_rest() -> None:
    changed = DEFAULT.changed([limit("0.3"), limit("9", key="of_another_set")])

    assert changed.rows == (limit("0.3"), limit("0.25", group="steel"))
    assert DEFAULT.rows[0].value == Decimal("0.2")


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2025, 4, 30), []),
        (MAY, ["0.4"]),
        (date(2025, 5, 31), ["0.4"]),
        (JUNE, ["0.3"]),
    ],
)
def test_a_change_counts_from_its_day_on(on: date, expected: list[str]) -> None:
    made = [change(limit("0.3"), JUNE), change(limit("0.35")), change(limit("0.4"))]

    assert [str(one.threshold.value) for one in in_force(made, on)] == expected


def test_the_version_follows_the_values_and_not_their_order() -> None:
    assert Thresholds(DEFAULT.rows[::-1]).version == DEFAULT.version
    assert DEFAULT.changed([limit("0.20")]).version == DEFAULT.version
    assert DEFAULT.changed([limit("0.3")]).version != DEFAULT.version


def test_keys_of_inventories_and_plans_differ() -> None:
    of_plans = {row.key for row in OF_PLANS.rows}

    assert not of_plans & {row.key for row in of_inventories().rows}
    assert len(DEFAULTS.index) == len(DEFAULTS.rows)


@pytest.mark.parametrize("key", list(limits()))
def test_every_default_lies_within_its_bounds_and_in_order(key: str) -> None:
    low, high = bounds(key)

    assert all(low <= row.value <= high for row in limits()[key].rows)
    assert all(upside_down(row, ()) is None for row in limits()[key].rows)


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("change_warning", ("0.02", "1")),
        ("share_sum", ("0.00001", "0.001")),
        ("deadline_month", ("1", "12")),
        ("base_year_minimum", ("1985", "2025")),
        ("verifier_years", ("0.5", "50")),
    ],
)
def test_bounds_follow_from_default_and_unit(key: str, expected: tuple[str, str]) -> None:
    assert bounds(key) == tuple(map(Decimal, expected))


@pytest.mark.parametrize(
    ("wanted", "changed", "passed"),
    [
        (limit("0.6"), (), "change_error"),
        (limit("0.5"), (), None),
        (limit("0.1", key="change_error"), (), "change_warning"),
        (limit("0.6"), (limit("0.7", key="change_error"),), None),
        (limit("0.6"), (limit("0.7", key="change_error", group="steel"),), "change_error"),
        (limit("0.7", key="scope2_high", group="electronics", year="2024"), (), "scope2_low"),
        (limit("0.7", key="scope2_high"), (), None),
    ],
)
def test_a_warning_begins_below_its_error(
    wanted: Threshold, changed: tuple[Threshold, ...], passed: str | None
) -> None:
    other = upside_down(wanted, changed)

    assert (other.key if other else None) == passed


def test_every_unit_that_is_a_word_is_said_in_both_languages() -> None:
    units = {row.unit for row in DEFAULTS.rows}

    written = {unit for unit in units if unit_words(unit).zh == unit}
    assert written <= {
        "MWh",
        "tCO2e",
        "kgCO2e/kWh",
        "tCO2e/MWh",
        "tCO2e/t",
        "kL",
        "kg",
        "NT$/tCO2e",
    }


def test_what_is_in_force_says_what_was_changed() -> None:
    made = change(limit("0.3", group="steel"))

    general, steel = values_in_force([made])["change_warning"]

    assert (general.threshold.value, general.change) == (Decimal("0.2"), None)
    assert (steel.threshold, steel.change) == (made.threshold, made)


def codes(fault: Fault, *changed: Threshold) -> set[str]:
    background = replace(fault.background, thresholds=changed)
    return {rule.code for rule, _ in RULES.hits(inventory_of(fault.content, background))}


def test_an_inventory_is_judged_by_the_limits_it_comes_with() -> None:
    third = next(fault for fault in FAULTS if fault.code == "INV-076")

    assert codes(third) == {"INV-076"}
    assert codes(third, limit("0.4")) == set()
    assert codes(third, limit("0.4", group="steel")) == {"INV-076"}
    assert codes(third, limit("0.4", group="electronics", year=str(third.year))) == set()


class NoRows:
    def table(self, key: str) -> tuple[()]:
        return ()

    def form(self, key: str) -> None:
        return None


def test_a_plan_is_judged_by_the_limits_it_comes_with() -> None:
    changed = limit("0.2", key="annual_rate_maximum")

    assert build_plan(NoRows(), PlanBackground()).limits is OF_PLANS
    plan = build_plan(NoRows(), PlanBackground(thresholds=(changed,)))
    assert plan.limit("annual_rate_maximum") == Decimal("0.2")


def test_a_check_without_a_register_knows_only_the_defaults() -> None:
    assert Background().thresholds == ()
    assert versions(Background().thresholds) == versions()


def test_changed_limits_travel_to_the_child_and_have_their_own_version() -> None:
    known = Background(inventory=InventoryBackground(thresholds=(limit("0.3"),)))

    there: Background = pickle.loads(pickle.dumps(known))  # noqa: S301

    assert there.thresholds == known.thresholds
    assert versions(there.thresholds)["thresholds"] != versions()["thresholds"]
    assert versions(there.thresholds)["rules"] == versions()["rules"]
