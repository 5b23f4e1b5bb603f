"""Setting deadlines."""

from datetime import datetime

from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.accounts.permissions import Permission
from portal.audit.events import Event
from portal.audit.operations import record
from portal.db.base import StaleRowError
from portal.submissions.models import Cycle
from portal.submissions.states import Kind


def set_cycle(
    session: Session,
    actor: Actor,
    kind: Kind,
    year: int,
    *,
    opens_at: datetime,
    due_at: datetime,
    at: datetime,
    row_version: int | None = None,
) -> Cycle:
    """Set when a year's workbooks of a kind may come in and are due.

    Versions handed in before keep the deadline that their receipt shows.

    Raises:
        NotAllowedError: when the actor may not set deadlines.
        StaleRowError: when somebody else set them since the form was shown.
    """
    actor.need(Permission.SET_CYCLES)
    cycle = session.get(Cycle, (year, kind), with_for_update=True)
    if row_version is not None and (cycle is None or cycle.row_version != row_version):
        raise StaleRowError(f"cycle {year} {kind}")
    if cycle is None:
        cycle = Cycle(year=year, kind=kind, opens_at=opens_at, due_at=due_at)
        session.add(cycle)
    cycle.opens_at, cycle.due_at = opens_at, due_at
    session.flush()
    record(
        session,
        actor.user_id,
        Event.CYCLE_SET,
        "cycle",
        year,
        at,
        kind=kind,
        opens_at=opens_at,
        due_at=due_at,
    )
    return cycle
