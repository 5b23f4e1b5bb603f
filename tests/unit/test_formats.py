"""How figures, dates and times are written."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from portal.language import Language
from portal.reports import formats
from portal.reports.formats import Unit


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (Decimal("1234567.5"), Unit.TONNES, "1,234,568"),
        (Decimal("1234567.4999"), Unit.TONNES, "1,234,567"),
        (Decimal("-60000"), Unit.TONNES, "−60,000"),
        (Decimal("-0.2"), Unit.TONNES, "0"),
        (Decimal(0), Unit.TONNES, "0"),
        (None, Unit.TONNES, "—"),
        (Decimal("19841050"), Unit.WAN, "1,984.11"),
        (Decimal("50"), Unit.WAN, "0.01"),
        (Decimal("49"), Unit.WAN, "0.00"),
    ],
)
def test_emissions_are_rounded_half_up_once(value: Decimal | None, unit: Unit, shown: str) -> None:
    assert formats.quantity(value, unit) == shown


@pytest.mark.parametrize(
    ("ratio", "places", "signed", "shown"),
    [
        (Decimal("0.91"), 0, False, "91\u00a0%"),
        (Decimal("-0.0315"), 1, True, "−3.2\u00a0%"),
        (Decimal("0.024"), 1, True, "+2.4\u00a0%"),
        (Decimal("0.00001"), 1, True, "0.0\u00a0%"),
        (Decimal("1.18"), 0, False, "118\u00a0%"),
        (None, 1, True, "—"),
    ],
)
def test_ratios_read_as_percentages(
    ratio: Decimal | None, places: int, signed: bool, shown: str
) -> None:
    assert formats.percent(ratio, places, signed=signed) == shown


def test_times_are_told_on_taipeis_clock() -> None:
    moment = datetime(2026, 5, 31, 9, 0, tzinfo=UTC)

    assert formats.taipei(moment, Language.ZH) == "2026-05-31 17:00（台北時間）"
    assert formats.taipei(moment, Language.EN) == "2026-05-31 17:00 (Taipei time)"
    assert formats.short_time(moment) == "2026-05-31 17:00"
    assert formats.utc(moment) == "2026-05-31 09:00:00 UTC"
    assert formats.taipei(None, Language.ZH) == "—"


def test_dates_are_written_in_both_calendars() -> None:
    assert formats.day(date(2026, 4, 30)) == "2026-04-30"
    assert formats.roc_day(date(2026, 4, 30)) == "民國 115 年 4 月 30 日"
    assert formats.reporting_year(2024, Language.ZH) == "2024 年度（民國 113）"
    assert formats.reporting_year(2024, Language.EN) == "Year 2024"


@pytest.mark.parametrize(
    ("size", "shown"), [(0, "0 B"), (58_000, "58 kB"), (20_000_000, "20.0 MB")]
)
def test_file_sizes_have_a_unit(size: int, shown: str) -> None:
    assert formats.file_size(size) == shown
