"""Members and sets beside the lines of the city, SBTi, the carbon fee, and their own."""

from dataclasses import replace
from decimal import Decimal

import pytest

from portal.aggregation.comparison import (
    FEE,
    OWN,
    Standing,
    Start,
    allowed,
    comparison,
    judged,
    lines_of,
    start_of,
)
from portal.aggregation.member_year import MemberYear, Pledge, PledgeState
from portal.aggregation.progress import Track
from portal.aggregation.tally import added_up
from portal.plans.amounts import Missing, Split
from portal.reference.closed_sets import TargetKind
from portal.reference.groups import Group
from portal.reference.reduction_rates import reduction_rates

WHOLE = Split(Decimal(1), Decimal(1))
PLEDGE = Pledge(
    PledgeState.QUANTIFIED,
    TargetKind.ABSOLUTE,
    2020,
    Split(Decimal(800)),
    Split(Decimal(200)),
    WHOLE,
    covered_share=Decimal("0.8"),
)
SOUND = MemberYear(
    "M",
    Group.STEEL,
    2024,
    common=Split(Decimal(1000)),
    latest=Split(Decimal(950)),
    latest_year=2024,
)


def of(members: list[MemberYear]) -> tuple[Standing, ...]:
    return comparison(added_up(pair for one in members for pair in lines_of(one)))


def line(member: MemberYear, key: str, **known: int) -> Standing:
    past = {int(year[1:]): Decimal(emitted) for year, emitted in known.items()}
    return next(one for one in comparison(added_up(lines_of(member, past))) if one.key == key)


def test_rates_a_year_are_as_the_documents_say() -> None:
    rates = reduction_rates()

    assert rates["sbti_15"].yearly == Decimal("0.042")
    assert rates["sbti_wb2"].yearly == Decimal("0.025")
    assert rates["city_2030"].yearly == Decimal("0.012")
    assert rates["fee_steel"].yearly == Decimal("0.028")
    assert round(rates["fee_other"].yearly, 4) == Decimal("0.0467")


def test_rates_of_industries_are_of_groups_that_the_alliance_has() -> None:
    named = {group for one in reduction_rates().values() for group in one.industries}

    assert named == {group.value for group in Group}


def test_a_rate_whose_text_was_not_read_says_so() -> None:
    unread = [one for one in reduction_rates().values() if not one.provenance.verified]

    assert {one.key for one in unread} == {"fee_steel", "fee_other"}
    assert "尚未與原文核對" in line(SOUND, "fee").source.zh
    assert "尚未與原文核對" not in line(SOUND, "sbti_15").source.zh


def test_a_line_falls_evenly_and_never_below_zero() -> None:
    start = Start(2020, Decimal(1000))

    assert allowed(start, Decimal("0.042"), 2025) == 790
    assert allowed(start, Decimal("0.042"), 2060) == 0


TRACKS = {
    "on it": (800, Track.ON_TRACK),
    "two per cent of the start above": (820, Track.ON_TRACK),
    "above": (821, Track.BEHIND),
    "below": (779, Track.AHEAD),
}


@pytest.mark.parametrize(("actual", "expected"), TRACKS.values(), ids=TRACKS.keys())
def test_emissions_are_judged_within_two_per_cent_of_the_start(
    actual: int, expected: Track
) -> None:
    assert judged(Decimal(actual), Decimal(800), Decimal(1000)) is expected


def test_a_line_starts_where_its_rate_counts_from_if_that_is_on_file() -> None:
    found = line(SOUND, FEE, y2021=1000)

    assert found.starts == (2021,)
    assert found.line == 916
    assert not found.is_moved
    assert found.track is Track.BEHIND


def test_else_it_starts_at_the_whole_base_year_and_else_at_2022_and_says_so() -> None:
    pledged = replace(SOUND, pledges={2030: PLEDGE})

    assert start_of(pledged, 2021, {}) == Start(2020, Decimal(1000))
    assert start_of(SOUND, 2021, {}) == Start(2022, Decimal(1000))
    assert line(SOUND, FEE).is_moved


def test_steel_has_its_own_rate_and_others_the_general_one() -> None:
    chemical = replace(SOUND, group=Group.PETROCHEMICALS)

    assert "25.2" in line(SOUND, FEE).label.zh
    assert "42" in line(chemical, FEE).label.zh


def test_without_an_inventory_or_a_start_nothing_is_judged() -> None:
    silent = replace(SOUND, latest=Missing.NO_DATA, latest_year=None)
    new = replace(SOUND, common=Missing.NO_DATA)

    assert {one.track for one in of([silent])} == {Track.NO_DATA}
    assert {one.track for one in of([new])} == {Track.NO_DATA}
    assert of([])[0].gap is Missing.NO_DATA


def test_a_member_whose_only_year_is_the_start_is_not_judged() -> None:
    assert line(replace(SOUND, latest_year=2022), "sbti_15").track is Track.NO_DATA


def test_the_own_line_is_the_pledge_line() -> None:
    found = line(replace(SOUND, pledges={2030: replace(PLEDGE, covered_share=Decimal(1))}), OWN)

    assert found.line == 720
    assert found.track is Track.BEHIND


def test_a_set_is_judged_by_sums_over_the_same_members() -> None:
    other = replace(
        SOUND, code="N", group=Group.ELECTRONICS, latest=Split(Decimal(800)), latest_year=2024
    )
    silent = replace(SOUND, code="S", latest=Missing.NO_DATA, latest_year=None)

    found = {one.key: one for one in of([SOUND, other, silent])}

    assert found["sbti_15"].members == 2
    assert found["sbti_15"].line == 1832
    assert found["sbti_15"].actual == 1750
    assert found["sbti_15"].track is Track.AHEAD
    assert found[FEE].yearly is Missing.NOT_STATED
    assert of([silent, other, SOUND]) == of([SOUND, other, silent])
