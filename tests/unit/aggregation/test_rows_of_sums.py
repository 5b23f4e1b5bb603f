"""Rows of numbers are added and taken out again without a trace."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from portal.aggregation.plan_sums.rows_of_sums import Rows, as_json, from_json, less, plus

NUMBERS = st.decimals(-10_000, 10_000, allow_nan=False, places=6)
ROWS = st.dictionaries(
    st.sampled_from(["in:2030", "kind:category:", "band:3"]), st.tuples(NUMBERS, NUMBERS)
).map(lambda rows: plus([rows]))


def test_a_name_without_numbers_is_not_there() -> None:
    rows: Rows = {"a": (Decimal(1), Decimal(2))}

    assert less(rows, rows) == {}
    assert plus([rows, {"a": (Decimal(-1), Decimal(-2)), "b": (Decimal(0),)}]) == {}


def test_shorter_rows_are_added_as_if_they_ended_with_zeros() -> None:
    first: Rows = {"a": (Decimal(1),)}

    assert plus([first, {"a": (Decimal(1), Decimal(2))}]) == {"a": (Decimal(2), Decimal(2))}


@given(st.lists(ROWS, max_size=5), ROWS)
def test_what_is_taken_out_was_never_in(others: list[Rows], gone: Rows) -> None:
    assert less(plus([*others, gone]), gone) == plus(others)


@given(ROWS)
def test_kept_rows_are_read_as_they_were(rows: Rows) -> None:
    assert from_json(as_json(rows)) == rows
