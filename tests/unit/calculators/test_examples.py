"""Every published example comes out."""

from decimal import Decimal

import pytest

from portal.calculators.declaration import Standing, Value
from portal.calculators.registry import BY_CODE, CALCULATORS
from portal.calculators.runs import run
from portal.reference.imperial import FAHRENHEIT_STEP
from tests.unit.calculators.examples import CONFIRMED, EXAMPLES, Example


@pytest.mark.parametrize(
    "example", EXAMPLES, ids=[f"{at}-{one.row}" for at, one in enumerate(EXAMPLES)]
)
def test_a_published_example_comes_out(example: Example) -> None:
    outcome = run(BY_CODE[example.calculator], example.values)

    assert outcome.refusals == ()
    for key, expected in example.expected.items():
        found = outcome.outputs[key]
        assert abs(found - expected) <= abs(expected) * example.tolerance, (key, found)


def test_every_confirmed_row_has_its_example() -> None:
    assert {one.row for one in EXAMPLES} >= CONFIRMED


def test_whatever_is_said_to_be_reproduced_has_an_example() -> None:
    shown = {one.calculator for one in EXAMPLES}

    missing = [
        one.code
        for one in CALCULATORS
        if one.standing is Standing.REPRODUCED and one.code not in shown
    ]

    assert missing == []


# Net over gross heat value of natural gas, and how far the two sources may lie apart in points.
NET_SHARE = Decimal("0.902")
APART = Decimal("1.1")


@pytest.mark.parametrize(
    ("oxygen", "rise", "published"),
    [(2, 300, "83.1"), (5, 400, "79.5"), (7, 400, "78.2"), (10, 500, "71.9")],
)
def test_siegert_agrees_with_the_published_table_of_natural_gas(
    oxygen: int, rise: int, published: str
) -> None:
    values: dict[str, Value] = {
        "fuel": "natural_gas",
        "tf": 20 + rise * FAHRENHEIT_STEP,
        "ta": Decimal(20),
        "o2": Decimal(oxygen),
    }

    gross = run(BY_CODE["boiler_flue_gas_loss"], values).outputs["eta"] * NET_SHARE

    assert abs(gross - Decimal(published)) < APART


@pytest.mark.parametrize(
    ("diameter", "rise", "published"),
    [
        # W/m bare in still air of 20 °C: two public tables.
        ("48.3", 80, 190),
        ("114.3", 130, 791),
        ("219.1", 180, 2330),
        ("60.3", 100, 285),
        ("114.3", 153, 939),
    ],
)
def test_bare_pipes_agree_with_public_tables_within_a_tenth(
    diameter: str, rise: int, published: int
) -> None:
    values: dict[str, Value] = {
        "od": Decimal(diameter),
        "tp": Decimal(20 + rise),
        "ta": Decimal(20),
        "w": Decimal(0),
        "e1": Decimal("0.9"),
        "s": Decimal(50),
        "k": Decimal("0.045"),
        "e2": Decimal("0.1"),
        "length": Decimal(1),
        "h": Decimal(8760),
        "eta": Decimal(85),
    }

    bare = run(BY_CODE["steam_pipe_heat_loss"], values).outputs["bare"]

    assert abs(bare / published - 1) < Decimal("0.1")


def test_what_is_not_verified_says_why() -> None:
    for one in CALCULATORS:
        if one.standing is Standing.UNVERIFIED:
            assert "未" in one.note.zh, one.code
