"""Declarations: what a worksheet holds, said once.

The blank template, its drop-downs and prompts, the reader, the checks of shape, the data
dictionary and the samples all follow from these declarations.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from portal.language import Text
from portal.reference.codes import CodeList
from portal.reference.groups import Group
from portal.workbook.findings import Place

NOTHING = Text("", "")


class DeclarationError(Exception):
    """A sheet and its row class do not fit together."""


class Kind(StrEnum):
    """How a cell is read, and the type of the value it becomes."""

    TEXT = "text"  # str
    NUMBER = "number"  # Decimal
    INTEGER = "integer"  # int
    YEAR = "year"  # int, Western; 民國 accepted
    PERCENT = "percent"  # Decimal fraction, 0.27 for 27 %
    CODE = "code"  # str, the code of the column's list
    UNIT = "unit"  # str, a unit code of reference.units
    DATE = "date"  # datetime.date; 民國 accepted
    MONTH = "month"  # datetime.date of the first day
    YES_NO = "yes_no"  # bool


class Layout(StrEnum):
    """A table of rows under headings, or labelled fields one below the other."""

    TABLE = "table"
    FORM = "form"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table or one field of a form.

    Attributes:
        key: stable name; stands in the hidden key row and names the row class's field.
        title: heading in both languages, without unit.
        unit: unit of the value as shown in the heading.
        codes: the list a CODE column chooses from (also the units a UNIT column offers).
        required: an empty cell in a used row is an error.
        minimum, maximum: of the value read, inclusive; outside is an error.
        decimals: more of them are a note.
        help: the prompt shown when the cell is entered.
        since: template version that brought it.
        locked: filled by the portal, grey in the template.
        aliases: other headings that mean this column.
    """

    key: str
    title: Text
    kind: Kind = Kind.TEXT
    unit: Text = NOTHING
    codes: CodeList | None = None
    required: bool = False
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    decimals: int | None = None
    help: Text = NOTHING
    since: int = 1
    locked: bool = False
    width: int = 14
    example: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """What every row class begins with: the worksheet row it was read from (0 in a form).

    A row class is a frozen dataclass whose further fields are the keys of its sheet, in order.
    """

    SHEET: ClassVar[str] = ""
    at: int

    def cell(self, column: str = "") -> Place:
        """The place of one of this row's cells, or of the row."""
        return Place(self.SHEET, self.at, column)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One worksheet: its columns, its layout and the class its rows become.

    Attributes:
        key: stable name, equal to the row class's SHEET.
        title: worksheet name; the Chinese one is used in templates, both are recognised.
        groups: the groups whose templates carry it; None for all.
        required: its absence is an error.
    """

    key: str
    title: Text
    columns: tuple[Column, ...]
    row: type[Row]
    layout: Layout = Layout.TABLE
    help: Text = NOTHING
    required: bool = True
    groups: frozenset[Group] | None = None
    since: int = 1
    by_key: dict[str, Column] = field(
        init=False, repr=False, compare=False, default_factory=dict[str, Column]
    )

    def __post_init__(self) -> None:
        named = [column.key for column in self.columns]
        if ["at", *named] != [one.name for one in fields(self.row)]:
            raise DeclarationError(f"{self.row.__name__} does not have the columns of {self.key}")
        if self.key != self.row.SHEET:
            raise DeclarationError(f"{self.row.__name__}.SHEET is not {self.key}")
        self.by_key.update({column.key: column for column in self.columns})

    def serves(self, group: Group | None) -> bool:
        """Whether the template of a group carries this sheet; without a group, every sheet."""
        return group is None or self.groups is None or group in self.groups


@dataclass(frozen=True, slots=True)
class Template:
    """One kind of workbook in one version.

    Attributes:
        id: written into the workbook, recognised when it comes back: `NZIA-INVENTORY`.
        kind: `inventory` or `plan`.
        version: raised by every change of a column.
        hand_in: how it is brought back, where that is not the hand-in page.
    """

    id: str
    kind: str
    title: Text
    version: int
    sheets: tuple[Sheet, ...]
    hand_in: tuple[Text, ...] = ()

    def __iter__(self) -> Iterator[Sheet]:
        return iter(self.sheets)

    def sheet(self, key: str) -> Sheet:
        """The sheet of that key."""
        return next(sheet for sheet in self.sheets if sheet.key == key)
