"""Evidence of a settlement: the document attached by who settles, given out as it came."""

from flask import Blueprint, Response, abort, flash, redirect, request, url_for
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response as AnyResponse

from portal.audit.events import Event
from portal.exchange.attaching import attach as keep
from portal.exchange.models import ExchangeStatement
from portal.web import journal
from portal.web.advisory.attaching import ATTACHED, NOT_TAKEN, document
from portal.web.clock import now
from portal.web.database import session
from portal.web.files import download, store, taken_in
from portal.web.identity import signed_in_user
from portal.web.preferences import t
from portal.web.scopes import exchange_attachment, exchange_case

blueprint = Blueprint("exchange_evidence", __name__, url_prefix="/exchange")

CASE = "/<int:year>/<int:horizon>/<seller>/<buyer>/<carrier>"


@blueprint.post(f"{CASE}/statements/<int:statement_id>/files")
def attach(
    year: int, horizon: int, seller: str, buyer: str, carrier: str, statement_id: int
) -> AnyResponse:
    """Attach a document to a settlement that holds another value."""
    sent = document()
    if sent is None:
        flash(t(NOT_TAKEN), "error")
        return _back()
    keep_with(sent, session().get(ExchangeStatement, statement_id) or abort(404))
    session().commit()
    flash(t(ATTACHED), "good")
    return _back()


def _back() -> AnyResponse:
    named = {key: one for key, one in (request.view_args or {}).items() if key != "statement_id"}
    return redirect(url_for("exchange.case", **named), 303)


def keep_with(sent: FileStorage, statement: ExchangeStatement) -> None:
    """Keep a document with a settlement of the flow that the address names."""
    stored = taken_in(sent)
    keep(
        session(),
        signed_in_user(),
        exchange_case(),
        statement,
        stored,
        name=sent.filename or "",
        at=now(),
    )


@blueprint.get(f"{CASE}/files/<int:attachment_id>")
def file(
    year: int, horizon: int, seller: str, buyer: str, carrier: str, attachment_id: int
) -> Response:
    """An attached document, as it came."""
    one = exchange_attachment()
    data = store().read(one.sha256)
    journal.note(Event.FILE_TAKEN, "exchange_attachment", one.id)
    return download(data, one.name, "application/octet-stream")
