"""What stands beside every total: how many are in it, how much of the emissions, how certain."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from portal.aggregation.contributions import NEAR_TERM, simple_sum
from portal.aggregation.member_year import MemberYear, Pledge, PledgeState, emissions_in, in_grams
from portal.aggregation.overlap import Overlap
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
        missing: members with a target that is not in the total.
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


def coverage(members: Sequence[MemberYear], year: int, overlap: Overlap) -> Coverage:
    """The coverage of the contributions of a target year."""
    counted = [one for one in members if one.pledge(year).is_quantified]
    with_target = [one for one in members if one.pledge(year).state is not PledgeState.NONE]
    years = Counter(one.pledge(year).base_year for one in counted)
    base = sum((one.pledge(year).base.total for one in counted), ZERO)
    verified = sum(
        (one.pledge(year).base.total for one in counted if one.pledge(year).verified), ZERO
    )
    data_years = [one.latest_year for one in counted if one.latest_year is not None]
    return Coverage(
        len(members),
        len(with_target),
        len(counted),
        _share(latest_emissions(counted), latest_emissions(members)),
        {base_year: n for base_year, n in sorted(years.items(), key=str) if base_year is not None},
        _share(verified, base),
        _range(members, year),
        _largest([one.pledge(year) for one in counted]),
        min(data_years, default=None),
        overlap,
        tuple(sorted(one.code for one in with_target if not one.pledge(year).is_quantified)),
    )


def latest_emissions(members: Sequence[MemberYear]) -> Decimal:
    """Latest emissions of all members that have an inventory, tonnes CO2e."""
    known = (one.latest.total for one in members if not isinstance(one.latest, Missing))
    return sum(known, ZERO)


def _share(part: Decimal, whole: Decimal) -> Amount:
    return part / whole if whole else Missing.NO_DATA


def _largest(pledges: Sequence[Pledge]) -> Amount:
    cuts = [one.cut.total for one in pledges if one.cut.total > 0]
    return max(cuts) / sum(cuts, ZERO) if cuts else Missing.NOT_QUANTIFIED


def _range(members: Sequence[MemberYear], year: int) -> Range:
    central = simple_sum(members, year).value
    lower = (certain(one, year) for one in members)
    sure = [one for one in lower if isinstance(one, Decimal)]
    more = [one for one in (hoped(member, year) for member in members) if isinstance(one, Decimal)]
    known = [central] if isinstance(central, Decimal) else list[Decimal]()
    high = sum([*known, *more], ZERO) if known or more else Missing.NOT_QUANTIFIED
    return Range(sum(sure, ZERO) if sure else Missing.NOT_QUANTIFIED, central, high)


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
