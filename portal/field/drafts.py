"""Drafts: what a person typed into a form and did not send, kept until it is sent."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.db.base import StaleRowError
from portal.field.models import Draft
from portal.field.queries import draft

MOST_FIELDS = 100
LONGEST = 5_000

Said = str | list[str]
"""What a field says; a list of ticks says several things."""


class NewerDraftError(StaleRowError):
    """A page that was opened later has saved this form; what this one says was not kept."""


def save_draft(
    session: Session,
    actor: Actor,
    form: str,
    content: Mapping[str, Said],
    *,
    opened_at: datetime,
    at: datetime,
) -> Draft:
    """Keep what was typed so far; nothing of it becomes history.

    Args:
        form: which form of which thing.
        content: what each field says, by its name.
        opened_at: when the page was opened.

    Raises:
        NewerDraftError: when a page opened later has saved or sent the form.
    """
    kept = {name[:80]: _cut(said) for name, said in list(content.items())[:MOST_FIELDS]}
    one = draft(session, actor.user_id, form)
    if one is None:
        one = Draft(user_id=actor.user_id, form=form)
        session.add(one)
    elif opened_at < one.opened_at:
        raise NewerDraftError(form)
    one.content, one.opened_at, one.saved_at = kept, opened_at, at
    session.flush()
    return one


def _cut(said: Said) -> Said:
    if isinstance(said, str):
        return said[:LONGEST]
    return [text[:LONGEST] for text in said[:MOST_FIELDS]]


def discard_draft(session: Session, actor: Actor, form: str, *, at: datetime) -> None:
    """Empty a draft because its form was sent or is not wanted; older pages cannot bring it back.

    A person's own typing is no record of the portal, so nothing is logged.
    """
    one = draft(session, actor.user_id, form)
    if one is None:
        one = Draft(user_id=actor.user_id, form=form)
        session.add(one)
    one.content, one.opened_at, one.saved_at = {}, at, at
    session.flush()
