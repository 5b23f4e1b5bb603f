"""Closing a case: the team proposes it, a coordinator closes it or gives it back."""

from flask import Blueprint, flash, redirect, url_for
from werkzeug.wrappers import Response as AnyResponse

from portal.advisory import queries
from portal.advisory.operations import closing
from portal.language import Text
from portal.web.advisory.forms import ClosingForm, GiveBackForm
from portal.web.advisory.inputs import text
from portal.web.advisory.scopes import named_request
from portal.web.advisory.views import case_page
from portal.web.clock import now
from portal.web.database import session
from portal.web.identity import signed_in_user
from portal.web.preferences import t

blueprint = Blueprint("closing", __name__, url_prefix="/advisory/<int:request_id>")

PROPOSED = Text("已提請結案，由承辦人決定。", "Closing is proposed; a coordinator decides.")
CLOSED = Text("已結案。", "The case is closed.")
GIVEN_BACK = Text("案件已交回輔導團隊。", "The case is with its team again.")


def _done(request_id: int, said: Text) -> AnyResponse:
    session().commit()
    flash(t(said), "good")
    return redirect(url_for("advisory.show", request_id=request_id), 303)


@blueprint.post("/propose-closing")
def propose(request_id: int) -> AnyResponse | tuple[str, int]:
    """Propose to close a case and say how it ended."""
    form = ClosingForm.sent()
    if not form.validate():
        return case_page(request_id, closing=form), 422
    closing.propose(
        session(),
        signed_in_user(),
        named_request(),
        text(form.closing_remark),
        facts=queries.case_facts,
        at=now(),
        row_version=form.version,
    )
    return _done(request_id, PROPOSED)


@blueprint.post("/close")
def close(request_id: int) -> AnyResponse | tuple[str, int]:
    """Close a case of which nothing is left but what may be."""
    form = ClosingForm.sent()
    if not form.validate():
        return case_page(request_id, closing=form), 422
    closing.close(
        session(),
        signed_in_user(),
        named_request(),
        text(form.closing_remark),
        facts=queries.case_facts,
        at=now(),
        row_version=form.version,
    )
    return _done(request_id, CLOSED)


@blueprint.post("/reopen")
def give_back(request_id: int) -> AnyResponse | tuple[str, int]:
    """Give a proposed or closed case back to its team."""
    form = GiveBackForm.sent()
    if not form.validate():
        return case_page(request_id, giving_back=form), 422
    closing.give_back(
        session(),
        signed_in_user(),
        named_request(),
        text(form.back_remark),
        at=now(),
        row_version=form.version,
    )
    return _done(request_id, GIVEN_BACK)
