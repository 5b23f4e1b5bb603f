"""What a receipt says."""

from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from portal.accounts.models import User
from portal.intake.kept_words import in_both
from portal.language import Text
from portal.reports.receipt import Receipt, StatedTotals
from portal.submissions.models import (
    Submission,
    SubmissionVersion,
    Upload,
)
from portal.submissions.queries import file_hashes
from portal.submissions.states import Kind

RECEIPT = (
    select(SubmissionVersion, Submission, Upload, User.name)
    .join(Submission, Submission.id == SubmissionVersion.submission_id)
    .join(Upload, Upload.id == SubmissionVersion.upload_id)
    .join(User, User.id == Upload.user_id)
    .where(SubmissionVersion.id == bindparam("version_id"))
)


def receipt(session: Session, version_id: int, *, at: datetime) -> Receipt | None:
    """What the receipt of a version says, as it was written down when it was handed in.

    Args:
        session: read only.
        version_id: the version; whether the reader may see it is asked before.
        at: when the document is made.
    """
    found = session.execute(RECEIPT, {"version_id": version_id}).one_or_none()
    if found is None:
        return None
    version, submission, upload, uploaded_by = found
    said = version.receipt
    return Receipt(
        number=version.receipt_number,
        company_code=said["company"],
        company=Text(said["company_name"]["zh"], said["company_name"]["en"]),
        kind=submission.kind.label,
        year=submission.year,
        version=version.number,
        upload=upload.number,
        file_name=said["file"],
        sha256=version.sha256,
        size=said["size"],
        received_at=upload.received_at,
        submitted_at=version.submitted_at,
        due_at=version.due_at,
        is_late=version.is_late,
        uploaded_by=uploaded_by,
        signed_by=said["signed_by"],
        certification=in_both(version.certification),
        totals=_totals(version) if submission.kind is Kind.INVENTORY else (),
        errors=upload.errors,
        warnings=upload.warnings,
        infos=upload.infos,
        log_head=said["log_head"],
        template=version.template_version,
        rules=version.rules_version,
        made_at=at,
        files=tuple(file_hashes(version).items()),
    )


def _totals(version: SubmissionVersion) -> tuple[StatedTotals, ...]:
    return (
        StatedTotals(Text("範疇一", "Scope 1"), version.stated_scope1, version.recomputed_scope1),
        StatedTotals(Text("範疇二", "Scope 2"), version.stated_scope2, version.recomputed_scope2),
        StatedTotals(
            Text("生質二氧化碳", "Biogenic CO₂"),
            version.stated_biogenic,
            version.recomputed_biogenic,
        ),
    )
