"""The forms that keep drafts: who may send each, what it is about, on which page it stands."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from flask import url_for

from portal.accounts.figures import SignedIn
from portal.accounts.permissions import Permission
from portal.web.advisory import scopes as advisory

_FORM: Final = re.compile(r"([a-z]+)((?:-\w+)*)", re.ASCII)
_KEY: Final = re.compile(r"[1-9]\d{0,9}", re.ASCII)
_WORDS: Final = frozenset({"number", "kind"})


@dataclass(frozen=True, slots=True)
class Drafted:
    """A form that keeps drafts.

    Attributes:
        needs: what its sender may do; nobody else has drafts of it.
        scope: whether what it is about is there for a user.
        endpoint: the page that it stands on.
        parts: what the name of the form names, in order, as the address of the page does.
    """

    needs: Permission
    scope: Callable[[SignedIn, Mapping[str, object]], bool]
    endpoint: str
    parts: tuple[str, ...]


def _anywhere(_: SignedIn, __: Mapping[str, object]) -> bool:
    """What is new is about nothing yet."""
    return True


_VISIT, _MACHINE = ("visit_id",), ("visit_id", "equipment_id")
_ADVICE = ("recommendation_id",)
_EVERY: Final = (
    ("notes", Drafted(Permission.ADVISE, advisory.visit, "field.notes", _VISIT)),
    ("finding", Drafted(Permission.ADVISE, advisory.visit, "field.find", _VISIT)),
    (
        "finding",
        Drafted(Permission.ADVISE, advisory.visit, "field.word", ("visit_id", "finding_id")),
    ),
    ("values", Drafted(Permission.ADVISE, advisory.visit, "field.measure", _MACHINE)),
    ("reading", Drafted(Permission.ADVISE, advisory.visit, "visits.measure", _MACHINE)),
    (
        "reading",
        Drafted(Permission.ADVISE, advisory.visit, "visits.measure", (*_MACHINE, "replaces")),
    ),
    ("advice", Drafted(Permission.ADVISE, advisory.finding, "advice.write", ("finding_id",))),
    ("wording", Drafted(Permission.ADVISE, advisory.recommendation, "advice.edit", _ADVICE)),
    (
        "decision",
        Drafted(Permission.ANSWER_ADVICE, advisory.recommendation, "advice.show", _ADVICE),
    ),
    (
        "progress",
        Drafted(Permission.REPORT_PROGRESS, advisory.recommendation, "advice.show", _ADVICE),
    ),
    (
        "machine",
        Drafted(
            Permission.KEEP_EQUIPMENT, advisory.site, "equipment.change", ("number", "equipment_id")
        ),
    ),
    (
        "register",
        Drafted(Permission.KEEP_EQUIPMENT, advisory.site, "equipment.add", ("number", "kind")),
    ),
)
_CASE: Final = "advisory.show"
_OF_CASE: Final = (
    ("decline", Permission.RUN_ADVISORY),
    ("assign", Permission.RUN_ADVISORY),
    ("closing", Permission.RUN_ADVISORY),
    ("reopen", Permission.RUN_ADVISORY),
    ("declare", Permission.ADVISE),
    ("propose", Permission.ADVISE),
    ("action", Permission.ADVISE),
)
_EVERY_OF_CASES: Final = (
    ("ask", Drafted(Permission.REQUEST_ADVISORY, _anywhere, "advisory.ask", ())),
    *((name, Drafted(needs, advisory.request, _CASE, ("request_id",))) for name, needs in _OF_CASE),
    (
        "check",
        Drafted(
            Permission.CHECK_OFF, advisory.action_of_request, _CASE, ("request_id", "action_id")
        ),
    ),
    ("follow", Drafted(Permission.ADVISE, advisory.recommendation, "advice.show", _ADVICE)),
)
FORMS: Final = {(name, len(one.parts)): one for name, one in (*_EVERY, *_EVERY_OF_CASES)}


def found(form: str) -> tuple[Drafted, dict[str, str]] | None:
    """The form of a name with what it names; None when there is no such form."""
    match = _FORM.fullmatch(form)
    if match is None:
        return None
    parts = match[2].split("-")[1:]
    one = FORMS.get((match[1], len(parts)))
    if one is None:
        return None
    named = dict(zip(one.parts, parts, strict=True))
    keys = (said for name, said in named.items() if name not in _WORDS)
    return (one, named) if all(_KEY.fullmatch(said) for said in keys) else None


def is_there(user: SignedIn, form: str) -> bool:
    """Whether a user may send a form, so that it may have a draft."""
    match = found(form)
    if match is None:
        return False
    one, named = match
    return user.may(one.needs) and one.scope(user, named)


def address(form: str, draft: str | None = None) -> str:
    """The page of a form.

    Args:
        form: its name, of a form that there is.
        draft: the same name when the page is to show the draft.
    """
    match = found(form)
    if match is None:
        raise LookupError(form)
    one, named = match
    parts: dict[str, Any] = {**named, "draft": draft}
    return url_for(one.endpoint, **parts, _anchor=f"form-{form}")
