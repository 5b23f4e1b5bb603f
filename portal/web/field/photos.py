"""Photos of a visit: several at once, each with what it shows."""

from typing import Final

from flask import (
    Blueprint,
    Response,
    abort,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response as AnyResponse

from portal.advisory import queries
from portal.advisory.equipment import KINDS
from portal.db.base import StaleRowError
from portal.field import photos as operations
from portal.field import queries as field_queries
from portal.field.models import Photo
from portal.field.photos import Shown
from portal.language import Text
from portal.web.advisory import scopes
from portal.web.clock import now
from portal.web.database import session
from portal.web.field import scopes as field_scopes
from portal.web.field.forms import DescribeForm
from portal.web.field.room import MOST_PHOTOS
from portal.web.files import store
from portal.web.forms import Choice
from portal.web.identity import signed_in_user
from portal.web.pictures import name_of, picture_of
from portal.web.preferences import t

blueprint = Blueprint("photos", __name__, url_prefix="/field")

NONE_CHOSEN: Final = Text("請先選擇照片。", "Choose photos first.")
TOO_MANY: Final = Text(
    "一次最多 {most} 張，請分次上傳。", "{most} photos at most at once; upload them in turn."
)
ADDED: Final = Text("已加入 {count} 張照片。", "{count} photos were added.")
NOT_TAKEN: Final = Text("{name}：{why}", "{name}: {why}")
CHANGED: Final = Text(
    "同事剛改過這張照片的說明，請看過再存一次。",
    "A colleague has just described this photo; look at it and save again.",
)


@blueprint.get("/visits/<int:visit_id>/photos")
def show(visit_id: int) -> str:
    """The photos of a visit, and the form to add more."""
    return render_template(
        "field/photos.html",
        visit_id=visit_id,
        request_number=scopes.named_request().number,
        photos=field_queries.photos(session(), visit_id),
        form=_form(visit_id),
        most=MOST_PHOTOS,
    )


def _form(visit_id: int, photo: Photo | None = None) -> DescribeForm:
    shown: dict[str, object] = {}
    if photo is not None:
        shown = {
            "caption": photo.caption,
            "equipment": str(photo.equipment_id or ""),
            "finding": str(photo.finding_id or ""),
            "row_version": photo.row_version,
        }
    form = DescribeForm.sent(**shown)
    machines = queries.machines(session(), scopes.named_request().site_id)
    form.offer(
        [(str(row.id), _both(row.machine.tag, KINDS[row.machine.kind].label)) for row in machines],
        _findings(visit_id),
    )
    return form


def _both(tag: str, label: Text) -> Text:
    return Text(f"{tag} {label.zh}", f"{tag} {label.en}")


def _findings(visit_id: int) -> list[Choice]:
    case = queries.case(session(), signed_in_user(), scopes.named_request().id) or abort(404)
    return [
        (str(row.id), _both(row.tag, Text(row.seen.text[:40], row.seen.text[:40])))
        for row in case.findings
        if row.visit_id == visit_id
    ]


@blueprint.post("/visits/<int:visit_id>/photos")
def add(visit_id: int) -> AnyResponse:
    """Add photos; each that cannot be taken says why, and the others are kept."""
    form = _form(visit_id)
    sent = [one for one in request.files.getlist("photos") if one.filename]
    if not sent or len(sent) > MOST_PHOTOS or not form.validate():
        flash(t(TOO_MANY.format(most=MOST_PHOTOS) if sent else NONE_CHOSEN), "error")
        return redirect(url_for("photos.show", visit_id=visit_id), 303)
    faults = [_add(one, form.shown) for one in sent]
    session().commit()
    if count := faults.count(None):
        flash(t(ADDED.format(count=count)), "good")
    for one, fault in zip(sent, faults, strict=True):
        if fault is not None:
            flash(t(NOT_TAKEN.format(name=one.filename or "", why=fault)), "error")
    return redirect(url_for("photos.show", visit_id=visit_id), 303)


def _add(sent: FileStorage, shown: Shown) -> Text | None:
    """Why a photo was not taken; None when it was."""
    picture = picture_of(sent)
    if isinstance(picture, Text):
        return picture
    operations.add_photo(
        session(),
        signed_in_user(),
        scopes.named_visit(),
        operations.keep(store(), picture),
        shown,
        name=name_of(sent),
        at=now(),
    )
    return None


@blueprint.route("/photos/<int:photo_id>", methods=["GET", "POST"])
def describe(photo_id: int) -> AnyResponse | str | tuple[str, int]:
    """Say what a photo shows."""
    photo = field_scopes.named_photo()
    visit_id, form = photo.visit_id, _form(photo.visit_id, photo)
    if request.method == "GET" or not form.validate():
        return _describe_page(photo, form), 200 if request.method == "GET" else 422
    try:
        operations.describe(
            session(), signed_in_user(), photo, form.shown, at=now(), row_version=form.version
        )
    except StaleRowError:
        form.row_version.data = str(photo.row_version)
        flash(t(CHANGED), "error")
        return _describe_page(photo, form), 409
    session().commit()
    return redirect(url_for("photos.show", visit_id=visit_id), 303)


def _describe_page(photo: Photo, form: DescribeForm) -> str:
    found = field_queries.photos(session(), photo.visit_id)
    row = next(one for one in found if one.id == photo.id)
    return render_template("field/photo.html", photo=row, form=form)


@blueprint.get("/photos/<int:photo_id>/picture")
def picture(photo_id: int) -> Response:
    """The photo as it is kept."""
    return _picture(field_scopes.named_photo().sha256)


@blueprint.get("/photos/<int:photo_id>/thumbnail")
def thumbnail(photo_id: int) -> Response:
    """The small copy of a photo."""
    return _picture(field_scopes.named_photo().thumbnail)


def _picture(sha256: str | None) -> Response:
    """A JPEG that we made ourselves, shown within our pages."""
    response = make_response(store().read(sha256 or abort(404)))
    response.headers["Content-Type"] = "image/jpeg"
    return response
