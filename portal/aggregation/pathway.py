"""Emissions from 2005 to 2050: what was reported, and what the pledges lead to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from portal.aggregation.member_year import MemberYear, emissions_in, in_grams
from portal.plans.amounts import ZERO, Amount, Missing

FIRST, LAST = 2005, 2050
HORIZONS = (2026, 2030, 2050)


@dataclass(frozen=True, slots=True)
class PathPoint:
    """One year, tonnes CO2e.

    Attributes:
        reported: accepted inventories of that year; no data before there are any.
        pledged: members with targets in tonnes, on their lines; no data before the latest year.
        held: members without such a target, at their latest emissions.
    """

    year: int
    reported: Amount
    pledged: Amount
    held: Amount


def pathway(
    members: Sequence[MemberYear], history: Mapping[int, Decimal], *, since: int
) -> Sequence[PathPoint]:
    """The series of a set of members.

    Args:
        members: at the reporting year.
        history: sum of accepted emissions by year, tonnes CO2e.
        since: the reporting year, where the lines of the pledges begin.
    """
    lines = [_corners(one) for one in members]
    pledged = _summed([one for one in lines if len(one) > 1], since)
    held = sum((one[0][1] for one in lines if len(one) == 1), ZERO)
    return [
        PathPoint(
            year,
            history.get(year, Missing.NO_DATA),
            _at(pledged, year) if year >= since else Missing.NO_DATA,
            held if year >= since else Missing.NO_DATA,
        )
        for year in range(FIRST, LAST + 1)
    ]


Corner = tuple[int, Decimal]


def _corners(member: MemberYear) -> list[Corner]:
    if isinstance(member.latest, Missing) or member.latest_year is None:
        return []
    corners = [(member.latest_year, member.latest.total)]
    for year in HORIZONS:
        there = emissions_in(member, year)
        if isinstance(there, Decimal) and year > member.latest_year:
            corners.append((year, there))
    return corners


def _summed(lines: Sequence[Sequence[Corner]], since: int) -> Sequence[Corner]:
    # Every line bends in these years only, so their sum does too.
    bends = sorted({since, *(year for year in HORIZONS if year > since)})
    return [(year, sum((_at(one, year) for one in lines), ZERO)) for year in bends]


def _at(corners: Sequence[Corner], year: int) -> Decimal:
    before = [corner for corner in corners if corner[0] <= year]
    after = [corner for corner in corners if corner[0] > year]
    if not before:
        return corners[0][1]
    first, start = before[-1]
    if not after:
        return start
    last, end = after[0]
    return in_grams(start + (end - start) * (year - first) / (last - first))
