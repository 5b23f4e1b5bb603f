"""How cells look: the ministry's colours (white to fill in, grey locked, orange to choose)."""

from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from portal.workbook.sheets import Column, Kind
from portal.workbook.writing.excel import Format, Workbook
from portal.workbook.writing.words import offered

FONT = "Microsoft JhengHei"
INK = "#16212B"
SECONDARY = "#52606D"
LINE = "#C3CDD5"
ACCENT = "#0A6464"
PAPER = "#FFFFFF"
GROUND = "#F6F8F9"
MISSING = "#FBECEB"
_DATES = {Kind.DATE: "yyyy-mm-dd", Kind.MONTH: "yyyy-mm"}
_NUMBERS = {Kind.INTEGER: "#,##0", Kind.YEAR: "0", Kind.PERCENT: "0.0###%", Kind.TEXT: "@"}
_LONG_TEXT = 28


class Use(Enum):
    """What a person does in a cell, with the colour of its heading and of the cell."""

    FILL_IN = ("#FFFFFF", "#FFFFFF")
    LOCKED = ("#D5DBE0", "#EEF1F3")
    CHOOSE = ("#F8CBAD", "#FFF5EC")

    @property
    def heading(self) -> str:
        """Colour of the heading."""
        return self.value[0]

    @property
    def cell(self) -> str:
        """Colour of the cells below."""
        return self.value[1]


def use(column: Column) -> Use:
    """What a person does in the cells of a column."""
    if column.locked:
        return Use.LOCKED
    return Use.CHOOSE if offered(column) else Use.FILL_IN


def number_format(column: Column) -> str:
    """Excel's number format of a column."""
    if column.kind is Kind.NUMBER:
        return _decimals(column.decimals)
    return _DATES.get(column.kind) or _NUMBERS.get(column.kind, "General")


def _decimals(places: int | None) -> str:
    if places is None:
        return "#,##0.00####"
    return "#,##0." + "0" * places if places else "#,##0"


@dataclass(slots=True)
class Styles:
    """The formats of one workbook, each made once."""

    workbook: Workbook
    made: dict[tuple[tuple[str, Any], ...], Format] = field(
        default_factory=dict[tuple[tuple[str, Any], ...], Format]
    )

    def __call__(self, **properties: Any) -> Format:
        """The format with these XlsxWriter properties."""
        key = tuple(sorted(properties.items()))
        if key not in self.made:
            self.made[key] = self.workbook.add_format({"valign": "vcenter", **properties})
        return self.made[key]

    def title(self) -> Format:
        """The title of a worksheet."""
        return self(bold=True, font_size=16, font_color=ACCENT)

    def help(self) -> Format:
        """The sentence below the title."""
        return self(font_color=SECONDARY, text_wrap=True, valign="top", font_size=10)

    def key(self) -> Format:
        """The hidden keys the reader looks for."""
        return self(font_color=SECONDARY, font_size=8)

    def heading(self, column: Column) -> Format:
        """The heading of a table's column."""
        return self(
            bold=column.required,
            text_wrap=True,
            align="center",
            bg_color=use(column).heading,
            font_size=10,
            border=1,
            border_color=LINE,
            bottom=2,
            bottom_color=ACCENT,
        )

    def cell(self, column: Column, *, numbers: str = "") -> Format:
        """A cell of a column, in another number format than the column's if `numbers` says so."""
        wanted = numbers or number_format(column)
        return self(
            bg_color=use(column).cell,
            border=1,
            border_color=LINE,
            locked=column.locked,
            num_format=wanted,
            text_wrap=column.kind is Kind.CODE or column.width >= _LONG_TEXT,
        )

    def below(self, column: Column) -> Format:
        """The cells of a column below the last prepared row: number format only."""
        return self(num_format=number_format(column), locked=column.locked)
