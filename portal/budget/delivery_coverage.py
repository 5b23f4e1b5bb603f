"""What stands beside the Alliance's expected cut: who is in it, how certain, how much twice."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from portal.aggregation.contributions import NEAR_TERM, delivery
from portal.aggregation.coverage import LONG_TERM, latest_emissions
from portal.aggregation.member_year import MemberYear, Pledge, PledgeState
from portal.aggregation.overlap import Overlap, pledged_twice
from portal.plans.amounts import ZERO, Amount, Missing


@dataclass(frozen=True, slots=True)
class DeliveryCoverage:
    """How much of a set its expected cut since 2022 speaks for; amounts in tonnes CO2e a year.

    Attributes:
        members: of the set; `with_target` have one for the year or 2030, `counted` are in the cut.
        emissions_share: latest emissions of counted members over those of all members.
        base_years: first and last base year of the targets behind the cut.
        verified_share: of the base emissions behind the cut, verified by a third party.
        stated, interpolated: the two parts of the cut.
        low, central, high: the stated part alone; both; with lines to targets of 2050 as well.
        overlap: what seller and buyer both count in their contributions to the year.
        largest_share: the largest cut over the sum of all positive ones.
    """

    members: int
    with_target: int
    counted: int
    emissions_share: Amount
    base_years: tuple[int, ...]
    verified_share: Amount
    stated: Amount
    interpolated: Amount
    low: Amount
    central: Amount
    high: Amount
    overlap: Overlap
    largest_share: Amount


def delivery_coverage(members: Sequence[MemberYear], year: int) -> DeliveryCoverage:
    """The coverage of what a set cuts since 2022 by a year."""
    found = delivery(members, year)
    names = {*found.stated.members, *found.interpolated.members}
    counted = [one for one in members if one.code in names]
    pledges = [_behind(one, year) for one in counted]
    years = sorted({one.base_year for one in pledges if one.base_year is not None})
    base = sum((one.base.total for one in pledges), ZERO)
    sure = sum((one.base.total for one in pledges if one.verified), ZERO)
    later = delivery([one for one in members if one.code not in names], year, LONG_TERM)
    return DeliveryCoverage(
        len(members),
        sum(1 for one in members if _has_target(one, year)),
        len(counted),
        _share(latest_emissions(counted), latest_emissions(members)),
        (years[0], years[-1]) if years else (),
        _share(sure, base),
        found.stated.value,
        found.interpolated.value,
        found.stated.value,
        found.cut,
        _both(found.cut, later.cut),
        pledged_twice(members, year),
        _largest(delivery([one], year).cut for one in counted),
    )


def _behind(member: MemberYear, year: int) -> Pledge:
    """The target that the expected emissions of the year follow from."""
    stated = member.pledge(year)
    return stated if stated.is_quantified else member.pledge(NEAR_TERM)


def _has_target(member: MemberYear, year: int) -> bool:
    return any(member.pledge(one).state is not PledgeState.NONE for one in (year, NEAR_TERM))


def _share(part: Decimal, whole: Decimal) -> Amount:
    return part / whole if whole else Missing.NO_DATA


def _both(first: Amount, second: Amount) -> Amount:
    known = [one for one in (first, second) if isinstance(one, Decimal)]
    return sum(known, ZERO) if known else first


def _largest(amounts: Iterable[Amount]) -> Amount:
    known = [one for one in amounts if isinstance(one, Decimal) and one > 0]
    return max(known) / sum(known, ZERO) if known else Missing.NOT_QUANTIFIED
