"""Working days leave out weekends and public holidays, and say of which years they know them."""

from datetime import date

import pytest

from portal.advisory.durations import durations
from portal.advisory.office_days import (
    calendar_note,
    departures,
    is_working_day,
    known_years,
    working_days_after,
)
from portal.advisory.steps import CLOSE, IN_WORKING_DAYS, TRIAGE, Owner, Phase, Step


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
        # The bridge day before the Lunar New Year of 2023, and the Saturday worked for it.
        (date(2023, 1, 6), 1, date(2023, 1, 7)),
        (date(2023, 1, 19), 1, date(2023, 1, 30)),
        # The Mid-Autumn Festival of 2022, taken in lieu.
        (date(2022, 9, 8), 1, date(2022, 9, 12)),
        # A year that is not in the table: weekends alone.
        (date(2031, 1, 2), 2, date(2031, 1, 6)),
    ],
)
def test_working_days_are_counted_without_holidays(start: date, count: int, last: date) -> None:
    assert working_days_after(start, count) == last


@pytest.mark.parametrize(
    ("year", "announced"), [(2022, 115), (2023, 116), (2024, 115), (2026, 120)]
)
def test_a_year_has_as_many_days_off_as_were_announced(year: int, announced: int) -> None:
    first, next_first = date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal()

    off = [at for at in range(first, next_first) if not is_working_day(date.fromordinal(at))]

    assert len(off) == announced


def test_a_day_counted_without_known_holidays_says_so() -> None:
    def triage(due: date) -> Step:
        return Step(Phase.REQUEST, TRIAGE, Owner.COORDINATOR, due)

    last = known_years()[-1]

    assert triage(date(last + 1, 1, 4)).knows_no_holidays
    assert triage(date(known_years()[0] - 1, 12, 30)).knows_no_holidays
    assert not triage(date(last, 12, 30)).knows_no_holidays
    # Thirty days are thirty days, whatever the calendar.
    assert not Step(Phase.CLOSING, CLOSE, Owner.COORDINATOR, date(last + 1, 1, 4)).knows_no_holidays


def test_the_phases_of_working_days_are_those_whose_periods_are_declared_so() -> None:
    declared = {key for key, one in durations().items() if one.unit == "working_days"}

    assert declared == {"triage", "assignment", "declaration"}
    assert IN_WORKING_DAYS == (Phase.REQUEST, Phase.ASSIGNMENT)


def test_no_year_between_the_known_ones_is_missing() -> None:
    assert list(known_years()) == list(range(known_years()[0], known_years()[-1] + 1))


def test_only_what_departs_from_its_weekday_is_in_the_table() -> None:
    assert all((day.weekday() < 5) is not works for day, works in departures().items())


def test_the_note_says_which_years_are_known() -> None:
    note = calendar_note()

    assert str(known_years()[-1]) in note.zh
    assert str(known_years()[0]) in note.en
