"""One measure in its member's workbook: every filled cell with its address, and its history."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from portal.intake import places
from portal.language import Language, Text
from portal.plans.measure_sheet import MEASURES, MeasureRow
from portal.submissions.states import Kind as Submitted
from portal.workbook.sheets import Column, Kind

PLAN: Final = Submitted.PLAN
_YES: Final = Text("是", "Yes")
_NO: Final = Text("否", "No")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the row, where it stands in the workbook."""

    address: str
    heading: Text
    unit: Text
    value: str


def place(row: int, key: str, kept: Mapping[str, Any], language: Language) -> tuple[str, str]:
    """Worksheet and cell of one value of a measure, in its member's own workbook.

    Args:
        kept: the places of its plan, empty where the workbook is laid out as the template.
    """
    title = places.sheet_name(kept) or MEASURES.title[language]
    return title, places.cell(PLAN, MEASURES.key, row, (key,), kept)


def cells(row: MeasureRow, kept: Mapping[str, Any], language: Language) -> list[Cell]:
    """The filled cells of a measure, in the order of the template."""
    return [
        Cell(
            places.cell(PLAN, MEASURES.key, row.at, (column.key,), kept),
            column.title,
            column.unit,
            _written(column, getattr(row, column.key), language),
        )
        for column in MEASURES.columns
        if getattr(row, column.key) is not None
    ]


def _written(column: Column, value: object, language: Language) -> str:
    match value:
        case bool():
            return (_YES if value else _NO)[language]
        case Decimal() if column.kind is Kind.PERCENT:
            return f"{(value * 100).normalize():f} %"
        case Decimal():
            return f"{value.normalize():,f}"
        case date():
            return value.strftime("%Y-%m") if column.kind is Kind.MONTH else value.isoformat()
        case str() if column.codes is not None and (found := column.codes.find(value)):
            return found.label[language]
        case _:
            return str(value)
