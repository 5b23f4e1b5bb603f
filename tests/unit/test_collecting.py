from decimal import Decimal

import pytest

from portal.workbook.collecting import number


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("48925.7150", "48,925.715"),
        ("0.00", "0"),
        ("-1200", "-1,200"),
        ("1e17", "100,000,000,000,000,000"),
        ("1e300", "1e+300"),
        ("-1.23456789e40", "-1.23457e+40"),
        ("Infinity", "Infinity"),
    ],
)
def test_a_number_is_written_as_people_do(value: str, expected: str) -> None:
    assert number(Decimal(value)) == expected
