"""Changing what rules compare with."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.accounts.permissions import NotAllowedError, Permission
from portal.audit.events import Event
from portal.audit.operations import record
from portal.config import TAIPEI
from portal.reference.groups import Group
from portal.submissions.errors import BackdatedError, MissingCommentError
from portal.submissions.models import ThresholdChange
from portal.submissions.queries import threshold_changes
from portal.workbook.thresholds import Threshold


def change_threshold(
    session: Session,
    actor: Actor,
    wanted: Threshold,
    *,
    applies_from: date,
    at: datetime,
) -> None:
    """Judge what is received from a day on by another limit; a repeat changes nothing.

    What was checked before keeps its findings and the version of the limits they come from, and
    because no change reaches back, the limits of any earlier day can be looked up.

    Args:
        wanted: the limit with its new value; its source is the reason.

    Raises:
        NotAllowedError: when the actor may not, or not for that group.
        MissingCommentError: without a reason.
        BackdatedError: when the day is over.
    """
    actor.need(Permission.CHANGE_THRESHOLDS)
    group = Group(wanted.group) if wanted.group else None
    if actor.groups and group not in actor.groups:
        raise NotAllowedError(f"user {actor.user_id} has not all groups")
    reason = wanted.source.strip()
    if not reason:
        raise MissingCommentError(wanted.key)
    if applies_from < at.astimezone(TAIPEI).date():
        raise BackdatedError(wanted.key)
    if _is_repeat(session, wanted, applies_from):
        return
    change = ThresholdChange(
        key=wanted.key,
        group=group,
        year=int(wanted.year) if wanted.year else None,
        value=wanted.value,
        unit=wanted.unit,
        reason=reason,
        applies_from=applies_from,
        decided_by=actor.user_id,
        decided_at=at,
    )
    session.add(change)
    session.flush()
    _log(session, actor, change, at)


def _log(session: Session, actor: Actor, change: ThresholdChange, at: datetime) -> None:
    record(
        session,
        actor.user_id,
        Event.THRESHOLD_CHANGED,
        "threshold_change",
        change.id,
        at,
        threshold=change.key,
        group=change.group,
        year=change.year,
        value=f"{change.value:f}",
        applies_from=change.applies_from.isoformat(),
    )


def _is_repeat(session: Session, wanted: Threshold, applies_from: date) -> bool:
    """Whether the last change of the same limit already says this."""
    before = threshold_changes(session, wanted.key)
    last = next((one for one in before if one.threshold.place == wanted.place), None)
    return (
        last is not None
        and last.threshold.value == wanted.value
        and last.applies_from == applies_from
    )
