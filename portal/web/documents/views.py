"""All documents of a year: asked for here, made by the worker, taken as one archive."""

from typing import Final

from flask import Blueprint, Response, abort, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from portal.audit.events import Event
from portal.jobs import queries as jobs
from portal.jobs.models import JobState
from portal.jobs.queries import Piece
from portal.language import Text
from portal.reports import collection
from portal.web import journal, years
from portal.web.clock import now
from portal.web.database import session
from portal.web.documents.forms import CollectForm
from portal.web.files import download, store
from portal.web.identity import signed_in_user
from portal.web.preferences import t

blueprint = Blueprint("documents", __name__)

FIRST_YEAR: Final = 2005
STATES: Final = {
    JobState.WAITING: Text("等待製作", "Waiting"),
    JobState.RUNNING: Text("製作中", "Being made"),
    JobState.DONE: Text("已完成", "Ready"),
    JobState.FAILED: Text("未完成", "Failed"),
}
_UNDER_WAY: Final = frozenset({JobState.WAITING, JobState.RUNNING})
_AHEAD: Final = Text("前面還有 {count} 項工作", "{count} pieces of work before it")
_FAR: Final = Text("{done}／{total} 份", "{done} of {total} documents")


@blueprint.route("/documents/<int:year>", methods=["GET", "POST"])
def index(year: int) -> AnyResponse | str | tuple[str, int]:
    """What was asked for in this year and how far it is; asking for all documents again."""
    if not FIRST_YEAR <= year <= now().year:
        abort(404)
    form = CollectForm.offered()
    if request.method == "POST" and form.validate():
        collection.ask(session(), signed_in_user(), year, form.chosen, at=now())
        session().commit()
        return redirect(url_for("documents.index", year=year), 303)
    made = render_template(
        "documents/index.html",
        year=year,
        years=years.offered(),
        form=form,
        pieces=_mine(year),
        states=STATES,
        under_way=_UNDER_WAY,
        message=message,
    )
    return (made, 422) if request.method == "POST" else made


@blueprint.get("/documents/pieces/<int:job_id>/state")
def state(job_id: int) -> Response:
    """How far the work is, for the page that waits."""
    found = _piece(job_id)
    return jsonify(done=found.progress.state not in _UNDER_WAY, message=message(found))


@blueprint.get("/documents/pieces/<int:job_id>.zip")
def archive(job_id: int) -> Response:
    """The archive with its manifest."""
    found = _piece(job_id)
    if found.progress.state is not JobState.DONE or not found.result:
        abort(404)
    sha256, year = found.result["sha256"], found.payload["year"]
    journal.note(Event.DOCUMENTS_TAKEN, "job", job_id, sha256=sha256)
    return download(
        store().read(sha256), f"{year}_{t('全部文件', 'documents')}.zip", "application/zip"
    )


def message(piece: Piece) -> str:
    """How far a piece of work is, in a sentence."""
    found = piece.progress
    if found.state is JobState.WAITING:
        ahead = _AHEAD.format(count=found.ahead)
        return t(ahead) if found.ahead else t(STATES[found.state])
    if found.state is JobState.RUNNING and found.total:
        note = f" · {t(found.note)}" if found.note else ""
        return t(_FAR.format(done=found.done, total=found.total)) + note
    return t(found.note) if found.state is JobState.DONE and found.note else t(STATES[found.state])


def _mine(year: int) -> list[Piece]:
    found = jobs.pieces(session(), collection.COLLECT)
    user = signed_in_user()
    return [
        one
        for one in found
        if one.payload["year"] == year and collection.may_take(user, one.payload)
    ]


def _piece(job_id: int) -> Piece:
    found = jobs.piece(session(), job_id)
    if found is None or found.progress.kind != collection.COLLECT:
        abort(404)
    if not collection.may_take(signed_in_user(), found.payload):
        abort(404)
    return found
