"""Contract years, shortfall without carry-over, and who is paid what."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.esco.schedule import Terms, contract_years, payments, shortfall
from portal.esco.vocabulary import ContractKind

GUARANTEED = Terms(
    ContractKind.GUARANTEED,
    date(2023, 3, 1),
    date(2026, 2, 28),
    Decimal(1000),
    (),
    Decimal("3.5"),
)
SHARED = replace(
    GUARANTEED, kind=ContractKind.SHARED, guaranteed=None, shares=(Decimal(60), Decimal(50))
)


def test_years_run_from_the_first_day_and_the_last_is_cut() -> None:
    years = contract_years(date(2023, 3, 1), date(2025, 8, 31))

    assert [(one.first, one.last) for one in years] == [
        (date(2023, 3, 1), date(2024, 2, 29)),
        (date(2024, 3, 1), date(2025, 2, 28)),
        (date(2025, 3, 1), date(2025, 8, 31)),
    ]


def test_a_contract_from_a_leap_day_has_whole_years() -> None:
    years = contract_years(date(2024, 2, 29), date(2026, 2, 28))

    assert [one.first for one in years] == [date(2024, 2, 29), date(2025, 3, 1)]


@pytest.mark.parametrize(
    ("verified", "missing"), [("900", "100"), ("1000", "0"), ("1200", "0"), ("-50", "1050")]
)
def test_a_shortfall_is_never_negative(verified: str, missing: str) -> None:
    assert shortfall(Decimal(1000), Decimal(verified)) == Decimal(missing)


def test_a_surplus_is_not_carried_over() -> None:
    schedule = payments(
        GUARANTEED, Decimal(1000), {1: Decimal(1500), 2: Decimal(900), 3: Decimal(1000)}
    )

    assert [one.shortfall for one in schedule] == [0, 100, 0]
    assert [one.compensation for one in schedule] == [None, Decimal("350.0"), None]
    assert [one.to_company for one in schedule] == [None, None, None]


def test_shared_savings_are_divided_by_year() -> None:
    first, second, third = payments(SHARED, Decimal(1000), {1: Decimal(800)})

    assert (first.value, first.to_company, first.to_member) == tuple(
        map(Decimal, (2800, 1680, 1120))
    )
    assert second.share == third.share == Decimal(50)
    assert (first.is_certain, second.is_certain) == (True, False)
    assert second.to_company == Decimal(1750)


def test_the_guarantee_of_a_cut_year_is_cut() -> None:
    half = replace(GUARANTEED, last=date(2024, 8, 31))

    _, last = payments(half, Decimal(1000), {})

    assert last.guaranteed == Decimal(1000) * 184 / 365
    assert last.shortfall is None


@given(
    st.dates(date(2015, 1, 1), date(2030, 1, 1)),
    st.integers(1, 5000),
)
def test_the_years_cover_the_contract_without_gap(first: date, days: int) -> None:
    last = date.fromordinal(first.toordinal() + days)

    years = contract_years(first, last)

    assert (years[0].first, years[-1].last) == (first, last)
    assert sum(one.days for one in years) == days + 1
    assert all((b.first - a.last).days == 1 for a, b in pairwise(years))


@given(
    st.decimals(0, 10_000, places=2),
    st.lists(st.decimals(0, 100, places=1), min_size=1, max_size=4),
)
def test_both_parties_together_get_what_is_saved(saved: Decimal, shares: list[Decimal]) -> None:
    terms = replace(SHARED, shares=tuple(shares))

    for one in payments(terms, saved, {}):
        assert one.value is not None
        assert one.to_company is not None
        assert one.to_member is not None
        assert abs(one.to_company + one.to_member - one.value) < Decimal("1e-15")
        assert 0 <= one.to_company <= one.value
