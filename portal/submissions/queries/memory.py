"""Reading what was said about warnings, and which rules are suspended."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from portal.accounts.models import User
from portal.submissions.figures import ExplanationRow, Suspension
from portal.submissions.models import Explanation, RuleSuspension, SubmissionVersion
from portal.submissions.states import Kind
from portal.workbook.recurrence import Pattern

SAID = (
    select(
        Explanation.code,
        Explanation.about,
        Explanation.pattern,
        Explanation.text,
        Explanation.year,
        Explanation.first_year,
        User.name,
        Explanation.written_at,
    )
    .join(User, User.id == Explanation.written_by)
    .order_by(Explanation.id)
)
OF_UPLOAD = SAID.where(Explanation.upload_id == bindparam("upload_id"))
BEFORE_UPLOAD = SAID.where(
    Explanation.company_id == bindparam("company_id"),
    Explanation.kind == bindparam("kind"),
    Explanation.upload_id < bindparam("upload_id"),
)
# A reviewer has seen what was handed in, and nothing else.
SEEN = BEFORE_UPLOAD.join(
    SubmissionVersion, SubmissionVersion.upload_id == Explanation.upload_id
).where(SubmissionVersion.id < bindparam("version_id"))
LATEST = select(func.max(RuleSuspension.id)).group_by(RuleSuspension.code)
DECISIONS = select(
    RuleSuspension.code,
    RuleSuspension.is_suspended,
    RuleSuspension.reason,
    User.name,
    RuleSuspension.decided_at,
).join(User, User.id == RuleSuspension.decided_by)
SUSPENDED = DECISIONS.where(
    RuleSuspension.id.in_(LATEST), RuleSuspension.is_suspended.is_(True)
).order_by(RuleSuspension.code)
HISTORY = DECISIONS.where(RuleSuspension.code == bindparam("code")).order_by(
    RuleSuspension.id.desc()
)


def explanations_of(session: Session, upload_id: int) -> dict[str, ExplanationRow]:
    """What was said about the warnings of an upload so far, by the warning's key."""
    return _by_key(session.execute(OF_UPLOAD, {"upload_id": upload_id}))


def explanations_before(
    session: Session, company_id: int, kind: Kind, upload_id: int
) -> dict[str, ExplanationRow]:
    """What the company last said about each warning of a kind of workbook before an upload."""
    wanted = {"company_id": company_id, "kind": kind, "upload_id": upload_id}
    return _by_key(session.execute(BEFORE_UPLOAD, wanted))


def explanations_seen(
    session: Session, company_id: int, kind: Kind, version: SubmissionVersion
) -> dict[str, ExplanationRow]:
    """What was last said about each warning in the versions handed in before one."""
    wanted = {
        "company_id": company_id,
        "kind": kind,
        "upload_id": version.upload_id,
        "version_id": version.id,
    }
    return _by_key(session.execute(SEEN, wanted))


def _by_key(rows: Iterable[Any]) -> dict[str, ExplanationRow]:
    """The last row of each warning."""
    found = (
        ExplanationRow(code, about, Pattern.restored(pattern), *rest)
        for code, about, pattern, *rest in rows
    )
    return {row.key: row for row in found}


def suspensions(session: Session) -> dict[str, Suspension]:
    """The rules that are suspended now, by code."""
    rows = session.execute(SUSPENDED)
    return {row[0]: Suspension(*row) for row in rows}


def suspension_history(session: Session, code: str) -> list[Suspension]:
    """Every time a rule was suspended or applied again, latest first."""
    return [Suspension(*row) for row in session.execute(HISTORY, {"code": code})]
