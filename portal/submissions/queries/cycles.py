"""When workbooks are due."""

from datetime import UTC, datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from portal.submissions.figures import CycleTimes
from portal.submissions.models import Cycle
from portal.submissions.states import Kind

TIMES = select(Cycle.opens_at, Cycle.due_at, Cycle.row_version).where(
    Cycle.year == bindparam("year"), Cycle.kind == bindparam("kind")
)


def cycle_times(session: Session, kind: Kind, year: int) -> CycleTimes:
    """The times set for a year and kind, or the usual ones."""
    row = session.execute(TIMES, {"year": year, "kind": kind}).one_or_none()
    return default_times(year) if row is None else CycleTimes(*row)


def default_times(year: int) -> CycleTimes:
    """From 1 January to 31 May 17:00 of the following year, in Taipei (UTC+8, no summer time)."""
    return CycleTimes(
        opens_at=datetime(year, 12, 31, 16, tzinfo=UTC),
        due_at=datetime(year + 1, 5, 31, 9, tzinfo=UTC),
    )
