from dataclasses import replace
from decimal import Decimal

import pytest

from portal.aggregation.member_year import MemberYear, Pledge, PledgeState
from portal.aggregation.pathway import pathway
from portal.aggregation.progress import Track, pledge_line, progress, share_achieved, track, tracks
from portal.aggregation.tally_of import tally_of
from portal.plans.amounts import Missing, Split
from portal.reference.closed_sets import TargetKind
from portal.reference.groups import Group

WHOLE = Split(Decimal(1), Decimal(1))
PLEDGE = Pledge(
    PledgeState.QUANTIFIED,
    TargetKind.ABSOLUTE,
    2020,
    Split(Decimal(1000)),
    Split(Decimal(500)),
    WHOLE,
)


def member(latest: int, **changes: object) -> MemberYear:
    sound = MemberYear(
        "M",
        Group.STEEL,
        2025,
        latest=Split(Decimal(latest)),
        latest_year=2025,
        pledges={2030: PLEDGE},
    )
    return replace(sound, **changes)  # type: ignore[arg-type]


TRACKS = {
    "on the line": (750, Track.ON_TRACK),
    "within two per cent of the base": (770, Track.ON_TRACK),
    "above": (771, Track.BEHIND),
    "below": (729, Track.AHEAD),
}


@pytest.mark.parametrize(("latest", "expected"), TRACKS.values(), ids=TRACKS.keys())
def test_a_member_is_judged_by_its_own_line(latest: int, expected: Track) -> None:
    assert pledge_line(member(latest), 2025, 2030) == 750
    assert track(member(latest), 2030) is expected


def test_without_an_inventory_nothing_is_judged() -> None:
    silent = replace(member(1), latest=Missing.NO_DATA, latest_year=None)

    assert track(silent, 2030) is Track.NO_DATA
    assert share_achieved(silent, 2030) is Missing.NO_DATA


def test_progress_is_not_limited() -> None:
    assert share_achieved(member(1200), 2030) == Decimal("-0.4")
    assert share_achieved(member(400), 2030) == Decimal("1.2")


def test_group_progress_is_a_ratio_of_sums() -> None:
    small = replace(PLEDGE, base=Split(Decimal(100)), cut=Split(Decimal(10)))
    members = [member(750), member(95, code="N", pledges={2030: small})]

    found = progress(tally_of(members), 2030)

    assert found.share == Decimal(255) / Decimal(510)
    assert found.members == ("M", "N")


def test_members_without_a_target_are_in_no_state() -> None:
    found = tracks(tally_of([member(750), member(750, code="N", pledges={})]), 2030)

    assert found[Track.ON_TRACK].members == 1
    assert found[Track.ON_TRACK].emissions == 750
    assert sum(one.members for one in found.values()) == 1


def test_the_pathway_follows_reports_then_pledges_and_holds_the_rest() -> None:
    silent = member(200, code="N", pledges={})

    tally = tally_of([member(750), silent])
    points = {one.year: one for one in pathway(tally, {2024: Decimal(980)}, since=2025)}

    assert points[2005].reported is Missing.NO_DATA
    assert points[2024].reported == 980
    assert points[2024].pledged is Missing.NO_DATA
    assert (points[2025].pledged, points[2025].held) == (Decimal(750), Decimal(200))
    assert points[2028].pledged == 600
    assert points[2050].pledged == 500
    assert len(points) == 46
