"""The history of a submission."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.models import User
from portal.audit.events import Event
from portal.submissions.figures import TimelineEntry
from portal.submissions.models import ReviewDecision, Submission, SubmissionVersion, Upload


def timeline(session: Session, submission: Submission) -> list[TimelineEntry]:
    """Uploads, versions and decisions of a submission, oldest first."""
    entries = [
        *_uploads(session, submission),
        *_versions(session, submission.id),
        *_decisions(session, submission.id),
    ]
    return sorted(entries, key=lambda entry: entry.at)


def _uploads(session: Session, submission: Submission) -> Iterator[TimelineEntry]:
    rows = session.execute(
        select(Upload.received_at, User.name, Upload.id)
        .join(User, User.id == Upload.user_id)
        .where(
            Upload.company_id == submission.company_id,
            Upload.kind == submission.kind,
            Upload.year == submission.year,
        )
        .order_by(Upload.id)
    )
    for at, name, upload_id in rows:
        yield TimelineEntry(at, Event.UPLOAD_RECEIVED, name, None, upload_id=upload_id)


def _versions(session: Session, submission_id: int) -> Iterator[TimelineEntry]:
    rows = session.execute(
        select(
            SubmissionVersion.submitted_at,
            User.name,
            SubmissionVersion.number,
            SubmissionVersion.upload_id,
        )
        .join(User, User.id == SubmissionVersion.signed_by)
        .where(SubmissionVersion.submission_id == submission_id)
        .order_by(SubmissionVersion.number)
    )
    for at, name, number, upload_id in rows:
        yield TimelineEntry(at, Event.SUBMITTED, name, number, upload_id=upload_id)


def _decisions(session: Session, submission_id: int) -> Iterator[TimelineEntry]:
    rows = session.execute(
        select(
            ReviewDecision.decided_at,
            ReviewDecision.decision,
            User.name,
            SubmissionVersion.number,
            ReviewDecision.comment,
            ReviewDecision.required_changes,
        )
        .join(SubmissionVersion, SubmissionVersion.id == ReviewDecision.version_id)
        .join(User, User.id == ReviewDecision.decided_by)
        .where(SubmissionVersion.submission_id == submission_id)
        .order_by(ReviewDecision.id)
    )
    for at, decision, name, number, comment, changes in rows:
        yield TimelineEntry(at, decision, name, number, comment, tuple(changes))
