"""Meter data by periods with dates from and to: gaps and overlaps are found before any model."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from portal.language import Text

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """One reading of a meter with the variables of the same days.

    Attributes:
        first, last: days, both included.
        energy: in the unit of the plan.
        variables: by name; totals or means of the period, as the plan says.
        at: row of the worksheet it was read from.
    """

    first: date
    last: date
    energy: float
    variables: Mapping[str, float]
    at: int = 0

    @property
    def days(self) -> int:
        """Days of the period."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong with the row of a period."""

    code: str
    at: int
    words: Text


def troubles(periods: Sequence[Period], first: date, last: date) -> tuple[Trouble, ...]:
    """Periods turned round, overlapping or leaving days out between two days, in order of rows."""
    found = [_turned(one) for one in periods if one.last < one.first]
    ordered = sorted((one for one in periods if one.last >= one.first), key=lambda one: one.first)
    for earlier, later in pairwise(ordered):
        if later.first <= earlier.last:
            found.append(_overlapping(later, earlier))
        elif later.first > earlier.last + ONE_DAY:
            found.append(_gap(later, earlier.last + ONE_DAY, later.first - ONE_DAY))
    found.extend(_ends(ordered, first, last))
    return tuple(sorted(found, key=lambda one: one.at))


def _turned(one: Period) -> Trouble:
    words = Text(
        f"迄日 {one.last} 早於起日 {one.first}，請對調。",
        f"The period ends on {one.last}, before it begins on {one.first}; exchange the two days.",
    )
    return Trouble("turned", one.at, words)


def _overlapping(later: Period, earlier: Period) -> Trouble:
    words = Text(
        f"起日 {later.first} 已含於第 {earlier.at} 列（至 {earlier.last}），同一天不得計兩次。",
        f"It begins on {later.first}, within the period of row {earlier.at} (to {earlier.last}); "
        "no day may be counted twice.",
    )
    return Trouble("overlap", later.at, words)


def _gap(later: Period, first: date, last: date) -> Trouble:
    words = Text(
        f"{first} 至 {last} 沒有資料，請補上或說明停機。",
        f"There are no data from {first} to {last}; add them or enter the stop.",
    )
    return Trouble("gap", later.at, words)


def _ends(ordered: Sequence[Period], first: date, last: date) -> list[Trouble]:
    if not ordered:
        words = Text("期間內沒有任何資料列。", "There is no row of data for the period.")
        return [Trouble("empty", 0, words)]
    found = []
    if ordered[0].first > first:
        found.append(_gap(ordered[0], first, ordered[0].first - ONE_DAY))
    if ordered[-1].last < last:
        found.append(_gap(ordered[-1], ordered[-1].last + ONE_DAY, last))
    return found


def within(periods: Sequence[Period], first: date, last: date) -> tuple[Period, ...]:
    """The periods that lie wholly between two days, in order of time."""
    inside = [one for one in periods if one.first >= first and one.last <= last]
    return tuple(sorted(inside, key=lambda one: one.first))


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
