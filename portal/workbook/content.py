"""What stands in a workbook as plain values: prefilled templates and samples are made of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula with the value Excel cached for it; None where it was never calculated."""

    text: str
    cached: str | int | float | None = None


@dataclass(frozen=True, slots=True)
class ErrorValue:
    """A cell that shows an error such as `#REF!`."""

    text: str


CellInput = str | int | float | Decimal | bool | date | Formula | ErrorValue | None
Line = Mapping[str, CellInput]
Content = Mapping[str, Sequence[Line]]
"""Cells by sheet key, row, and column key; a form has one row."""
