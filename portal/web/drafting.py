"""Drafts within a page: offered when a form opens, taken up when asked, emptied when sent."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Final, TypeVar

from flask import request, url_for
from werkzeug.datastructures import MultiDict

from portal.field import queries
from portal.field.drafts import discard_draft
from portal.field.models import Draft
from portal.language import Text
from portal.web.clock import now
from portal.web.database import session
from portal.web.forms import PortalForm
from portal.web.identity import signed_in_user
from portal.web.preferences import t

Sent = TypeVar("Sent", bound=PortalForm)
AND: Final = Text("、", ", ")


@dataclass(frozen=True, slots=True)
class Drafting:
    """What a page knows of the draft of its form.

    Attributes:
        form: its name, as the address of drafts has it.
        opened_at: when this page was opened.
        saved_at: of the draft that is offered; None when there is none.
        is_taken: whether the form shows it.
        is_overtaken: whether what it was typed against was changed since.
        address: this page with the draft taken up.
    """

    form: str
    opened_at: datetime
    saved_at: datetime | None = None
    is_taken: bool = False
    is_overtaken: bool = False
    address: str = ""


@dataclass(frozen=True, slots=True)
class OnFile:
    """A field whose words differ from what is on file.

    Attributes:
        label: of the field.
        said: what is on file; empty when nothing is.
    """

    label: Any
    said: str


def drafting(form: str, version: int | None = None) -> Drafting:
    """The draft of a form as this page offers it.

    Args:
        form: its name.
        version: of the row on file that the form changes; None for what is new.
    """
    one = _draft(form)
    if one is None or request.method != "GET":
        return Drafting(form, now())
    typed = str(one.content.get("row_version") or "")
    is_overtaken = typed != "" and version is not None and typed != str(version)
    return Drafting(form, now(), one.saved_at, _is_asked_for(form), is_overtaken, _address(form))


def _address(form: str) -> str:
    named: dict[str, Any] = {**(request.view_args or {}), **request.args, "draft": form}
    return url_for(request.endpoint or "", **named)


def _draft(form: str) -> Draft | None:
    one = queries.draft(session(), signed_in_user().user_id, form)
    return one if one is not None and one.content else None


def _is_asked_for(form: str) -> bool:
    return request.method == "GET" and request.args.get("draft") in ("1", form)


def opened(kind: type[Sent], form: str, shown: Mapping[str, object]) -> Sent:
    """The form as sent, or with its draft when that was asked for, or with what is on file."""
    one = _draft(form) if _is_asked_for(form) else None
    if one is None:
        return kind.sent(**shown)
    # With the version that it was typed against: what a colleague changed since is told.
    return kind(MultiDict(one.content))


def unsent(kind: type[Sent], form: str, shown: Mapping[str, object]) -> Sent:
    """A form that stands beside others on its page: with its draft or with what is on file."""
    one = _draft(form) if _is_asked_for(form) else None
    return kind(None, data=shown) if one is None else kind(MultiDict(one.content))


def sent(form: str) -> None:
    """Empty the draft of a form that was sent."""
    discard_draft(session(), signed_in_user(), form, at=now())


def overtaken(form: PortalForm, shown: Mapping[str, object]) -> list[OnFile]:
    """What is on file where a form says something else, and the form made to follow it.

    Args:
        form: as it was sent; it takes the present version, so that sending it again is possible.
        shown: the row as it is now, as the form would show it.
    """
    there = type(form)(None, data=shown)
    form["row_version"].data = str(shown["row_version"])
    return list(_differing(form, there))


def _differing(form: PortalForm, there: PortalForm) -> Iterator[OnFile]:
    fields: list[Any] = list(form)
    values: Any = there
    for field in fields:
        if field.name == "row_version":
            continue
        other: Any = values[field.name]
        mine, present = _said(field, field.data), _said(field, other.data)
        if _plain(mine) != _plain(present):
            yield OnFile(field.label.text, present)


def _plain(words: str) -> str | Decimal:
    """Words as they compare: 60,000 and 60000.0 are the same amount."""
    try:
        return Decimal(words.replace(",", ""))
    except InvalidOperation:
        return words


def _said(field: Any, value: Any) -> str:
    """A value as the person reads it: the label of each answer, a tick for yes."""
    if isinstance(value, bool):
        return "✓" if value else ""
    answers = {one.value: one.label for one in getattr(field, "choices", None) or ()}
    if isinstance(value, list):
        return t(AND).join(str(label) for code, label in answers.items() if code in value)
    text = str(getattr(value, "value", value) if value is not None else "")
    return str(answers.get(text, "\n".join(line.strip() for line in text.splitlines())))
