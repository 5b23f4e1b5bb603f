"""What stands beside a total of emissions: who is in it, how certain it is, what is deducted."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from portal.aggregation.coverage import latest_emissions
from portal.aggregation.member_year import MemberYear
from portal.aggregation.overlap import Overlap, emitted_twice
from portal.plans.amounts import ZERO, Amount, Missing


@dataclass(frozen=True, slots=True)
class EmissionCoverage:
    """How much of the set a total of accepted emissions speaks for; amounts in tonnes CO2e.

    Attributes:
        members: due in the year; `counted` of them have an accepted inventory of it.
        emissions_share: latest emissions of counted members over those of all members.
        verified_share: of the counted emissions, verified by a third party.
        largest_share: the largest member over the sum of the counted ones.
        older_years: of the newest inventories of the members that are not counted, first and last.
        low, central, high: with open flows deducted too, as reported, and with nothing deducted.
    """

    members: int
    counted: int
    emissions_share: Amount
    verified_share: Amount
    largest_share: Amount
    older_years: tuple[int, ...]
    overlap: Overlap
    low: Amount
    central: Amount
    high: Amount


def emission_coverage(members: Sequence[MemberYear]) -> EmissionCoverage:
    """The coverage of the accepted emissions of a reporting year."""
    known = [
        (one, one.emissions.total) for one in members if not isinstance(one.emissions, Missing)
    ]
    sums = [total for _, total in known]
    whole = sum(sums, ZERO)
    sure = sum((total for one, total in known if one.verified), ZERO)
    counted = [one for one, _ in known]
    others = [one for one in members if isinstance(one.emissions, Missing)]
    older = {one.latest_year for one in others if one.latest_year is not None}
    overlap = emitted_twice(members)
    high: Amount = whole if known else Missing.NO_DATA
    low, central = overlap.interval(whole - overlap.tonnes if known else Missing.NO_DATA)
    return EmissionCoverage(
        len(members),
        len(known),
        _share(latest_emissions(counted), latest_emissions(members)),
        _share(sure, whole),
        _share(max(sums, default=ZERO), whole),
        (min(older), max(older)) if older else (),
        overlap,
        low,
        central,
        high,
    )


def _share(part: Decimal, whole: Decimal) -> Amount:
    return part / whole if whole else Missing.NO_DATA
