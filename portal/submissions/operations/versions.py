"""Handing in a checked workbook, and taking it back."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.accounts.models import User
from portal.accounts.permissions import Permission
from portal.audit.events import Event
from portal.audit.operations import record
from portal.db.base import Base, StaleRowError
from portal.db.counters import data_changed
from portal.files.names import labels
from portal.members.models import Company
from portal.submissions.errors import (
    HasErrorsError,
    IllegalTransitionError,
    MissingExplanationError,
    NotCheckedError,
)
from portal.submissions.figures import CycleTimes, HandedIn
from portal.submissions.models import (
    ExchangeLine,
    InventoryLine,
    PlanMeasureLine,
    PlanTargetLine,
    ReviewDecision,
    Submission,
    SubmissionVersion,
    Upload,
)
from portal.submissions.operations.memory import keep_explanations
from portal.submissions.operations.moves import move
from portal.submissions.operations.numbers import receipt_number
from portal.submissions.operations.standing import note_step
from portal.submissions.operations.uploads import submission_for
from portal.submissions.queries import current_version, cycle_times, is_part, upload_parts
from portal.submissions.states import Decision, Kind, State, UploadState
from portal.workbook.recurrence import Warned


def submit(
    session: Session,
    actor: Actor,
    upload: Upload,
    handed_in: HandedIn,
    *,
    certification: str,
    at: datetime,
    explanations: Mapping[str, str] | None = None,
    remember: bool = True,
    row_version: int | None = None,
) -> SubmissionVersion:
    """Hand in a checked upload as the next version; a repeat gives the same version.

    Args:
        handed_in: what the check read.
        certification: the text that the signatory agreed to, in full.
        explanations: of warnings, by their key; one by the code of a rule is for all of its.
        remember: offer them again with the next workbook.
        row_version: of the submission as the page showed it.

    Raises:
        NotAllowedError: when the actor may not sign for this company.
        NotCheckedError, HasErrorsError: when the check is not over, or not without errors.
        MissingExplanationError: when a warning has none; an import need not explain.
        IllegalTransitionError: while a version is being reviewed or waits to be.
        StaleRowError: when the submission changed since the page was shown.
    """
    company = session.get_one(Company, upload.company_id)
    if not actor.may(Permission.IMPORT):
        actor.need_for(Permission.SUBMIT, company.id, company.group)
    known = session.scalar(
        select(SubmissionVersion).where(SubmissionVersion.upload_id == upload.id)
    )
    if known is not None:
        return known
    kind, year = _ready(session, upload)
    said = _explained(actor, handed_in.warned, explanations or {})
    submission = submission_for(session, company.id, kind, year, at=at)
    if row_version is not None and submission.row_version != row_version:
        raise StaleRowError(f"version {submission.row_version}, not {row_version}")
    move(submission, State.SUBMITTED, at)
    submission.current_version = (submission.current_version or 0) + 1
    submission.latest_upload_id = upload.id
    session.flush()
    version = _version(session, actor, submission, upload, handed_in, at)
    version.certification, version.explanations = certification, said
    version.receipt = _receipt(session, actor, company, submission, upload, version)
    session.add(version)
    session.flush()
    _write_lines(session, version.id, handed_in)
    note_step(session, submission)
    if remember:
        keep_explanations(session, actor, upload, handed_in.warned, said, at=at)
    data_changed(session)
    return version


def _explained(actor: Actor, warned: Sequence[Warned], texts: Mapping[str, str]) -> dict[str, str]:
    """What is said about each warning; what is said about anything else is left out."""
    texts = {one.key: (texts.get(one.key) or texts.get(one.code, "")).strip() for one in warned}
    said = {key: text for key, text in texts.items() if text}
    unexplained = [one.key for one in warned if one.key not in said]
    if unexplained and not actor.may(Permission.IMPORT):
        raise MissingExplanationError(*unexplained)
    return said


def _ready(session: Session, upload: Upload) -> tuple[Kind, int]:
    """The kind and year of an upload that may be handed in."""
    if is_part(session, upload.id):
        # Alone it would leave out the sites of the other files.
        raise IllegalTransitionError(upload.number)
    if upload.state is not UploadState.CHECKED or upload.kind is None or upload.year is None:
        raise NotCheckedError(upload.number)
    if upload.errors:
        raise HasErrorsError(upload.number)
    return upload.kind, upload.year


def recall(session: Session, actor: Actor, submission: Submission, *, at: datetime) -> None:
    """Take back a version that nobody has begun to review; it stays in the history.

    Raises:
        NotAllowedError: when the actor may not sign for this company.
        IllegalTransitionError: once the review has begun.
    """
    company = session.get_one(Company, submission.company_id)
    actor.need_for(Permission.RECALL, company.id, company.group)
    session.refresh(submission, with_for_update=True)
    version = current_version(session, submission)
    if submission.state is not State.SUBMITTED or version is None:
        raise IllegalTransitionError(submission.state)
    move(submission, _state_before(session, submission, version), at)
    session.add(
        ReviewDecision(
            version_id=version.id,
            decision=Decision.RECALLED,
            comment="",
            required_changes=[],
            decided_by=actor.user_id,
            decided_at=at,
        )
    )
    note_step(session, submission)
    data_changed(session)
    record(
        session,
        actor.user_id,
        Event.RECALLED,
        "submission",
        submission.id,
        at,
        version=version.number,
    )


def _state_before(session: Session, submission: Submission, version: SubmissionVersion) -> State:
    """Where the submission stood before a version was handed in."""
    last = session.scalar(
        select(ReviewDecision.decision)
        .join(SubmissionVersion, SubmissionVersion.id == ReviewDecision.version_id)
        .where(
            SubmissionVersion.submission_id == submission.id,
            SubmissionVersion.number < version.number,
            ReviewDecision.decision.in_([Decision.ACCEPTED, Decision.RETURNED]),
        )
        .order_by(ReviewDecision.id.desc())
        .limit(1)
    )
    match last:
        case Decision.RETURNED:
            return State.RETURNED
        case Decision.ACCEPTED:
            return State.ACCEPTED
        case _:
            return State.CHECKED


def _version(
    session: Session,
    actor: Actor,
    submission: Submission,
    upload: Upload,
    handed_in: HandedIn,
    at: datetime,
) -> SubmissionVersion:
    times: CycleTimes = cycle_times(session, submission.kind, submission.year)
    stated, recomputed = handed_in.stated, handed_in.recomputed
    return SubmissionVersion(
        submission_id=submission.id,
        number=submission.current_version,
        upload_id=upload.id,
        sha256=upload.sha256,
        template_version=handed_in.template_version,
        rules_version=handed_in.rules_version,
        reference_versions=dict(handed_in.reference_versions),
        signed_by=actor.user_id,
        submitted_at=at,
        due_at=times.due_at,
        is_late=times.is_late(upload.received_at),
        receipt_number=receipt_number(session, at),
        warnings=upload.warnings,
        stated_scope1=stated.scope1,
        stated_scope2=stated.scope2,
        stated_biogenic=stated.biogenic,
        recomputed_scope1=recomputed.scope1,
        recomputed_scope2=recomputed.scope2,
        recomputed_biogenic=recomputed.biogenic,
    )


def _receipt(
    session: Session,
    actor: Actor,
    company: Company,
    submission: Submission,
    upload: Upload,
    version: SubmissionVersion,
) -> dict[str, Any]:
    """What the receipt says, with the head of the log at that moment as its anchor."""
    said: dict[str, Any] = {
        "number": version.receipt_number,
        "company": company.code,
        "company_name": {"zh": company.name_zh, "en": company.name_en},
        "kind": submission.kind.value,
        "year": submission.year,
        "version": version.number,
        "upload": upload.number,
        "file": upload.original_name,
        "sha256": upload.sha256,
        "size": upload.size,
        **_files(session, upload),
        "received_at": upload.received_at.isoformat(),
        "submitted_at": version.submitted_at.isoformat(),
        "due_at": version.due_at.isoformat(),
        "is_late": version.is_late,
        "signed_by": session.get_one(User, actor.user_id).name,
        "warnings": version.warnings,
    }
    head = record(
        session,
        actor.user_id,
        Event.SUBMITTED,
        "submission",
        submission.id,
        version.submitted_at,
        version=version.number,
        receipt=version.receipt_number,
        sha256=upload.sha256,
        is_late=version.is_late,
    )
    return {**said, "log_head": head}


def _files(session: Session, upload: Upload) -> dict[str, Any]:
    """The files that were handed in as one, each with its number and hash.

    Rows of the version name their file by its label.
    """
    parts = upload_parts(session, upload.id)
    names = labels(one.original_name for one in parts)
    files = [
        {"upload": one.number, "file": name, "sha256": one.sha256, "size": one.size}
        for one, name in zip(parts, names, strict=True)
    ]
    return {"files": files} if files else {}


def _write_lines(session: Session, version_id: int, handed_in: HandedIn) -> None:
    tables: tuple[tuple[type[Base], Sequence[Any]], ...] = (
        (InventoryLine, handed_in.inventory),
        (PlanTargetLine, handed_in.targets),
        (PlanMeasureLine, handed_in.measures),
        (ExchangeLine, handed_in.exchanges),
    )
    for table, rows in tables:
        if rows:
            names = [field.name for field in fields(rows[0])]
            session.execute(
                insert(table),
                [
                    {
                        "version_id": version_id,
                        "line_no": number,
                        **{name: getattr(row, name) for name in names},
                    }
                    for number, row in enumerate(rows, 1)
                ],
            )
