"""What a checked workbook would change against the version on file: totals and rows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from portal.intake.report import Report

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row before and after; None on the side where it does not exist. Amounts in tCO2e.

    Attributes:
        name: as the workbook calls the row.
        place: the site, or the year of a target; may be empty.
    """

    name: str
    place: str
    before: Decimal | None
    after: Decimal | None


@dataclass(frozen=True, slots=True)
class TotalChange:
    """One total before and after, tCO2e; `key` as in the report's totals."""

    key: str
    before: Decimal | None
    after: Decimal | None


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that differs; `unchanged` counts the rows that do not."""

    totals: tuple[TotalChange, ...]
    added: tuple[RowChange, ...]
    removed: tuple[RowChange, ...]
    changed: tuple[RowChange, ...]
    unchanged: int

    @property
    def count(self) -> int:
        """How many rows differ."""
        return len(self.added) + len(self.removed) + len(self.changed)

    @property
    def has_any(self) -> bool:
        """Whether a row or a total differs."""
        return bool(self.count) or any(one.before != one.after for one in self.totals)


@dataclass(frozen=True, slots=True)
class _Table:
    """How the rows of one table are told apart and which amount of theirs is compared."""

    key: Callable[[Row], tuple[Any, ...]]
    name: str
    place: str
    amount: str


_TABLES: Final[Mapping[str, _Table]] = {
    "inventory": _Table(
        lambda row: (row["site"], row["values"].get("source_id"), row["source"], row["scope"]),
        "source",
        "site",
        "emissions",
    ),
    "targets": _Table(lambda row: (row["target_id"],), "target_id", "horizon", "cut"),
    "measures": _Table(lambda row: (row["measure_id"],), "name", "status", "tco2e"),
}


def changes(before: Report, after: Report) -> Changes:
    """The differences between two checked workbooks of one kind."""
    added: list[RowChange] = []
    removed: list[RowChange] = []
    changed: list[RowChange] = []
    unchanged = 0
    for name, table in _TABLES.items():
        old = _by_key(before, name, table)
        new = _by_key(after, name, table)
        for key in dict.fromkeys((*new, *old)):
            row = _row(table, old.get(key), new.get(key))
            if key not in old:
                added.append(row)
            elif key not in new:
                removed.append(row)
            elif row.before != row.after:
                changed.append(row)
            else:
                unchanged += 1
    return Changes(_totals(before, after), tuple(added), tuple(removed), tuple(changed), unchanged)


def _by_key(report: Report, name: str, table: _Table) -> dict[tuple[Any, ...], Row]:
    """Rows by key; a key that comes twice is told apart by its order."""
    found: dict[tuple[Any, ...], Row] = {}
    for row in report.tables.get(name, ()):
        key = table.key(row)
        while key in found:
            key = (*key, "again")
        found[key] = row
    return found


def _row(table: _Table, old: Row | None, new: Row | None) -> RowChange:
    shown = new or old or {}
    return RowChange(
        str(shown.get(table.name) or ""),
        str(shown.get(table.place) or ""),
        _amount(old, table.amount),
        _amount(new, table.amount),
    )


def _amount(row: Row | None, name: str) -> Decimal | None:
    kept = None if row is None else row.get(name)
    return None if kept is None else Decimal(kept)


def _totals(before: Report, after: Report) -> tuple[TotalChange, ...]:
    old, new = before.totals.get("recomputed", {}), after.totals.get("recomputed", {})
    return tuple(
        TotalChange(key, _decimal(old.get(key)), _decimal(new.get(key)))
        for key in dict.fromkeys((*new, *old))
    )


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
