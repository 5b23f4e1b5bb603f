"""What a person types for a cell, and what the cell then holds, as a spreadsheet would take it."""

import re
import unicodedata
from datetime import date
from decimal import Decimal

from portal.reference.dates import parse_date
from portal.workbook.formats import FormatKind

Content = Decimal | date | str | None

_NUMBER = re.compile(r"[+-]?(?:0|[1-9]\d*|[1-9]\d{0,2}(?:,\d{3})+)?(?:\.\d+)?", re.ASCII)
# More digits than a spreadsheet keeps are a code, not an amount.
_MOST_DIGITS = 15


def typed(text: str, kind: FormatKind) -> Content:
    """The content that a text becomes in a cell of this format; nothing for an empty text.

    Full-width digits are digits; 27 % is 0.27, and so is 27 under a percent format. What begins
    with a zero, such as a code, stays text.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if not plain:
        return None
    if kind is FormatKind.TEXT:
        return text.strip()
    if kind is FormatKind.DATE:
        return parse_date(plain) or text.strip()
    figure = plain.removesuffix("%").strip()
    number = _amount(figure)
    if number is None:
        return text.strip()
    if figure != plain or (kind is FormatKind.PERCENT and abs(number) >= 1):
        return number / 100
    return number


def _amount(figure: str) -> Decimal | None:
    if not any(map(str.isdigit, figure)) or _NUMBER.fullmatch(figure) is None:
        return None
    number = Decimal(figure.replace(",", ""))
    return number if len(number.as_tuple().digits) <= _MOST_DIGITS else None


def as_typed(value: object) -> str:
    """A value as a person types it: no thousands separators, no trailing zeros."""
    if isinstance(value, Decimal):
        plain = f"{value:f}"
        return plain.rstrip("0").rstrip(".") if "." in plain else plain
    return str(value)
