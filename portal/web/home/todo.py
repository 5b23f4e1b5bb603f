"""What a person has to do now, from where the submissions stand."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from portal.advisory.figures import Task
from portal.language import Text
from portal.submissions.figures import SubmissionRow
from portal.submissions.states import State
from portal.web.piles import Pile, piled


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing to do: what, why, how urgent, and the word of the button.

    Attributes:
        tone: error, warning, info or good.
        row: the submission it is about.
    """

    title: Text
    note: Text
    tone: str
    action: Text
    row: SubmissionRow


FIX = Text("修正", "Correct")
OPEN = Text("開啟", "Open")
FETCH = Text("下載範本", "Get the template")
SIGN = Text("簽核送出", "Sign")
ASK = Text("請主管簽核", "Ask for signature")
REVIEW = Text("審查", "Review")
SHOWN: Final = 12
"""Reviews on the first page; the others are in the list of submissions."""
TO_REVIEW: Final = (State.SUBMITTED, State.UNDER_REVIEW)


def for_member(rows: Iterable[SubmissionRow], *, may_sign: bool) -> list[Todo]:
    """What a member's person has to do, one line a workbook that wants something."""
    return [todo for row in rows for todo in _of_member(row, may_sign=may_sign)]


def _of_member(row: SubmissionRow, *, may_sign: bool) -> Iterator[Todo]:
    name = row.kind.label
    match row.state:
        case State.NONE if row.latest_upload_id is None:
            note = Text("尚未上傳。", "Nothing uploaded yet.")
            yield Todo(name, note, "warning", FETCH, row)
        case State.RETURNED:
            note = Text(
                f"第 {row.current_version} 版退回補正，請依意見修正後重新上傳。",
                f"Version {row.current_version} was returned: correct it and upload it again.",
            )
            yield Todo(name, note, "error", FIX, row)
        case State.NONE | State.CHECKED if row.errors:
            note = Text(
                f"檢核發現 {row.errors} 處錯誤，須更正後才能送出。",
                f"Errors to correct: {row.errors}.",
            )
            yield Todo(name, note, "error", FIX, row)
        case State.NONE | State.CHECKED:
            note = Text("檢核沒有錯誤，等候簽核送出。", "No errors; waiting to be signed.")
            yield Todo(name, note, "info", SIGN if may_sign else ASK, row)
        case State.SUBMITTED | State.UNDER_REVIEW | State.ACCEPTED:
            return


@dataclass(frozen=True, slots=True)
class OpenExchange:
    """Flows of a year that seller and buyer report differently.

    Attributes:
        count: flows that wait for the person who reads.
    """

    year: int
    count: int

    @property
    def title(self) -> Text:
        """What there is to do."""
        return Text(
            f"{self.year} 能源交換：{self.count} 筆待處理",
            f"{self.year} exchange register: {self.count} open",
        )

    @property
    def note(self) -> Text:
        """Why."""
        return Text(
            "供應方與受入方申報不一致，或僅一方申報。",
            "Seller and buyer report differently, or only one of them does.",
        )


def for_exchange(found: Mapping[int, int]) -> list[OpenExchange]:
    """The years with open flows, latest first."""
    return [OpenExchange(year, found[year]) for year in sorted(found, reverse=True) if found[year]]


def for_review(rows: Iterable[SubmissionRow]) -> list[Todo]:
    """What a coordinator has to review, the longest waiting first."""
    found = [row for row in rows if row.state in TO_REVIEW]
    found.sort(key=lambda row: (row.submitted_at is None, row.submitted_at))
    return [_to_review(row) for row in found[:SHOWN]]


def waiting(counts: Iterable[Mapping[State, int]]) -> int:
    """How many submissions wait for a review, of all years and kinds that were counted."""
    return sum(found[state] for found in counts for state in TO_REVIEW)


def _to_review(row: SubmissionRow) -> Todo:
    begun = row.state is State.UNDER_REVIEW
    more = (
        (begun, Text("，審查中", ", under review")),
        (row.warnings, Text(f"，{row.warnings} 項警告", f", warnings: {row.warnings}")),
    )
    name, version = row.kind.label, row.current_version
    note = Text(
        f"{row.year} {name.zh} 第 {version} 版" + "".join(said.zh for on, said in more if on),
        f"{row.year} {name.en}, version {version}" + "".join(said.en for on, said in more if on),
    )
    title = Text(f"{row.company_code} {row.name_zh}", f"{row.company_code} {row.name_en}")
    return Todo(title, note, "warning" if begun else "info", REVIEW, row)


@dataclass(frozen=True, slots=True)
class Errand:
    """One step of a diagnosis that waits for this person.

    Attributes:
        tone: error when it is late, info otherwise.
    """

    title: Text
    note: Text
    tone: str
    task: Task


def of_advisory(tasks: Iterable[Task], today: date) -> list[Pile[Errand]]:
    """What of diagnoses waits for this person, by what must be done, the longest waiting first."""
    errands = [_errand(task, today) for task in tasks]
    return piled(
        errands,
        lambda one: one.task.step.title,
        lambda one: one.task.step.due,
        late=lambda one: one.task.step.due < today,
    )


def _errand(task: Task, today: date) -> Errand:
    request, step = task.request, task.step
    dot = " · " if step.about else ""
    note = Text("{number}{dot}{item} · 期限 {due}", "{number}{dot}{item} · due {due}").format(
        number=request.number, dot=dot, item=step.item, due=step.due.isoformat()
    )
    title = Text("{name} {site}", "{name}, {site}").format(
        name=request.company_name, site=request.site_name
    )
    tone = "error" if step.due < today else "info"
    return Errand(title, note, tone, task)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many members stand where, for one kind and year."""

    members: int
    handed_in: int
    accepted: int
    returned: int
    nothing: int


def tally(states: Mapping[State, int]) -> Tally:
    """Counts of members by what became of their workbook; a returned one is the member's again."""
    nothing, returned = states[State.NONE] + states[State.CHECKED], states[State.RETURNED]
    members = sum(states.values())
    return Tally(members, members - nothing - returned, states[State.ACCEPTED], returned, nothing)
