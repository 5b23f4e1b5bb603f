"""Receiving files and writing down what their check found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.accounts.permissions import NotAllowedError, Permission
from portal.audit.events import Event
from portal.audit.operations import record
from portal.files.store import Stored
from portal.members.models import Company
from portal.submissions.errors import IllegalTransitionError, RepeatedKeyError
from portal.submissions.figures import CheckOutcome
from portal.submissions.models import (
    StoredFile,
    Submission,
    SubmissionVersion,
    Upload,
    UploadCorrection,
    UploadReport,
)
from portal.submissions.operations.numbers import upload_number
from portal.submissions.operations.standing import note_step
from portal.submissions.queries import submission_of, upload_by_key
from portal.submissions.states import Kind, State, UploadState

UNCHECKED = frozenset({UploadState.RECEIVED, UploadState.CHECKING})
NAME_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Received:
    """An upload, and whether the same form had brought it before."""

    upload: Upload
    is_repeat: bool


def receive_upload(
    session: Session,
    actor: Actor,
    company: Company,
    stored: Stored,
    *,
    original_name: str,
    idempotency_key: str,
    at: datetime,
    kind: Kind | None = None,
    year: int | None = None,
) -> Received:
    """Note a stored file as a company's upload; a repeat of the same form gives the same upload.

    Args:
        stored: the file, already safe on disk.
        idempotency_key: made with the form; unique for a user.
        at: when its first byte arrived, which decides whether it is in time.
        kind: with the year, when the uploader said so; else the check reads them.

    Raises:
        NotAllowedError: when the actor may not upload for this company.
        RepeatedKeyError: when the key came before with another file or company.
    """
    need_upload(actor, company)
    known = upload_by_key(session, actor.user_id, idempotency_key)
    if known is not None:
        return _repeat(known, company, stored)
    keep_file(session, stored, at)
    try:
        with session.begin_nested():
            upload = _new_upload(session, actor.user_id, company, stored, at)
            upload.original_name = _printable(original_name)
            upload.idempotency_key = idempotency_key
            upload.kind, upload.year = kind, year
            session.add(upload)
    except IntegrityError:
        # The same form came twice at once and the other one was faster.
        known = upload_by_key(session, actor.user_id, idempotency_key)
        if known is None:
            raise
        return _repeat(known, company, stored)
    what = {"number": upload.number, "sha256": stored.sha256, "company_id": company.id}
    record(session, actor.user_id, Event.UPLOAD_RECEIVED, "upload", upload.id, at, **what)
    return Received(upload, is_repeat=False)


def need_upload(actor: Actor, company: Company) -> None:
    """Go on only when the actor may upload for a company: its own people, or an import.

    Raises:
        NotAllowedError: otherwise.
    """
    if not actor.may(Permission.IMPORT):
        actor.need_for(Permission.UPLOAD, company.id, company.group)


def start_check(session: Session, upload: Upload) -> bool:
    """Note that the check has begun; False when it is already over."""
    if upload.state not in UNCHECKED:
        return False
    upload.state = UploadState.CHECKING
    session.flush()
    return True


def record_check(session: Session, upload: Upload, outcome: CheckOutcome, *, at: datetime) -> bool:
    """Write down, once, what the check found; False when another check already did.

    A submission that has nothing yet now has something checked; any other stays as it is.
    """
    session.refresh(upload, with_for_update=True)
    if upload.state not in UNCHECKED:
        return False
    readable = outcome.is_readable
    upload.state = UploadState.CHECKED if readable else UploadState.UNREADABLE
    # A workbook of another year or kind stays where it was handed in, or nobody would find it.
    kind, year = upload.kind or outcome.kind, upload.year or outcome.year
    upload.kind, upload.year = kind, year
    upload.checked_at = at
    upload.errors, upload.warnings, upload.infos = outcome.errors, outcome.warnings, outcome.infos
    upload.template_version = outcome.template_version
    upload.totals = dict(outcome.totals)
    session.add(UploadReport(upload_id=upload.id, report=outcome.report, figures=outcome.figures))
    session.flush()
    if readable and kind is not None and year is not None:
        _note_checked(session, upload, kind, year, at)
    record(
        session,
        upload.user_id,
        Event.UPLOAD_CHECKED if readable else Event.UPLOAD_UNREADABLE,
        "upload",
        upload.id,
        at,
        errors=outcome.errors,
        warnings=outcome.warnings,
        infos=outcome.infos,
    )
    return True


def note_correction(
    session: Session,
    actor: Actor,
    upload: Upload,
    corrects: Upload,
    cells: Sequence[Mapping[str, str]],
    *,
    at: datetime,
) -> None:
    """Keep that an upload is another one with some cells corrected on the page.

    Args:
        cells: each with sheet, cell, what it held before and what was typed.

    Raises:
        IllegalTransitionError: when the other one was put aside, or is not the latest any more.
    """
    latest = select(func.max(Upload.id)).where(
        Upload.company_id == corrects.company_id,
        Upload.kind == corrects.kind,
        Upload.year == corrects.year,
        Upload.state != UploadState.ABANDONED,
        Upload.id != upload.id,
    )
    if corrects.state is not UploadState.CHECKED or session.scalar(latest) != corrects.id:
        raise IllegalTransitionError(corrects.state)
    session.add(
        UploadCorrection(
            upload_id=upload.id, corrects_id=corrects.id, cells=list(cells), corrected_at=at
        )
    )
    what = {"number": upload.number, "corrects": corrects.number, "cells": len(cells)}
    record(session, actor.user_id, Event.UPLOAD_CORRECTED, "upload", upload.id, at, **what)


def abandon(session: Session, actor: Actor, upload: Upload, *, at: datetime) -> None:
    """Put an upload aside that will not be handed in; the file and its report are kept.

    Raises:
        NotAllowedError: when it is another company's.
        IllegalTransitionError: when it was handed in or put aside already.
    """
    actor.need(Permission.UPLOAD)
    if upload.company_id != actor.company_id:
        raise NotAllowedError(f"upload {upload.id}")
    handed_in = select(SubmissionVersion.id).where(SubmissionVersion.upload_id == upload.id)
    if upload.state is UploadState.ABANDONED or session.scalar(handed_in) is not None:
        raise IllegalTransitionError(upload.state)
    upload.state = UploadState.ABANDONED
    record(session, actor.user_id, Event.UPLOAD_ABANDONED, "upload", upload.id, at)


def submission_for(
    session: Session, company_id: int, kind: Kind, year: int, *, at: datetime
) -> Submission:
    """The company's submission of a kind and year, made when there is none, locked."""
    found = submission_of(session, company_id, kind, year)
    if found is None:
        made = Submission(
            company_id=company_id, kind=kind, year=year, state=State.NONE, state_since=at
        )
        try:
            with session.begin_nested():
                session.add(made)
            return made
        except IntegrityError:
            # Two first uploads at once; the other one made it.
            found = submission_of(session, company_id, kind, year)
            if found is None:
                raise
    session.refresh(found, with_for_update=True)
    return found


def _new_upload(
    session: Session, user_id: int, company: Company, stored: Stored, at: datetime
) -> Upload:
    return Upload(
        number=upload_number(session, at),
        sha256=stored.sha256,
        size=stored.size,
        company_id=company.id,
        user_id=user_id,
        received_at=at,
        state=UploadState.RECEIVED,
        totals={},
    )


def _repeat(known: Upload, company: Company, stored: Stored) -> Received:
    if (known.sha256, known.company_id) != (stored.sha256, company.id):
        raise RepeatedKeyError(known.number)
    return Received(known, is_repeat=True)


def keep_file(session: Session, stored: Stored, at: datetime) -> None:
    """Note that the file store has these bytes; the same bytes again change nothing."""
    if session.get(StoredFile, stored.sha256) is not None:
        return
    try:
        with session.begin_nested():
            session.add(StoredFile(sha256=stored.sha256, size=stored.size, received_at=at))
    except IntegrityError:
        # The same bytes arrived twice at once; one row is enough.
        session.expire_all()


def _note_checked(session: Session, upload: Upload, kind: Kind, year: int, at: datetime) -> None:
    submission = submission_for(session, upload.company_id, kind, year, at=at)
    submission.latest_upload_id = upload.id
    if submission.state is State.NONE:
        submission.state, submission.state_since = State.CHECKED, at
    note_step(session, submission)


def _printable(name: str) -> str:
    """A file's name without control or direction characters, its end kept when it is long."""
    shown = "".join(letter if letter.isprintable() else "_" for letter in name)
    return shown[-NAME_LENGTH:] or "_"
