"""Reading what field work has on file: visits for workbooks, uploads, photos and drafts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.queries import user_names
from portal.advisory.content import (
    Advice,
    Attendee,
    Machine,
    Reading,
    Saved,
    Seen,
    VisitContent,
    taken,
)
from portal.advisory.equipment import KINDS
from portal.advisory.models import (
    Equipment,
    Finding,
    Measurement,
    Recommendation,
    Request,
    Saving,
    Visit,
)
from portal.advisory.states import WRITABLE, AdviceState
from portal.advisory.vocabulary import System
from portal.field.changes import Present
from portal.field.models import Draft, FieldUpload, Photo
from portal.field.on_file import (
    AdviceOnFile,
    OnFile,
    ValueOnFile,
    finding_present,
    machine_present,
    photo_present,
    value_present,
    visit_present,
)
from portal.language import Text
from portal.members.models import Company, Site


@dataclass(frozen=True, slots=True)
class UploadRow:
    """A workbook that was brought back."""

    id: int
    visit_id: int
    system: System
    original_name: str
    uploaded_by: str
    uploaded_at: datetime
    confirmed_by: str
    confirmed_at: datetime | None


@dataclass(frozen=True, slots=True)
class PhotoRow:
    """A photo of a visit, or one that a workbook announced."""

    id: int
    visit_id: int
    name: str
    caption: str
    equipment_id: int | None
    tag: str
    finding_id: int | None
    finding: str
    sha256: str | None
    width: int | None
    height: int | None
    row_version: int


@dataclass(frozen=True, slots=True)
class ReportPhoto:
    """A photo as a report shows it; `equipment` is a tag, `finding` the key of a finding."""

    sha256: str
    caption: str
    equipment: str
    finding: int | None


def on_file(session: Session, visit: Visit, system: System) -> OnFile:
    """Everything that the workbook of a visit and a system shows."""
    request = session.get_one(Request, visit.request_id)
    site = session.get_one(Site, request.site_id)
    company = session.get_one(Company, request.company_id)
    machines = _machines(session, site.id)
    tags = {one.id: one.tag for one in machines}
    content = taken(VisitContent, visit)
    people = tuple(Attendee(**one) for one in visit.attendees)
    here = [one for one in machines if KINDS[one.kind].system is system]
    return OnFile(
        visit_id=visit.id,
        site_id=site.id,
        system=system,
        request_number=request.number,
        site_number=site.control_number,
        site_name=Text(site.name_zh, site.name_en),
        member_code=company.code,
        member_name=Text(company.name_zh, company.name_en),
        content=content,
        visit=visit_present(visit.id, visit.row_version, content, people),
        equipment=tuple(
            machine_present(one.id, one.row_version, taken(Machine, one)) for one in here
        ),
        values=_values(session, visit.id, frozenset(one.id for one in here)),
        findings=tuple(
            finding_present(
                one.id, one.row_version, tags.get(one.equipment_id or 0, ""), taken(Seen, one)
            )
            for one in _findings(session, visit.id, system)
        ),
        advice=_advice(session, visit.id),
        photos=tuple(_photo(one, tags) for one in _photos(session, visit.id)),
        site_tags={one.tag: KINDS[one.kind].system for one in machines},
    )


def _machines(session: Session, site_id: int) -> list[Equipment]:
    wanted = select(Equipment).where(Equipment.site_id == site_id)
    return list(session.scalars(wanted.order_by(Equipment.tag)))


def _findings(session: Session, visit_id: int, system: System) -> list[Finding]:
    wanted = select(Finding).where(Finding.visit_id == visit_id, Finding.system == system)
    return list(session.scalars(wanted.order_by(Finding.id)))


def _photos(session: Session, visit_id: int) -> list[Photo]:
    return list(session.scalars(select(Photo).where(Photo.visit_id == visit_id).order_by(Photo.id)))


def _photo(one: Photo, tags: Mapping[int, str]) -> Present:
    return photo_present(
        one.id,
        one.row_version,
        name=one.name,
        tag=tags.get(one.equipment_id or 0, ""),
        finding_id=one.finding_id,
        caption=one.caption,
    )


def _values(session: Session, visit_id: int, equipment: frozenset[int]) -> tuple[ValueOnFile, ...]:
    """The values that no correction replaced, each with all that it stands for."""
    wanted = select(Measurement).where(Measurement.visit_id == visit_id)
    found = [
        one
        for one in session.scalars(wanted.order_by(Measurement.id))
        if one.equipment_id in equipment
    ]
    former = {one.id: one.replaces_id for one in found}
    replaced = frozenset(former.values())
    return tuple(
        ValueOnFile(
            value_present(one.id, one.equipment_id, taken(Reading, one)),
            one.equipment_id,
            one.quantity,
            _before(one.id, former),
        )
        for one in found
        if one.id not in replaced
    )


def _before(key: int, former: Mapping[int, int | None]) -> frozenset[int]:
    found: set[int] = set()
    earlier = former.get(key)
    while earlier is not None and earlier not in found:
        found.add(earlier)
        earlier = former.get(earlier)
    return frozenset(found)


def _advice(session: Session, visit_id: int) -> tuple[AdviceOnFile, ...]:
    wanted = (
        select(Recommendation)
        .join(Finding, Finding.id == Recommendation.finding_id)
        .where(
            Finding.visit_id == visit_id,
            Recommendation.state != AdviceState.WITHDRAWN,
        )
        .order_by(Recommendation.number)
    )
    return tuple(
        AdviceOnFile(
            one.finding_id,
            taken(Advice, one),
            _savings(session, one.id),
            one.id,
            one.row_version,
            one.number,
            one.state in WRITABLE,
        )
        for one in session.scalars(wanted)
    )


def _savings(session: Session, recommendation_id: int) -> tuple[Saved, ...]:
    wanted = select(Saving).where(Saving.recommendation_id == recommendation_id)
    return tuple(taken(Saved, one) for one in session.scalars(wanted.order_by(Saving.carrier)))


def uploads(session: Session, visit_id: int) -> list[UploadRow]:
    """The workbooks that were brought back to a visit, the latest first."""
    names = user_names(session)
    wanted = select(FieldUpload).where(FieldUpload.visit_id == visit_id)
    return [
        upload_row(one, names) for one in session.scalars(wanted.order_by(FieldUpload.id.desc()))
    ]


def upload_row(one: FieldUpload, names: Mapping[int, str]) -> UploadRow:
    """A workbook that was brought back, as pages show it."""
    return UploadRow(
        one.id,
        one.visit_id,
        one.system,
        one.original_name,
        names.get(one.uploaded_by, ""),
        one.uploaded_at,
        names.get(one.confirmed_by or 0, ""),
        one.confirmed_at,
    )


def photos(session: Session, visit_id: int) -> list[PhotoRow]:
    """The photos of a visit, those still announced too, in the order in which they came."""
    found = session.execute(
        select(Photo, Equipment.tag, Finding.text)
        .outerjoin(Equipment, Equipment.id == Photo.equipment_id)
        .outerjoin(Finding, Finding.id == Photo.finding_id)
        .where(Photo.visit_id == visit_id)
        .order_by(Photo.id)
    )
    return [
        PhotoRow(
            one.id,
            one.visit_id,
            one.name,
            one.caption,
            one.equipment_id,
            tag or "",
            one.finding_id,
            text or "",
            one.sha256,
            one.width,
            one.height,
            one.row_version,
        )
        for one, tag, text in found
    ]


def report_photos(session: Session, request_id: int) -> list[ReportPhoto]:
    """The photos of all visits of a request, for its report."""
    found = session.execute(
        select(Photo.sha256, Photo.caption, Equipment.tag, Photo.finding_id)
        .join(Visit, Visit.id == Photo.visit_id)
        .outerjoin(Equipment, Equipment.id == Photo.equipment_id)
        .where(Visit.request_id == request_id, Photo.sha256.is_not(None))
        .order_by(Visit.planned_on, Photo.id)
    )
    return [
        ReportPhoto(sha256, caption, tag or "", finding_id)
        for sha256, caption, tag, finding_id in found
        if sha256
    ]


def draft(session: Session, user_id: int, form: str) -> Draft | None:
    """What a person has typed into a form and not sent."""
    return session.scalar(select(Draft).where(Draft.user_id == user_id, Draft.form == form))
