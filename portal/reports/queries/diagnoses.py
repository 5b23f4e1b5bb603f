"""What a diagnosis report says, read for one reader."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from pathlib import PurePath
from typing import Final

from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.advisory import queries
from portal.advisory.duty import deadlines
from portal.advisory.figures import Case, MachineRow, MeasurementRow
from portal.advisory.queries.cases import measurements
from portal.advisory.vocabulary import AttachmentKind, Subject
from portal.field.queries import report_photos
from portal.language import Text
from portal.members.models import Site
from portal.reports.diagnosis import DiagnosisReport, Photo
from portal.reports.edition import Edition

_TEMPLATES: Final = Text("不適用", "not applicable")
MOST_PHOTOS: Final = 24


def diagnosis(
    session: Session,
    actor: Actor,
    request_id: int,
    *,
    at: datetime,
    photo: Callable[[str], bytes | None],
    changed: Sequence[date] = (),
) -> DiagnosisReport | None:
    """The report of a case; None when the case is not there for the actor.

    Args:
        at: when the document is made.
        photo: the bytes of a kept file by its SHA-256, None when they are gone.
        changed: days of the duty that replace the declared ones.
    """
    case = queries.case(session, actor, request_id)
    if case is None:
        return None
    values = _values(session, case)
    site = session.get_one(Site, case.request.site_id)
    return DiagnosisReport(
        case=case,
        address=Text(site.address, site.address),
        machines=_machines(session, case, values),
        measurements=values,
        photos=(*_photos(session, request_id, photo), *_evidence(case, photo)),
        deadlines=deadlines(changed),
        edition=Edition(at, at, _TEMPLATES),
    )


def _values(session: Session, case: Case) -> tuple[MeasurementRow, ...]:
    return tuple(
        row
        for visit in case.visits
        for rows in measurements(session, visit.id).values()
        for row in rows
    )


def _machines(
    session: Session, case: Case, values: Sequence[MeasurementRow]
) -> tuple[MachineRow, ...]:
    measured = {row.equipment_id for row in values}
    every = queries.machines(session, case.request.site_id)
    return tuple(row for row in every if row.machine.in_use or row.id in measured)


def _photos(
    session: Session, request_id: int, read: Callable[[str], bytes | None]
) -> tuple[Photo, ...]:
    found = report_photos(session, request_id)[:MOST_PHOTOS]
    return tuple(
        Photo(one.finding or 0, one.caption, one.equipment, read(one.sha256)) for one in found
    )


def _evidence(case: Case, read: Callable[[str], bytes | None]) -> Iterator[Photo]:
    """The photos of what was done, as the member gave them, the newest of too many."""
    shots = [
        one
        for one in case.attachments
        if (one.subject, one.kind) == (Subject.RECOMMENDATION, AttachmentKind.PHOTO)
    ]
    for one in shots[-MOST_PHOTOS:]:
        words = one.caption or PurePath(one.name).stem
        yield Photo(0, words, "", read(one.sha256), advice_id=one.subject_id)
