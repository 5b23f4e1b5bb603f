"""The discount rate in force on a day: declared in `rates.csv` with its reason, changed there.

A new rate is a new row with the day from which it counts; the rows before stay, so that a
recommendation keeps the rate of its day.
"""

import csv
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from portal.language import Text


@dataclass(frozen=True, slots=True)
class DeclaredRate:
    """A discount rate, per cent a year, with the day it counts from and why it is that one."""

    since: date
    rate: Decimal
    reason: Text
    source: str
    verified: bool


@cache
def rates() -> tuple[DeclaredRate, ...]:
    """Every rate that was ever declared, the newest first."""
    path = Path(__file__).with_name("rates.csv")
    with path.open(encoding="utf-8", newline="") as file:
        found = [
            DeclaredRate(
                date.fromisoformat(row["valid_from"]),
                Decimal(row["rate"]),
                Text(row["zh"], row["en"]),
                row["source"],
                row["verified"] == "yes",
            )
            for row in csv.DictReader(file)
        ]
    return tuple(sorted(found, key=lambda one: one.since, reverse=True))


def declared_rate(on: date | None = None) -> DeclaredRate:
    """The rate in force on a day; without a day the newest."""
    return next(one for one in rates() if on is None or one.since <= on)
