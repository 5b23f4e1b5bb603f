"""The publications of the demonstration: two years, the first of them with a later revision."""

from datetime import UTC, datetime
from typing import Final

from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.demo.companies import YEARS
from portal.demo.contents import Workbook
from portal.demo.edits import restated, then, times
from portal.language import Text
from portal.publication.operations import draft, publish
from portal.submissions.states import Kind
from portal.workbook.content import Content

PAST: Final = YEARS[-2]
# The plans come with the workbooks of the last year: only there are targets published.
LATEST: Final = YEARS[-1]
FIRST: Final = Text(
    "示範資料：{year} 年度數值首次公布。成員與數值皆為虛構。",
    "Demonstration: figures of {year}, published for the first time; all invented.",
)
REVISED: Final = Text(
    "示範資料：一家成員更正 {year} 年度盤查清冊之燃料用量，重新公布。",
    "Demonstration: one member corrected a fuel quantity in its inventory of {year}.",
)
CORRECTED: Final = "PC12"
RETURNED_ON: Final = datetime(LATEST + 1, 5, 19, 2, tzinfo=UTC)
REVISED_ON: Final = datetime(LATEST + 1, 6, 20, 2, tzinfo=UTC)
WHY_RETURNED: Final = "查驗時發現第一項燃料用量漏計一個月，請更正後重新送出。"


def publish_year(
    session: Session,
    coordinator: Actor,
    year: int,
    *,
    note: Text = FIRST,
    at: datetime | None = None,
) -> None:
    """Freeze a year as a coordinator would; in the autumn after it, when no time is given."""
    found = draft(session, year)
    if found.is_new and found.has_figures:
        at = at or datetime(year + 1, 9, 15, 2, tzinfo=UTC)
        publish(session, coordinator, year, note=note.format(year=year), seen=found.digest, at=at)


def is_corrected(file: Workbook) -> bool:
    """Whether a workbook is corrected after its year was published."""
    kind = Kind(file.template.kind)
    return (file.company.code, kind, file.year) == (CORRECTED, Kind.INVENTORY, PAST)


def corrected(content: Content) -> Content:
    """The inventory with the month that was left out of its first fuel."""
    return then(times("sources", 0, "activity", "1.09"), restated)(content)
