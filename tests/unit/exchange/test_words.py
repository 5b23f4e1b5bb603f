"""How values of a flow are written, and where a register stands for its reader."""

from decimal import Decimal

import pytest

from portal.exchange.words import said_of


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (Decimal("61802857.4996"), "61,802,857"),
        (Decimal("3769.9743"), "3,770"),
        (Decimal("18.25"), "18.250"),
        (Decimal("0.061"), "0.061000"),
        (Decimal("0.0000005"), "0.000001"),
        (2023, "2023"),
        ("mass", "mass"),
    ],
)
def test_decimals_are_written_where_they_say_something(
    value: Decimal | int | str, said: str
) -> None:
    assert said_of(value) == said
