"""Receiving, checking and handing in workbooks: the front door, for pages and commands alike.

Receiving is separate from checking: a file is safe and has its receipt number before anybody
looks into it. Nothing here commits, except the worker between its own steps.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.db.engine import Database
from portal.files.store import FileStore, Stored
from portal.intake.background import Background
from portal.intake.checking import check_apart
from portal.intake.explaining import Explained, explained, new_first
from portal.intake.following import remembered
from portal.intake.handing_in import handed_in
from portal.intake.on_file import background
from portal.intake.report import Report
from portal.intake.several import Arrived, receive_together
from portal.intake.suspending import left_out
from portal.intake.together import check_together_apart, shares
from portal.jobs.operations import enqueue
from portal.jobs.worker import Task
from portal.members.models import Company
from portal.submissions import operations, queries
from portal.submissions.errors import NotCheckedError
from portal.submissions.figures import CheckOutcome
from portal.submissions.models import Submission, SubmissionVersion, Upload
from portal.submissions.operations import Received
from portal.submissions.states import Kind
from portal.workbook.findings import Severity
from portal.workbook.recurrence import warned

CHECK = "check_upload"


def receive(
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
    """Note a stored file as handed over, and put its check into the queue.

    A repeat of the same form gives the same upload and queues nothing.
    """
    received = operations.receive_upload(
        session,
        actor,
        company,
        stored,
        original_name=original_name,
        idempotency_key=idempotency_key,
        at=at,
        kind=kind,
        year=year,
    )
    if not received.is_repeat:
        upload = received.upload
        upload.job_id = enqueue(session, CHECK, {"upload_id": upload.id, "year": year}, at)
    return received


def receive_correction(
    session: Session,
    actor: Actor,
    company: Company,
    stored: Stored,
    corrects: Upload,
    cells: Sequence[Mapping[str, str]],
    *,
    original_name: str,
    idempotency_key: str,
    at: datetime,
) -> Received:
    """The same for a file that was made by correcting cells of an upload on the page.

    Raises:
        IllegalTransitionError: when the upload corrected is not the latest any more.
    """
    received = receive(
        session,
        actor,
        company,
        stored,
        original_name=original_name,
        idempotency_key=idempotency_key,
        at=at,
        kind=corrects.kind,
        year=corrects.year,
    )
    if not received.is_repeat:
        operations.note_correction(session, actor, received.upload, corrects, cells, at=at)
    return received


def receive_several(
    session: Session,
    store: FileStore,
    actor: Actor,
    company: Company,
    arrived: Sequence[Arrived],
    kept: Sequence[Upload] = (),
    *,
    idempotency_key: str,
    at: datetime,
    kind: Kind,
    year: int,
) -> Received:
    """Note several files as one hand-in, and put the check of all together into the queue.

    A single file with none kept is received as ever.
    """
    said: dict[str, Any] = {
        "idempotency_key": idempotency_key,
        "at": at,
        "kind": kind,
        "year": year,
    }
    if len(arrived) == 1 and not kept:
        (only,) = arrived
        return receive(session, actor, company, only.stored, original_name=only.name, **said)
    received = receive_together(session, store, actor, company, arrived, kept, **said)
    if not received.is_repeat:
        whole = received.upload
        whole.job_id = enqueue(session, CHECK, {"upload_id": whole.id, "year": year}, at)
    return received


def checker(store: FileStore) -> Callable[[Task], None]:
    """The worker's handler: checks one upload in a child process, outside any transaction."""

    def work(task: Task) -> None:
        check_upload(
            task.database,
            store,
            task.payload["upload_id"],
            now=task.now,
            year=task.payload.get("year"),
        )

    return work


def check_upload(
    database: Database,
    store: FileStore,
    upload_id: int,
    *,
    now: Callable[[], datetime],
    year: int | None = None,
) -> Report | None:
    """Check one upload and keep its report; None when another worker already did."""
    with database.transaction() as session:
        upload = session.get_one(Upload, upload_id)
        if not operations.start_check(session, upload):
            return None
        company = session.get_one(Company, upload.company_id)
        known = background(session, upload, company.code, year=year)
        sha256, name = upload.sha256, upload.original_name
        suspended = queries.suspensions(session)
        parts = queries.upload_parts(session, upload_id)
        files = [(one.sha256, one.original_name) for one in parts] or [(sha256, name)]
    report = left_out(_checked(store, files, known), suspended)
    with database.transaction() as session:
        upload = session.get_one(Upload, upload_id)
        if parts:
            _record_parts(session, upload_id, report, at=now())
        operations.record_check(session, upload, outcome(report), at=now())
    return report


def _record_parts(session: Session, upload_id: int, report: Report, *, at: datetime) -> None:
    """Keep what concerns each file with it; of a check that died there is nothing to share."""
    parts = queries.upload_parts(session, upload_id)
    about = shares(report) if report.files else [report] * len(parts)
    for upload, share in zip(parts, about, strict=True):
        operations.record_part(session, upload, outcome(share), at=at)


def _checked(store: FileStore, files: Sequence[tuple[str, str]], known: Background) -> Report:
    """The report about one file, or about several as one; each by its hash and name."""
    paths: list[Path] = [store.path(sha256) for sha256, _ in files]
    names = [name for _, name in files]
    if len(files) > 1:
        return check_together_apart(paths, known, names)
    return check_apart(paths[0], names[0], known)


def outcome(report: Report) -> CheckOutcome:
    """What is written down of a report: counts and totals beside the whole of it."""
    counts = report.counts
    return CheckOutcome(
        kind=Kind(report.kind) if report.kind else None,
        year=report.year,
        is_readable=report.is_read,
        errors=counts[Severity.ERROR],
        warnings=counts[Severity.WARNING],
        infos=counts[Severity.INFO],
        report=report.stored(),
        figures=report.stored_tables(),
        template_version=str(report.template_version) if report.template_version else None,
        totals=report.totals,
    )


def report_of(session: Session, upload_id: int, *, with_tables: bool = False) -> Report | None:
    """The report of an upload, None before its check."""
    kept = queries.check_report(session, upload_id)
    if kept is None:
        return None
    tables = queries.check_figures(session, upload_id) if with_tables else None
    return Report.restored(kept, tables or b"{}")


def explain(
    session: Session, actor: Actor, upload: Upload, texts: Mapping[str, str], *, at: datetime
) -> int:
    """Keep what is said about the warnings of a checked upload; see `submissions.explain`.

    Raises:
        NotCheckedError: before the check has ended.
    """
    report = report_of(session, upload.id)
    if report is None:
        raise NotCheckedError(upload.number)
    warnings = [one for one, _ in warned(report.findings)]
    return operations.explain(session, actor, upload, warnings, texts, at=at)


def warnings_of(session: Session, upload: Upload, report: Report) -> list[Explained]:
    """The warnings of an upload, with what was said about them or is offered from before."""
    if upload.kind is None:
        return []
    said = {key: row.text for key, row in queries.explanations_of(session, upload.id).items()}
    earlier = queries.explanations_before(session, upload.company_id, upload.kind, upload.id)
    recorded = queries.identity_changes(session, upload.company_id)
    known = remembered(earlier, recorded, upload.year or 0) if recorded else earlier
    return explained(report.findings, said, known, offer=True)


def warnings_seen(
    session: Session, submission: Submission, version: SubmissionVersion, report: Report
) -> list[Explained]:
    """The warnings of a version as a reviewer reads them: new, changed, then carried over."""
    earlier = queries.explanations_seen(session, submission.company_id, submission.kind, version)
    recorded = queries.identity_changes(session, submission.company_id)
    known = remembered(earlier, recorded, submission.year) if recorded else earlier
    return new_first(explained(report.findings, version.explanations, known))


def hand_in(
    session: Session,
    actor: Actor,
    upload: Upload,
    *,
    certification: str,
    at: datetime,
    explanations: Mapping[str, str] | None = None,
    remember: bool = True,
    row_version: int | None = None,
) -> SubmissionVersion:
    """Hand in a checked upload as the member's next version; see `submissions.submit`.

    Raises:
        NotCheckedError: before the check has ended.
    """
    report = report_of(session, upload.id, with_tables=True)
    if report is None:
        raise NotCheckedError(upload.number)
    more: dict[str, Any] = {
        "explanations": explanations,
        "remember": remember,
        "row_version": row_version,
    }
    return operations.submit(
        session, actor, upload, handed_in(report), certification=certification, at=at, **more
    )
