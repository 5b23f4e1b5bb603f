"""Progress towards targets, and whether a member is where its own line says."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from portal.aggregation.member_year import MemberYear, PledgeState, in_grams, uncovered
from portal.aggregation.tally import NOTHING, Pair, Tally, key
from portal.language import Text
from portal.plans.amounts import ZERO, Amount, Missing
from portal.reference.closed_sets import TargetKind

TOLERANCE = Decimal("0.02")


class Track(StrEnum):
    """Where a member is beside the straight line from its base year to its target."""

    AHEAD = "ahead"
    ON_TRACK = "on_track"
    BEHIND = "behind"
    NO_DATA = "no_data"


TRACK_LABELS = {
    Track.AHEAD: Text("超前", "Ahead"),
    Track.ON_TRACK: Text("符合進度", "On track"),
    Track.BEHIND: Text("落後", "Behind"),
    Track.NO_DATA: Text("無資料", "No data"),
}


@dataclass(frozen=True, slots=True)
class Progress:
    """Cut achieved over cut pledged, over the same members.

    Attributes:
        share: not limited to 0 to 1: below zero is above the base year, above one exceeds.
        achieved, pledged: tonnes CO2e a year.
        members, left_out: codes, all or the first ones; `counted` and `missing` say how many.
    """

    share: Amount
    achieved: Decimal
    pledged: Decimal
    members: tuple[str, ...]
    left_out: tuple[str, ...]
    counted: int
    missing: int


@dataclass(frozen=True, slots=True)
class TrackCount:
    """Members in one state, and their latest emissions, tonnes CO2e."""

    members: int = 0
    emissions: Decimal = ZERO


def achieved(member: MemberYear, year: int) -> Amount:
    """Covered base emissions less the latest covered ones, tonnes CO2e."""
    pledge = member.pledge(year)
    if pledge.state is PledgeState.NONE:
        return Missing.NO_PLEDGE
    if not pledge.is_quantified:
        return Missing.NOT_QUANTIFIED
    if isinstance(member.latest, Missing):
        return Missing.NO_DATA
    return in_grams(pledge.base.total - member.latest.covered(pledge.coverage).total)


def share_achieved(member: MemberYear, year: int) -> Amount:
    """Progress of one member; an intensity target or one that cuts nothing has none in tonnes."""
    done = achieved(member, year)
    if isinstance(done, Missing):
        return done
    pledge = member.pledge(year)
    if pledge.kind is TargetKind.INTENSITY or pledge.cut.total <= 0:
        return Missing.NOT_QUANTIFIED
    return done / pledge.cut.total


def progress(tally: Tally, year: int) -> Progress:
    """The ratio of sums over members that have both a pledge in tonnes and an inventory."""
    done, pledged = tally.at("achieved", year), tally.at("progress", year)
    value = done.total / pledged.total if pledged.counted else Missing.NOT_QUANTIFIED
    return Progress(
        value,
        done.total,
        pledged.total,
        pledged.members,
        pledged.left_out,
        pledged.counted,
        pledged.missing,
    )


def pledge_line(member: MemberYear, year: int, target_year: int) -> Amount:
    """Emissions of a year on the straight line from the base year to the target year.

    Source:
        E*(y) = Bcov - K (y - b) / (T - b) + U
    """
    pledge = member.pledge(target_year)
    if pledge.state is PledgeState.NONE:
        return Missing.NO_PLEDGE
    if not pledge.is_quantified or pledge.base_year is None or pledge.base_year >= target_year:
        return Missing.NOT_QUANTIFIED
    outside = uncovered(pledge, member.latest)
    if isinstance(outside, Missing):
        return outside
    passed, whole = year - pledge.base_year, target_year - pledge.base_year
    return in_grams(pledge.base.total - pledge.cut.total * passed / whole + outside)


def track(member: MemberYear, target_year: int) -> Track:
    """Whether the latest emissions keep to the pledge line, within 2 % of the covered base."""
    if isinstance(member.latest, Missing) or member.latest_year is None:
        return Track.NO_DATA
    line = pledge_line(member, member.latest_year, target_year)
    if isinstance(line, Missing):
        return Track.NO_DATA
    gap, tolerance = member.latest.total - line, TOLERANCE * member.pledge(target_year).base.total
    if abs(gap) <= tolerance:
        return Track.ON_TRACK
    return Track.BEHIND if gap > 0 else Track.AHEAD


def track_of(member: MemberYear, target_year: int) -> Iterator[Pair]:
    """In which state a member with a target of that year counts, with its latest emissions."""
    if member.pledge(target_year).state is not PledgeState.NONE:
        latest = ZERO if isinstance(member.latest, Missing) else member.latest.total
        state = track(member, target_year)
        yield f"{key('track', target_year)}:{state.value}", member.code, latest


def tracks(tally: Tally, target_year: int) -> Mapping[Track, TrackCount]:
    """Members with a target of that year by state."""
    found = tally.under("track", target_year)
    parts = {state: found.get(state.value, NOTHING) for state in Track}
    return {state: TrackCount(part.counted, part.total) for state, part in parts.items()}
