"""Working days leave out weekends and public holidays, and say of which years they know them."""

from datetime import date

import pytest

from portal.advisory.office_days import (
    calendar_note,
    departures,
    is_working_day,
    known_years,
    working_days_after,
)


@pytest.mark.parametrize(
    ("start", "count", "last"),
    [
        # An ordinary week.
        (date(2026, 3, 9), 5, date(2026, 3, 16)),
        # The nine days of the Lunar New Year of 2026.
        (date(2026, 2, 13), 1, date(2026, 2, 23)),
        # Children's Day and Tomb Sweeping Day, both taken in lieu.
        (date(2026, 4, 2), 2, date(2026, 4, 8)),
        # A Saturday that was worked in lieu.
        (date(2025, 2, 7), 1, date(2025, 2, 8)),
        # A year that is not in the table: weekends alone.
        (date(2031, 1, 2), 2, date(2031, 1, 6)),
    ],
)
def test_working_days_are_counted_without_holidays(start: date, count: int, last: date) -> None:
    assert working_days_after(start, count) == last


def test_the_year_2026_has_the_days_off_that_were_announced() -> None:
    off = [day for day in departures() if day.year == 2026 and not is_working_day(day)]
    weekend = [
        day
        for day in (date.fromordinal(date(2026, 1, 1).toordinal() + at) for at in range(365))
        if day.weekday() > 4
    ]

    # The Executive Yuan announced 120 days off in all.
    assert len(off) + len(weekend) == 120


def test_only_what_departs_from_its_weekday_is_in_the_table() -> None:
    assert all((day.weekday() < 5) is not works for day, works in departures().items())


def test_the_note_says_which_years_are_known() -> None:
    note = calendar_note()

    assert str(known_years()[-1]) in note.zh
    assert str(known_years()[0]) in note.en
