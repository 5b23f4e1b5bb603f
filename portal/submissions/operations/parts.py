"""Several files that are handed over as one: the whole is an upload of its own."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.files.store import Stored
from portal.members.models import Company
from portal.submissions.errors import IllegalTransitionError
from portal.submissions.figures import CheckOutcome
from portal.submissions.models import Upload, UploadPart, UploadReport
from portal.submissions.operations.uploads import UNCHECKED, Received, receive_upload
from portal.submissions.states import Kind, UploadState


def receive_whole(
    session: Session,
    actor: Actor,
    company: Company,
    listed: Stored,
    parts: Sequence[Upload],
    *,
    original_name: str,
    idempotency_key: str,
    at: datetime,
    kind: Kind,
    year: int,
) -> Received:
    """Note several uploads as one; a repeat of the same form gives the same upload.

    Args:
        listed: the stored list of the parts with their hashes.
        parts: uploads of the company, in the order in which they are listed.

    Raises:
        NotAllowedError: when the actor may not upload for this company.
        RepeatedKeyError: when the key came before with other files or another company.
        IllegalTransitionError: when a part is another company's.
    """
    if any(one.company_id != company.id for one in parts):
        raise IllegalTransitionError(company.code)
    received = receive_upload(
        session,
        actor,
        company,
        listed,
        original_name=original_name,
        idempotency_key=idempotency_key,
        at=at,
        kind=kind,
        year=year,
    )
    if not received.is_repeat:
        whole = received.upload.id
        rows = [
            {"whole_id": whole, "position": number, "upload_id": one.id}
            for number, one in enumerate(parts, 1)
        ]
        session.execute(insert(UploadPart), rows)
    return received


def record_part(session: Session, upload: Upload, outcome: CheckOutcome, *, at: datetime) -> None:
    """Write down, once, what the check of the whole found in one of its files.

    The whole is what stands for the submission, so that a part changes nothing about it.
    """
    session.refresh(upload, with_for_update=True)
    if upload.state not in UNCHECKED:
        return
    upload.state = UploadState.CHECKED if outcome.is_readable else UploadState.UNREADABLE
    upload.checked_at = at
    upload.errors, upload.warnings, upload.infos = outcome.errors, outcome.warnings, outcome.infos
    upload.template_version = outcome.template_version
    upload.totals = dict(outcome.totals)
    session.add(UploadReport(upload_id=upload.id, report=outcome.report, figures=outcome.figures))
    session.flush()
