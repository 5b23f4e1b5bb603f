"""The list of submissions: filters from the address, and the same rows as a CSV file."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from portal.language import Language, Text
from portal.reference.groups import Group
from portal.reports.formats import short_time
from portal.submissions.figures import SubmissionRow
from portal.submissions.queries import Wanted
from portal.submissions.states import Kind, State
from portal.workbook.inert_text import inert

LATE: Final = "late"
# Once the deadline has passed: nothing counts as handed in.
OVERDUE: Final = frozenset({State.NONE, State.CHECKED})

HEADINGS: Final = (
    Text("代碼", "Code"),
    Text("成員", "Member"),
    Text("組別", "Group"),
    Text("狀態", "State"),
    Text("版次", "Version"),
    Text("送出（台北）", "Handed in (Taipei)"),
    Text("逾期", "Late"),
    Text("警告", "Warnings"),
)


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is narrowed to; empty means everything."""

    group: str = ""
    state: str = ""
    words: str = ""

    @classmethod
    def of(cls, sent: Mapping[str, str]) -> "Filters":
        """The filters of an address; what makes no sense there is left aside."""
        group, state = sent.get("group", ""), sent.get("state", "")
        return cls(
            group if group in set(Group) else "",
            state if state == LATE or state in set(State) else "",
            sent.get("q", "").strip(),
        )

    def wanted(self, kind: Kind, year: int, *, is_due: bool) -> Wanted:
        """What the list is asked for.

        Args:
            is_due: whether the deadline has passed.
        """
        group = Group(self.group) if self.group else None
        return Wanted(kind, year, group, self._states(is_due=is_due), self.words)

    def _states(self, *, is_due: bool) -> frozenset[State] | None:
        if self.state == LATE:
            return OVERDUE if is_due else frozenset()
        return frozenset({State(self.state)}) if self.state else None


def overdue(counts: Mapping[State, int], *, is_due: bool) -> int:
    """How many members let the deadline pass."""
    return sum(counts[state] for state in OVERDUE) if is_due else 0


def as_csv(rows: Iterable[SubmissionRow], language: Language) -> bytes:
    """The list as CSV that a spreadsheet opens in the right characters and without formulas."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([heading[language] for heading in HEADINGS])
    yes = Text("是", "yes")[language]
    for row in rows:
        name = row.name_zh if language is Language.ZH else row.name_en
        writer.writerow(
            [
                inert(row.company_code),
                inert(name),
                row.group.label[language],
                row.state.label[language],
                row.current_version or "",
                short_time(row.submitted_at) if row.submitted_at else "",
                yes if row.is_late else "",
                row.warnings,
            ]
        )
    return out.getvalue().encode("utf-8-sig")
