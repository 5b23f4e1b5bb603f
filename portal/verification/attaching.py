"""Files that a plan of verification or an adjustment rests on."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.accounts.permissions import NotAllowedError, Permission
from portal.audit.events import Event
from portal.files.store import Stored
from portal.submissions.attaching import Attached, attached, keep_attached
from portal.verification.models import Adjustment, EvidenceFile, VerificationPlan
from portal.verification.operations import need


def attach(
    session: Session,
    actor: Actor,
    plan: VerificationPlan,
    stored: Stored,
    *,
    name: str,
    at: datetime,
    adjustment: Adjustment | None = None,
) -> EvidenceFile:
    """Keep a file with a plan, or with one of its adjustments.

    Raises:
        NotAllowedError: when the actor may not measure for this company, or the adjustment
            belongs to another plan.
    """
    need(session, actor, Permission.MEASURE_SAVINGS, plan)
    if adjustment is not None and adjustment.plan_id != plan.id:
        raise NotAllowedError(plan.number)
    part = None if adjustment is None else adjustment.id
    one = EvidenceFile(plan_id=plan.id, adjustment_id=part)
    about = {"plan": plan.number, "adjustment": part}
    event = Event.MV_FILE_ATTACHED
    return keep_attached(session, actor, one, stored, event, name=name, at=at, **about)


def evidence(session: Session, plan_id: int) -> Mapping[int | None, tuple[Attached, ...]]:
    """The files of a plan by adjustment, under None those of the plan itself."""
    wanted = select(EvidenceFile).where(EvidenceFile.plan_id == plan_id)
    return attached(session, wanted.order_by(EvidenceFile.id), lambda one: one.adjustment_id)
