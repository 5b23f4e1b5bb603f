"""The documents behind a claim: who entered them in which form, or the cells of the hashed file."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from portal.language import Text
from portal.reference.site_systems import Carrier
from portal.workbook.addresses import column_letters
from portal.workbook.sheets import Column, Kind, Sheet


class PaperKind(StrEnum):
    """What a document is."""

    RECOMMENDATION = "recommendation"
    CONTRACT = "contract"
    STATEMENT = "statement"
    REPORT = "report"
    MEASURE = "measure"
    CLAIM = "claim"

    @property
    def label(self) -> Text:
        """The kind in both languages."""
        return _KINDS[self]


_KINDS = {
    PaperKind.RECOMMENDATION: Text("診斷建議", "Recommendation"),
    PaperKind.CONTRACT: Text("ESCO 契約措施", "Measure of an ESCO contract"),
    PaperKind.STATEMENT: Text("ESCO 年度報告", "ESCO yearly statement"),
    PaperKind.REPORT: Text("量測驗證報告", "M&V report"),
    PaperKind.MEASURE: Text("減量計畫措施", "Measure of a reduction plan"),
    PaperKind.CLAIM: Text("上傳之節能主張", "Uploaded claim"),
}


@dataclass(frozen=True, slots=True)
class Entered:
    """Who entered or decided something, when, and in which form."""

    what: Text
    by: str
    at: datetime
    form: Text


@dataclass(frozen=True, slots=True)
class Said:
    """One value that a document states."""

    item: Text
    value: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file of the store, named by its hash."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A column as the worksheet has it."""

    letter: str
    title: Text
    is_number: bool
    is_amount: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One row with its number in the file; cells in the order of the headings."""

    row: int
    cells: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of one worksheet, as it shows them."""

    sheet: Text
    columns: tuple[Heading, ...]
    lines: tuple[Line, ...]

    @property
    def amounts(self) -> tuple[str, ...]:
        """The cells that hold the amounts."""
        return tuple(
            f"{one.letter}{line.row}"
            for line in self.lines
            for one, cell in zip(self.columns, line.cells, strict=True)
            if one.is_amount and cell.zh
        )


@dataclass(frozen=True, slots=True)
class Paper:
    """One document behind a claim.

    Attributes:
        name: its number, as people call it.
        ref: what its page is found by.
        says: the values that it states.
        entered: who entered and decided it, in order.
        file: it was read from; None when it was entered by hand.
        attached: further files that it rests on.
        tables: its rows in the file.
    """

    kind: PaperKind
    name: str
    ref: str
    says: tuple[Said, ...] = ()
    entered: tuple[Entered, ...] = ()
    file: KeptFile | None = None
    attached: tuple[KeptFile, ...] = ()
    tables: tuple[Table, ...] = ()

    @property
    def cells(self) -> tuple[str, ...]:
        """Sheet and cell of each amount."""
        return tuple(f"{one.sheet.zh}!{cell}" for one in self.tables for cell in one.amounts)


Papers = Mapping[str, Sequence[Paper]]
"""The documents of each claim, by its key."""


def table(
    sheet: Sheet,
    rows: Iterable[tuple[int, Mapping[str, Any]]],
    amounts: Iterable[str],
    *,
    name: str | None = None,
    where: Mapping[str, int] | None = None,
) -> Table:
    """Rows of a worksheet with the columns that any of them fills.

    Args:
        sheet: as it is declared.
        rows: the row's number, and its values by column key.
        amounts: keys of the columns that hold the amounts.
        name: of the worksheet in the file, where it is another one.
        where: columns in the file by key, from 1 on, where they are others.
    """
    found, marked = list(rows), frozenset(amounts)
    places = where or {column.key: at for at, column in enumerate(sheet.columns, 1)}
    filled = sorted(
        (places[column.key], column)
        for column in sheet.columns
        if column.key in places and any(_is_filled(values, column) for _, values in found)
    )
    return Table(
        sheet.title if name is None else Text(name, name),
        tuple(_heading(at, column, column.key in marked) for at, column in filled),
        tuple(
            Line(row, tuple(_cell(column, values) for _, column in filled)) for row, values in found
        ),
    )


def _is_filled(values: Mapping[str, Any], column: Column) -> bool:
    return values.get(column.key) not in (None, "")


_NUMBERS: Final = frozenset({Kind.NUMBER, Kind.PERCENT, Kind.INTEGER})


def _heading(at: int, column: Column, is_amount: bool) -> Heading:
    return Heading(column_letters(at), column.title, column.kind in _NUMBERS, is_amount)


def _cell(column: Column, values: Mapping[str, Any]) -> Text:
    if not _is_filled(values, column):
        return Text("", "")
    said = str(values[column.key])
    if column.codes is not None and said in column.codes:
        return column.codes[said].label
    return Text(said, said)


def saved(savings: Iterable[tuple[Carrier, Decimal]]) -> tuple[Said, ...]:
    """What a document says is saved, by carrier."""
    return tuple(
        Said(carrier.label, plain(quantity), carrier.unit) for carrier, quantity in savings
    )


def plain(value: Decimal) -> str:
    """A quantity as it was entered, without trailing zeros."""
    written = f"{value:f}"
    return written.rstrip("0").rstrip(".") if "." in written else written
