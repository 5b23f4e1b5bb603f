"""Working days of Taiwan's authorities: weekends, public holidays and Saturdays worked in lieu.

The table `office_days.csv` holds the days on which a year departs from Monday to Friday, as the
Executive Yuan announces them in the middle of the year before. Of a year that is not in it only the
weekends are known; `calendar_note` says so, and every due day that was counted that way (`Step`).

Source: Directorate-General of Personnel Administration, office calendars of 2022 to 2026: that of
2022 (letter of 2021-05-28, 115 days off), of 2023 (announced 2022-06-07, 116), of 2024 (letter of
2023-05-25, 115), of 2025 as amended and of 2026 (120), both approved on 2025-06-13. That of 2027
was not found in a public text when the table was made, and no day of it is guessed.
"""

import csv
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from portal.language import Text

_SATURDAY = 5


@cache
def departures() -> dict[date, bool]:
    """The days that are not as their weekday says; true for one that is worked."""
    path = Path(__file__).with_name("office_days.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return {
            date.fromisoformat(row["day"]): row["is_working"] == "yes"
            for row in csv.DictReader(file)
        }


@cache
def known_years() -> tuple[int, ...]:
    """The years whose holidays are in the table."""
    return tuple(sorted({day.year for day in departures()}))


def is_working_day(day: date) -> bool:
    """Whether authorities work on a day."""
    return departures().get(day, day.weekday() < _SATURDAY)


def working_days_after(start: date, count: int) -> date:
    """The last of so many working days, counted from the day after `start`."""
    day = start
    while count:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day


def calendar_note() -> Text:
    """Which holidays are left out of working days, for the reader."""
    first, last = known_years()[0], known_years()[-1]
    return Text(
        f"工作天依 {first} 至 {last} 年政府行政機關辦公日曆表；其他年度僅排除週六、週日。",
        f"Working days leave out the public holidays of {first} to {last}; of other years only "
        "the weekends.",
    )
