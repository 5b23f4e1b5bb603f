"""Own and grid's part of a cut in emissions of electricity, and the path of the factor."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.aggregation.electricity import Use, use_of
from portal.budget.electricity import (
    END_POINTS,
    FactorPath,
    announced,
    factor_path,
    split,
    split_all,
)

CITY = FactorPath({2022: Decimal("0.495"), 2025: Decimal("0.424")}, Decimal("0.376"))


def test_the_citys_own_row_of_the_grid_factor_is_reproduced() -> None:
    kilowatt_hours = Decimal("811.64") * 10**7 / Decimal("0.495")

    found = split(Use("city", 2022, kilowatt_hours, 2026, kilowatt_hours), CITY)

    assert CITY.at(2026) == Decimal("0.4144")
    assert found.own == 0
    assert round(found.grid / 10_000, 2) == Decimal("132.16")


def test_own_and_grid_are_worked_out_by_hand() -> None:
    found = split(Use("M", 2022, Decimal(1_000_000), 2030, Decimal(800_000)), CITY)

    assert found.own == 99
    assert found.grid == Decimal("95.2")


kwh = st.integers(0, 10**10).map(Decimal)


@given(kwh, kwh, st.sampled_from(sorted(END_POINTS)))
def test_both_parts_are_exactly_the_whole_change(base: Decimal, target: Decimal, end: str) -> None:
    path = factor_path(end)

    found = split(Use("M", 2022, base, 2030, target), path)

    assert found.whole * 1000 == base * path.at(2022) - target * path.at(2030)


def test_rising_use_is_negative_and_stays_so() -> None:
    found = split(Use("M", 2022, Decimal(1000), 2030, Decimal(2000)), CITY)

    assert found.own < 0


@pytest.mark.parametrize("end", sorted(END_POINTS))
def test_the_path_keeps_announced_factors_and_reaches_its_end(end: str) -> None:
    path = factor_path(end)

    assert path.at(2023) == Decimal("0.494")
    assert path.at(2030) == Decimal(end)
    assert path.at(2050) == Decimal(end)
    middle = (path.at(path.last_actual) + Decimal(end)) / 2
    assert path.at((path.last_actual + 2030) // 2) == middle or (path.last_actual + 2030) % 2


def test_an_unknown_end_gives_the_usual_path_and_unconfirmed_factors_are_left_out() -> None:
    assert factor_path("0.1") == factor_path("0.319")
    assert 2025 not in announced()


def test_nothing_is_guessed_for_members_without_both_years() -> None:
    stated = {
        "A": {2022: Decimal(10), 2030: Decimal(8)},
        "B": {2024: Decimal(10), 2030: Decimal(9)},
        "C": {2024: Decimal(10)},
    }

    found = split_all(["A", "B", "C", "D"], stated, 2030, CITY)

    assert [one.use.code for one in found.members] == ["A", "B"]
    assert found.silent == ("C", "D")
    assert found.own + found.grid == found.whole
    assert use_of("B", stated["B"], 2030) == Use("B", 2024, Decimal(10), 2030, Decimal(9))
