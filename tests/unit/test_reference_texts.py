"""Years, dates and control numbers as people write them."""

from datetime import date

import pytest

from portal.reference.control_number import control_number, is_control_number
from portal.reference.dates import parse_date, roc_text, roc_year, western_year


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2024", 2024),
        ("113", 2024),
        ("１１３", 2024),
        ("民國113年", 2024),
        ("中華民國 113 年度", 2024),
        ("113年度", 2024),
        ("100", 2011),
        ("199", 2110),
        ("99", None),
        ("200", None),
        ("2101", None),
        ("約113", None),
        ("", None),
    ],
)
def test_year_is_read_in_both_calendars(text: str, year: int | None) -> None:
    assert western_year(text) == year


def test_western_year_is_told_in_the_calendar_of_taiwan() -> None:
    assert roc_year(2024) == 113


@pytest.mark.parametrize(
    "text",
    [
        "2024-01-31",
        "2024/1/31",
        "2024.1.31",
        "2024年1月31日",
        "113-01-31",
        "113/1/31",
        "113.1.31",
        "民國113年1月31日",
        "中華民國113年 1月31日",
        "１１３／１／３１",
        "1130131",
        "20240131",
        "2024-01-31 00:00:00",
        "2024-01-31T08:30",
    ],
)
def test_day_is_read_in_many_writings(text: str) -> None:
    assert parse_date(text) == date(2024, 1, 31)


@pytest.mark.parametrize("text", ["113-13-01", "113-02-30", "24-1-31", "99/1/1", "年初", "2024-01"])
def test_text_that_is_no_day_is_none(text: str) -> None:
    assert parse_date(text) is None


def test_day_is_written_in_the_calendar_of_taiwan() -> None:
    assert roc_text(date(2024, 1, 31)) == "民國113年1月31日"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("E5601234", "E5601234"),
        ("e5601234", "E5601234"),
        ("Ｅ５６０１２３４", "E5601234"),
        (" E56 01234 ", "E5601234"),
        ("E56-01234", "E5601234"),
        ("E56A1234", "E56A1234"),
        ("e56k1234", "E56K1234"),
        ("E5601234\u200b", "E5601234"),
        ("5601234E", None),
        ("E560123", None),
        ("E56012345", None),
        ("E5601２3X", None),
        ("EE601234", None),
        ("", None),
    ],
)
def test_control_number_is_read_leniently_and_judged_strictly(
    text: str, number: str | None
) -> None:
    assert control_number(text) == number


def test_only_the_official_writing_is_a_control_number() -> None:
    assert is_control_number("E56A1234")
    assert not is_control_number("e56A1234")
    assert not is_control_number("E5601234\n")
