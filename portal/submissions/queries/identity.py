"""Reading what became of sources and sites, and which sections were accepted."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, aliased

from portal.accounts.models import User
from portal.members.models import Company
from portal.submissions.figures import IdentityChangeRow, SectionDecisionRow
from portal.submissions.models import IdentityChange, SectionDecision, SubmissionVersion
from portal.submissions.states import IdentityKind

_WITHDRAWAL = aliased(IdentityChange)
CHANGES = (
    select(
        IdentityChange.id,
        IdentityChange.kind,
        IdentityChange.year,
        IdentityChange.old,
        IdentityChange.new,
        IdentityChange.reason,
        User.name,
        IdentityChange.recorded_at,
    )
    .join(User, User.id == IdentityChange.recorded_by)
    .outerjoin(_WITHDRAWAL, _WITHDRAWAL.withdraws_id == IdentityChange.id)
    .where(
        IdentityChange.company_id == bindparam("company_id"),
        IdentityChange.withdraws_id.is_(None),
        _WITHDRAWAL.id.is_(None),
    )
    .order_by(IdentityChange.year, IdentityChange.id)
)
# The same of every member, of one kind.
CHANGES_OF_ALL = (
    select(Company.code, *CHANGES.selected_columns)
    .join(User, User.id == IdentityChange.recorded_by)
    .join(Company, Company.id == IdentityChange.company_id)
    .outerjoin(_WITHDRAWAL, _WITHDRAWAL.withdraws_id == IdentityChange.id)
    .where(
        IdentityChange.kind == bindparam("kind"),
        IdentityChange.withdraws_id.is_(None),
        _WITHDRAWAL.id.is_(None),
    )
    .order_by(IdentityChange.year, IdentityChange.id)
)
SECTIONS = (
    select(
        SectionDecision.sheet,
        SectionDecision.content,
        SectionDecision.is_accepted,
        SubmissionVersion.number,
        User.name,
        SectionDecision.decided_at,
    )
    .join(SubmissionVersion, SubmissionVersion.id == SectionDecision.version_id)
    .join(User, User.id == SectionDecision.decided_by)
    .where(
        SubmissionVersion.submission_id == bindparam("submission_id"),
        SubmissionVersion.number <= bindparam("number"),
    )
    .order_by(SectionDecision.id)
)


def identity_changes(session: Session, company_id: int) -> list[IdentityChangeRow]:
    """What is recorded of a company's sources and sites and was not withdrawn, oldest first."""
    found: Iterable[Any] = session.execute(CHANGES, {"company_id": company_id})
    return [_change(*row) for row in found]


def identity_changes_of_all(
    session: Session, kind: IdentityKind
) -> dict[str, list[IdentityChangeRow]]:
    """What is recorded of one kind for every member by its code, oldest first."""
    found: dict[str, list[IdentityChangeRow]] = {}
    for code, *row in session.execute(CHANGES_OF_ALL, {"kind": kind}):
        found.setdefault(code, []).append(_change(*row))
    return found


def _change(key: int, kind: IdentityKind, year: int, *rest: Any) -> IdentityChangeRow:
    old, new, reason, by, at = rest
    return IdentityChangeRow(key, kind, year, tuple(old), tuple(new), reason, by, at)


def identity_change(session: Session, company_id: int, change_id: int) -> IdentityChange | None:
    """One entry of a company; None when there is none of that number."""
    found = session.get(IdentityChange, change_id)
    return found if found is not None and found.company_id == company_id else None


def section_decisions(
    session: Session, submission_id: int, number: int
) -> dict[str, SectionDecisionRow]:
    """The last decision on each worksheet of a submission up to a version, by its key."""
    rows = session.execute(SECTIONS, {"submission_id": submission_id, "number": number})
    return {row[0]: SectionDecisionRow(*row) for row in rows}
