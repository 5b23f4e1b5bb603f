"""What a cell holds, told from the text and the type that its XML states."""

from collections.abc import Callable
from datetime import datetime, time
from enum import StrEnum
from typing import NamedTuple

from portal.workbook.formats import Style, moment_of_text


class Kind(StrEnum):
    """What a cell holds.

    BAD is content that Excel would not have written for the cell's type, such as `abc`, `NaN` or
    `1e999` in a number, or a shared text that does not exist; its value is the raw text.
    EMPTY is a formula whose result was never stored.
    """

    NUMBER = "number"
    TEXT = "text"
    BOOLEAN = "boolean"
    DATE = "date"
    ERROR = "error"
    EMPTY = "empty"
    BAD = "bad"


Value = float | str | bool | datetime | time | None


class Cell(NamedTuple):
    """One cell that is not empty.

    `column` counts from 1. `value` is a float for NUMBER, a datetime or time for DATE, text for
    TEXT, ERROR (`#REF!`) and BAD, nothing for EMPTY. `formula` is nothing for a plain value, else
    the stored text without its equals sign; that text is empty where the cell only shares the
    formula of another cell.
    """

    column: int
    kind: Kind
    value: Value
    formula: str | None
    style: Style


class Row(NamedTuple):
    """One row that has cells; `number` counts from 1, cells are in order of their columns."""

    number: int
    cells: list[Cell]
    is_hidden: bool


Content = tuple[Kind, Value]
# Looking these up on the enumeration once per cell costs as much as the rest of the cell.
NUMBER, TEXT, BOOLEAN, DATE = Kind.NUMBER, Kind.TEXT, Kind.BOOLEAN, Kind.DATE
ERROR, EMPTY, BAD = Kind.ERROR, Kind.EMPTY, Kind.BAD
NOUGHT = 0.0


def _number(text: str) -> Content:
    """A number as Excel writes it; Python alone would also take `1_000`, `nan` and `１２`."""
    try:
        value = float(text)
    except ValueError:
        return BAD, text
    if value - value != NOUGHT or "_" in text or not text.isascii():
        return BAD, text
    return NUMBER, value


def _text(text: str) -> Content:
    return TEXT, text


def _boolean(text: str) -> Content:
    if text in ("1", "true"):
        return BOOLEAN, True
    return (BOOLEAN, False) if text in ("0", "false") else (BAD, text)


def _error(text: str) -> Content:
    return ERROR, text


def _moment(text: str) -> Content:
    found = moment_of_text(text)
    return (BAD, text) if found is None else (DATE, found)


def nothing(kind: str) -> Content:
    """The content of a formula cell without text: empty text if it says so, else never stored."""
    return (TEXT, "") if kind == "str" else (EMPTY, None)


# By the cell's type attribute; shared text is left to the workbook that knows it.
READERS: dict[str, Callable[[str], Content]] = {
    "": _number,
    "n": _number,
    "str": _text,
    "inlineStr": _text,
    "b": _boolean,
    "e": _error,
    "d": _moment,
}
