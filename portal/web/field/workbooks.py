"""Field workbooks: taken out for a visit, brought back with a preview, confirmed once."""

from typing import Final

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.wrappers import Response as AnyResponse

from portal.accounts.queries import user_names
from portal.advisory.errors import AdvisoryError
from portal.advisory.models import Visit
from portal.advisory.vocabulary import System
from portal.db.base import StaleRowError
from portal.field import operations, queries
from portal.field.choices import SYSTEMS
from portal.field.making import blank_form, visit_workbook
from portal.field.models import FieldUpload
from portal.field.rules import judge
from portal.field.sheets import READ_BY, template
from portal.language import Text
from portal.web.advisory import scopes
from portal.web.clock import now
from portal.web.database import session
from portal.web.field import labels
from portal.web.field import scopes as field_scopes
from portal.web.files import EXCEL, download, store, taken_in
from portal.web.handin import findings
from portal.web.identity import signed_in_user
from portal.web.preferences import t
from portal.workbook.taking import Taken, take

blueprint = Blueprint("fieldbooks", __name__, url_prefix="/field")

NO_FILE: Final = Text("請先選擇要上傳的檔案。", "Choose the file to upload first.")
OTHER_VISIT: Final = Text(
    "這個檔案是另一次訪視的（{number}），請上傳到那一次訪視。",
    "This file belongs to another visit ({number}); upload it there.",
)
DONE: Final = Text("現場活頁簿已採用。", "The field workbook was taken over.")
CONFIRMED: Final = Text(
    "這份活頁簿已經採用過，沒有再寫入；以下是現在的差異。",
    "This workbook was taken over before and nothing was written again; this is how it differs "
    "now.",
)
OVERTAKEN: Final = Text(
    "預覽之後資料有變動，沒有寫入任何一列；以下是新的差異，請再確認一次。",
    "Something changed since the preview and nothing was written. These are the new differences; "
    "confirm again.",
)


@blueprint.get("/forms/<system>")
def blank(system: str) -> Response:
    """The blank form of a system, to print or to fill in."""
    wanted = _system(system)
    made = blank_form(wanted, now().year)
    return download(made, f"{t(template(wanted).title)}.xlsx", EXCEL)


def _system(code: str) -> System:
    return next((one for one in SYSTEMS if one.value == code), None) or abort(404)


@blueprint.get("/visits/<int:visit_id>/workbook/<system>")
def take_out(visit_id: int, system: str) -> Response:
    """The workbook of a visit and a system, with what is on file."""
    known = queries.on_file(session(), scopes.named_visit(), _system(system))
    name = f"{known.request_number}_V{visit_id}_{t(template(known.system).title)}.xlsx"
    return download(visit_workbook(known), name, EXCEL)


@blueprint.route("/visits/<int:visit_id>/upload", methods=["GET", "POST"])
def bring_back(visit_id: int) -> AnyResponse | str | tuple[str, int]:
    """Bring a workbook back; with errors it is not kept and says where they are."""
    if request.method == "GET":
        return _upload_page(visit_id)
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        flash(t(NO_FILE), "error")
        return _upload_page(visit_id), 422
    stored = taken_in(sent)
    taken = take(store().path(stored.sha256), READ_BY, judge)
    if taken.has_errors or _is_of_another(taken, visit_id):
        return _upload_page(visit_id, taken), 422
    visit, name = scopes.named_visit(), sent.filename
    upload = operations.receive(
        session(), signed_in_user(), visit, stored, taken.rows, name=name, at=now()
    )
    key = upload.id
    session().commit()
    return redirect(url_for("fieldbooks.show", upload_id=key), 303)


def _is_of_another(taken: Taken, visit_id: int) -> bool:
    about = taken.form("visit")
    if about is None or about.visit in (None, visit_id):
        return False
    flash(t(OTHER_VISIT.format(number=f"{about.request_number} V{about.visit}")), "error")
    return True


def _upload_page(visit_id: int, taken: Taken | None = None) -> str:
    return render_template(
        "field/upload.html",
        visit_id=visit_id,
        request_number=scopes.named_request().number,
        taken=taken,
        groups=findings.groups(taken.findings if taken else ()),
        systems=SYSTEMS,
        uploads=queries.uploads(session(), visit_id),
    )


@blueprint.get("/uploads/<int:upload_id>")
def show(upload_id: int) -> str:
    """What a workbook changes, row by row, before it is confirmed."""
    return _preview_page(field_scopes.named_upload())


@blueprint.post("/uploads/<int:upload_id>/confirm")
def confirm(upload_id: int) -> AnyResponse | tuple[str, int]:
    """Write what the preview showed; when something changed since, show the new preview."""
    upload = field_scopes.named_upload()
    visit_id, shown = upload.visit_id, request.form.get("shown") or upload.digest
    try:
        operations.confirm(session(), signed_in_user(), upload, shown, at=now())
        session().commit()
    except (StaleRowError, StaleDataError, AdvisoryError):
        session().rollback()
        upload = session().get_one(FieldUpload, upload_id)
        said = CONFIRMED if upload.confirmed_at else OVERTAKEN
        return _preview_page(upload, said), 409
    flash(t(DONE), "good")
    return redirect(url_for("field.show", visit_id=visit_id), 303)


def _preview_page(upload: FieldUpload, said: Text | None = None) -> str:
    visit = session().get_one(Visit, upload.visit_id)
    found = operations.preview(session(), visit, upload, at=now())
    return render_template(
        "field/preview.html",
        upload=queries.upload_row(upload, user_names(session())),
        request_number=field_scopes.request_of(visit).number,
        preview=found,
        sections=labels.sections(found),
        said=said,
    )
