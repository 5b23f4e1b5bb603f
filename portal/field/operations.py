"""Bringing a field workbook back: kept with its preview, then confirmed once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.advisory.content import Machine, Reading, Seen
from portal.advisory.models import (
    Equipment,
    Finding,
    Measurement,
    Recommendation,
    Request,
    Visit,
)
from portal.advisory.operations import findings, visits
from portal.advisory.operations.allowed import need_team, today
from portal.advisory.operations.register import keep_equipment
from portal.advisory.queries.judging import proposal
from portal.advisory.rules import judged
from portal.advisory.vocabulary import System
from portal.audit.events import Event
from portal.audit.operations import record
from portal.db.base import StaleRowError
from portal.db.types import canonical_json
from portal.field.advising import Advised
from portal.field.changes import Change, Entry, Preview
from portal.field.differences import Held, preview_of
from portal.field.models import FieldUpload, Photo
from portal.field.queries import on_file
from portal.field.rows import PhotoLine
from portal.field.sheets import READ_BY
from portal.field.subject import Subject
from portal.files.names import printable
from portal.files.store import Stored
from portal.language import Text
from portal.members.models import Company, Site
from portal.submissions.operations import keep_file
from portal.workbook.findings import Severity
from portal.workbook.stored import restored

SHEETS = ("equipment", "measurements", "findings", "photos", "advice")


class OvertakenError(StaleRowError):
    """The preview was confirmed before, or what is on file has changed since it was shown."""


def receive(
    session: Session,
    actor: Actor,
    visit: Visit,
    stored: Stored,
    rows: Mapping[str, Sequence[Any]],
    *,
    name: str,
    at: datetime,
) -> FieldUpload:
    """Keep a workbook that has no errors, with the preview of what it changes.

    Raises:
        NotAllowedError, NotOnTeamError: when the actor is not of the visit's team.
    """
    need_team(session, actor, session.get_one(Request, visit.request_id))
    keep_file(session, stored, at)
    subject = _subject(rows)
    upload = FieldUpload(
        visit_id=visit.id,
        system=subject.system or System.OTHER,
        sha256=stored.sha256,
        original_name=printable(name, "file"),
        rows={key: [_kept(row) for row in some] for key, some in rows.items()},
        digest="",
        uploaded_by=actor.user_id,
        uploaded_at=at,
    )
    session.add(upload)
    upload.digest = preview(session, visit, upload, at=at).digest
    session.flush()
    what = {"visit_id": visit.id, "sha256": stored.sha256}
    record(session, actor.user_id, Event.FIELD_UPLOADED, "field_upload", upload.id, at, **what)
    return upload


def _kept(row: Any) -> dict[str, Any]:
    """A row as JSON keeps it: amounts and days as text."""
    values = {one.name: getattr(row, one.name) for one in fields(row)}
    return {
        key: value if isinstance(value, (str, int, type(None))) else str(value)
        for key, value in values.items()
    }


def _subject(rows: Mapping[str, Sequence[Any]]) -> Subject:
    visit = rows.get("visit", ())
    return Subject(visit[0] if visit else None, *(tuple(rows.get(key, ())) for key in SHEETS))


def subject_of(upload: FieldUpload) -> Subject:
    """The rows of a workbook that was brought back."""
    return _subject(
        {
            sheet.key: [restored(sheet, values) for values in upload.rows.get(sheet.key, ())]
            for sheet in READ_BY
        }
    )


def preview(session: Session, visit: Visit, upload: FieldUpload, *, at: datetime) -> Preview:
    """What a workbook would change as things are now."""
    subject, known = subject_of(upload), on_file(session, visit, upload.system)
    found = preview_of(subject, known, today(at))
    return Preview(
        tuple(_judged(session, known.site_id, upload.system, one) for one in found.entries)
    )


def _judged(session: Session, site_id: int, system: System, entry: Entry) -> Entry:
    """A recommendation judged with everything that is on file; others as they are."""
    if not entry.change.is_taken or not isinstance(entry.content, Advised):
        return entry
    finding = _finding_of(session, site_id, system, entry)
    advice, savings = entry.content
    flags = judged(proposal(session, finding, advice, savings, entry.key))
    stops = [one for one in flags if one.severity is Severity.ERROR or not advice.explanation]
    if not stops:
        return entry
    words = Text(
        "".join(one.message.zh for one in stops), " ".join(one.message.en for one in stops)
    )
    return replace(entry, change=Change.REFUSED, reason=words)


def _finding_of(session: Session, site_id: int, system: System, entry: Entry) -> Finding:
    """The finding of a recommendation: on file, or as it will be."""
    if entry.key is not None:
        one = session.get_one(Recommendation, entry.key)
        return session.get_one(Finding, one.finding_id)
    machine = _equipment(session, site_id, entry.tag)
    return Finding(system=system, equipment_id=machine.id if machine else None)


def _equipment(session: Session, site_id: int, tag: str) -> Equipment | None:
    wanted = select(Equipment).where(Equipment.site_id == site_id, Equipment.tag == tag)
    return session.scalar(wanted) if tag else None


def confirm(
    session: Session, actor: Actor, upload: FieldUpload, shown: str, *, at: datetime
) -> Preview:
    """Write what the preview showed, once, and only when nothing has changed since.

    Args:
        shown: digest of the preview that the person saw.

    Raises:
        OvertakenError: when it was confirmed before or something changed; nothing is written.
    """
    wanted = select(Visit).where(Visit.id == upload.visit_id).with_for_update()
    visit = session.scalars(wanted).one()
    request = session.get_one(Request, visit.request_id)
    need_team(session, actor, request)
    found = preview(session, visit, upload, at=at)
    if upload.confirmed_at is not None or found.digest != shown:
        raise OvertakenError(f"upload {upload.id}")
    _Writer(session, actor, visit, request, at).write(found)
    upload.digest, upload.confirmed_by, upload.confirmed_at = shown, actor.user_id, at
    session.flush()
    counts = {change.value: number for change, number in found.counts}
    what = {"visit_id": visit.id, "counts": canonical_json(counts).decode()}
    record(session, actor.user_id, Event.FIELD_CONFIRMED, "field_upload", upload.id, at, **what)
    return found


@dataclass(slots=True)
class _Writer:
    """Writes the rows of a preview through the operations of a diagnosis, each with its entry."""

    session: Session
    actor: Actor
    visit: Visit
    request: Request
    at: datetime
    findings: dict[int, int] = field(default_factory=dict[int, int])

    def write(self, found: Preview) -> None:
        """Write every row that is taken, in the order of the sheets."""
        for one in found.entries:
            if one.sheet == "findings" and one.key is not None and one.at:
                self.findings[one.at] = one.key
        for one in found.taken:
            self._write(one)

    def _write(self, one: Entry) -> None:
        match one.content:
            case Held() as held:
                self._visit(one, held)
            case Machine() as machine:
                self._machine(one, machine)
            case Reading() as reading:
                self._value(one, reading)
            case Seen() as seen:
                self._finding(one, seen)
            case Advised() as advised:
                self._advice(one, advised)
            case PhotoLine() as line:
                self._photo(one, line)
            case other:
                raise TypeError(f"{type(other).__name__} is nothing that a field workbook holds")

    def _visit(self, one: Entry, held: Held) -> None:
        visits.record_visit(
            self.session,
            self.actor,
            self.visit,
            held.content,
            held.people,
            at=self.at,
            row_version=one.version,
        )

    def _machine(self, one: Entry, machine: Machine) -> None:
        keep_equipment(
            self.session,
            self.actor,
            self.session.get_one(Company, self.request.company_id),
            self.session.get_one(Site, self.request.site_id),
            machine,
            at=self.at,
            equipment=self.session.get(Equipment, one.key) if one.key else None,
            row_version=one.version,
        )

    def _tagged(self, tag: str) -> Equipment | None:
        return _equipment(self.session, self.request.site_id, tag)

    def _value(self, one: Entry, reading: Reading) -> None:
        machine = self._tagged(one.tag)
        if machine is None:
            raise OvertakenError(one.tag)
        visits.measure(
            self.session,
            self.actor,
            self.visit,
            machine,
            reading,
            at=self.at,
            replaces=self.session.get(Measurement, one.key) if one.key else None,
        )

    def _finding(self, one: Entry, seen: Seen) -> None:
        machine = self._tagged(one.tag)
        kept = findings.keep_finding(
            self.session,
            self.actor,
            self.visit,
            replace(seen, equipment_id=machine.id if machine else None),
            at=self.at,
            finding=self.session.get(Finding, one.key) if one.key else None,
            row_version=one.version,
        )
        self.findings[one.at] = kept.id

    def _advice(self, one: Entry, advised: Advised) -> None:
        former = self.session.get_one(Recommendation, one.key) if one.key else None
        key = former.finding_id if former else self.findings[one.finding]
        findings.recommend(
            self.session,
            self.actor,
            self.session.get_one(Finding, key),
            advised.advice,
            advised.savings,
            at=self.at,
            one=former,
            row_version=one.version,
        )

    def _photo(self, one: Entry, line: PhotoLine) -> None:
        machine = self._tagged(one.tag)
        photo = self.session.get(Photo, one.key) if one.key else None
        if photo is None:
            photo = Photo(visit_id=self.visit.id, name=line.name or "", caption="")
            self.session.add(photo)
        photo.caption, photo.name = line.caption or "", line.name or ""
        photo.equipment_id = machine.id if machine else None
        photo.finding_id = self.findings.get(one.finding)
        self.session.flush()
        what = {"visit_id": self.visit.id, "name": photo.name}
        record(
            self.session,
            self.actor.user_id,
            Event.PHOTO_DESCRIBED,
            "field_photo",
            photo.id,
            self.at,
            **what,
        )
