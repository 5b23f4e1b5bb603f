"""The limits of all rules together: their defaults, and within what they may be changed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, Final

from portal.intake.kinds import CATALOGUE
from portal.inventory.subject import limits as of_inventories
from portal.language import Text
from portal.plans.figures import LIMITS as OF_PLANS
from portal.workbook.rules import Rule
from portal.workbook.thresholds import ANY, Change, Threshold, Thresholds

DEFAULTS: Final = Thresholds(of_inventories().rows + OF_PLANS.rows)

# A limit that is off by more is a slip of the hand, not a judgement.
FURTHEST: Final = 10
YEARS_AWAY: Final = 20
_CALENDAR: Final = {"month": (Decimal(1), Decimal(12)), "day": (Decimal(1), Decimal(31))}
_LOWER_AND_UPPER: Final = (("_low", "_high"), ("_minimum", "_maximum"), ("_warning", "_error"))


# Units that are words; all others are written alike in both languages.
UNIT_WORDS: Final[Mapping[str, Text]] = {
    "1": Text("（無單位）", "(no unit)"),
    "day": Text("日", "day"),
    "fraction": Text("（比率）", "(fraction)"),
    "members": Text("家", "members"),
    "month": Text("月", "month"),
    "rows": Text("列", "rows"),
    "score": Text("分", "points"),
    "share": Text("（比率）", "(share)"),
    "share a year": Text("（每年比率）", "(share a year)"),
    "share of scopes 1 and 2": Text("（占範疇一與二）", "of scopes 1 and 2"),
    "share of the base year": Text("（占基準年）", "of the base year"),
    "share of the covered base": Text("（占涵蓋基準量）", "of the covered base"),
    "share of the inventory": Text("（占盤查量）", "of the inventory"),
    "share of the plan": Text("（占計畫值）", "of the plan"),
    "share of the target-year emissions": Text("（占目標年排放量）", "of the target year"),
    "times": Text("倍", "times"),
    "year": Text("年", "(year)"),
    "years": Text("年", "years"),
}


def unit_words(unit: str) -> Text:
    """The unit of a limit as people write it."""
    return UNIT_WORDS.get(unit, Text(unit, unit))


@dataclass(frozen=True, slots=True)
class Limit:
    """One key with its default rows, the general one first, and the rules that compare with it."""

    key: str
    rows: tuple[Threshold, ...]
    rules: tuple[Rule[Any], ...]

    @property
    def unit(self) -> str:
        """The unit of all its values."""
        return self.rows[0].unit


@dataclass(frozen=True, slots=True)
class InForce:
    """A value that counts for a group and year; `change` says why it is not the default."""

    threshold: Threshold
    change: Change | None = None


def values_in_force(changes: Iterable[Change]) -> dict[str, list[InForce]]:
    """What counts by key, the defaults' places first.

    Args:
        changes: those in force, one for each key, group and year.
    """
    made = {one.threshold.place: one for one in changes}
    found: dict[str, list[InForce]] = {key: [] for key in limits()}
    for row in DEFAULTS.changed(one.threshold for one in made.values()).rows:
        found[row.key].append(InForce(row, made.get(row.place)))
    return found


@cache
def limits() -> dict[str, Limit]:
    """Every limit by its key, in the order in which they are declared."""
    rows: dict[str, list[Threshold]] = {}
    for row in DEFAULTS.rows:
        rows.setdefault(row.key, []).append(row)
    return {
        key: Limit(
            key,
            tuple(found),
            tuple(rule for rule in CATALOGUE.values() if key in rule.thresholds),
        )
        for key, found in rows.items()
    }


def bounds(key: str) -> tuple[Decimal, Decimal]:
    """The least and the greatest value that a limit may be given.

    A tenth of the smallest default to ten times the greatest; shares stay within 0 and 1, days
    and months within the calendar, years within twenty.
    """
    values = [row.value for row in limits()[key].rows]
    unit = limits()[key].unit
    if unit in _CALENDAR:
        return _CALENDAR[unit]
    least, greatest = min(values), max(values)
    if unit == "year":
        return least - YEARS_AWAY, greatest + YEARS_AWAY
    low, high = least / FURTHEST, greatest * FURTHEST
    return (low, min(high, Decimal(1))) if unit.startswith(("fraction", "share")) else (low, high)


def upside_down(wanted: Threshold, changed: Iterable[Threshold]) -> Threshold | None:
    """The limit that a wanted one would pass: a lower bound above its upper one, or the reverse.

    Args:
        changed: what counts instead of the defaults when the wanted one begins to.

    Returns:
        The other limit of the pair with the value it has there; None when the order stays.
    """
    combined = DEFAULTS.changed(changed)
    for lower, upper in _LOWER_AND_UPPER:
        for mine, theirs, sign in ((lower, upper, 1), (upper, lower, -1)):
            other = wanted.key.removesuffix(mine) + theirs
            if wanted.key.endswith(mine) and other in limits():
                value = combined.value(
                    other, group=wanted.group, year=int(wanted.year) if wanted.year else None
                )
                if sign * (wanted.value - value) > 0:
                    return Threshold(other, wanted.group, wanted.year, value, wanted.unit, ANY)
    return None
