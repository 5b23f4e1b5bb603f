"""Writing down what a member says about warnings, and suspending rules."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.accounts.permissions import NotAllowedError, Permission
from portal.audit.events import Event
from portal.audit.operations import record
from portal.submissions.errors import (
    IllegalTransitionError,
    MissingCommentError,
    NotCheckedError,
)
from portal.submissions.figures import ExplanationRow
from portal.submissions.models import Explanation, RuleSuspension, SubmissionVersion, Upload
from portal.submissions.queries import explanations_before, explanations_of, suspensions
from portal.submissions.states import UploadState
from portal.workbook.recurrence import Warned


def explain(
    session: Session,
    actor: Actor,
    upload: Upload,
    warned: Iterable[Warned],
    texts: Mapping[str, str],
    *,
    at: datetime,
) -> int:
    """Keep what a member says about the warnings of an upload that was not handed in yet.

    Args:
        warned: the warnings of its check; nothing else can be explained, least of all an error.
        texts: by the key of the warning; an empty one is not kept.

    Returns:
        How many texts were new.

    Raises:
        NotAllowedError: when it is another company's upload.
        IllegalTransitionError: when it was handed in or put aside.
    """
    actor.need(Permission.UPLOAD)
    if upload.company_id != actor.company_id:
        raise NotAllowedError(f"upload {upload.id}")
    handed_in = select(SubmissionVersion.id).where(SubmissionVersion.upload_id == upload.id)
    if upload.state is UploadState.ABANDONED or session.scalar(handed_in) is not None:
        raise IllegalTransitionError(upload.state)
    written = keep_explanations(session, actor, upload, warned, texts, at=at)
    if written:
        record(
            session, actor.user_id, Event.WARNINGS_EXPLAINED, "upload", upload.id, at, count=written
        )
    return written


def keep_explanations(
    session: Session,
    actor: Actor,
    upload: Upload,
    warned: Iterable[Warned],
    texts: Mapping[str, str],
    *,
    at: datetime,
) -> int:
    """Add what was not said of this upload before; the number of texts added."""
    if upload.kind is None or upload.year is None:
        raise NotCheckedError(upload.number)
    said = explanations_of(session, upload.id)
    earlier = explanations_before(session, upload.company_id, upload.kind, upload.id)
    added = 0
    for one in warned:
        text = texts.get(one.key, "").strip()
        if not text or (one.key in said and said[one.key].text == text):
            continue
        first_year = _first_year(one, text, earlier.get(one.key)) or upload.year
        session.add(
            Explanation(
                company_id=upload.company_id,
                kind=upload.kind,
                upload_id=upload.id,
                code=one.code,
                about=one.about,
                pattern=one.pattern.stored(),
                text=text,
                year=upload.year,
                first_year=first_year,
                written_by=actor.user_id,
                written_at=at,
            )
        )
        added += 1
    session.flush()
    return added


def _first_year(one: Warned, text: str, before: ExplanationRow | None) -> int | None:
    """The year in which a text was first written, when it is carried over."""
    carried = before and before.text == text and one.pattern.still_fits(before.pattern)
    return before.first_year if before and carried else None


def suspend_rule(session: Session, actor: Actor, code: str, reason: str, *, at: datetime) -> None:
    """Leave a rule out of every check from now on, with the reason; a repeat changes nothing.

    Raises:
        NotAllowedError: when the actor may not suspend rules.
        MissingCommentError: without a reason.
    """
    _decide(session, actor, code, reason, at=at, is_suspended=True)


def apply_rule_again(
    session: Session, actor: Actor, code: str, reason: str, *, at: datetime
) -> None:
    """Apply a suspended rule in every check from now on; a repeat changes nothing.

    Raises:
        NotAllowedError: when the actor may not suspend rules.
        MissingCommentError: without a reason.
    """
    _decide(session, actor, code, reason, at=at, is_suspended=False)


def _decide(
    session: Session, actor: Actor, code: str, reason: str, *, at: datetime, is_suspended: bool
) -> None:
    actor.need(Permission.SUSPEND_RULES)
    if not reason.strip():
        raise MissingCommentError(code)
    if (code in suspensions(session)) == is_suspended:
        return
    decision = RuleSuspension(
        code=code,
        is_suspended=is_suspended,
        reason=reason.strip(),
        decided_by=actor.user_id,
        decided_at=at,
    )
    session.add(decision)
    session.flush()
    event = Event.RULE_SUSPENDED if is_suspended else Event.RULE_APPLIED_AGAIN
    record(session, actor.user_id, event, "rule_suspension", decision.id, at, rule=code)
