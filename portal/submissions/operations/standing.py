"""Keeping where a member stands in step with its workbooks."""

from typing import Any

from sqlalchemy import Update, bindparam, update
from sqlalchemy.orm import Session

from portal.submissions.models import MemberStanding, Submission
from portal.submissions.queries import current_version
from portal.submissions.states import Kind

_OF_MEMBER = update(MemberStanding).where(
    MemberStanding.year == bindparam("of_year"), MemberStanding.company_id == bindparam("of")
)
_STEPS: dict[Kind, Update] = {
    Kind.INVENTORY: _OF_MEMBER.values(
        inventory_state=bindparam("state"),
        inventory_version=bindparam("version"),
        inventory_late=bindparam("is_late"),
        inventory_warnings=bindparam("warnings"),
    ),
    Kind.PLAN: _OF_MEMBER.values(
        plan_state=bindparam("state"),
        plan_late=bindparam("is_late"),
        plan_warnings=bindparam("warnings"),
    ),
}


def note_step(session: Session, submission: Submission) -> None:
    """Write a workbook's new state where lists read it; nothing where the year is not kept."""
    session.flush()
    version = current_version(session, submission)
    said: dict[str, Any] = {
        "of_year": submission.year,
        "of": submission.company_id,
        "state": submission.state,
        "is_late": version is not None and version.is_late,
        "warnings": version.warnings if version else 0,
    }
    if submission.kind is Kind.INVENTORY:
        said["version"] = submission.current_version
    # Rows that a session holds of this table are not told; nothing holds any.
    session.execute(_STEPS[submission.kind], said, execution_options={"synchronize_session": False})
