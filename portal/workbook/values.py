"""From a cell to a value: what each kind of column accepts, and what is said about how it was read.

Nothing is read silently: a value that had to be interpreted comes with a note, one that cannot be
read comes with an error and counts as blank.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from math import isfinite
from typing import Any, Protocol

from portal.reference.codes import Code
from portal.reference.dates import parse_date, western_year
from portal.reference.units import nearest, unit
from portal.workbook import shape
from portal.workbook.cells import Cell
from portal.workbook.cells import Kind as CellKind
from portal.workbook.formats import FormatKind
from portal.workbook.rules import Rule
from portal.workbook.sheets import Column, Kind

LONGEST_TEXT = 2_000
LARGEST_NUMBER = 1e15
CHOICES_NAMED = 8
BLANKS = frozenset({"", "-", "－", "—", "無", "無資料", "n/a", "na", "N/A", "NA", "none", "None"})

_PLAIN = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_COMMAS_AND_POINTS = re.compile(r"[+-]?[\d.,]*[.,][\d.,]*")
_WITH_UNIT = re.compile(r"([+-]?[\d,]*\.?\d+)\s*([^\d\s.,].*)")
_UNSEEN = re.compile(r"[\u0000-\u001f\u007f\u00a0\u200b-\u200f\u2028-\u202e\u2060\ufeff]+")


class Say(Protocol):
    """Notes a case of a shape rule at the cell that is being read."""

    def __call__(
        self, rule: Rule[Any], /, *, found: object = None, expected: object = None, **values: object
    ) -> None: ...


Reader = Callable[[Cell, Say], Any]


def reader(column: Column) -> Reader:
    """The function that reads the cells of one column."""
    return _READERS[column.kind](column)


def _number(column: Column) -> Reader:
    lowest = None if column.minimum is None else float(column.minimum)
    highest = None if column.maximum is None else float(column.maximum)
    places = column.decimals

    def read(cell: Cell, say: Say) -> Decimal | None:
        if cell.kind is not CellKind.NUMBER:
            return _bounded(_from_text(cell, column, say), column, say)
        value = float(cell.value)
        written = repr(value)
        if (lowest is not None and value < lowest) or (highest is not None and value > highest):
            return _bounded(Decimal(written), column, say)
        if not -LARGEST_NUMBER < value < LARGEST_NUMBER:
            say(shape.NOT_FINITE, found=written)
            return None
        if places is not None and _decimals(written) > places:
            say(shape.MANY_DECIMALS, found=written, limit=places)
        return Decimal(written)

    return read


def _decimals(written: str) -> int:
    _, point, tail = written.partition(".")
    return len(tail) if point and tail != "0" and "e" not in tail else 0


def _bounded(value: Decimal | None, column: Column, say: Say) -> Decimal | None:
    if value is None:
        return None
    if not isfinite(value) or abs(value) >= LARGEST_NUMBER:
        say(shape.NOT_FINITE, found=value)
        return None
    if column.minimum is not None and value < column.minimum:
        say(shape.BELOW_MINIMUM, found=value, limit=column.minimum)
        return None
    if column.maximum is not None and value > column.maximum:
        say(shape.ABOVE_MAXIMUM, found=value, limit=column.maximum)
        return None
    return value


def _from_text(cell: Cell, column: Column, say: Say) -> Decimal | None:
    written = str(cell.value)
    if cell.kind is not CellKind.TEXT:
        say(shape.NOT_A_NUMBER, found=written)
        return None
    plain = unicodedata.normalize("NFKC", written).strip()
    if plain in BLANKS and not column.required:
        return None
    if _PLAIN.fullmatch(plain):
        value = Decimal(plain)
        rule = shape.TEXT_NUMBER if plain == written.strip() else shape.FULL_WIDTH
        say(rule, found=written, read=value, expected=value)
        return value
    if _GROUPED.fullmatch(plain):
        value = Decimal(plain.replace(",", ""))
        say(shape.THOUSANDS, found=written, read=value, expected=value)
        return value
    if _COMMAS_AND_POINTS.fullmatch(plain):
        say(shape.AMBIGUOUS_NUMBER, found=written)
        return None
    return _with_unit(plain, written, say)


def _with_unit(plain: str, written: str, say: Say) -> Decimal | None:
    parts = _WITH_UNIT.fullmatch(plain)
    number = parts[1] if parts else ""
    if parts is None or unit(parts[2]) is None or not (_GROUPED.fullmatch(number) or _PLAIN.fullmatch(number)):
        say(shape.NOT_A_NUMBER, found=written)
        return None
    value = Decimal(number.replace(",", ""))
    say(shape.UNIT_IN_CELL, found=written, unit=parts[2], read=value, expected=value)
    return value


def _integer(column: Column) -> Reader:
    number = _number(column)

    def read(cell: Cell, say: Say) -> int | None:
        value = number(cell, say)
        if value is None:
            return None
        if value != value.to_integral_value():
            say(shape.NOT_WHOLE, found=value)
            return None
        return int(value)

    return read


def _year(column: Column) -> Reader:
    def read(cell: Cell, say: Say) -> int | None:
        written = str(cell.value)
        if cell.kind is CellKind.NUMBER and float(cell.value).is_integer():
            written = str(int(cell.value))
        elif cell.kind is CellKind.DATE:
            say(shape.NOT_A_YEAR, found=written)
            return None
        year = western_year(written)
        if year is None:
            if written.strip() not in BLANKS or column.required:
                say(shape.NOT_A_YEAR, found=written)
            return None
        if str(year) != written:
            say(shape.ROC_YEAR, found=written, read=year, expected=year)
        return year

    return read


def _percent(column: Column) -> Reader:
    """Fractions: 0.27 under a percent format, 27 without one and "27 %" all become 0.27."""

    def read(cell: Cell, say: Say) -> Decimal | None:
        if cell.kind is CellKind.NUMBER:
            value = _fraction(Decimal(repr(float(cell.value))), cell.style.kind is FormatKind.PERCENT, say)
        else:
            value = _percent_text(cell, column, say)
        return _bounded(value, column, say)

    return read


def _fraction(value: Decimal, marked: bool, say: Say) -> Decimal:
    if marked or value == 0:
        return value
    if abs(value) <= 1:
        say(shape.PERCENT_UNCLEAR, found=value, read=_in_percent(value), expected=_in_percent(value))
        return value
    say(shape.PERCENT_READ, found=value, read=_in_percent(value / 100))
    return value / 100


def _in_percent(value: Decimal) -> str:
    return f"{(value * 100).normalize():f} %"


def _percent_text(cell: Cell, column: Column, say: Say) -> Decimal | None:
    plain = unicodedata.normalize("NFKC", str(cell.value)).strip()
    number = plain.removesuffix("%").strip()
    if cell.kind is CellKind.TEXT and plain.endswith("%") and _PLAIN.fullmatch(number):
        value = Decimal(number) / 100
        say(shape.PERCENT_READ, found=cell.value, read=_in_percent(value))
        return value
    read = _from_text(cell, column, say)
    return None if read is None else _fraction(read, False, say)


def _date(column: Column) -> Reader:
    def read(cell: Cell, say: Say) -> date | None:
        value = cell.value
        if cell.kind is CellKind.DATE:
            return value.date() if isinstance(value, datetime) else value
        written = str(int(value)) if cell.kind is CellKind.NUMBER and float(value).is_integer() else str(value)
        found = parse_date(written)
        if found is None and (written.strip() not in BLANKS or column.required):
            say(shape.NOT_A_DATE, found=written)
        return found

    return read


def _month(column: Column) -> Reader:
    day = _date(column)

    def read(cell: Cell, say: Say) -> date | None:
        found = day(cell, say)
        return None if found is None else found.replace(day=1)

    return read


def _written(cell: Cell) -> str:
    """The cell as a person would type it: 170006 rather than 170006.0."""
    value = cell.value
    if cell.kind is CellKind.NUMBER:
        if not float(value).is_integer():
            return repr(float(value))
        # A format such as 0000 shows leading zeros that belong to a code.
        return str(int(value)).zfill(cell.style.digits)
    if cell.kind is CellKind.DATE:
        return value.strftime("%Y-%m-%d")
    return str(value)


def _code(column: Column) -> Reader:
    codes = column.codes
    if codes is None:
        raise ValueError(f"the column {column.key} has no code list")
    labels = [(code.code, code.label.zh, code.label.en) for code in codes.codes]
    canonical = {shown for code, zh, en in labels for shown in (code, zh, en, f"{zh} {en}")}
    known: dict[str, Code | None] = {}

    def read(cell: Cell, say: Say) -> str | None:
        written = _written(cell)
        if written not in known:
            known[written] = codes.find(written)
        code = known[written]
        if code is None:
            if written.strip() not in BLANKS or column.required:
                named = "、".join(one.label.zh for one in codes.codes[:CHOICES_NAMED])
                say(shape.NOT_IN_LIST, found=written, choices=named)
            return None
        if written not in canonical and not written.startswith(code.code):
            say(shape.CODE_READ_AS, found=written, read=code.label, expected=code.label)
        return code.code

    return read


def _unit(column: Column) -> Reader:
    known: dict[str, str | None] = {}

    def read(cell: Cell, say: Say) -> str | None:
        written = _written(cell)
        if written not in known:
            found = unit(written)
            known[written] = None if found is None else found.code
        code = known[written]
        if code is None and (written.strip() not in BLANKS or column.required):
            near = nearest(written)
            offered = [one.label.zh for one in near] if near else _offered(column)
            say(shape.UNKNOWN_UNIT, found=written, choices="、".join(offered))
        return code

    return read


def _offered(column: Column) -> list[str]:
    return [] if column.codes is None else [one.label.zh for one in column.codes.codes[:CHOICES_NAMED]]


def _yes_no(column: Column) -> Reader:
    answers = {"是": True, "否": False, "yes": True, "no": False, "y": True, "n": False, "v": True}
    answers |= {"true": True, "false": False, "1": True, "0": False}

    def read(cell: Cell, say: Say) -> bool | None:
        written = _written(cell)
        answer = answers.get(unicodedata.normalize("NFKC", written).strip().casefold())
        if answer is None and (written.strip() not in BLANKS or column.required):
            say(shape.NOT_YES_NO, found=written)
        return answer

    return read


def _text(column: Column) -> Reader:
    def read(cell: Cell, say: Say) -> str | None:
        written = _written(cell).strip()
        if _UNSEEN.search(written):
            say(shape.UNSEEN_CHARACTERS)
            written = _UNSEEN.sub(" ", written).strip()
        if len(written) > LONGEST_TEXT:
            say(shape.TEXT_TOO_LONG, found=len(written), limit=LONGEST_TEXT)
            return None
        return written or None

    return read


_READERS: dict[Kind, Callable[[Column], Reader]] = {
    Kind.TEXT: _text,
    Kind.NUMBER: _number,
    Kind.INTEGER: _integer,
    Kind.YEAR: _year,
    Kind.PERCENT: _percent,
    Kind.CODE: _code,
    Kind.UNIT: _unit,
    Kind.DATE: _date,
    Kind.MONTH: _month,
    Kind.YES_NO: _yes_no,
}
