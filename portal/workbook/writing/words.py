"""What a cell, heading or prompt of a template says, as plain text."""

import unicodedata
from functools import lru_cache

from portal.language import Text
from portal.reference.codes import YES_NO, Code, CodeList
from portal.workbook.sheets import Column, Kind

REQUIRED_MARK = "＊"
PROMPT_TITLE_LIMIT = 32
PROMPT_LIMIT = 255
WIDEST_CHOICE = 26
_WIDE = frozenset("WFA")


def heading(column: Column) -> str:
    """The heading of a column: Chinese, then English and the unit, the mark if it is required."""
    mark = REQUIRED_MARK if column.required else ""
    return f"{column.title.zh}{mark}\n{column.title.en}{_in_brackets(unit(column))}"


def unit(column: Column) -> str:
    """The unit of a column's values in both languages, once where they agree."""
    return _both(column.unit, " ")


def offered(column: Column) -> CodeList | None:
    """The list a column's drop-down offers; None where it has no drop-down."""
    return YES_NO if column.kind is Kind.YES_NO else column.codes


def choice(column: Column, code: Code) -> str:
    """An answer as the drop-down shows it; the code list and the units read it back."""
    match column.kind:
        case Kind.YES_NO:
            return code.label.zh
        case Kind.UNIT:
            return f"{code.label.zh} {code.code}"
        case _:
            return _both(code.label, " ")


def choices(column: Column) -> tuple[str, ...]:
    """All answers of a column's drop-down, in the order of the code list."""
    codes = offered(column)
    return tuple(choice(column, code) for code in codes.codes) if codes else ()


def prompt_title(column: Column) -> str:
    """The bold first line of the prompt that a cell shows when it is entered."""
    return column.title.zh[:PROMPT_TITLE_LIMIT]


def prompt(column: Column) -> str:
    """What the prompt of a cell says: help in both languages, unit and an example; may be empty."""
    lines = [column.help.zh, column.help.en]
    if unit(column):
        lines.append(f"單位 Unit: {unit(column)}")
    if column.example:
        lines.append(f"例 Example: {column.example}")
    return "\n".join(line for line in lines if line)[:PROMPT_LIMIT]


@lru_cache(maxsize=65_536)
def display_width(text: str) -> int:
    """How many half-width signs a line of text takes; a Chinese sign takes two."""
    return sum(2 if unicodedata.east_asian_width(sign) in _WIDE else 1 for sign in text)


def width(column: Column) -> int:
    """The width of a column: as declared, and wide enough for most answers of its drop-down."""
    longest = max(map(display_width, choices(column)), default=0)
    return max(column.width, min(longest + 3, WIDEST_CHOICE))


def line_count(text: str, room: int) -> int:
    """How many lines the text takes in a column that holds `room` half-width signs."""
    return sum(max(1, -(-display_width(line) // room)) for line in text.split("\n"))


def _both(text: Text, between: str) -> str:
    return text.zh if text.zh == text.en else f"{text.zh}{between}{text.en}"


def _in_brackets(text: str) -> str:
    return f" ({text})" if text else ""
