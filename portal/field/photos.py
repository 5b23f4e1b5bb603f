"""Photos of a visit: kept with what they show, tied to a machine or a finding."""

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.advisory.errors import ForeignObjectError
from portal.advisory.models import Equipment, Finding, Request, Visit
from portal.advisory.operations import visits
from portal.advisory.operations.allowed import check_version, need_team
from portal.advisory.vocabulary import AttachmentKind, Subject
from portal.audit.events import Event
from portal.audit.operations import record
from portal.field.models import Photo
from portal.field.pictures import Picture
from portal.files.store import FileStore, Stored
from portal.submissions.operations import keep_file


@dataclass(frozen=True, slots=True)
class Shown:
    """What a photo shows: in words, on which machine, for which finding."""

    caption: str = ""
    equipment_id: int | None = None
    finding_id: int | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """A photo in the file store."""

    picture: Stored
    thumbnail: Stored
    width: int
    height: int


def keep(store: FileStore, picture: Picture) -> Kept:
    """Put a photo and its small copy into the file store."""
    large, small = (
        store.put(BytesIO(data), len(data)) for data in (picture.data, picture.thumbnail)
    )
    return Kept(large, small, picture.width, picture.height)


def add_photo(
    session: Session,
    actor: Actor,
    visit: Visit,
    kept: Kept,
    shown: Shown,
    *,
    name: str,
    at: datetime,
) -> Photo:
    """Add a photo to a visit; one that a workbook announced by its name gets its picture.

    The same picture sent twice to a visit is one photo.

    Raises:
        ForeignObjectError: when machine or finding are of another site or visit.
    """
    request = session.get_one(Request, visit.request_id)
    need_team(session, actor, request)
    _check(session, request, visit, shown)
    same = select(Photo).where(Photo.visit_id == visit.id, Photo.sha256 == kept.picture.sha256)
    known = session.scalar(same)
    if known is not None:
        return known
    photo = _announced(session, visit, name) or Photo(visit_id=visit.id, name=name, caption="")
    shown = Shown(
        shown.caption or photo.caption,
        shown.equipment_id or photo.equipment_id,
        shown.finding_id or photo.finding_id,
    )
    about = _subject(visit, shown)
    attachment = visits.attach(
        session, actor, request, about, AttachmentKind.PHOTO, kept.picture, name=name, at=at
    )
    keep_file(session, kept.thumbnail, at)
    _describe(photo, shown)
    photo.attachment_id, photo.sha256 = attachment.id, kept.picture.sha256
    photo.thumbnail, photo.width, photo.height = kept.thumbnail.sha256, kept.width, kept.height
    session.add(photo)
    session.flush()
    what = {"visit_id": visit.id, "sha256": kept.picture.sha256}
    record(session, actor.user_id, Event.PHOTO_ADDED, "field_photo", photo.id, at, **what)
    return photo


def describe(
    session: Session,
    actor: Actor,
    photo: Photo,
    shown: Shown,
    *,
    at: datetime,
    row_version: int | None,
) -> None:
    """Say what a photo shows.

    Raises:
        StaleRowError: when a colleague changed it meanwhile.
        ForeignObjectError: when machine or finding are of another site or visit.
    """
    visit = session.get_one(Visit, photo.visit_id)
    request = session.get_one(Request, visit.request_id)
    need_team(session, actor, request)
    check_version(photo.row_version, row_version)
    _check(session, request, visit, shown)
    _describe(photo, shown)
    session.flush()
    what = {"visit_id": visit.id, "name": photo.name}
    record(session, actor.user_id, Event.PHOTO_DESCRIBED, "field_photo", photo.id, at, **what)


def _describe(photo: Photo, shown: Shown) -> None:
    photo.caption = shown.caption
    photo.equipment_id, photo.finding_id = shown.equipment_id, shown.finding_id


def _announced(session: Session, visit: Visit, name: str) -> Photo | None:
    """The photo that a workbook listed under this file name and that has not come yet."""
    wanted = select(Photo).where(
        Photo.visit_id == visit.id,
        Photo.sha256.is_(None),
        func.lower(Photo.name) == name.lower(),
    )
    return session.scalars(wanted.order_by(Photo.id)).first()


def _check(session: Session, request: Request, visit: Visit, shown: Shown) -> None:
    machine = session.get(Equipment, shown.equipment_id) if shown.equipment_id else None
    finding = session.get(Finding, shown.finding_id) if shown.finding_id else None
    is_here = machine is None or machine.site_id == request.site_id
    if not is_here or (finding is not None and finding.visit_id != visit.id):
        raise ForeignObjectError("machine or finding are of another site or visit")


def _subject(visit: Visit, shown: Shown) -> tuple[Subject, int]:
    if shown.finding_id is not None:
        return Subject.FINDING, shown.finding_id
    if shown.equipment_id is not None:
        return Subject.EQUIPMENT, shown.equipment_id
    return Subject.VISIT, visit.id
