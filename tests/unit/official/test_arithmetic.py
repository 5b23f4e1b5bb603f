from decimal import Decimal

import pytest

from portal.official.arithmetic import carbon_factor, co2e, tonnes, total, unit_factor

# One row each of the ministry's example: factor in kg/TJ, heat value in kcal, activity, and what
# the form shows for unit factor, tonnes and tCO2e.
GOLDEN = [
    ("gasoline CO2", "69300", "7609", "365.23", "1", "2.2077151312", "806.3238", "806.3238"),
    ("gasoline CH4", "3", "7609", "365.23", "30", "0.0000955721", "0.0349", "1.0470"),
    ("gasoline N2O", "0.6", "7609", "365.23", "265", "0.0000191144", "0.0070", "1.8550"),
    ("cars CO2", "69300", "7609", "523", "1", "2.2077151312", "1154.6350", "1154.6350"),
    ("cars CH4", "25", "7609", "523", "30", "0.0007964340", "0.4165", "12.4950"),
    ("cars N2O", "8", "7609", "523", "265", "0.0002548589", "0.1333", "35.3245"),
    ("lorries CO2", "69300", "7609", "1532", "1", "2.2077151312", "3382.2196", "3382.2196"),
    ("lorries CH4", "25", "7609", "1532", "30", "0.0007964340", "1.2201", "36.6030"),
    ("lorries N2O", "8", "7609", "1532", "265", "0.0002548589", "0.3904", "103.4560"),
]
SUBTOTALS = ("809.2258", "0.1173", "1202.4545", "3522.2786", "0.0367", "7859.0210")


@pytest.mark.parametrize(
    ("factor", "heat", "activity", "potential", "per_unit", "amount", "worth"),
    [row[1:] for row in GOLDEN],
    ids=[row[0] for row in GOLDEN],
)
def test_fuels_come_out_as_in_the_example(
    factor: str,
    heat: str,
    activity: str,
    potential: str,
    per_unit: str,
    amount: str,
    worth: str,
) -> None:
    unit = unit_factor(Decimal(factor), Decimal(heat))

    gas = tonnes(Decimal(activity), None, unit, is_scaled=True)

    assert unit == Decimal(per_unit)
    assert gas == Decimal(amount)
    assert co2e(gas, Decimal(potential)) == Decimal(worth)


def test_a_mass_balance_in_kilograms_is_divided_by_a_thousand() -> None:
    unit = carbon_factor(Decimal(1))

    assert unit == Decimal("3.6666666667")
    assert tonnes(Decimal(32), None, unit, is_scaled=False) == Decimal("0.1173")


def test_power_takes_its_factor_as_it_is() -> None:
    amount = tonnes(Decimal("71175.266"), Decimal(1), Decimal("0.494"), is_scaled=True)

    assert co2e(amount, Decimal(1)) == Decimal("35160.5814")


def test_the_total_of_the_example_has_three_decimals() -> None:
    rows = [Decimal(one) for one in (*SUBTOTALS, "35160.5814", "372.0000")]

    assert total(rows) == Decimal("48925.715")


def test_halves_are_rounded_away_from_zero_at_every_step() -> None:
    assert tonnes(Decimal(1), None, Decimal("0.00005"), is_scaled=True) == Decimal("0.0001")
    assert co2e(Decimal("0.0001"), Decimal("0.5")) == Decimal("0.0001")
