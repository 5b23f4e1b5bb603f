"""Years and dates as they are written in Taiwan: Western and 民國 (year 1 is 1912)."""

import re
import unicodedata
from datetime import date, datetime

ROC_OFFSET = 1911
# Three-digit years only: a two-digit year could also be a Western one cut short.
_ROC_YEARS = range(100, 200)
_WESTERN_YEARS = range(1900, 2101)

_YEAR = re.compile(r"(?:民國|中華民國|roc)?\.?(\d{3,4})(?:年度?)?")
_DATE = re.compile(
    r"(?:民國|中華民國|roc)?\.?(\d{2,4})(?:年|[-/.])(\d{1,2})(?:月|[-/.])(\d{1,2})日?"
)
_COMPACT = re.compile(r"(\d{3,4})(\d{2})(\d{2})")


def roc_year(year: int) -> int:
    """The 民國 year of a Western year."""
    return year - ROC_OFFSET


def western_year(text: str) -> int | None:
    """The Western year that a text such as 2024, 113, 民國113年 or 113年度 names, else None.

    Years 100 to 199 are 民國 years, 1900 to 2100 Western ones; others are not years.
    """
    found = _YEAR.fullmatch(_plain(text))
    return _western(int(found[1])) if found else None


def parse_date(text: str) -> date | None:
    """The day that a text names, else None.

    Reads 2024-01-31, 2024/1/31, 113-01-31, 113/1/31, 113.1.31, 民國113年1月31日, 1130131 and
    20240131; a time of day after the date is ignored.
    """
    plain = _plain(re.split(r"[T ](?=\d{1,2}:)", text.strip())[0])
    found = _DATE.fullmatch(plain) or _COMPACT.fullmatch(plain)
    if not found:
        return None
    year = _western(int(found[1]))
    if year is None:
        return None
    try:
        return date(year, int(found[2]), int(found[3]))
    except ValueError:
        return None


def roc_text(day: date | datetime) -> str:
    """The day as 民國113年1月31日."""
    return f"民國{roc_year(day.year)}年{day.month}月{day.day}日"


def _western(year: int) -> int | None:
    if year in _ROC_YEARS:
        return year + ROC_OFFSET
    return year if year in _WESTERN_YEARS else None


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()
