"""Numbers, whole numbers and percentages from cells, with a note on each interpretation."""

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from math import isfinite
from typing import Any, Protocol

from portal.reference.units import unit
from portal.workbook import shape
from portal.workbook.cells import Cell
from portal.workbook.formats import FormatKind
from portal.workbook.rules import Rule
from portal.workbook.sheets import Column
from portal.workbook.sheets import Kind as ColumnKind

LARGEST = 1e15
# Taking thousands of digits apart takes seconds, and they are no quantity.
LONGEST_FIGURE = 200
# 1.5 under a percent format may be a share above the whole, 2 and more are percentages.
DOUBLE = Decimal(2)
BLANKS = frozenset({"", "-", "－", "—", "無", "無資料", "n/a", "na", "N/A", "NA", "none", "None"})

# An exponent of four digits is no quantity, and one of twenty is beyond Decimal.
_PLAIN = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?", re.ASCII)
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?", re.ASCII)
_COMMAS_AND_POINTS = re.compile(r"[+-]?[\d.,]*[.,][\d.,]*", re.ASCII)
_WITH_UNIT = re.compile(r"([+-]?[\d,]*\.?\d+)\s*([^\d\s.,].*)", re.ASCII)


class Say(Protocol):
    """Notes a case of a shape rule at the cell that is being read."""

    def __call__(
        self, rule: Rule[Any], /, *, found: object = None, expected: object = None, **values: object
    ) -> None:
        """Note the case; an error means that the cell's value counts as blank."""
        ...


Reader = Callable[[Cell, Say], Any]


def is_blank(written: str, column: Column) -> bool:
    """Whether a text stands for nothing, such as a dash, in a column that may be empty."""
    return written.strip() in BLANKS and not column.required


def number(column: Column) -> Callable[[Cell, Say], Decimal | None]:
    """A reader of numbers within the column's bounds."""
    lowest = -LARGEST if column.minimum is None else float(column.minimum)
    highest = LARGEST if column.maximum is None else float(column.maximum)
    places = column.decimals

    def read(cell: Cell, say: Say) -> Decimal | None:
        value = cell.value
        if not isinstance(value, float):
            return _bounded(_from_text(value, column, say), column, say)
        written = repr(value)
        if not lowest <= value <= highest or abs(value) >= LARGEST:
            return _bounded(Decimal(written), column, say)
        if places is not None and _decimals(written) > places:
            say(shape.MANY_DECIMALS, found=written, limit=places)
        return Decimal(written)

    return read


def _decimals(written: str) -> int:
    _, _, tail = written.partition(".")
    return len(tail) if tail and tail != "0" and "e" not in tail else 0


def _bounded(value: Decimal | None, column: Column, say: Say) -> Decimal | None:
    if value is None:
        return None
    if not isfinite(value) or abs(value) >= LARGEST:
        say(shape.NOT_FINITE, found=value)
    elif column.minimum is not None and value < column.minimum:
        say(shape.BELOW_MINIMUM, found=value, limit=column.minimum)
    elif column.maximum is not None and value > column.maximum:
        say(shape.ABOVE_MAXIMUM, found=value, limit=column.maximum, expected=_meant(value, column))
    else:
        return value
    return None


def _meant(value: Decimal, column: Column) -> str | None:
    """What 27 under a percent format was meant to be: 27 %, where the column allows that."""
    if column.kind is not ColumnKind.PERCENT or column.maximum is None:
        return None
    return _in_percent(value / 100) if DOUBLE <= value <= column.maximum * 100 else None


def _from_text(value: object, column: Column, say: Say) -> Decimal | None:
    if not isinstance(value, str) or len(value) > LONGEST_FIGURE:
        say(shape.NOT_A_NUMBER, found=value)
        return None
    plain = unicodedata.normalize("NFKC", value).strip()
    if is_blank(plain, column):
        return None
    if _PLAIN.fullmatch(plain):
        read = Decimal(plain)
        rule = shape.TEXT_NUMBER if plain == value.strip() else shape.FULL_WIDTH
        say(rule, found=value, read=read, expected=read)
        return read
    if _GROUPED.fullmatch(plain):
        read = Decimal(plain.replace(",", ""))
        say(shape.THOUSANDS, found=value, read=read, expected=read)
        return read
    if _COMMAS_AND_POINTS.fullmatch(plain):
        say(shape.AMBIGUOUS_NUMBER, found=value)
        return None
    return _with_unit(plain, value, say)


def _with_unit(plain: str, written: str, say: Say) -> Decimal | None:
    parts = _WITH_UNIT.fullmatch(plain)
    figure = parts[1] if parts and unit(parts[2]) else ""
    if parts is None or not (_GROUPED.fullmatch(figure) or _PLAIN.fullmatch(figure)):
        say(shape.NOT_A_NUMBER, found=written)
        return None
    value = Decimal(figure.replace(",", ""))
    say(shape.UNIT_IN_CELL, found=written, unit=parts[2], read=value, expected=value)
    return value


def integer(column: Column) -> Callable[[Cell, Say], int | None]:
    """A reader of whole numbers."""
    read_number = number(column)

    def read(cell: Cell, say: Say) -> int | None:
        value = read_number(cell, say)
        if value is None:
            return None
        if value != value.to_integral_value():
            say(shape.NOT_WHOLE, found=value)
            return None
        return int(value)

    return read


def percent(column: Column) -> Callable[[Cell, Say], Decimal | None]:
    """A reader of fractions: 0.27 under a percent format, 27 without one, and "27 %" are 0.27."""

    def read(cell: Cell, say: Say) -> Decimal | None:
        value = cell.value
        if isinstance(value, float):
            marked = cell.style.kind is FormatKind.PERCENT
            return _bounded(_fraction(Decimal(repr(value)), say, marked=marked), column, say)
        return _bounded(_percent_text(value, column, say), column, say)

    return read


def _fraction(value: Decimal, say: Say, *, marked: bool) -> Decimal:
    if marked or value == 0:
        return value
    if abs(value) <= 1:
        shown = _in_percent(value)
        say(shape.PERCENT_UNCLEAR, found=value, read=shown, expected=shown)
        return value
    say(shape.PERCENT_READ, found=value, read=_in_percent(value / 100))
    return value / 100


def _in_percent(value: Decimal) -> str:
    return f"{(value * 100).normalize():f} %"


def _percent_text(value: object, column: Column, say: Say) -> Decimal | None:
    text = str(value)
    plain = unicodedata.normalize("NFKC", text).strip() if len(text) <= LONGEST_FIGURE else ""
    figure = plain.removesuffix("%").strip()
    if plain.endswith("%") and _PLAIN.fullmatch(figure):
        fraction = Decimal(figure) / 100
        say(shape.PERCENT_READ, found=value, read=_in_percent(fraction))
        return fraction
    read = _from_text(value, column, say)
    return None if read is None else _fraction(read, say, marked=False)
