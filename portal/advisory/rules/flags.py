"""What a rule says of a figure: an error refuses it, a warning asks for an explanation."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from portal.language import Text
from portal.workbook.findings import Severity

MOST_HOURS: Final = Decimal(8784)
"""Hours of a leap year."""


@dataclass(frozen=True, slots=True)
class Flag:
    """What a rule found: refused when an error, to be explained when a warning."""

    code: str
    severity: Severity
    message: Text
    field: str


Found = Iterator[Flag]


def error(code: str, field: str, message: Text, **said: object) -> Flag:
    """What refuses a figure."""
    return Flag(code, Severity.ERROR, message.format(**said), field)


def warning(code: str, field: str, message: Text, **said: object) -> Flag:
    """What a person is to explain."""
    return Flag(code, Severity.WARNING, message.format(**said), field)


def too_many_hours(hours: Decimal) -> Flag:
    """ADV-106: more than a leap year has."""
    return error(
        "ADV-106",
        "hours",
        Text(
            "年運轉 {hours} 小時，超過一年的 8,784 小時。",
            "{hours} operating hours are more than the 8,784 of a year.",
        ),
        hours=f"{hours:,}",
    )
