"""The list of submissions: filters from the address, and the same rows as a CSV file."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from portal.language import Language, Text
from portal.reports.formats import short_time
from portal.submissions.figures import SubmissionRow
from portal.submissions.states import State
from portal.workbook.inert_text import inert

LATE: Final = "late"

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
        """The filters of an address."""
        return cls(sent.get("group", ""), sent.get("state", ""), sent.get("q", "").strip())

    def pick(
        self, rows: Iterable[SubmissionRow], due: datetime, now: datetime
    ) -> list[SubmissionRow]:
        """The rows that fit."""
        return [row for row in rows if self._fits(row, is_overdue(row, due, now))]

    def _fits(self, row: SubmissionRow, overdue: bool) -> bool:
        said = f"{row.company_code} {row.name_zh} {row.name_en}".casefold()
        in_state = overdue if self.state == LATE else not self.state or row.state == self.state
        return (
            in_state
            and (not self.group or row.group == self.group)
            and self.words.casefold() in said
        )


def is_overdue(row: SubmissionRow, due: datetime, now: datetime) -> bool:
    """Whether the deadline has passed and nothing counts as handed in."""
    return now >= due and row.state in (State.NONE, State.CHECKED)


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
