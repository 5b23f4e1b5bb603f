"""Reading uploads."""

from datetime import datetime
from typing import Any

from sqlalchemy import Result, bindparam, exists, func, select
from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.accounts.models import User
from portal.accounts.queries import companies_of
from portal.members.models import Company
from portal.submissions.figures import Correction, UploadRow
from portal.submissions.models import (
    SubmissionVersion,
    Upload,
    UploadCorrection,
    UploadPart,
    UploadReport,
)
from portal.submissions.states import Kind

BY_KEY = select(Upload).where(
    Upload.user_id == bindparam("user_id"), Upload.idempotency_key == bindparam("key")
)
REPORT = select(UploadReport.report).where(UploadReport.upload_id == bindparam("upload_id"))
FIGURES = select(UploadReport.figures).where(UploadReport.upload_id == bindparam("upload_id"))
# A file of several is counted with its whole.
IS_PART = exists().where(UploadPart.upload_id == Upload.id)
WHOLE = (
    select(func.max(UploadPart.whole_id)).where(UploadPart.upload_id == Upload.id).scalar_subquery()
)
PART_COUNT = select(func.count()).where(UploadPart.whole_id == Upload.id).scalar_subquery()
PARTS = (
    select(Upload)
    .join(UploadPart, UploadPart.upload_id == Upload.id)
    .where(UploadPart.whole_id == bindparam("whole_id"))
    .order_by(UploadPart.position)
)
RECENT = select(
    func.count().filter(Upload.user_id == bindparam("user_id")),
    func.count().filter(Upload.company_id == bindparam("company_id")),
).where(Upload.received_at > bindparam("since"), ~IS_PART)
ROWS = (
    select(
        Upload.id,
        Upload.number,
        Upload.original_name,
        Upload.sha256,
        Upload.size,
        Upload.company_id,
        Company.code,
        Upload.kind,
        Upload.year,
        User.name,
        Upload.received_at,
        Upload.state,
        Upload.errors,
        Upload.warnings,
        Upload.infos,
        SubmissionVersion.number,
        WHOLE,
        PART_COUNT,
    )
    .join(Company, Company.id == Upload.company_id)
    .join(User, User.id == Upload.user_id)
    .outerjoin(SubmissionVersion, SubmissionVersion.upload_id == Upload.id)
    .order_by(Upload.id.desc())
)


def upload(session: Session, actor: Actor, upload_id: int) -> Upload | None:
    """An upload that is there for the actor."""
    wanted = select(Upload).join(Company, Company.id == Upload.company_id)
    return session.scalar(wanted.where(Upload.id == upload_id, companies_of(actor)))


def upload_by_key(session: Session, user_id: int, idempotency_key: str) -> Upload | None:
    """What a user's form with this key already brought."""
    return session.scalar(BY_KEY, {"user_id": user_id, "key": idempotency_key})


def upload_parts(session: Session, upload_id: int) -> list[Upload]:
    """The files that an upload is made of, in their order; none for a single file."""
    return list(session.scalars(PARTS, {"whole_id": upload_id}))


def is_part(session: Session, upload_id: int) -> bool:
    """Whether an upload is one of several that were handed over together."""
    wanted = select(exists().where(UploadPart.upload_id == upload_id))
    return bool(session.scalar(wanted))


def upload_rows(
    session: Session,
    actor: Actor,
    *,
    company_id: int | None = None,
    kind: Kind | None = None,
    year: int | None = None,
    limit: int = 50,
) -> list[UploadRow]:
    """The latest uploads that are there for the actor."""
    wanted = ROWS.where(companies_of(actor)).limit(limit)
    if company_id is not None:
        wanted = wanted.where(Upload.company_id == company_id)
    if kind is not None:
        wanted = wanted.where(Upload.kind == kind)
    if year is not None:
        wanted = wanted.where(Upload.year == year)
    rows: Result[*tuple[Any, ...]] = session.execute(wanted)
    return [UploadRow(*row) for row in rows]


def check_report(session: Session, upload_id: int) -> bytes | None:
    """The report of a check, as the check wrote it; None before the check."""
    return session.scalar(REPORT, {"upload_id": upload_id})


def check_figures(session: Session, upload_id: int) -> bytes | None:
    """The figures that a check read, as the check wrote them; None before the check."""
    return session.scalar(FIGURES, {"upload_id": upload_id})


def correction_of(session: Session, upload_id: int) -> Correction | None:
    """Which upload this one is a correction of, and of which cells; None for any other."""
    wanted = (
        select(Upload.id, Upload.number, UploadCorrection.cells)
        .join(Upload, Upload.id == UploadCorrection.corrects_id)
        .where(UploadCorrection.upload_id == upload_id)
    )
    row = session.execute(wanted).one_or_none()
    return None if row is None else Correction(row[0], row[1], tuple(row[2]))


def uploads_since(
    session: Session, user_id: int, company_id: int, since: datetime
) -> tuple[int, int]:
    """How many uploads a user and a company have brought since a time."""
    row = session.execute(RECENT, {"user_id": user_id, "company_id": company_id, "since": since})
    by_user, by_company = row.one()
    return by_user, by_company
