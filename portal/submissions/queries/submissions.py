"""Reading submissions: who has handed in what, since when, with how many warnings."""

from typing import Any

from sqlalchemy import Row, Select, and_, bindparam, func, select
from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.accounts.queries import companies_of
from portal.members.models import Company
from portal.reference.groups import Group
from portal.submissions.figures import SubmissionRow
from portal.submissions.models import Submission, SubmissionVersion, Upload
from portal.submissions.states import Kind, State

ACCEPTED = (
    select(SubmissionVersion.id)
    .join(Submission, Submission.id == SubmissionVersion.submission_id)
    .where(
        Submission.company_id == bindparam("company_id"),
        Submission.kind == bindparam("kind"),
        Submission.year == bindparam("year"),
        SubmissionVersion.number == Submission.accepted_version,
    )
)
OF_COMPANY = select(Submission).where(
    Submission.company_id == bindparam("company_id"),
    Submission.kind == bindparam("kind"),
    Submission.year == bindparam("year"),
)
LATEST_YEAR = select(func.max(Submission.year)).where(Submission.year <= bindparam("year"))
# Every member is a row, so that the list shows who is missing.
ROWS = (
    select(
        Company.id,
        Company.code,
        Company.name_zh,
        Company.name_en,
        Company.group,
        Submission.id,
        Submission.state,
        Submission.state_since,
        Submission.current_version,
        Submission.accepted_version,
        SubmissionVersion.submitted_at,
        func.coalesce(SubmissionVersion.is_late, False),
        func.coalesce(SubmissionVersion.warnings, 0),
        Submission.latest_upload_id,
        func.coalesce(Upload.errors, 0),
    )
    .select_from(Company)
    .outerjoin(
        Submission,
        and_(
            Submission.company_id == Company.id,
            Submission.kind == bindparam("kind"),
            Submission.year == bindparam("year"),
        ),
    )
    .outerjoin(
        SubmissionVersion,
        and_(
            SubmissionVersion.submission_id == Submission.id,
            SubmissionVersion.number == Submission.current_version,
        ),
    )
    .outerjoin(Upload, Upload.id == Submission.latest_upload_id)
    .order_by(Company.code)
)


def submission(session: Session, actor: Actor, submission_id: int) -> Submission | None:
    """A submission that is there for the actor; the same None for one that does not exist."""
    wanted = select(Submission).join(Company, Company.id == Submission.company_id)
    return session.scalar(wanted.where(Submission.id == submission_id, companies_of(actor)))


def submission_of(session: Session, company_id: int, kind: Kind, year: int) -> Submission | None:
    """A company's submission of a kind and year."""
    return session.scalar(OF_COMPANY, {"company_id": company_id, "kind": kind, "year": year})


def accepted_version_id(session: Session, company_id: int, kind: Kind, year: int) -> int | None:
    """The version whose figures count; None when none was accepted."""
    return session.scalar(ACCEPTED, {"company_id": company_id, "kind": kind, "year": year})


def submission_rows(
    session: Session,
    actor: Actor,
    kind: Kind,
    year: int,
    *,
    group: Group | None = None,
    company_id: int | None = None,
) -> list[SubmissionRow]:
    """Where each member stands that is there for the actor, by code; one row a member."""
    wanted = ROWS.where(companies_of(actor))
    if group is not None:
        wanted = wanted.where(Company.group == group)
    if company_id is not None:
        wanted = wanted.where(Company.id == company_id)
    return _rows(session, wanted, kind, year)


def submission_row(
    session: Session, actor: Actor, company_id: int, kind: Kind, year: int
) -> SubmissionRow | None:
    """Where one member stands."""
    rows = submission_rows(session, actor, kind, year, company_id=company_id)
    return rows[0] if rows else None


def latest_year(session: Session, year: int) -> int | None:
    """The latest year up to this one with any submission; the index of years knows it."""
    return session.scalar(LATEST_YEAR, {"year": year})


def _rows(
    session: Session, wanted: Select[*tuple[Any, ...]], kind: Kind, year: int
) -> list[SubmissionRow]:
    rows = session.execute(wanted, {"kind": kind, "year": year})
    return [row_of(row, kind, year) for row in rows]


def row_of(row: Row[*tuple[Any, ...]], kind: Kind, year: int) -> SubmissionRow:
    """A row of the list from what the database gives."""
    company_id, code, zh, en, group, submission_id, state, *rest = row
    since, current, accepted, submitted_at, is_late, warnings, upload_id, errors = rest
    return SubmissionRow(
        company_id,
        code,
        zh,
        en,
        group,
        kind,
        year,
        submission_id,
        state or State.NONE,
        since,
        current,
        accepted,
        submitted_at,
        bool(is_late),
        warnings,
        upload_id,
        errors,
    )
