"""What stands beside totals of emissions and of the expected cut, from the members alone."""

from dataclasses import replace
from decimal import Decimal

import pytest

from portal.aggregation.emission_coverage import EmissionCoverage
from portal.aggregation.figures import emission_figures
from portal.aggregation.member_year import InventoryState, MemberYear, Pledge, PledgeState
from portal.aggregation.tally_of import tally_of
from portal.budget.delivery_coverage import delivery_coverage
from portal.plans.amounts import FULL, Missing, Split
from portal.reference.closed_sets import TargetKind
from portal.reference.groups import Group


def _tonnes(amount: int) -> Split:
    return Split(Decimal(amount), Decimal(0))


def _member(code: str, emitted: int, *, verified: bool = True) -> MemberYear:
    return MemberYear(
        code,
        Group.STEEL,
        2024,
        InventoryState.ACCEPTED,
        emissions=_tonnes(emitted),
        common=_tonnes(emitted),
        latest=_tonnes(emitted),
        latest_year=2024,
        verified=verified,
    )


def _gone(code: str, latest: int, year: int) -> MemberYear:
    """A member whose newest inventory is an older one."""
    sound = _member(code, latest)
    return replace(
        sound,
        state=InventoryState.NONE,
        emissions=Missing.NO_DATA,
        latest_year=year,
        verified=False,
    )


def _pledge(base: int, cut: int, *, base_year: int = 2020, verified: bool = True) -> Pledge:
    return Pledge(
        PledgeState.QUANTIFIED,
        TargetKind.ABSOLUTE,
        base_year,
        _tonnes(base),
        _tonnes(cut),
        FULL,
        Decimal(1),
        verified=verified,
    )


MEMBERS = [
    _member("A", 600),
    _member("B", 300, verified=False),
    _member("C", 100),
    _gone("D", 250, 2022),
]


def _coverage(members: list[MemberYear]) -> EmissionCoverage:
    return emission_figures(tally_of(members)).coverage


def test_a_total_says_who_is_in_it_and_how_certain_it_is() -> None:
    found = _coverage(MEMBERS)

    assert (found.members, found.counted) == (4, 3)
    assert found.emissions_share == Decimal("0.8")
    assert found.verified_share == Decimal("0.7")
    assert found.largest_share == Decimal("0.6")
    assert found.older_years == (2022, 2022)
    assert (found.low, found.central, found.high) == (Decimal(1000),) * 3


def test_the_central_value_is_the_total_that_pages_show() -> None:
    figures = emission_figures(tally_of(MEMBERS))

    assert figures.coverage.central == figures.total.value
    assert figures.coverage.counted == figures.total.counted


def test_nobody_counted_is_no_share_of_anything() -> None:
    found = _coverage([_gone("D", 250, 2021), _gone("E", 10, 2023)])

    assert (found.counted, found.older_years) == (0, (2021, 2023))
    assert found.emissions_share == 0
    assert found.verified_share is Missing.NO_DATA
    assert (found.low, found.central, found.high) == (Missing.NO_DATA,) * 3


def test_a_permutation_of_members_changes_nothing() -> None:
    assert _coverage(MEMBERS[::-1]) == _coverage(MEMBERS)


STATED = replace(_member("A", 600), pledges={2026: _pledge(600, 60)})
ON_THE_LINE = replace(
    _member("B", 300), pledges={2030: _pledge(400, 190, base_year=2018, verified=False)}
)
IN_2050_ONLY = replace(_member("C", 260), pledges={2050: _pledge(260, 260)})
SILENT = _member("D", 840)


def test_the_expected_cut_says_which_part_is_stated_and_which_interpolated() -> None:
    found = delivery_coverage([STATED, ON_THE_LINE, IN_2050_ONLY, SILENT], 2026)

    assert (found.members, found.with_target, found.counted) == (4, 2, 2)
    assert (found.stated, found.interpolated) == (Decimal(60), Decimal(30))
    assert (found.low, found.central, found.high) == (Decimal(60), Decimal(90), Decimal(110))
    assert found.base_years == (2018, 2020)
    assert found.verified_share == Decimal("0.6")
    assert found.emissions_share == Decimal("0.45")
    assert found.largest_share == Decimal(60) / 90
    assert found.overlap.tonnes == 0


def test_without_any_target_there_is_no_cut_to_speak_of() -> None:
    found = delivery_coverage([SILENT], 2026)

    assert (found.with_target, found.counted, found.base_years) == (0, 0, ())
    assert found.central is Missing.NOT_QUANTIFIED
    assert found.high is Missing.NOT_QUANTIFIED
    assert found.largest_share is Missing.NOT_QUANTIFIED


@pytest.mark.parametrize("members", [[], [SILENT], [STATED, ON_THE_LINE]])
def test_the_parts_never_exceed_the_whole(members: list[MemberYear]) -> None:
    found = delivery_coverage(members, 2026)

    assert found.counted <= found.members
    assert found.counted <= max(found.with_target, 0)
