"""Putting one value into one cell, whatever it is: samples hold wrong things on purpose."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from portal.workbook.content import CellInput, ErrorValue, Formula
from portal.workbook.sheets import Column, Kind
from portal.workbook.writing.excel import Format, Worksheet
from portal.workbook.writing.styles import Styles
from portal.workbook.writing.words import choice, offered

_DATE = "yyyy-mm-dd"


@dataclass(frozen=True, slots=True)
class Pen:
    """How the cells of one column are written.

    Attributes:
        look: format of the cell.
        date_look: format of a date, which may stand in a column of another kind.
        answers: what stands for each code of the column's drop-down.
    """

    look: Format
    date_look: Format
    answers: Mapping[str, str]
    says_yes_or_no: bool


def pen(column: Column, styles: Styles) -> Pen:
    """The pen of a column."""
    codes = offered(column)
    is_date = column.kind in (Kind.DATE, Kind.MONTH)
    return Pen(
        look=styles.cell(column),
        date_look=styles.cell(column, numbers="" if is_date else _DATE),
        answers={code.code: choice(column, code) for code in codes.codes} if codes else {},
        says_yes_or_no=column.kind is Kind.YES_NO,
    )


def put(worksheet: Worksheet, row: int, position: int, value: CellInput, how: Pen) -> None:
    """Write a value into a cell.

    A code is written as the drop-down shows it. Text stays text even if it begins like a formula.
    """
    match value:
        case None:
            worksheet.write_blank(row, position, None, how.look)
        case str():
            worksheet.write_string(row, position, how.answers.get(value, value), how.look)
        case bool():
            _put_truth(worksheet, row, position, value, how)
        case int() | float() | Decimal():
            worksheet.write_number(row, position, value, how.look)
        case Formula():
            cached = "" if value.cached is None else value.cached
            worksheet.write_formula(row, position, value.text, how.look, cached)
        case ErrorValue():
            worksheet.write_formula(row, position, f"={value.text}", how.look, value.text)
        case date():
            worksheet.write_datetime(row, position, value, how.date_look)


def _put_truth(worksheet: Worksheet, row: int, position: int, value: bool, how: Pen) -> None:
    if how.says_yes_or_no:
        answer = how.answers["yes" if value else "no"]
        worksheet.write_string(row, position, answer, how.look)
    else:
        worksheet.write_boolean(row, position, value, how.look)
