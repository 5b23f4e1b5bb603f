"""What Excel itself says while a cell is filled in: drop-downs, prompts, gentle warnings."""

from decimal import Decimal
from typing import Any

from portal.workbook.sheets import Column, Kind
from portal.workbook.writing.excel import Worksheet
from portal.workbook.writing.lists import Lists
from portal.workbook.writing.words import prompt, prompt_title

_NUMERIC = {Kind.NUMBER: "decimal", Kind.PERCENT: "decimal", Kind.INTEGER: "integer"}
_BOUND = Decimal("1e15")


def guide(
    worksheet: Worksheet, column: Column, lists: Lists, *, position: int, rows: tuple[int, int]
) -> None:
    """Attach drop-down or limits and the prompt to the cells of a column, first to last row.

    Excel warns but never refuses: the portal reads many ways of writing a value and explains the
    ones it cannot read, and a refused cell would only be pasted over.
    """
    options = {**_check(column, lists), **_said(column)}
    if options.get("validate", "any") == "any" and "input_message" not in options:
        return
    first, last = rows
    worksheet.data_validation(first, position, last, position, options)


def _check(column: Column, lists: Lists) -> dict[str, Any]:
    if name := lists.name_for(column):
        return {
            "validate": "list",
            "source": f"={name}",
            "error_type": "warning",
            "error_title": "請由清單選擇 Choose from list",
            "error_message": "這個內容不在清單中。 This is not one of the answers in the list.",
        }
    limited = column.minimum is not None or column.maximum is not None
    if column.kind not in _NUMERIC or not limited:
        return {"validate": "any"}
    return {
        "validate": _NUMERIC[column.kind],
        "criteria": "between",
        "minimum": float(-_BOUND if column.minimum is None else column.minimum),
        "maximum": float(_BOUND if column.maximum is None else column.maximum),
        "error_type": "warning",
        "error_title": "請再確認 Please check",
        "error_message": _limits(column),
    }


def _limits(column: Column) -> str:
    low = "" if column.minimum is None else f"≥ {column.minimum}"
    high = "" if column.maximum is None else f"≤ {column.maximum}"
    limits = ", ".join(part for part in (low, high) if part)
    return f"數值應為 {limits}。 The value should be {limits}."


def _said(column: Column) -> dict[str, str]:
    message = prompt(column)
    return {"input_title": prompt_title(column), "input_message": message} if message else {}
