"""Thresholds as data: what a rule compares with, per group and year, each with its source."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass, field
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


@dataclass(frozen=True, slots=True)
class Thresholds:
    """A set of limits; the most particular row for a group and year wins."""

    rows: tuple[Threshold, ...]
    index: dict[tuple[str, str, str], Decimal] = field(
        init=False, repr=False, compare=False, default_factory=dict[tuple[str, str, str], Decimal]
    )

    def __post_init__(self) -> None:
        self.index.update({(row.key, row.group, row.year): row.value for row in self.rows})

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
