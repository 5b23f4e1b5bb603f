"""The versions whose figures count, and where their workbooks are kept."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from portal.members.models import Company
from portal.submissions.models import Submission, SubmissionVersion
from portal.submissions.states import Kind


@dataclass(frozen=True, slots=True)
class AcceptedVersion:
    """The version of a member's workbook that counts.

    Attributes:
        sha256: of the workbook as it was handed in.
    """

    company_code: str
    year: int
    submission_id: int
    version_id: int
    number: int
    submitted_at: datetime
    receipt_number: str
    sha256: str


ACCEPTED = (
    select(
        Company.code,
        Submission.year,
        Submission.id,
        SubmissionVersion.id,
        SubmissionVersion.number,
        SubmissionVersion.submitted_at,
        SubmissionVersion.receipt_number,
        SubmissionVersion.sha256,
    )
    .join(Submission, Submission.company_id == Company.id)
    .join(SubmissionVersion, SubmissionVersion.submission_id == Submission.id)
    .where(
        Submission.kind == bindparam("kind"),
        Submission.year >= bindparam("first"),
        Submission.year <= bindparam("year"),
        SubmissionVersion.number == Submission.accepted_version,
    )
    .order_by(Submission.year)
)
ACCEPTED_OF = ACCEPTED.where(Company.code == bindparam("code"))


def accepted_versions(session: Session, kind: Kind, year: int) -> dict[str, AcceptedVersion]:
    """The version that counts for a year, of every member that has one, by the member's code."""
    rows = session.execute(ACCEPTED, _asked(kind, year))
    # Rows come by year, so that the newest plan of a member stays.
    return {row[0]: AcceptedVersion(*row) for row in rows}


def accepted_version(session: Session, code: str, kind: Kind, year: int) -> AcceptedVersion | None:
    """The version of one member that counts for a year; None when none was accepted."""
    rows = session.execute(ACCEPTED_OF, {**_asked(kind, year), "code": code})
    found = [AcceptedVersion(*row) for row in rows]
    return found[-1] if found else None


def _asked(kind: Kind, year: int) -> dict[str, object]:
    """An inventory counts for its own year, a plan until there is a newer one."""
    return {"kind": kind, "year": year, "first": year if kind is Kind.INVENTORY else 0}
