"""Evidence of plans and adjustments: documents attached, and given out as they came."""

from flask import Blueprint, Response, abort, flash, redirect, url_for
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response as AnyResponse

from portal.audit.events import Event
from portal.verification import queries
from portal.verification.attaching import attach as keep
from portal.verification.models import Adjustment, EvidenceFile, VerificationPlan
from portal.web import journal
from portal.web.advisory.attaching import ATTACHED, NOT_TAKEN, document
from portal.web.clock import now
from portal.web.database import session
from portal.web.files import download, store, taken_in
from portal.web.identity import signed_in_user
from portal.web.preferences import t

blueprint = Blueprint("mv_evidence", __name__, url_prefix="/verification")


@blueprint.post("/<number>/files")
def attach(number: str) -> AnyResponse:
    """Attach a document to a plan."""
    return _attached(number, None)


@blueprint.post("/<number>/adjustments/<int:adjustment_id>/files")
def attach_to_adjustment(number: str, adjustment_id: int) -> AnyResponse:
    """Attach a document to an adjustment."""
    one = session().get(Adjustment, adjustment_id)
    if one is None or one.plan_id != _plan(number).id:
        abort(404)
    return _attached(number, one)


def _attached(number: str, adjustment: Adjustment | None) -> AnyResponse:
    plan, sent = _plan(number), document()
    if sent is None:
        flash(t(NOT_TAKEN), "error")
    else:
        keep_with(sent, plan, adjustment)
        session().commit()
        flash(t(ATTACHED), "good")
    return redirect(url_for("verification.show", number=number), 303)


def keep_with(sent: FileStorage, plan: VerificationPlan, adjustment: Adjustment | None) -> None:
    """Keep a document with a plan or an adjustment."""
    stored = taken_in(sent)
    keep(
        session(),
        signed_in_user(),
        plan,
        stored,
        name=sent.filename or "",
        at=now(),
        adjustment=adjustment,
    )


@blueprint.get("/<number>/files/<int:attachment_id>")
def file(number: str, attachment_id: int) -> Response:
    """An attached document, as it came."""
    one = session().get(EvidenceFile, attachment_id)
    if one is None or one.plan_id != _plan(number).id:
        abort(404)
    data = store().read(one.sha256)
    journal.note(Event.FILE_TAKEN, "mv_attachment", one.id)
    return download(data, one.name, "application/octet-stream")


def _plan(number: str) -> VerificationPlan:
    row = queries.plan(session(), signed_in_user(), number) or abort(404)
    return session().get_one(VerificationPlan, row.id)
