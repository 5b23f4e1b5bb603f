"""What does not fit together in published documents: both numbers and their difference."""

from decimal import Decimal, InvalidOperation

import pytest

from portal.reference.conflicts import Conflict, conflicts
from portal.reference.tables import rows
from portal.reference.terms import worked_out

KNOWN = {one.key: one for one in conflicts()}
NUMBERS = [one for one in conflicts() if one.apart is not None]


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ("36", "36"),
        ("494.10 + 40.79", "534.89"),
        ("5476.90 - 5234.80", "242.10"),
        ("150 * 2 * 2", "600"),
        ("10 - 4 / 2 * 3 + 1", "5"),
    ],
)
def test_products_are_worked_out_before_sums(terms: str, expected: str) -> None:
    assert worked_out(terms) == Decimal(expected)


@pytest.mark.parametrize("terms", ["1 ^ 2", "1 +", "(1 + 2)"])
def test_what_is_no_sum_is_refused(terms: str) -> None:
    with pytest.raises((ValueError, InvalidOperation)):
        worked_out(terms)


def test_the_list_is_complete_and_every_entry_says_how_much_or_what() -> None:
    assert len(KNOWN) == len(conflicts()) >= 40
    for one in conflicts():
        assert one.apart is not None or one.remark.zh, one.key
        assert all((one.text.zh, one.text.en, one.place.zh, one.document.title.zh))


def test_entries_lead_to_published_figures() -> None:
    published = {row["key"] for row in rows("published_figures")}

    assert {one.about for one in conflicts() if one.about} <= published


@pytest.mark.parametrize(
    ("key", "apart"),
    [
        ("reduction_2030", "-17.8641"),
        ("net_zero_members", "10"),
        ("measures_total", "-0.013"),
        ("measures_total_text", "-0.003"),
        ("residential_growth", "-0.01"),
        ("gap_2022", "0.01"),
        ("grid_factor", "-0.0004"),
        ("esco_case", "-412.5"),
        ("plan_target", "-2.73"),
    ],
)
def test_differences_follow_from_the_printed_numbers(key: str, apart: str) -> None:
    assert KNOWN[key].apart == Decimal(apart)


@pytest.mark.parametrize(
    ("key", "apart"),
    [
        ("residential_baseline", "22.61"),
        ("transport_baseline", "1.64"),
        ("grid_reduction", "-0.65"),
        ("budget_change", "-0.01"),
        ("contribution_size", "-0.35"),
    ],
)
def test_differences_are_those_that_the_documents_are_known_for(key: str, apart: str) -> None:
    found = KNOWN[key].apart

    assert found is not None
    assert round(found, 2) == Decimal(apart)


def test_a_number_stands_apart_unless_only_its_name_is_wrong() -> None:
    alike = [one.key for one in NUMBERS if one.apart == 0]

    assert alike == ["trainees"]


def test_an_entry_without_numbers_has_no_difference() -> None:
    one: Conflict = KNOWN["budget_period"]

    assert (one.printed, one.other, one.apart) == (None, None, None)
