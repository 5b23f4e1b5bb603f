from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import sqlite

from portal.db.types import (
    ExactDecimal,
    NaiveTimeError,
    Tonnes,
    TooPreciseError,
    TZDateTime,
    canonical_json,
    grams,
    tonnes,
)
from portal.language import Text
from portal.reference.groups import Group

DIALECT = sqlite.dialect()
WHOLE_GRAMS = st.integers(min_value=-(10**18), max_value=10**18)


@given(WHOLE_GRAMS)
def test_grams_come_back_from_tonnes(whole: int) -> None:
    assert grams(tonnes(whole)) == whole


@given(st.lists(WHOLE_GRAMS, max_size=20))
def test_the_tonnes_of_a_sum_are_the_sum_of_the_tonnes(parts: list[int]) -> None:
    assert tonnes(sum(parts)) == sum((tonnes(part) for part in parts), Decimal(0))


@pytest.mark.parametrize("quantity", ["0.0000001", "NaN", "Infinity", "-Infinity"])
def test_what_is_finer_than_a_gram_is_refused(quantity: str) -> None:
    with pytest.raises(TooPreciseError):
        Tonnes().process_bind_param(Decimal(quantity), DIALECT)


def test_tonnes_are_written_plainly() -> None:
    assert str(tonnes(1_200_000_000)) == "1200"
    assert str(tonnes(1)) == "0.000001"
    assert tonnes(0) == 0


def test_missing_is_not_zero() -> None:
    assert Tonnes().process_bind_param(None, DIALECT) is None
    assert Tonnes().process_result_value(None, DIALECT) is None
    assert Tonnes().process_bind_param(Decimal(0), DIALECT) == 0


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_a_quantity_keeps_its_digits(quantity: Decimal) -> None:
    stored = ExactDecimal().process_bind_param(quantity, DIALECT)

    assert str(ExactDecimal().process_result_value(stored, DIALECT)) == str(quantity)


def test_times_are_stored_in_utc() -> None:
    taipei = timezone(timedelta(hours=8))

    stored = TZDateTime().process_bind_param(datetime(2026, 5, 31, 17, tzinfo=taipei), DIALECT)

    assert stored == datetime(2026, 5, 31, 9, tzinfo=UTC)
    assert stored.tzinfo is UTC
    read = TZDateTime().process_result_value(stored.replace(tzinfo=None), DIALECT)
    assert read == stored


def test_a_time_without_zone_is_refused() -> None:
    with pytest.raises(NaiveTimeError):
        TZDateTime().process_bind_param(datetime(2026, 5, 31), DIALECT)  # noqa: DTZ001


@dataclass(frozen=True, slots=True)
class Place:
    sheet: str
    cells: tuple[str, ...]


def test_equal_values_have_equal_json() -> None:
    value = {
        "b": Decimal("1.50"),
        "a": Text("總量", "Total"),
        "c": frozenset({Group.STEEL, Group.ENERGY}),
        "d": Place("Targets", ("D6",)),
    }

    assert (
        canonical_json(value)
        == (
            '{"a":{"en":"Total","zh":"總量"},"b":"1.50","c":["energy","steel"],'
            '"d":{"cells":["D6"],"sheet":"Targets"}}'
        ).encode()
    )
    assert canonical_json(dict(reversed(value.items()))) == canonical_json(value)


def test_what_has_no_json_form_is_refused() -> None:
    with pytest.raises(TypeError):
        canonical_json({"open": object()})
