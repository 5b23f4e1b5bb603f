"""The publication of the demonstration: the figures of the year before the present one."""

from datetime import UTC, datetime
from typing import Final

from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.demo.companies import YEARS
from portal.language import Text
from portal.publication.operations import draft, publish

_NOTE: Final = Text(
    "示範資料：{year} 年度數值首次公布。成員與數值皆為虛構。",
    "Demonstration: figures of {year}, published for the first time; all invented.",
)


def publish_past_year(session: Session, coordinator: Actor) -> None:
    """Freeze the year before the one that is being collected, as a coordinator would."""
    year = YEARS[-2]
    found = draft(session, year)
    if found.is_new and found.has_figures:
        at = datetime(year + 1, 9, 15, 2, tzinfo=UTC)
        publish(session, coordinator, year, note=_NOTE.format(year=year), seen=found.digest, at=at)
