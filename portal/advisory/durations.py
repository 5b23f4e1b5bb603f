"""How long each step may take: declared in `durations.csv` with its source, changed there.

Working days leave out weekends and the public holidays of `office_days.csv`.
"""

import csv
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from portal.advisory.office_days import working_days_after
from portal.language import Text


@dataclass(frozen=True, slots=True)
class Duration:
    """How long something may take, and who says so."""

    key: str
    amount: int
    unit: str
    label: Text
    source: str
    verified: bool

    def after(self, start: date) -> date:
        """The last day, counted from the day after `start`."""
        match self.unit:
            case "working_days":
                return working_days_after(start, self.amount)
            case "months":
                return months_after(start, self.amount)
            case _:
                return start + timedelta(days=self.amount)


@cache
def durations() -> dict[str, Duration]:
    """Every declared duration by key."""
    path = Path(__file__).with_name("durations.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return {
            row["key"]: Duration(
                row["key"],
                int(row["amount"]),
                row["unit"],
                Text(row["zh"], row["en"]),
                row["source"],
                row["verified"] == "yes",
            )
            for row in csv.DictReader(file)
        }


def due(key: str, start: date) -> date:
    """The last day of a step that begins on a day."""
    return durations()[key].after(start)


def months_after(start: date, months: int) -> date:
    """The same day some months later, or that month's last day."""
    index = start.year * 12 + start.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
