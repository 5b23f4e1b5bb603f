"""Evidence of yearly statements: documents attached by who states them, given out as they came."""

from flask import Blueprint, Response, flash, redirect, url_for
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response as AnyResponse

from portal.audit.events import Event
from portal.esco.attaching import attach as keep
from portal.esco.models import EscoStatement
from portal.web import journal
from portal.web.advisory.attaching import ATTACHED, NOT_TAKEN, document
from portal.web.clock import now
from portal.web.database import session
from portal.web.esco.scopes import contract_row, named_attachment, statement_row
from portal.web.files import download, store, taken_in
from portal.web.identity import signed_in_user
from portal.web.preferences import t

blueprint = Blueprint("esco_evidence", __name__, url_prefix="/esco")


@blueprint.post("/<number>/statements/<int:statement_id>/files")
def attach(number: str, statement_id: int) -> AnyResponse:
    """Attach a document to a statement."""
    sent = document()
    if sent is None:
        flash(t(NOT_TAKEN), "error")
        return redirect(url_for("esco.show", number=number), 303)
    keep_with(sent, statement_row(statement_id))
    session().commit()
    flash(t(ATTACHED), "good")
    return redirect(url_for("esco.show", number=number), 303)


def keep_with(sent: FileStorage, statement: EscoStatement) -> None:
    """Keep a document with a statement of the contract that the address names."""
    stored = taken_in(sent)
    keep(
        session(),
        signed_in_user(),
        contract_row(),
        stored,
        name=sent.filename or "",
        at=now(),
        statement=statement,
    )


@blueprint.get("/<number>/files/<int:attachment_id>")
def file(number: str, attachment_id: int) -> Response:
    """An attached document, as it came."""
    one = named_attachment()
    data = store().read(one.sha256)
    journal.note(Event.FILE_TAKEN, "esco_attachment", one.id)
    return download(data, one.name, "application/octet-stream")
