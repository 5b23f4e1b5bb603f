"""The city's pathway with the Alliance's line, and what is missing to the target of 2030."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from portal.aggregation.pathway import PathPoint
from portal.budget.figures import TONNES_IN_10KT, BudgetVersion
from portal.plans.amounts import Amount, Missing
from portal.reference.city import CityPoint, SeriesKind

TARGET_YEAR = 2030
IN_10KT = Decimal(100)
MADE_BEFORE = frozenset({SeriesKind.ACTUAL, SeriesKind.DERIVED})


@dataclass(frozen=True, slots=True)
class PathwayRow:
    """One year of the city, 10 ktCO2e; a kind of point that the year lacks is no data.

    Attributes:
        actual: net emissions published, or derived from what was published.
        aim: budget or target.
        reported: accepted inventories of the Alliance.
        pledged: the Alliance on the lines of its targets, members without one held.
    """

    year: int
    actual: Amount
    aim: Amount
    reported: Amount
    pledged: Amount


@dataclass(frozen=True, slots=True)
class ToGo:
    """What is missing from the cap to the target of 2030, 10 ktCO2e.

    Attributes:
        cap, cap_year: the net budget.
        latest, latest_year: the newest actual net emissions.
        alliance: what the Alliance's members cut further after the cap's year, without power
            plants; no number where nobody's targets tell.
        programmes: what other programmes bring after the cap's year and nothing else holds.
    """

    cap: Decimal
    cap_year: int
    target: Decimal
    latest: Decimal
    latest_year: int
    alliance: Amount
    programmes: Decimal

    @property
    def missing(self) -> Decimal:
        """Cap less target."""
        return self.cap - self.target

    @property
    def below_cap(self) -> Decimal:
        """How far the newest actual emissions are below the cap."""
        return self.cap - self.latest

    @property
    def from_latest(self) -> Decimal:
        """Newest actual emissions less target."""
        return self.latest - self.target

    @property
    def open(self) -> Decimal:
        """What neither the Alliance nor the programmes bring; negative is more than needed."""
        known = self.alliance if isinstance(self.alliance, Decimal) else Decimal(0)
        return self.missing - known - self.programmes


def pathway_rows(
    series: Mapping[int, CityPoint], version: BudgetVersion, points: Sequence[PathPoint]
) -> tuple[PathwayRow, ...]:
    """Years in which the city or the Alliance has a point; the version's cap replaces another."""
    aims = {year: one.net * IN_10KT for year, one in series.items() if one.kind not in MADE_BEFORE}
    aims = {**aims, version.year: version.net.budget}
    actual = {year: one.net * IN_10KT for year, one in series.items() if one.kind in MADE_BEFORE}
    alliance = {one.year: one for one in points}
    years = {*aims, *actual, *(one.year for one in points if not _empty(one))}
    return tuple(
        PathwayRow(
            year,
            actual.get(year, Missing.NO_DATA),
            aims.get(year, Missing.NO_DATA),
            _scaled(alliance[year].reported) if year in alliance else Missing.NO_DATA,
            _scaled(_promised(alliance[year])) if year in alliance else Missing.NO_DATA,
        )
        for year in sorted(years)
    )


def to_go(
    series: Mapping[int, CityPoint],
    version: BudgetVersion,
    *,
    alliance: Amount,
    programmes: Decimal,
) -> ToGo:
    """What is missing to 2030.

    Args:
        series: the city's published series.
        version: whose cap counts.
        alliance: further cut of the members between cap and target, tonnes CO2e a year.
        programmes: what other programmes add, tonnes CO2e a year.
    """
    latest = max(year for year, one in series.items() if one.kind is SeriesKind.ACTUAL)
    return ToGo(
        version.net.budget,
        version.year,
        series[TARGET_YEAR].net * IN_10KT,
        series[latest].net * IN_10KT,
        latest,
        _scaled(alliance),
        programmes / TONNES_IN_10KT,
    )


def _empty(point: PathPoint) -> bool:
    return isinstance(point.reported, Missing) and isinstance(point.pledged, Missing)


def _promised(point: PathPoint) -> Amount:
    if isinstance(point.pledged, Missing) or isinstance(point.held, Missing):
        return Missing.NO_DATA
    return point.pledged + point.held


def _scaled(tonnes: Amount) -> Amount:
    return tonnes if isinstance(tonnes, Missing) else tonnes / TONNES_IN_10KT
