"""One measure in its member's workbook: every filled cell with its address, and its history."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from portal.language import Language, Text
from portal.plans.measure_sheet import MEASURES, MeasureRow
from portal.workbook.addresses import address
from portal.workbook.sheets import Column, Kind

_YES: Final = Text("是", "Yes")
_NO: Final = Text("否", "No")
_KEYS: Final = tuple(column.key for column in MEASURES.columns)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the row, as the template has it."""

    address: str
    heading: Text
    unit: Text
    value: str


def place(row: int, key: str, language: Language) -> tuple[str, str]:
    """Worksheet and cell of one value of a measure."""
    return MEASURES.title[language], address(row, _KEYS.index(key) + 1)


def cells(row: MeasureRow, language: Language) -> list[Cell]:
    """The filled cells of a measure, in the order of the sheet."""
    return [
        Cell(
            address(row.at, number),
            column.title,
            column.unit,
            _written(column, getattr(row, column.key), language),
        )
        for number, column in enumerate(MEASURES.columns, 1)
        if getattr(row, column.key) is not None
    ]


def _written(column: Column, value: object, language: Language) -> str:
    match value:
        case bool():
            return (_YES if value else _NO)[language]
        case Decimal() if column.kind is Kind.PERCENT:
            return f"{value * 100:f} %"
        case Decimal():
            return f"{value:,f}"
        case date():
            return value.strftime("%Y-%m") if column.kind is Kind.MONTH else value.isoformat()
        case str() if column.codes is not None and (found := column.codes.find(value)):
            return found.label[language]
        case _:
            return str(value)
