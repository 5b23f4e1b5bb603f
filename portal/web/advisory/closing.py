"""Closing a case: the team proposes it, a coordinator closes it or gives it back."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

from flask import Blueprint
from werkzeug.wrappers import Response as AnyResponse

from portal.advisory import queries
from portal.advisory.operations import closing
from portal.language import Text
from portal.web.advisory.case_forms import OVERTAKEN
from portal.web.advisory.forms import ClosingForm, GiveBackForm
from portal.web.advisory.inputs import text
from portal.web.advisory.scopes import named_request
from portal.web.advisory.views import case_page, done, overtaken_page
from portal.web.clock import now
from portal.web.database import session
from portal.web.identity import signed_in_user

blueprint = Blueprint("closing", __name__, url_prefix="/advisory/<int:request_id>")


@dataclass(frozen=True, slots=True)
class Ending:
    """A step by which a case ends, or goes on after all.

    Attributes:
        form: what is sent; its only words are those of `field`.
        name: of the form on the page of the case.
        draft: the kind of its drafts.
    """

    form: type[ClosingForm | GiveBackForm]
    field: str
    name: str
    draft: str
    change: Callable[..., None]
    said: Text


PROPOSE: Final = Ending(
    ClosingForm,
    "closing_remark",
    "closing",
    "propose",
    partial(closing.propose, facts=queries.case_facts),
    Text("已提請結案，由承辦人決定。", "Closing is proposed; a coordinator decides."),
)
CLOSE: Final = Ending(
    ClosingForm,
    "closing_remark",
    "closing",
    "closing",
    partial(closing.close, facts=queries.case_facts),
    Text("已結案。", "The case is closed."),
)
GIVE_BACK: Final = Ending(
    GiveBackForm,
    "back_remark",
    "giving_back",
    "reopen",
    closing.give_back,
    Text("案件已交回輔導團隊。", "The case is with its team again."),
)


@blueprint.post("/propose-closing")
def propose(request_id: int) -> AnyResponse | tuple[str, int]:
    """Propose to close a case and say how it ended."""
    return _taken(request_id, PROPOSE)


@blueprint.post("/close")
def close(request_id: int) -> AnyResponse | tuple[str, int]:
    """Close a case of which nothing is left but what may be."""
    return _taken(request_id, CLOSE)


@blueprint.post("/reopen")
def give_back(request_id: int) -> AnyResponse | tuple[str, int]:
    """Give a proposed or closed case back to its team."""
    return _taken(request_id, GIVE_BACK)


def _taken(request_id: int, step: Ending) -> AnyResponse | tuple[str, int]:
    form = step.form.sent()
    if not form.validate():
        return case_page(request_id, **{step.name: form}), 422
    words, version, one = text(form[step.field]), form.version, named_request()
    try:
        step.change(session(), signed_in_user(), one, words, at=now(), row_version=version)
    except OVERTAKEN:
        return overtaken_page(request_id, step.name, form)
    return done(request_id, step.said, f"{step.draft}-{request_id}")
