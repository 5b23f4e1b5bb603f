"""How figures, dates and times are written: the same on a page, in a PDF and in a workbook heading.

Quantities arrive unrounded as `Decimal` and are rounded here, once, half up.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from portal.calculators.wording import unit_words
from portal.language import Language, Text

MISSING: Final = "—"
NOT_STATED: Final = Text("未填報", "Not stated")
TAIPEI: Final = ZoneInfo("Asia/Taipei")
SPACE: Final = "\u00a0"
MINUS: Final = "\u2212"
_FIRST_ROC_YEAR: Final = 1911


class Unit(StrEnum):
    """The two units in which the city reads emissions."""

    TONNES = "t"
    WAN = "wan"


@dataclass(frozen=True, slots=True)
class UnitForm:
    """How one unit is written: its divisor from tonnes, its decimals, its name and its heading."""

    divisor: Decimal
    places: int
    name: Text
    heading: Text


UNIT_FORMS: Final = {
    Unit.TONNES: UnitForm(Decimal(1), 0, Text("公噸", "t"), Text("公噸 CO₂e", "t CO₂e")),
    Unit.WAN: UnitForm(
        Decimal(10_000), 2, Text("萬公噸", "10,000 t"), Text("萬公噸 CO₂e", "10,000 t CO₂e")
    ),
}


def number(value: Decimal | int | None, places: int = 0) -> str:
    """A number with thousands marks, rounded half up; a dash when it is missing."""
    if value is None:
        return MISSING
    rounded = Decimal(value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    text = f"{abs(rounded):,.{places}f}"
    return MINUS + text if rounded < 0 else text


def quantity(tonnes: Decimal | None, unit: Unit = Unit.TONNES) -> str:
    """Tonnes as a whole number, or as 萬公噸 with two decimals."""
    form = UNIT_FORMS[unit]
    return number(None if tonnes is None else tonnes / form.divisor, form.places)


def percent(ratio: Decimal | None, places: int = 0, *, signed: bool = False) -> str:
    """A ratio as a percentage (0.91 reads 91 %); with `signed`, a rise carries its plus."""
    if ratio is None:
        return MISSING
    text = number(ratio * 100, places)
    rises = signed and ratio > 0 and any(digit in text for digit in "123456789")
    return f"{'+' if rises else ''}{text}{SPACE}%"


def day(value: date | None) -> str:
    """A date as 2026-04-30."""
    return MISSING if value is None else value.strftime("%Y-%m-%d")


def roc_day(value: date | None) -> str:
    """A date as the ministry's forms write it, 民國 115 年 4 月 30 日."""
    if value is None:
        return MISSING
    return f"民國 {roc_year(value.year)} 年 {value.month} 月 {value.day} 日"


def roc_year(year: int) -> int:
    """The year of the Republic: 2026 is 115."""
    return year - _FIRST_ROC_YEAR


def reporting_year(year: int, language: Language) -> str:
    """A reporting year as people here say it, with the year of the Republic in Chinese."""
    if language is Language.ZH:
        return f"{year} 年度（民國 {roc_year(year)}）"
    return f"Year {year}"


def taipei(moment: datetime | None, language: Language) -> str:
    """A moment on Taipei's clock, said to be so."""
    if moment is None:
        return MISSING
    local = moment.astimezone(TAIPEI).strftime("%Y-%m-%d %H:%M")
    return f"{local}（台北時間）" if language is Language.ZH else f"{local} (Taipei time)"


def short_time(moment: datetime | None) -> str:
    """A moment on Taipei's clock for a column whose heading names the clock."""
    return MISSING if moment is None else moment.astimezone(TAIPEI).strftime("%Y-%m-%d %H:%M")


def utc(moment: datetime | None) -> str:
    """A moment in UTC, as receipts state it."""
    return MISSING if moment is None else moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")


def file_size(size: int) -> str:
    """A file size in the unit that leaves one to three digits."""
    if size < 1_000:
        return f"{size} B"
    if size < 1_000_000:
        return f"{number(Decimal(size) / 1_000)} kB"
    return f"{number(Decimal(size) / 1_000_000, 1)} MB"


def amount(value: Decimal | None, unit: str) -> Text:
    """A whole number with its unit in words, such as 度 for kWh."""
    return Text("{value} {unit}", "{value} {unit}").format(
        value=number(value), unit=unit_words(unit)
    )
