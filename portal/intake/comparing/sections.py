"""What a worksheet holds, as one digest, and whether it was accepted as it stands."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

import orjson

from portal.intake.comparing.figures import Row, Side
from portal.language import Text
from portal.submissions.figures import SectionDecisionRow


class Standing(StrEnum):
    """Where a section stands in review."""

    OPEN = "open"
    CHANGED = "changed"
    ACCEPTED = "accepted"


@dataclass(frozen=True, slots=True)
class Section:
    """One worksheet of a version in review.

    Attributes:
        content: digest of what it holds.
        decision: the last one on it, in this or an earlier version.
    """

    sheet: str
    title: Text
    rows: int
    content: str
    decision: SectionDecisionRow | None = None

    @property
    def standing(self) -> Standing:
        """Accepted as it stands, changed since it was, or open."""
        if self.decision is None or not self.decision.is_accepted:
            return Standing.OPEN
        same = self.decision.content == self.content
        return Standing.ACCEPTED if same else Standing.CHANGED


def sections(one: Side, decisions: Mapping[str, SectionDecisionRow]) -> list[Section]:
    """The worksheets of a version that hold anything, in the order of the template."""
    return [
        Section(sheet, title, len(rows), digest(rows), decisions.get(sheet))
        for sheet, title in one.titles.items()
        if (rows := one.rows.get(sheet))
    ]


def all_accepted(found: Iterable[Section]) -> bool:
    """Whether there are sections and every one of them is accepted as it stands."""
    standings = [one.standing for one in found]
    return bool(standings) and all(one is Standing.ACCEPTED for one in standings)


def digest(rows: Iterable[Row]) -> str:
    """SHA-256 of rows by identity and values; where a row stands does not matter.

    What a row adds to the totals belongs to it: another factor in the background opens it again.
    """
    said = sorted(orjson.dumps(_said(row), option=orjson.OPT_SORT_KEYS) for row in rows)
    return hashlib.sha256(b"\n".join(said)).hexdigest()


def _said(row: Row) -> list[object]:
    cells = {key: cell.raw for key, cell in row.cells.items()}
    amounts = {key: f"{amount.normalize():f}" for key, amount in row.amounts.items() if amount}
    return [list(row.identity), cells, amounts]
