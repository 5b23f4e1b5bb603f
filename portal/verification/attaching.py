"""Files that a plan of verification or an adjustment rests on: kept as they came, and read."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.accounts.permissions import NotAllowedError, Permission
from portal.accounts.queries import user_names
from portal.audit.events import Event
from portal.audit.operations import record
from portal.files.store import Stored
from portal.submissions.operations import keep_file
from portal.verification.models import Adjustment, EvidenceFile, VerificationPlan
from portal.verification.operations import need


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file with who brought it; its bytes are named by their hash."""

    id: int
    adjustment_id: int | None
    sha256: str
    name: str
    added_by: str
    added_at: datetime


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
    keep_file(session, stored, at)
    one = EvidenceFile(
        plan_id=plan.id,
        adjustment_id=None if adjustment is None else adjustment.id,
        sha256=stored.sha256,
        name="".join(letter for letter in name if letter.isprintable())[-200:] or "file",
        added_by=actor.user_id,
        added_at=at,
    )
    session.add(one)
    session.flush()
    what = {"plan": plan.number, "adjustment": one.adjustment_id, "sha256": stored.sha256}
    record(session, actor.user_id, Event.MV_FILE_ATTACHED, "mv_attachment", one.id, at, **what)
    return one


def evidence(session: Session, plan_id: int) -> Mapping[int | None, tuple[FileRow, ...]]:
    """The files of a plan by adjustment, under None those of the plan itself."""
    names = user_names(session)
    found: dict[int | None, list[FileRow]] = defaultdict(list)
    wanted = select(EvidenceFile).where(EvidenceFile.plan_id == plan_id)
    for one in session.scalars(wanted.order_by(EvidenceFile.id)):
        found[one.adjustment_id].append(
            FileRow(
                one.id,
                one.adjustment_id,
                one.sha256,
                one.name,
                names.get(one.added_by, ""),
                one.added_at,
            )
        )
    return {key: tuple(rows) for key, rows in found.items()}
