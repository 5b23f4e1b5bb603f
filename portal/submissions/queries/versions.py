"""Reading versions."""

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from portal.accounts.models import User
from portal.submissions.figures import VersionRow
from portal.submissions.models import ReviewDecision, Submission, SubmissionVersion

LAST_DECISION = (
    select(func.max(ReviewDecision.id))
    .where(ReviewDecision.version_id == SubmissionVersion.id)
    .correlate(SubmissionVersion)
    .scalar_subquery()
)
ROWS = (
    select(
        SubmissionVersion.id,
        SubmissionVersion.number,
        SubmissionVersion.submitted_at,
        User.name,
        SubmissionVersion.receipt_number,
        SubmissionVersion.is_late,
        SubmissionVersion.warnings,
        SubmissionVersion.sha256,
        ReviewDecision.decision,
    )
    .join(User, User.id == SubmissionVersion.signed_by)
    .outerjoin(ReviewDecision, ReviewDecision.id == LAST_DECISION)
    .where(SubmissionVersion.submission_id == bindparam("submission_id"))
    .order_by(SubmissionVersion.number.desc())
)
BY_NUMBER = select(SubmissionVersion).where(
    SubmissionVersion.submission_id == bindparam("submission_id"),
    SubmissionVersion.number == bindparam("number"),
)


def version(session: Session, submission_id: int, number: int) -> SubmissionVersion | None:
    """One version of a submission by its number."""
    return session.scalar(BY_NUMBER, {"submission_id": submission_id, "number": number})


def current_version(session: Session, submission: Submission) -> SubmissionVersion | None:
    """The version handed in last."""
    if submission.current_version is None:
        return None
    return version(session, submission.id, submission.current_version)


def version_by_receipt(session: Session, receipt_number: str) -> SubmissionVersion | None:
    """The version that a receipt was given for."""
    return session.scalar(
        select(SubmissionVersion).where(SubmissionVersion.receipt_number == receipt_number)
    )


def file_hashes(of_version: SubmissionVersion) -> dict[str, str]:
    """The files handed in as one version, by the name its rows have for them; else none."""
    return {one["file"]: one["sha256"] for one in of_version.receipt.get("files", [])}


def version_rows(session: Session, submission_id: int) -> list[VersionRow]:
    """All versions of a submission, latest first."""
    rows = session.execute(ROWS, {"submission_id": submission_id})
    return [VersionRow(*row) for row in rows]
