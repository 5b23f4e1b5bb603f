"""From a cell to a value: what each kind of column accepts, and what is said about how it was read.

Nothing is read silently: a value that had to be interpreted comes with a note, one that cannot be
read comes with an error and counts as blank.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime

from portal.reference.codes import Code
from portal.reference.dates import parse_date, western_year
from portal.reference.units import nearest, unit
from portal.workbook import shape
from portal.workbook.cells import Cell
from portal.workbook.numbers import Reader, Say, integer, is_blank, number, percent
from portal.workbook.sheets import Column, Kind

LONGEST_TEXT = 2_000
CHOICES_NAMED = 8
YES_OR_NO = {
    **dict.fromkeys(("是", "有", "yes", "y", "v", "true", "1"), True),
    **dict.fromkeys(("否", "無", "no", "n", "false", "0"), False),
}

_UNSEEN = re.compile(r"[\u0000-\u001f\u007f\u00a0\u200b-\u200f\u2028-\u202e\u2060\ufeff]+")


def reader(column: Column) -> Reader:
    """The function that reads the cells of one column."""
    return _READERS[column.kind](column)


def written(cell: Cell) -> str:
    """The cell as a person would type it: 170006 rather than 170006.0."""
    value = cell.value
    if isinstance(value, float):
        if not value.is_integer():
            return repr(value)
        # A format such as 0000 shows leading zeros that belong to a code.
        return str(int(value)).zfill(cell.style.digits)
    return value.strftime("%Y-%m-%d") if isinstance(value, datetime) else str(value)


def _year(column: Column) -> Reader:
    def read(cell: Cell, say: Say) -> int | None:
        text = written(cell)
        year = western_year(text)
        if year is None:
            if not is_blank(text, column):
                say(shape.NOT_A_YEAR, found=text)
        elif str(year) != text:
            say(shape.ROC_YEAR, found=text, read=str(year), expected=str(year))
        return year

    return read


def _date(column: Column) -> Callable[[Cell, Say], date | None]:
    def read(cell: Cell, say: Say) -> date | None:
        if isinstance(cell.value, datetime):
            return cell.value.date()
        text = written(cell)
        found = parse_date(text)
        if found is None and not is_blank(text, column):
            say(shape.NOT_A_DATE, found=text)
        return found

    return read


def _month(column: Column) -> Reader:
    day = _date(column)

    def read(cell: Cell, say: Say) -> date | None:
        found = day(cell, say)
        return None if found is None else found.replace(day=1)

    return read


def _code(column: Column) -> Reader:
    codes = column.codes
    if codes is None:
        raise ValueError(f"the column {column.key} has no code list")
    canonical = {shown for code in codes.codes for shown in _shown(code)}

    def read(cell: Cell, say: Say) -> str | None:
        text = written(cell)
        code: Code | None = codes.find(text)
        if code is None:
            if not is_blank(text, column):
                named = "、".join(one.label.zh for one in codes.codes[:CHOICES_NAMED])
                near = codes.nearest(text)
                say(
                    shape.NOT_IN_LIST,
                    found=text,
                    choices=named,
                    expected=near.label if near else None,
                )
            return None
        if text not in canonical:
            say(shape.CODE_READ_AS, found=text, read=code.label, expected=code.label)
        return code.code

    return read


def _shown(code: Code) -> tuple[str, ...]:
    """The ways in which drop-downs and people write a choice, which need no word."""
    zh, en = code.label.zh, code.label.en
    return code.code, zh, en, f"{zh} {en}", f"{code.code} {zh}", f"{code.code} {zh} {en}"


def _unit(column: Column) -> Reader:
    def read(cell: Cell, say: Say) -> str | None:
        text = written(cell)
        found = unit(text)
        if found is not None:
            return found.code
        if not is_blank(text, column):
            named = [one.label.zh for one in nearest(text)]
            near = column.codes.nearest(text) if column.codes else None
            say(
                shape.UNKNOWN_UNIT,
                found=text,
                choices="、".join(named or _offered(column)),
                expected=near.label if near else None,
            )
        return None

    return read


def _offered(column: Column) -> list[str]:
    return [one.label.zh for one in column.codes.codes[:CHOICES_NAMED]] if column.codes else []


def _yes_no(column: Column) -> Reader:
    def read(cell: Cell, say: Say) -> bool | None:
        text = written(cell)
        answer = YES_OR_NO.get(unicodedata.normalize("NFKC", text).strip().casefold())
        if answer is None and not is_blank(text, column):
            say(shape.NOT_YES_NO, found=text)
        return answer

    return read


def _text(_: Column) -> Reader:
    def read(cell: Cell, say: Say) -> str | None:
        text = written(cell).strip()
        if _UNSEEN.search(text):
            say(shape.UNSEEN_CHARACTERS)
            text = _UNSEEN.sub(" ", text).strip()
        if len(text) > LONGEST_TEXT:
            say(shape.TEXT_TOO_LONG, found=len(text), limit=LONGEST_TEXT)
            return None
        return text or None

    return read


_READERS: dict[Kind, Callable[[Column], Reader]] = {
    Kind.TEXT: _text,
    Kind.NUMBER: number,
    Kind.INTEGER: integer,
    Kind.YEAR: _year,
    Kind.PERCENT: percent,
    Kind.CODE: _code,
    Kind.UNIT: _unit,
    Kind.DATE: _date,
    Kind.MONTH: _month,
    Kind.YES_NO: _yes_no,
}
