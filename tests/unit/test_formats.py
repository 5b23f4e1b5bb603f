# ruff: noqa: DTZ001 - a workbook knows no time zones
from datetime import datetime, time

import pytest

from portal.workbook.formats import FormatKind, moment, style

FORMATS = {
    "yyyy/mm/dd": FormatKind.DATE,
    "[$-404]e/m/d": FormatKind.DATE,
    '[$-404]e"年"m"月"d"日";@': FormatKind.DATE,
    "h:mm AM/PM": FormatKind.DATE,
    "[h]:mm:ss": FormatKind.DURATION,
    "0.00%": FormatKind.PERCENT,
    "000000": FormatKind.ZEROS,
    "@": FormatKind.TEXT,
    "General": FormatKind.GENERAL,
    "#,##0.00_);[Red](#,##0.00)": FormatKind.NUMBER,
    "0.00E+00": FormatKind.NUMBER,
    '0.0" days"': FormatKind.NUMBER,
    "[Red]0.0": FormatKind.NUMBER,
    "General;General": FormatKind.NUMBER,
}


@pytest.mark.parametrize(("code", "kind"), FORMATS.items())
def test_a_number_format_tells_what_it_shows(code: str, kind: FormatKind) -> None:
    assert style(0, code).kind is kind


MOMENTS = [
    (1.0, False, datetime(1900, 1, 1)),
    (59.0, False, datetime(1900, 2, 28)),
    (60.0, False, None),
    (61.0, False, datetime(1900, 3, 1)),
    (45808.0, False, datetime(2025, 5, 31)),
    (45808.75, False, datetime(2025, 5, 31, 18)),
    (44346.0, True, datetime(2025, 5, 31)),
    (0.5, False, time(12)),
    (-1.0, False, None),
    (2958465.0, False, datetime(9999, 12, 31)),
    (2958466.0, False, None),
    (2958465.0, True, None),
]


@pytest.mark.parametrize(("serial", "since_1904", "expected"), MOMENTS)
def test_serial_numbers_are_days(
    serial: float, since_1904: bool, expected: datetime | time | None
) -> None:
    assert moment(serial, since_1904=since_1904) == expected


@pytest.mark.parametrize("serial", [0.9999999999, 59.9999999999, 2958465.9999999999])
def test_a_moment_just_before_midnight_never_raises(serial: float) -> None:
    assert not isinstance(moment(serial, since_1904=False), str)
