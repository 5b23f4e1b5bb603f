"""Emissions from 2005 to 2050: what was reported, and what the pledges lead to."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from portal.aggregation.member_year import MemberYear, emissions_in, in_grams
from portal.aggregation.tally import Pair, Tally, key
from portal.plans.amounts import Amount, Missing

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


def pathway(tally: Tally, history: Mapping[int, Decimal], *, since: int) -> Sequence[PathPoint]:
    """The series of a set of members.

    Args:
        tally: of the members at the reporting year.
        history: sum of accepted emissions by year, tonnes CO2e.
        since: the reporting year, where the lines of the pledges begin.
    """
    # Every line bends in these years only, so their sum does too.
    pledged = [(year, tally.at("line", year).total) for year in _bends(since)]
    held = tally.at("held").total
    return [
        PathPoint(
            year,
            history.get(year, Missing.NO_DATA),
            _at(pledged, year) if year >= since else Missing.NO_DATA,
            held if year >= since else Missing.NO_DATA,
        )
        for year in range(FIRST, LAST + 1)
    ]


def line_of(member: MemberYear) -> Iterator[Pair]:
    """Where the line of a member stands in the years in which lines bend, tonnes CO2e."""
    corners = _corners(member)
    if len(corners) == 1:
        yield "held", member.code, corners[0][1]
    elif corners:
        for year in _bends(member.year):
            yield key("line", year), member.code, _at(corners, year)


def _bends(since: int) -> list[int]:
    return sorted({since, *(year for year in HORIZONS if year > since)})


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
