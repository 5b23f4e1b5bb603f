"""Meter data by periods with dates from and to, and what a model is made of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """One reading of a meter with the variables of the same days.

    Attributes:
        first, last: days, both included.
        energy: in the unit of the plan; for option A the measured key parameter.
        variables: by name; totals or means of the period, as the plan says.
        simulated: what the calibrated simulation gives for the baseline condition (option D).
        at: row of the worksheet it was read from.
    """

    first: date
    last: date
    energy: float
    variables: Mapping[str, float]
    simulated: float | None = None
    at: int = 0

    @property
    def days(self) -> int:
        """Days of the period."""
        return (self.last - self.first).days + 1


class Fault(StrEnum):
    """What may be wrong with a period beside its neighbours."""

    TURNED = "turned"
    OVERLAP = "overlap"
    GAP = "gap"


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong with the row of a period: the days that are turned, double or missing."""

    fault: Fault
    at: int
    first: date
    last: date


def troubles(periods: Sequence[Period]) -> Iterator[Trouble]:
    """Periods turned round, overlapping, or with days left out before them."""
    for one in periods:
        if one.last < one.first:
            yield Trouble(Fault.TURNED, one.at, one.first, one.last)
    sound = [one for one in periods if one.last >= one.first]
    for earlier, later in pairwise(sorted(sound, key=lambda one: (one.first, one.at))):
        if later.first <= earlier.last:
            last = min(earlier.last, later.last)
            yield Trouble(Fault.OVERLAP, later.at, later.first, last)
        elif later.first > earlier.last + ONE_DAY:
            yield Trouble(Fault.GAP, later.at, earlier.last + ONE_DAY, later.first - ONE_DAY)


def within(periods: Sequence[Period], first: date, last: date) -> tuple[Period, ...]:
    """The periods that lie wholly between two days, in order of time."""
    inside = [one for one in periods if one.first >= first and one.last <= last]
    return tuple(sorted(inside, key=lambda one: one.first))


def days_without(periods: Sequence[Period], first: date, last: date) -> int:
    """Days between two days that no period covers."""
    wanted = (last - first).days + 1
    return wanted - sum(one.days for one in within(periods, first, last))


def daily(
    periods: Sequence[Period], names: Sequence[str], totals: frozenset[str]
) -> tuple[list[list[float]], list[float]]:
    """Variables and energy per day: months differ in length.

    Args:
        periods: in order of time.
        names: of the variables, in the order of the model.
        totals: those that add up over days (production); the others are means (temperature).

    Returns:
        Rows of variables and energy, each per day.
    """
    rows = [
        [one.variables[name] / (one.days if name in totals else 1) for name in names]
        for one in periods
    ]
    return rows, [one.energy / one.days for one in periods]
