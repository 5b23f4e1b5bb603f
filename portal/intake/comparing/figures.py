"""What a comparison is made of, and what it says. Amounts are tonnes CO2e."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Final

from portal.language import Text
from portal.plans.targets import Target

ZERO: Final = Decimal(0)
Amounts = Mapping[str, Decimal]
"""tCO2e by total; a total that is not named is zero."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's value to compare and to read, with its heading and its address in the worksheet."""

    raw: str
    shown: Text
    heading: Text
    address: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a workbook, known by its identity.

    Attributes:
        sheet: key of the worksheet; `at` is the row there.
        identity: what names the row, in the same order every year; its site first, if it has one.
        has_site: the first part of the identity is a control number.
        label: the row as a person calls it.
        amounts: what the row adds to each total, tCO2e.
        activity: in `unit`, with the row's share of a common meter.
        promise: the target of a plan that the row makes.
    """

    sheet: str
    at: int
    identity: tuple[str, ...]
    label: str
    has_site: bool = False
    cells: Mapping[str, Cell] = field(default_factory=dict[str, Cell])
    amounts: Amounts = field(default_factory=dict[str, Decimal])
    activity: Decimal | None = None
    unit: str = ""
    material: Text = Text("", "")  # noqa: RUF009
    promise: Target | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two workbooks.

    Attributes:
        titles: the worksheets by key, in the order of the template.
        totals: what the check came to, tCO2e; None where nothing could be added up.
        is_whole: every cell is known, not only the rows that count.
    """

    label: Text
    year: int
    kind: str
    titles: Mapping[str, Text]
    rows: Mapping[str, tuple[Row, ...]]
    totals: Mapping[str, Decimal | None]
    is_whole: bool = True


class What(StrEnum):
    """What became of a row."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


class Driver(StrEnum):
    """Why a total moved, in the order in which it is told."""

    ADDED = "added"
    REMOVED = "removed"
    ACTIVITY = "activity"
    FACTOR = "factor"
    OTHER = "other"
    OUTSIDE = "outside"

    @property
    def label(self) -> Text:
        """What it is called."""
        return DRIVER_LABELS[self]


DRIVER_LABELS: Final[Mapping[Driver, Text]] = {
    Driver.ADDED: Text("新增的列", "Rows added"),
    Driver.REMOVED: Text("刪除的列", "Rows removed"),
    Driver.ACTIVITY: Text("活動數據變動", "Change of activity"),
    Driver.FACTOR: Text("係數、熱值與溫暖化潛勢變動", "Change of factors, heat values and GWP"),
    Driver.OTHER: Text("單位、範疇或方法改變", "Another unit, scope or method"),
    Driver.OUTSIDE: Text(
        "活頁簿以外的資料（如已核定盤查）", "What lies outside the workbook (inventories on file)"
    ),
}


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell before and after; empty on the side where it does not exist."""

    heading: Text
    before: Text
    after: Text
    before_at: str
    after_at: str


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row that differs, with what it does to each total.

    Attributes:
        former: identity in the older workbook where it was recorded as another.
        by_driver: the effects by what caused them; they add up to `effects`.
        because: names the factor that changed; empty without a factor effect.
        count: rows behind it on the fuller side, more than one where sites were split or merged.
    """

    what: What
    sheet: str
    label: str
    place: str
    cells: tuple[CellChange, ...]
    effects: Amounts
    by_driver: Mapping[Driver, Amounts]
    because: Text = Text("", "")  # noqa: RUF009
    former: str = ""
    count: int = 1


@dataclass(frozen=True, slots=True)
class SectionChange:
    """One worksheet: what differs in it and what that does to each total."""

    sheet: str
    title: Text
    changes: tuple[RowChange, ...]
    unchanged: int
    effects: Amounts

    def count(self, what: What) -> int:
        """How many rows were changed, added or removed."""
        return sum(one.what == what for one in self.changes)


@dataclass(frozen=True, slots=True)
class FactorChange:
    """One change of a factor or a set of factors, with all rows that it moved."""

    because: Text
    rows: int
    effects: Amounts


@dataclass(frozen=True, slots=True)
class TotalChange:
    """One total before and after, tCO2e; None where nothing could be added up."""

    key: str
    before: Decimal | None
    after: Decimal | None

    @property
    def difference(self) -> Decimal:
        """After less before; what could not be added up counts zero."""
        return (self.after or ZERO) - (self.before or ZERO)


@dataclass(frozen=True, slots=True)
class Likely:
    """A row that went and one that came which may well be the same."""

    old: str
    new: str
    old_label: str
    new_label: str
    before: Decimal
    after: Decimal


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that differs between two workbooks.

    The effects of the sections, and those of the drivers, add up to the difference of each total.
    """

    before: Side
    after: Side
    totals: tuple[TotalChange, ...]
    sections: tuple[SectionChange, ...]
    drivers: Mapping[Driver, Amounts]
    factors: tuple[FactorChange, ...]
    likely: tuple[Likely, ...] = ()

    @property
    def count(self) -> int:
        """How many rows differ."""
        return sum(len(one.changes) for one in self.sections)

    @property
    def changed_sections(self) -> tuple[SectionChange, ...]:
        """The worksheets in which something differs."""
        return tuple(one for one in self.sections if one.changes)

    @property
    def keys(self) -> tuple[str, ...]:
        """The totals that are compared."""
        return tuple(one.key for one in self.totals)


def summed(effects: Iterable[Amounts]) -> dict[str, Decimal]:
    """Effects added up by total; totals that nothing moves are left out."""
    found: dict[str, Decimal] = {}
    for one in effects:
        for key, amount in one.items():
            found[key] = found.get(key, ZERO) + amount
    return {key: amount for key, amount in found.items() if amount}


def difference(after: Amounts, before: Amounts) -> dict[str, Decimal]:
    """After less before, by total; totals that do not move are left out."""
    return summed((after, {key: -amount for key, amount in before.items()}))
