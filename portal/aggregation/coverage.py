"""What stands beside every total: how many are in it, how much of the emissions, how certain."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from portal.aggregation.contributions import NEAR_TERM
from portal.aggregation.member_year import MemberYear, Pledge, PledgeState, emissions_in, in_grams
from portal.aggregation.overlap import Overlap
from portal.aggregation.tally import Pair, Tally, key
from portal.plans.amounts import ZERO, Amount, Missing
from portal.reference.closed_sets import TargetKind

WIDE_COVERAGE = Decimal("0.95")
LONG_TERM = 2050


@dataclass(frozen=True, slots=True)
class Range:
    """A total with its certain and its hopeful reading, tonnes CO2e a year.

    Attributes:
        low: absolute, third-party verified base, at least 95 % of scopes 1 and 2 covered.
        central: everything quantified.
        high: with intensity targets at constant activity and, for 2030, lines implied by 2050.
    """

    low: Amount
    central: Amount
    high: Amount


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of the set a total speaks for.

    Attributes:
        emissions_share: latest emissions of counted members over those of all members.
        base_years: number of counted members by base year.
        verified_share: of the counted base emissions, verified by a third party.
        largest_share: the largest contribution over the sum of all positive ones.
        oldest_data_year: the oldest latest inventory among the counted members.
        missing: codes of members with a target that is not in the total, all or the first ones.
    """

    members: int
    with_target: int
    quantified: int
    emissions_share: Amount
    base_years: Mapping[int, int]
    verified_share: Amount
    range: Range
    largest_share: Amount
    oldest_data_year: int | None
    overlap: Overlap
    missing: tuple[str, ...]


def coverage(tally: Tally, year: int, overlap: Overlap) -> Coverage:
    """The coverage of the contributions of a target year."""
    counted = tally.at("t1", year)
    verified, unverified = (tally.at(one, year).total for one in ("verified", "unverified"))
    positive = tally.at("positive", year)
    return Coverage(
        tally.at("members").counted,
        counted.counted + counted.missing,
        counted.counted,
        _share(tally.at("covered", year).total, tally.at("latest").total),
        {int(one): part.counted for one, part in tally.under("base_year", year).items()},
        _share(verified, verified + unverified),
        _range(tally, year),
        positive.largest / positive.total if positive.counted else Missing.NOT_QUANTIFIED,
        min(map(int, tally.under("data_year", year)), default=None),
        overlap,
        counted.left_out,
    )


def latest_emissions(members: Sequence[MemberYear]) -> Decimal:
    """Latest emissions of all members that have an inventory, tonnes CO2e."""
    known = (one.latest.total for one in members if not isinstance(one.latest, Missing))
    return sum(known, ZERO)


def _share(part: Decimal, whole: Decimal) -> Amount:
    return part / whole if whole else Missing.NO_DATA


def _range(tally: Tally, year: int) -> Range:
    none = Missing.NOT_QUANTIFIED
    central, more = tally.at("t1", year), tally.at("hoped", year)
    known = central.counted or more.counted
    high = central.total + more.total if known else none
    return Range(tally.at("low", year).value(none), central.value(none), high)


def years_of(member: MemberYear, year: int) -> Iterator[Pair]:
    """In which base year and which data year a counted member counts."""
    pledge = member.pledge(year)
    if not pledge.is_quantified:
        return
    if pledge.base_year is not None:
        yield f"{key('base_year', year)}:{pledge.base_year}", member.code, pledge.base.total
    if member.latest_year is not None:
        yield f"{key('data_year', year)}:{member.latest_year}", member.code, pledge.base.total


def _is_sure(pledge: Pledge) -> bool:
    absolute = pledge.kind in (TargetKind.ABSOLUTE, TargetKind.NET_ZERO)
    wide = pledge.covered_share >= WIDE_COVERAGE
    return pledge.is_quantified and absolute and pledge.verified and wide


def certain(member: MemberYear, year: int) -> Amount:
    """What a member adds to the low estimate, tonnes CO2e a year."""
    pledge = member.pledge(year)
    return pledge.cut.total if _is_sure(pledge) else Missing.NOT_QUANTIFIED


def hoped(member: MemberYear, year: int) -> Amount:
    """What a member adds to the high estimate beside the central one, tonnes CO2e a year."""
    pledge = member.pledge(year)
    if pledge.state is PledgeState.INDICATIVE:
        return pledge.indicative
    if pledge.state is PledgeState.NONE and year == NEAR_TERM:
        return implied(member, year, LONG_TERM)
    return Missing.NO_PLEDGE


def implied(member: MemberYear, year: int, target_year: int) -> Amount:
    """What the line from the latest year to a later target would bring; shown, never pledged."""
    there = emissions_in(member, target_year)
    if isinstance(there, Missing):
        return there
    if isinstance(member.latest, Missing) or member.latest_year is None:
        return Missing.NO_DATA
    whole = target_year - member.latest_year
    if whole <= 0:
        return Missing.NO_DATA
    return in_grams((member.latest.total - there) * (year - member.latest_year) / whole)
