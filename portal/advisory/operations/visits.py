"""Visits, measurements and attached files."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.accounts.permissions import Permission
from portal.advisory.content import Attendee, Machine, Reading, VisitContent, put, taken, values
from portal.advisory.errors import ForeignObjectError, MissingReasonError, RefusedFiguresError
from portal.advisory.models import Attachment, Equipment, Measurement, Request, Visit
from portal.advisory.operations.allowed import check_version, need_for_member, need_team, today
from portal.advisory.rules import reading_flags
from portal.advisory.vocabulary import AttachmentKind, Subject
from portal.audit.events import Event
from portal.audit.operations import record
from portal.files.store import Stored
from portal.submissions.attaching import keep_attached
from portal.workbook.findings import Severity


def plan_visit(
    session: Session, actor: Actor, request: Request, content: VisitContent, *, at: datetime
) -> Visit:
    """Plan a visit, or record one that has been held already."""
    need_team(session, actor, request)
    _check_day(content, at)
    visit = Visit(request_id=request.id, attendees=[], **values(content))
    session.add(visit)
    session.flush()
    _log(session, actor, Event.ADVISORY_VISIT_PLANNED, visit, at, kind=content.kind)
    return visit


def record_visit(
    session: Session,
    actor: Actor,
    visit: Visit,
    content: VisitContent,
    attendees: Iterable[Attendee],
    *,
    at: datetime,
    row_version: int | None,
) -> None:
    """Write down how a visit went and who was there.

    Raises:
        StaleRowError: when a colleague changed the visit meanwhile.
        MissingReasonError: when the day it was held on is still to come.
    """
    need_team(session, actor, session.get_one(Request, visit.request_id))
    check_version(visit.row_version, row_version)
    _check_day(content, at)
    put(visit, content)
    visit.attendees = [values(one) for one in attendees]
    session.flush()
    _log(session, actor, Event.ADVISORY_VISIT_RECORDED, visit, at, held_on=content.held_on)


def _check_day(content: VisitContent, at: datetime) -> None:
    if content.held_on is not None and content.held_on > today(at):
        raise MissingReasonError("a visit is held today or earlier")


def measure(
    session: Session,
    actor: Actor,
    visit: Visit,
    equipment: Equipment,
    reading: Reading,
    *,
    at: datetime,
    replaces: Measurement | None = None,
    sha256: str | None = None,
) -> Measurement:
    """Record a value; a correction names the value it replaces, which is kept.

    Raises:
        ForeignObjectError: when visit, equipment and replaced value do not belong together.
        RefusedFiguresError: when the value is impossible or lacks its instrument.
    """
    request = session.get_one(Request, visit.request_id)
    need_team(session, actor, request)
    if equipment.site_id != request.site_id or not _replaceable(session, visit, replaces):
        raise ForeignObjectError("visit, equipment and value do not belong together")
    found = reading_flags(taken(Machine, equipment), reading)
    refused = [flag.code for flag in found if flag.severity is Severity.ERROR]
    if refused:
        raise RefusedFiguresError(*refused)
    measurement = Measurement(
        visit_id=visit.id,
        equipment_id=equipment.id,
        sha256=sha256,
        replaces_id=None if replaces is None else replaces.id,
        recorded_by=actor.user_id,
        recorded_at=at,
        **values(reading),
    )
    session.add(measurement)
    session.flush()
    what = {"visit_id": visit.id, "quantity": reading.quantity}
    subject = "advisory_measurement"
    record(session, actor.user_id, Event.MEASUREMENT_RECORDED, subject, measurement.id, at, **what)
    return measurement


def _replaceable(session: Session, visit: Visit, replaces: Measurement | None) -> bool:
    """Whether a value belongs to the visit and was not replaced yet."""
    if replaces is None:
        return True
    taken_by = select(Measurement.id).where(Measurement.replaces_id == replaces.id)
    return replaces.visit_id == visit.id and session.scalar(taken_by.limit(1)) is None


def attach(
    session: Session,
    actor: Actor,
    request: Request,
    subject: tuple[Subject, int],
    kind: AttachmentKind,
    stored: Stored,
    *,
    name: str,
    at: datetime,
    caption: str = "",
) -> Attachment:
    """Attach a stored file to a part of a diagnosis.

    The team attaches to everything; the member, as evidence, to the request and to its
    recommendations.

    Raises:
        NotAllowedError, NotOnTeamError: when the actor may not.
    """
    about, subject_id = subject
    if actor.role.is_member and about in (Subject.REQUEST, Subject.RECOMMENDATION):
        need_for_member(session, actor, Permission.ANSWER_ADVICE, request)
    else:
        need_team(session, actor, request)
    one = Attachment(request_id=request.id, subject=about, subject_id=subject_id, kind=kind)
    one.caption = caption.strip()
    what = {"about": about, "about_id": subject_id}
    event = Event.ATTACHMENT_ADDED
    return keep_attached(session, actor, one, stored, event, name=name, at=at, **what)


def _log(
    session: Session, actor: Actor, event: Event, visit: Visit, at: datetime, **detail: object
) -> None:
    record(session, actor.user_id, event, "advisory_visit", visit.id, at, **detail)
