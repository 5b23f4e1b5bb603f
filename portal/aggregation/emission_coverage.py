"""What stands beside a total of emissions: who is in it, how certain it is, what is deducted."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from portal.aggregation.member_year import MemberYear
from portal.aggregation.overlap import Overlap
from portal.aggregation.tally import Pair, Tally
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


def emission_coverage(tally: Tally, overlap: Overlap) -> EmissionCoverage:
    """The coverage of the accepted emissions of a reporting year."""
    known = tally.at("emissions")
    older = [int(year) for year in tally.under("older")]
    high = known.value(Missing.NO_DATA)
    low, central = overlap.interval(
        high if isinstance(high, Missing) else known.total - overlap.tonnes
    )
    return EmissionCoverage(
        tally.at("members").counted,
        known.counted,
        _share(tally.at("latest_counted").total, tally.at("latest").total),
        _share(tally.at("verified_emissions").total, known.total),
        _share(known.largest, known.total),
        (min(older), max(older)) if older else (),
        overlap,
        low,
        central,
        high,
    )


def older_year_of(member: MemberYear) -> Iterator[Pair]:
    """The newest inventory of a member that has none of the year."""
    if isinstance(member.emissions, Missing) and member.latest_year is not None:
        yield f"older:{member.latest_year}", member.code, ZERO


def _share(part: Decimal, whole: Decimal) -> Amount:
    return part / whole if whole else Missing.NO_DATA
