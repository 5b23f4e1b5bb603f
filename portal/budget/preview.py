"""What an uploaded version of the budget changes against the one on file; pure."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from portal.budget.figures import (
    BudgetLine,
    BudgetVersion,
    Check,
    checks,
    differing,
)
from portal.budget.operations import NewVersion
from portal.db.types import canonical_json
from portal.language import Text
from portal.reference.city import Sector

Value = str | int | date | Decimal | None


class Change(StrEnum):
    """What a line of an upload is beside the version on file."""

    ADDED = "added"
    CHANGED = "changed"
    SAME = "same"

    @property
    def label(self) -> Text:
        """The change in both languages."""
        return _CHANGES[self]


_CHANGES = {
    Change.ADDED: Text("新增", "New"),
    Change.CHANGED: Text("變更", "Changed"),
    Change.SAME: Text("相同", "The same"),
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement about a version, as on file and as uploaded."""

    label: Text
    old: Value
    new: Value

    @property
    def is_amount(self) -> bool:
        """Whether it is an amount, as printed."""
        return isinstance(self.new, Decimal)

    @property
    def change(self) -> Change:
        """What it is beside the version on file."""
        if self.old == self.new:
            return Change.SAME
        return Change.ADDED if self.old in (None, "") else Change.CHANGED


@dataclass(frozen=True, slots=True)
class Line:
    """One sector or total, as on file and as uploaded.

    Attributes:
        old: None when the version on file has no such line.
    """

    old: BudgetLine | None
    new: BudgetLine

    @property
    def change(self) -> Change:
        """What it is beside the version on file."""
        if self.old is None:
            return Change.ADDED
        return Change.SAME if self.old == self.new else Change.CHANGED

    @property
    def difference(self) -> Decimal | None:
        """C as printed less A - B; None for the gross total, which prints no measures."""
        if self.new.sector is Sector.GROSS_TOTAL:
            return None
        return self.new.budget - self.new.computed


@dataclass(frozen=True, slots=True)
class Preview:
    """An upload beside the version on file that it is compared with.

    Attributes:
        base: that version.
        checks: of what was uploaded.
    """

    base: BudgetVersion
    entered: NewVersion
    facts: tuple[Fact, ...]
    lines: tuple[Line, ...]
    checks: tuple[Check, ...]

    @property
    def differing(self) -> tuple[Check, ...]:
        """The checks that do not hold: what the document prints differs from what follows."""
        return differing(self.checks)

    @property
    def changed(self) -> int:
        """How many lines and facts are new or changed."""
        changes = [one.change for one in self.facts] + [one.change for one in self.lines]
        return sum(one is not Change.SAME for one in changes)

    @property
    def digest(self) -> str:
        """Names what the preview shows, so that nothing else is confirmed."""
        shown: dict[str, Any] = {
            "base": self.base.id,
            "facts": [_said(one.new) for one in self.facts],
            "reason": self.entered.reason,
            "lines": [_printed(one.new) for one in self.lines],
        }
        return hashlib.sha256(canonical_json(shown)).hexdigest()


def _printed(line: BudgetLine) -> list[str]:
    amounts = line.baseline, line.measures, line.budget
    return [line.sector.value, *(_said(one) for one in amounts)]


def _said(value: Value) -> str:
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


_FACTS: Final = {
    "title": Text("版本名稱", "Title"),
    "first_year": Text("期間起年", "First year"),
    "last_year": Text("期間迄年", "Last year"),
    "year": Text("數值所屬年度", "Year of the amounts"),
    "document": Text("依據文件", "Document"),
    "adopted_on": Text("議會決議日", "Adopted on"),
    "enterprise": Text("企業自主減量目標列（萬公噸）", "Row of enterprises' own targets (10 kt)"),
}


def base_of(known: list[BudgetVersion], entered: NewVersion) -> BudgetVersion:
    """The version on file to compare with: the newest of the same year, else the newest."""
    return next((one for one in known if one.year == entered.year), known[0])


def preview_of(base: BudgetVersion, entered: NewVersion) -> Preview:
    """What a version would be beside one on file, with the arithmetic that it must satisfy."""
    old = {one.sector: one for one in base.lines}
    made = BudgetVersion(
        id=0,
        title=entered.title,
        first_year=entered.first_year,
        last_year=entered.last_year,
        year=entered.year,
        document=Text(entered.document, entered.document),
        adopted_on=entered.adopted_on,
        lines=entered.lines,
        enterprise=entered.enterprise,
        base_2005=base.base_2005,
        start=base.start,
    )
    lines = tuple(Line(old.get(one.sector), one) for one in entered.lines)
    return Preview(base, entered, tuple(_facts(base, entered)), lines, checks(made))


def _facts(base: BudgetVersion, entered: NewVersion) -> Iterator[Fact]:
    for name, label in _FACTS.items():
        old = base.document.zh if name == "document" else getattr(base, name)
        yield Fact(label, old, getattr(entered, name))
