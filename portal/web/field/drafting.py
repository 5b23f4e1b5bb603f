"""Drafts within a page: offered when a form opens, taken up when asked, emptied when sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from flask import request
from werkzeug.datastructures import MultiDict

from portal.field import queries
from portal.field.drafts import discard_draft
from portal.web.clock import now
from portal.web.database import session
from portal.web.forms import PortalForm
from portal.web.identity import signed_in_user

Sent = TypeVar("Sent", bound=PortalForm)


@dataclass(frozen=True, slots=True)
class Drafting:
    """What a page knows of the draft of its form.

    Attributes:
        form: its name, as the address of drafts has it.
        opened_at: when this page was opened.
        saved_at: of the draft that is offered; None when there is none.
        is_taken: whether the form shows it.
    """

    form: str
    opened_at: datetime
    saved_at: datetime | None
    is_taken: bool


def drafting(form: str) -> Drafting:
    """The draft of a form as this page offers it."""
    one = queries.draft(session(), signed_in_user().user_id, form)
    saved_at = one.saved_at if one is not None and one.content else None
    return Drafting(form, now(), saved_at, saved_at is not None and _is_asked_for())


def _is_asked_for() -> bool:
    return request.method == "GET" and request.args.get("draft") == "1"


def opened(kind: type[Sent], form: str, shown: Mapping[str, object]) -> Sent:
    """The form as sent, or with its draft when that was asked for, or with what is on file."""
    one = queries.draft(session(), signed_in_user().user_id, form) if _is_asked_for() else None
    if one is None or not one.content:
        return kind.sent(**shown)
    # With the version that it was typed against: what a colleague changed since is told.
    return kind(MultiDict(one.content))


def sent(form: str) -> None:
    """Empty the draft of a form that was sent."""
    discard_draft(session(), signed_in_user(), form, at=now())
