"""Thresholds as data: what a rule compares with, per group and year, each with its source.

The values of the package are the defaults; people who may do so change them from a day on.
"""

import csv
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from importlib.resources import files

ANY = ""


@dataclass(frozen=True, slots=True)
class Threshold:
    """One limit. An empty group or year means every one.

    Attributes:
        key: the name rules ask for.
        value: in `unit`.
        source: where the number comes from; "design judgement" where it is one.
    """

    key: str
    group: str
    year: str
    value: Decimal
    unit: str
    source: str

    @property
    def place(self) -> tuple[str, str, str]:
        """What it is about: key, group and year."""
        return self.key, self.group, self.year


@dataclass(frozen=True, slots=True)
class Change:
    """A limit that somebody changed: why, by whom, when, and from which day on it counts."""

    threshold: Threshold
    reason: str
    by: str
    at: datetime
    applies_from: date


def in_force(changes: Iterable[Change], on: date) -> tuple[Change, ...]:
    """The changes that count on a day, one for each key, group and year.

    Args:
        changes: in the order in which they were made.

    Returns:
        Of each the one with the latest day; of the same day, the one made last.
    """
    begun = sorted((one for one in changes if one.applies_from <= on), key=_beginning)
    return tuple({one.threshold.place: one for one in begun}.values())


def _beginning(change: Change) -> date:
    return change.applies_from


@dataclass(frozen=True, slots=True)
class Thresholds:
    """A set of limits; the most particular row for a group and year wins."""

    rows: tuple[Threshold, ...]
    index: dict[tuple[str, str, str], Decimal] = field(
        init=False, repr=False, compare=False, default_factory=dict[tuple[str, str, str], Decimal]
    )

    def __post_init__(self) -> None:
        self.index.update({row.place: row.value for row in self.rows})

    def concerning(self, rows: Iterable[Threshold]) -> tuple[Threshold, ...]:
        """Those of other rows whose keys the set has."""
        keys = {row.key for row in self.rows}
        return tuple(row for row in rows if row.key in keys)

    def changed(self, rows: Iterable[Threshold]) -> "Thresholds":
        """The set with other rows in the place of its own, or beside them; later ones win.

        Rows of keys that the set does not have are left out.
        """
        replaced = {row.place: row for row in self.rows}
        replaced.update((row.place, row) for row in self.concerning(rows))
        return Thresholds(tuple(replaced.values()))

    @property
    def version(self) -> str:
        """A short digest of all values; the same values have the same, in whatever order."""
        said = sorted(
            "|".join((*row.place, f"{row.value.normalize():f}", row.unit)) for row in self.rows
        )
        return hashlib.sha256("\n".join(said).encode()).hexdigest()[:12]

    def value(self, key: str, *, group: str = ANY, year: int | None = None) -> Decimal:
        """The limit `key` for a group and reporting year.

        Raises:
            KeyError: no row of that key applies.
        """
        when = ANY if year is None else str(year)
        for place in ((key, group, when), (key, group, ANY), (key, ANY, when), (key, ANY, ANY)):
            if place in self.index:
                return self.index[place]
        raise KeyError(key)


def thresholds(package: str, name: str = "thresholds.csv") -> Thresholds:
    """The limits in a package's own CSV: key, group, year, value, unit, source."""
    text = files(package).joinpath(name).read_text(encoding="utf-8")
    return Thresholds(tuple(_parsed(csv.DictReader(text.splitlines()))))


def _parsed(rows: Iterable[dict[str, str]]) -> Iterable[Threshold]:
    for row in rows:
        yield Threshold(
            row["key"], row["group"], row["year"], Decimal(row["value"]), row["unit"], row["source"]
        )
