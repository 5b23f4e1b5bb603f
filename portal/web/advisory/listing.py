"""The list of requests: filters from the address, and the same rows as a workbook."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from portal.advisory.equipment import KINDS
from portal.advisory.figures import MachineRow, RequestRow, Task
from portal.advisory.queries import Narrowed
from portal.advisory.states import RequestState
from portal.advisory.vocabulary import Topic
from portal.language import Language, Text
from portal.reports.excel import Field
from portal.reports.formats import TAIPEI
from portal.reports.listing import listing
from portal.reports.values import Form
from portal.web.clock import now
from portal.web.piles import Pile, piled

TITLE: Final = Text("輔導診斷案件", "Advisory cases")
REGISTER: Final = Text("設備清單", "Equipment register")
FIELDS: Final = (
    Field(Text("案號", "Number"), 14),
    Field(Text("成員代碼", "Code"), 10),
    Field(Text("成員", "Member"), 28),
    Field(Text("廠區", "Site"), 22),
    Field(Text("管制編號", "Control number"), 12),
    Field(Text("類別", "Kind"), 16),
    Field(Text("系統", "Systems"), 24),
    Field(Text("狀態", "State"), 12),
    Field(Text("申請日", "Requested"), 16),
    Field(Text("下一步", "Next step"), 26),
    Field(Text("負責", "Owner"), 14),
    Field(Text("期限", "Due"), 12),
)
MACHINE_FIELDS: Final = (
    Field(Text("設備編號", "Tag"), 14),
    Field(Text("種類", "Kind"), 18),
    Field(Text("系統", "System"), 16),
    Field(Text("廠牌", "Maker"), 16),
    Field(Text("型號", "Model"), 18),
    Field(Text("製造年", "Year"), 8, Form.YEAR),
    Field(Text("額定", "Rated"), 12, Form.ACTIVITY),
    Field(Text("額定單位", "Unit"), 9),
    Field(Text("使用能源", "Energy"), 12),
    Field(Text("年運轉時數（h）", "Hours a year (h)"), 12, Form.ACTIVITY),
    Field(Text("全年用量", "Use in a year"), 14, Form.ACTIVITY),
    Field(Text("用量單位", "Unit"), 9),
    Field(Text("使用中", "In use"), 8),
)
YES, NO = Text("是", "yes"), Text("否", "no")


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is narrowed to; empty means everything."""

    state: str = ""
    topic: str = ""
    words: str = ""

    @classmethod
    def of(cls, sent: Mapping[str, str]) -> "Filters":
        """The filters of an address; what makes no sense there is left aside."""
        state, topic = sent.get("state", ""), sent.get("topic", "")
        return cls(
            state if state in set(RequestState) else "",
            topic if topic in set(Topic) else "",
            sent.get("q", "").strip(),
        )

    @property
    def narrowed(self) -> Narrowed:
        """What the list is asked for."""
        return Narrowed(
            RequestState(self.state) if self.state else None,
            Topic(self.topic) if self.topic else None,
            self.words,
        )


def day_of(moment: datetime) -> date:
    """The day on Taipei's calendar."""
    return moment.astimezone(TAIPEI).date()


def first_steps(tasks: Iterable[Task]) -> dict[int, Task]:
    """The most urgent step of each request."""
    first: dict[int, Task] = {}
    for task in tasks:
        first.setdefault(task.request.id, task)
    return first


def piles(tasks: Iterable[Task]) -> list[Pile[Task]]:
    """What waits for a person, by what must be done."""
    today = day_of(now())
    return piled(
        tasks,
        lambda task: task.step.title,
        lambda task: task.step.due,
        late=lambda task: task.step.due < today,
    )


def as_workbook(
    rows: Iterable[RequestRow], steps: Mapping[int, Task], *, at: datetime, language: Language
) -> bytes:
    """The list as Excel."""
    cells = [(*_request(row), *_step(steps.get(row.id))) for row in rows]
    return listing(TITLE, FIELDS, cells, at=at, language=language)


def _request(row: RequestRow) -> tuple[str | Text | datetime, ...]:
    systems = [system.label for system in row.wanted.systems]
    return (
        row.number,
        row.company_code,
        row.company_name,
        row.site_name,
        row.site_number,
        row.wanted.topic.label,
        Text("、".join(one.zh for one in systems), ", ".join(one.en for one in systems)),
        row.state.label,
        row.requested_at,
    )


def _step(task: Task | None) -> tuple[str | Text | None, ...]:
    if task is None:
        return None, None, None
    return task.step.title, task.owner_name or task.step.owner.label, task.step.due.isoformat()


def register_workbook(
    title: Text, rows: Sequence[MachineRow], *, at: datetime, language: Language
) -> bytes:
    """A site's equipment register as Excel."""
    cells = [
        (
            one.tag,
            KINDS[one.kind].label,
            KINDS[one.kind].system.label,
            one.maker,
            one.model,
            one.year,
            one.rated,
            KINDS[one.kind].rated.unit,
            one.carrier.label,
            one.hours,
            one.annual_use,
            one.carrier.unit,
            YES if one.in_use else NO,
        )
        for one in (row.machine for row in rows)
    ]
    return listing(title, MACHINE_FIELDS, cells, at=at, language=language)
