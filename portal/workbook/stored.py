"""Rows that were kept as JSON, made into rows again by their declarations."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from portal.workbook.sheets import Kind, Row, Sheet

_READ: Mapping[Kind, Callable[[Any], Any]] = {
    Kind.NUMBER: Decimal,
    Kind.PERCENT: Decimal,
    Kind.DATE: date.fromisoformat,
    Kind.MONTH: date.fromisoformat,
}


def restored(sheet: Sheet, values: Mapping[str, Any]) -> Row:
    """The row of a sheet whose filled cells were kept by column key, with `at` its row.

    Columns the sheet has gained since are empty; those it has lost are left out.
    """
    cells = (_value(column.kind, values.get(column.key)) for column in sheet.columns)
    return sheet.row(int(values["at"]), *cells)


def _value(kind: Kind, kept: Any) -> Any:
    read = _READ.get(kind)
    return kept if kept is None or read is None else read(kept)
