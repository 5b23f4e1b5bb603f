"""Every published example comes out."""

import pytest

from portal.calculators.declaration import Standing
from portal.calculators.registry import BY_CODE, CALCULATORS
from portal.calculators.runs import run
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
