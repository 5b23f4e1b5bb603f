"""Emissions beside lines that others draw: the city's, SBTi's, the carbon fee's, and the own one.

A line starts at emissions that are on file and falls every year by the same tonnes. Where the
year that a rate counts from is not on file, the line starts at the member's own base year, else
at 2022, and the rate a year stays the same; the start is shown, so that nobody is misled.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, NamedTuple

from portal.aggregation.contributions import COMMON_YEAR, NEAR_TERM
from portal.aggregation.member_year import MemberYear, in_grams
from portal.aggregation.progress import TOLERANCE, Track, pledge_line
from portal.aggregation.tally import Pair, Tally
from portal.language import Text
from portal.plans.amounts import ZERO, Amount, Missing
from portal.reference.groups import Group
from portal.reference.reduction_rates import ReductionRate, reduction_rates

OWN: Final = "own"
FEE: Final = "fee"
OWN_LABEL: Final = Text("自身目標路徑（2030 年）", "Own line to 2030")
FEE_LABEL: Final = Text(
    "碳費指定削減率（各產業）", "Designated rates of the carbon fee, by industry"
)
OWN_SOURCE: Final = Text("成員減量計畫", "The member's plan")
_UNREAD: Final = Text(
    "{title}（百分比尚未與原文核對）", "{title} (percentage still to be checked against the text)"
)

Known = Mapping[int, Decimal]
"""Emissions of one member by year, tonnes CO2e."""


@dataclass(frozen=True, slots=True)
class Start:
    """Where a line begins, tonnes CO2e."""

    year: int
    emissions: Decimal


@dataclass(frozen=True, slots=True)
class Standing:
    """Emissions beside one line, tonnes CO2e.

    Attributes:
        yearly: share of the start cut in each year; no number for the own line.
        starts: years in which the lines of the counted members begin.
        start: emissions there; `line` is what the line allows in the latest year.
        actual: the latest emissions of the counted members.
        is_moved: a line starts elsewhere than where its rate counts from.
        members: how many count; members without a start or a later inventory do not.
    """

    key: str
    label: Text
    source: Text
    yearly: Amount
    starts: tuple[int, ...]
    start: Amount
    line: Amount
    actual: Amount
    track: Track
    is_moved: bool
    members: int

    @property
    def gap(self) -> Amount:
        """Actual less line: above zero is too much."""
        if isinstance(self.actual, Missing) or isinstance(self.line, Missing):
            return Missing.NO_DATA
        return self.actual - self.line


@dataclass(frozen=True, slots=True)
class _One:
    """One member beside one line."""

    code: str
    start: Start
    line: Decimal
    actual: Decimal
    is_moved: bool


def allowed(start: Start, yearly: Decimal, year: int) -> Decimal:
    """Emissions that a line allows in a year, tonnes CO2e; never below zero.

    Args:
        start: where it begins.
        yearly: share of the start cut in each year.
        year: not before the start.
    """
    left = 1 - yearly * (year - start.year)
    return in_grams(max(ZERO, start.emissions * left))


def judged(actual: Decimal, line: Decimal, start: Decimal) -> Track:
    """On track within 2 % of the start, else ahead or behind."""
    gap, tolerance = actual - line, TOLERANCE * start
    if abs(gap) <= tolerance:
        return Track.ON_TRACK
    return Track.BEHIND if gap > 0 else Track.AHEAD


def start_of(member: MemberYear, base_year: int, known: Known) -> Start | None:
    """Where a line of a member begins: the rate's year, its own base year, or 2022."""
    if base_year in known:
        return Start(base_year, known[base_year])
    pledge = member.pledge(NEAR_TERM)
    if pledge.is_quantified and pledge.base_year is not None and pledge.covered_share > 0:
        return Start(pledge.base_year, in_grams(pledge.base.total / pledge.covered_share))
    if not isinstance(member.common, Missing):
        return Start(COMMON_YEAR, member.common.total)
    return None


def comparison(tally: Tally) -> tuple[Standing, ...]:
    """The lines of a set of members; of one member with its industry's own rate.

    Args:
        tally: of the lines of its members, alone or with everything else.
    """
    rates = reduction_rates().values()
    groups = [Group(one) for one in tally.under("group")]
    general = [one for one in rates if not one.industries]
    industries = [one for one in rates if one.industries]
    held = [one for one in industries if any(one.holds_for(group) for group in groups)]
    label = held[0].label if len(held) == 1 else FEE_LABEL
    return (
        *(_standing(tally, one.key, one.label, [one]) for one in general),
        _standing(tally, FEE, label, held),
        _summed(tally, _Line(OWN, OWN_LABEL, OWN_SOURCE, Missing.NOT_STATED)),
    )


def lines_of(member: MemberYear, known: Known | None = None) -> Iterator[Pair]:
    """What a member adds to each line: its start, what it allows, and the latest emissions.

    Args:
        member: at the reporting year.
        known: emissions by year, where the caller has them.
    """
    yield f"group:{member.group.value}", member.code, ZERO
    past, rates = known or {}, reduction_rates().values()
    for one in rates:
        if not one.industries:
            yield from _added(one.key, _beside(member, one, past))
    fee = next((one for one in rates if one.industries and one.holds_for(member.group)), None)
    yield from _added(FEE, None if fee is None else _beside(member, fee, past))
    yield from _added(OWN, _own_line(member))


def actual_on(line: str) -> str:
    """The part of a tally with the latest emissions of the members beside a line."""
    return f"beside:{line}.actual"


def _added(name: str, one: _One | None) -> Iterator[Pair]:
    if one is None:
        return
    yield f"beside:{name}.start", one.code, one.start.emissions
    yield f"beside:{name}.line", one.code, one.line
    yield actual_on(name), one.code, one.actual
    yield f"begins:{name}:{one.start.year}", one.code, one.start.emissions
    if one.is_moved:
        yield f"beside:{name}.moved", one.code, one.start.emissions


def _standing(tally: Tally, name: str, label: Text, rates: Sequence[ReductionRate]) -> Standing:
    yearly: Amount = rates[0].yearly if len(rates) == 1 else Missing.NOT_STATED
    source = _cited(rates[0]) if rates else OWN_SOURCE
    return _summed(tally, _Line(name, label, source, yearly))


def _cited(rate: ReductionRate) -> Text:
    """The document of a rate, with a word when its text was not read."""
    title = rate.provenance.source.title
    return title if rate.provenance.verified else _UNREAD.format(title=title)


def _beside(member: MemberYear, rate: ReductionRate, known: Known) -> _One | None:
    start = start_of(member, rate.base_year, known)
    if start is None or isinstance(member.latest, Missing) or member.latest_year is None:
        return None
    if member.latest_year <= start.year:
        return None
    line = allowed(start, rate.yearly, member.latest_year)
    moved = start.year != rate.base_year
    return _One(member.code, start, line, member.latest.total, moved)


def _own_line(member: MemberYear) -> _One | None:
    pledge = member.pledge(NEAR_TERM)
    if isinstance(member.latest, Missing) or member.latest_year is None:
        return None
    line = pledge_line(member, member.latest_year, NEAR_TERM)
    if isinstance(line, Missing) or pledge.base_year is None:
        return None
    start = Start(pledge.base_year, pledge.base.total)
    return _One(member.code, start, line, member.latest.total, is_moved=False)


class _Line(NamedTuple):
    """A line without the members beside it."""

    key: str
    label: Text
    source: Text
    yearly: Amount


def _summed(tally: Tally, of: _Line) -> Standing:
    """The members' lines added up, and their latest emissions: sums over the same members."""
    start, line, actual, moved = (
        tally.at(f"beside:{of.key}.{one}") for one in ("start", "line", "actual", "moved")
    )
    none = Missing.NO_DATA
    track = judged(actual.total, line.total, start.total) if start.counted else Track.NO_DATA
    return Standing(
        *of,
        tuple(int(year) for year in tally.under(f"begins:{of.key}")),
        start.value(none),
        line.value(none),
        actual.value(none),
        track,
        moved.counted > 0,
        start.counted,
    )
