"""The formulas of a workbook, and which of them take a given cell into account.

Every doubt counts as a yes: a formula whose references cannot be told is taken to depend on any
cell, so that no stored result is believed to be up to date that may not be.
"""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from portal.workbook.addresses import Range, column_number, range_of
from portal.workbook.limits import LAST_COLUMN, LAST_ROW
from portal.workbook.marking.archive import Package
from portal.workbook.marking.patching import Tag, Xml, attribute

QUOTED_TEXT = re.compile(r'"(?:[^"]|"")*"')
SHEET = r"(?:(?:'(?P<quoted>(?:[^']|'')+)'|(?P<plain>[\w.\[\]:]+))!)?"
CELL = (
    r"\$?(?P<left>[A-Za-z]{1,3})\$?(?P<top>\d{1,7})"
    r"(?::\$?(?P<right>[A-Za-z]{1,3})\$?(?P<bottom>\d{1,7}))?"
)
COLUMNS = r"\$?(?P<first>[A-Za-z]{1,3}):\$?(?P<last>[A-Za-z]{1,3})"
ROWS = r"\$?(?P<upper>\d{1,7}):\$?(?P<lower>\d{1,7})"
REFERENCE = re.compile(rf"(?<![\w.$]){SHEET}(?:{CELL}|{COLUMNS}|{ROWS})(?![\w.(!])")
NAME = re.compile(r"(?<![\w.!'\]])[^\W\d][\w.]*(?![\w.(!'])")
# What these refer to is known only when they are computed; so with tables by their headings.
UNSURE = re.compile(r"\b(?:INDIRECT|OFFSET)\s*\(|\w\[", re.IGNORECASE)
MANY_IN_ONE = frozenset({b"array", b"dataTable"})
# Definitions that stand for each other in a circle end here.
DEEPEST = 5


@dataclass(frozen=True, slots=True)
class Formula:
    """One formula as its part writes it.

    Attributes:
        cell: its address; of a shared formula, of the first cell.
        kind: the type it states: empty, `shared`, `array` or `dataTable`.
        spread: the cells that share it or that it fills; None for its own cell alone.
    """

    sheet: str
    cell: str
    text: str
    kind: bytes
    spread: Range | None

    @property
    def fills(self) -> Range | None:
        """The cells that one formula fills together; none of them can be changed alone."""
        return self.spread if self.kind in MANY_IN_ONE else None

    @property
    def shifts(self) -> tuple[int, int]:
        """By how many rows and columns references move between the cells that share it."""
        one = self.spread
        if one is None or self.kind in MANY_IN_ONE:
            return 0, 0
        return one.last_row - one.first_row, one.last_column - one.first_column


def formulas(package: Package, sheets: Mapping[str, str]) -> Iterator[Formula]:
    """Every formula of the worksheets that states its text.

    Args:
        sheets: part of each worksheet by its name.
    """
    for sheet, part in sheets.items():
        if part in package:
            yield from formulas_of(Xml.of(package.read(part)), sheet)


def formulas_of(xml: Xml, sheet: str) -> Iterator[Formula]:
    """Every formula of one worksheet that states its text."""
    for tag in xml.tags(b"f", xml.root.end, xml.ends):
        text = _content(xml, tag)
        kind = attribute(tag.attributes, b"t") or b""
        spread = attribute(tag.attributes, b"ref")
        if text or spread is not None:
            area = range_of(spread.decode("ascii", "replace")) if spread else None
            yield Formula(sheet, _cell_around(xml, tag), text, kind, area)


def _content(xml: Xml, tag: Tag) -> str:
    if tag.is_empty:
        return ""
    end = xml.quiet.find(b"</", tag.end)
    return html.unescape(xml.data[tag.end : end].decode("utf-8", "replace"))


def _cell_around(xml: Xml, tag: Tag) -> str:
    start = xml.quiet.rfind(b"<" + xml.prefix + b"c ", 0, tag.start)
    end = xml.quiet.find(b">", start)
    stated = attribute(xml.quiet[start:end], b"r") if start >= 0 else None
    return stated.decode("ascii", "replace") if stated else ""


class Dependence:
    """Says which formulas take a cell into account.

    Args:
        names: what each defined name refers to.
    """

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = {name.casefold(): text for name, text in names.items()}

    def holds(self, formula: Formula, sheet: str, row: int, column: int) -> bool:
        """Whether the formula takes the cell into account, or may."""
        return self._takes(formula.text, formula.sheet, (sheet, row, column), formula.shifts, 0)

    def _takes(
        self, text: str, home: str, cell: tuple[str, int, int], shifts: tuple[int, int], depth: int
    ) -> bool:
        text = QUOTED_TEXT.sub('""', text)
        if depth > DEEPEST or UNSURE.search(text):
            return True
        for found in REFERENCE.finditer(text):
            named = (found["quoted"] or found["plain"] or home).replace("''", "'")
            if _is_sheet(named, cell[0]) and _area(found, shifts).holds(*cell[1:]):
                return True
        return any(
            self._takes(self._names[name], home, cell, shifts, depth + 1)
            for name in {one[0].casefold() for one in NAME.finditer(text)} & self._names.keys()
        )


def _is_sheet(named: str, sheet: str) -> bool:
    if "[" in named:
        return False  # Another workbook.
    return ":" in named or named.casefold() == sheet.casefold()


def _area(found: re.Match[str], shifts: tuple[int, int]) -> Range:
    rows, columns = shifts
    if found["left"]:
        lines = sorted((int(found["top"]), int(found["bottom"] or found["top"])))
        letters = _columns(found["left"], found["right"] or found["left"])
    elif found["first"]:
        lines, letters = [1, LAST_ROW], _columns(found["first"], found["last"])
    else:
        lines = sorted((int(found["upper"]), int(found["lower"])))
        letters = [1, LAST_COLUMN]
    return Range(lines[0] - rows, letters[0] - columns, lines[1] + rows, letters[1] + columns)


def _columns(first: str, last: str) -> list[int]:
    return sorted((column_number(first.upper()), column_number(last.upper())))
