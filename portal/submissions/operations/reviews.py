"""Reviewing what was handed in."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.accounts.permissions import Permission
from portal.audit.events import Event
from portal.audit.operations import record
from portal.db.base import StaleRowError
from portal.db.counters import data_changed
from portal.members.models import Company
from portal.submissions.errors import IllegalTransitionError, MissingCommentError, OwnWorkError
from portal.submissions.models import (
    ReviewDecision,
    SectionDecision,
    Submission,
    SubmissionVersion,
    Upload,
)
from portal.submissions.operations.moves import move
from portal.submissions.operations.standing import note_step
from portal.submissions.queries import current_version
from portal.submissions.states import Decision, State

# Rewrites the summary of one company and year; aggregation gives it.
Summarise = Callable[[Session, int, int], None]

EVENTS = {
    Decision.REVIEW_STARTED: Event.REVIEW_STARTED,
    Decision.ACCEPTED: Event.ACCEPTED,
    Decision.RETURNED: Event.RETURNED,
    Decision.RECALLED: Event.RECALLED,
}


def start_review(
    session: Session,
    actor: Actor,
    submission: Submission,
    *,
    at: datetime,
    row_version: int | None = None,
) -> None:
    """Take a version into review; from now on it cannot be recalled.

    Raises:
        NotAllowedError, OwnWorkError: when the actor may not review it.
        IllegalTransitionError, StaleRowError: when it is not, or no longer, there to review.
    """
    version = _reviewed(session, actor, submission, row_version)
    move(submission, State.UNDER_REVIEW, at)
    note_step(session, submission)
    data_changed(session)
    _decide(session, actor, submission, version, Decision.REVIEW_STARTED, at=at)


def accept(
    session: Session,
    actor: Actor,
    submission: Submission,
    *,
    at: datetime,
    summarise: Summarise,
    comment: str = "",
    row_version: int | None = None,
) -> None:
    """Accept the current version: from now on its figures count, in the same transaction.

    Args:
        summarise: called with session, company and year after the version counts.

    Raises:
        NotAllowedError, OwnWorkError: when the actor may not review it.
        IllegalTransitionError, StaleRowError: when it is not, or no longer, there to accept.
    """
    version = _reviewed(session, actor, submission, row_version)
    if submission.state not in {State.SUBMITTED, State.UNDER_REVIEW}:
        raise IllegalTransitionError(f"{submission.state} to {State.ACCEPTED}")
    move(submission, State.ACCEPTED, at)
    submission.accepted_version = version.number
    session.flush()
    # The company is locked first: two decisions on it would else wait for each other.
    summarise(session, submission.company_id, submission.year)
    note_step(session, submission)
    data_changed(session)
    _decide(session, actor, submission, version, Decision.ACCEPTED, at=at, comment=comment)


def return_for_correction(
    session: Session,
    actor: Actor,
    submission: Submission,
    *,
    comment: str,
    at: datetime,
    summarise: Summarise,
    required_changes: Sequence[str] = (),
    row_version: int | None = None,
) -> None:
    """Return the current version to the member; returning an accepted one withdraws its figures.

    Args:
        comment: what to correct, shown to the member; `required_changes` are one sentence each.
        summarise: called when figures that counted no longer do.

    Raises:
        MissingCommentError: when the comment is blank.
        NotAllowedError, OwnWorkError, IllegalTransitionError, StaleRowError: as for `accept`.
    """
    if not comment.strip():
        raise MissingCommentError
    version = _reviewed(session, actor, submission, row_version)
    was_accepted = submission.state is State.ACCEPTED
    move(submission, State.RETURNED, at)
    if was_accepted:
        submission.accepted_version = None
        session.flush()
        summarise(session, submission.company_id, submission.year)
    note_step(session, submission)
    data_changed(session)
    _decide(
        session,
        actor,
        submission,
        version,
        Decision.RETURNED,
        at=at,
        comment=comment.strip(),
        required_changes=required_changes,
    )


def decide_sections(
    session: Session,
    actor: Actor,
    submission: Submission,
    contents: Mapping[str, str],
    *,
    is_accepted: bool,
    at: datetime,
    row_version: int | None = None,
) -> None:
    """Accept worksheets of the current version as they stand, or open them again.

    Args:
        contents: what each holds, by its key: the digest that a later version is compared with.

    Raises:
        NotAllowedError, OwnWorkError: when the actor may not review it.
        IllegalTransitionError, StaleRowError: when it is not, or no longer, there to review.
    """
    version = _reviewed(session, actor, submission, row_version)
    if submission.state not in {State.SUBMITTED, State.UNDER_REVIEW}:
        raise IllegalTransitionError(submission.state)
    for sheet, content in contents.items():
        session.add(
            SectionDecision(
                version_id=version.id,
                sheet=sheet,
                content=content,
                is_accepted=is_accepted,
                decided_by=actor.user_id,
                decided_at=at,
            )
        )
    session.flush()
    said = {"version": version.number, "sections": sorted(contents), "accepted": is_accepted}
    record(session, actor.user_id, Event.SECTION_DECIDED, "submission", submission.id, at, **said)


def _reviewed(
    session: Session, actor: Actor, submission: Submission, row_version: int | None
) -> SubmissionVersion:
    """The version that the actor is to judge, its submission locked."""
    company = session.get_one(Company, submission.company_id)
    actor.need_for(Permission.REVIEW, company.id, company.group)
    session.refresh(submission, with_for_update=True)
    if row_version is not None and submission.row_version != row_version:
        raise StaleRowError(f"version {submission.row_version}, not {row_version}")
    version = current_version(session, submission)
    if version is None:
        raise IllegalTransitionError(submission.state)
    uploaded_by = session.get_one(Upload, version.upload_id).user_id
    if actor.user_id in {version.signed_by, uploaded_by}:
        raise OwnWorkError(f"user {actor.user_id}")
    return version


def _decide(
    session: Session,
    actor: Actor,
    submission: Submission,
    version: SubmissionVersion,
    decision: Decision,
    *,
    at: datetime,
    comment: str = "",
    required_changes: Sequence[str] = (),
) -> None:
    session.add(
        ReviewDecision(
            version_id=version.id,
            decision=decision,
            comment=comment,
            required_changes=[change.strip() for change in required_changes if change.strip()],
            decided_by=actor.user_id,
            decided_at=at,
        )
    )
    session.flush()
    record(
        session,
        actor.user_id,
        EVENTS[decision],
        "submission",
        submission.id,
        at,
        version=version.number,
    )
