"""What a field workbook changes: one entry a row, with what is on file and what would be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from portal.field.plain import STAMP_LETTERS, digest, plain, stamp
from portal.language import Text
from portal.workbook.content import CellInput

NOTHING = Text("", "")


class Change(StrEnum):
    """What becomes of a row."""

    ADDED = "added"
    CHANGED = "changed"
    CONFLICT = "conflict"
    REFUSED = "refused"
    KEPT = "kept"
    UNCHANGED = "unchanged"

    @property
    def label(self) -> Text:
        """The word in both languages."""
        return CHANGE_LABELS[self]

    @property
    def is_taken(self) -> bool:
        """Whether confirming writes the row."""
        return self in (Change.ADDED, Change.CHANGED)


CHANGE_LABELS = {
    Change.ADDED: Text("新增", "Added"),
    Change.CHANGED: Text("更改", "Changed"),
    Change.CONFLICT: Text("衝突，不採用", "Conflict, not taken"),
    Change.REFUSED: Text("不能採用", "Cannot be taken"),
    Change.KEPT: Text("檔案已刪列，平台保留", "Left out of the file, kept"),
    Change.UNCHANGED: Text("不變", "Unchanged"),
}


@dataclass(frozen=True, slots=True)
class Present:
    """A row as it is on file now.

    Attributes:
        id: as workbooks name it, `E5`.
        key: of the table's row.
        values: by column, as the workbook shows them.
    """

    id: str
    key: int
    version: int
    values: Mapping[str, CellInput]

    @property
    def said(self) -> dict[str, str]:
        """The values in plain writing."""
        return {key: plain(value) for key, value in self.values.items()}

    @property
    def stamp(self) -> str:
        """Version and digest, as the workbook carries them."""
        return stamp(self.version, self.said)


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell: its column, what is on file, what the workbook says."""

    column: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a workbook beside what is on file.

    Attributes:
        sheet, at: where it stands; `at` is 0 for a row that was left out.
        name: as people call it, such as a tag.
        content: what would be written, a value of `advisory.content`.
        key, version: of the row on file that it changes.
        tag: the machine that it belongs to.
        finding: row of the workbook in which its finding stands.
        reason: why it is not taken.
    """

    sheet: str
    at: int
    id: str
    name: str
    change: Change
    cells: tuple[CellChange, ...] = ()
    content: object = None
    key: int | None = None
    version: int | None = None
    tag: str = ""
    finding: int = 0
    reason: Text = NOTHING


@dataclass(frozen=True, slots=True)
class Preview:
    """All rows of a workbook beside what is on file."""

    entries: tuple[Entry, ...]

    @property
    def digest(self) -> str:
        """Of what confirming would do; another one means that something changed since."""
        return digest(
            [
                [one.sheet, one.at, one.id, one.change, one.key, one.version]
                + [[cell.column, cell.old, cell.new] for cell in one.cells]
                for one in self.entries
            ]
        )

    def count(self, change: Change) -> int:
        """How many rows change so."""
        return sum(one.change is change for one in self.entries)

    @property
    def counts(self) -> list[tuple[Change, int]]:
        """How many rows of each change there are, without those that do not occur."""
        return [(change, self.count(change)) for change in Change if self.count(change)]

    @property
    def taken(self) -> tuple[Entry, ...]:
        """The rows that confirming writes."""
        return tuple(one for one in self.entries if one.change.is_taken)

    def of(self, sheet: str) -> tuple[Entry, ...]:
        """The rows of a sheet that do anything."""
        quiet = Change.UNCHANGED
        return tuple(one for one in self.entries if one.sheet == sheet and one.change is not quiet)


def cells(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[CellChange, ...]:
    """The cells that differ, in the order of the new row."""
    return tuple(
        CellChange(key, old.get(key, ""), value)
        for key, value in new.items()
        if value != old.get(key, "")
    )


def verdict(
    present: Present, carried: str | None, raw: Mapping[str, str], differing: Sequence[CellChange]
) -> Change:
    """What becomes of a row that is on file.

    Args:
        present: the row now.
        carried: version and digest as the workbook carries them.
        raw: the row as the workbook says it.
        differing: cells that differ from the present row.
    """
    version, _, made = (carried or "").partition(".")
    if not differing or (made and made == digest(dict(raw))[:STAMP_LETTERS]):
        # Nobody touched it in the workbook; what a colleague did meanwhile stays.
        return Change.UNCHANGED
    return Change.CHANGED if version == str(present.version) else Change.CONFLICT
