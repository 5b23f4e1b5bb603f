"""How far the workbooks of a year have come in."""

from datetime import datetime

from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.reference.groups import Group
from portal.reports.incoming import Incoming
from portal.submissions.queries import cycle_times, submission_rows
from portal.submissions.states import Kind, State

HANDED_IN = frozenset({State.SUBMITTED, State.UNDER_REVIEW, State.ACCEPTED})


def incoming(
    session: Session,
    actor: Actor,
    kind: Kind,
    year: int,
    *,
    at: datetime,
    group: Group | None = None,
) -> Incoming:
    """How far one kind of workbook has come in from the members that are there for the actor.

    Args:
        at: the moment that tells whether it is late.
        group: None for the alliance.
    """
    rows = submission_rows(session, actor, kind, year, group=group)
    due_at = cycle_times(session, kind, year).due_at
    return Incoming(
        kind.label,
        len(rows),
        sum(1 for one in rows if one.state in HANDED_IN),
        sum(1 for one in rows if one.accepted_version is not None),
        due_at,
        due_at <= at,
    )
