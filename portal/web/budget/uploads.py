"""A version of the budget as a file: uploaded, looked at beside the one on file, confirmed once."""

from typing import Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.wrappers import Response as AnyResponse

from portal.accounts.queries import user_names
from portal.budget import uploads
from portal.budget.models import CarbonBudgetUpload
from portal.budget.preview import Preview
from portal.budget.rules import judge
from portal.budget.sheets import TEMPLATE
from portal.db.base import StaleRowError
from portal.language import Text
from portal.web.budget.forms import VersionForm
from portal.web.budget.scopes import named_upload
from portal.web.budget.version_page import NO_FILE, SAVED, version_page
from portal.web.clock import now
from portal.web.database import session
from portal.web.files import store, taken_in
from portal.web.handin import findings
from portal.web.identity import signed_in_user
from portal.web.preferences import t
from portal.workbook.taking import take

blueprint = Blueprint("budget_uploads", __name__, url_prefix="/budget")

CONFIRMED: Final = Text(
    "這份檔案已經採用過，沒有再寫入；以下是它與目前版本的差異。",
    "This file was taken over before and nothing was written again; this is how it differs from "
    "the version on file now.",
)
OVERTAKEN: Final = Text(
    "預覽之後已有新的版本，沒有寫入；以下是新的差異，請再確認一次。",
    "There is a newer version since the preview and nothing was written. These are the new "
    "differences; confirm again.",
)


@blueprint.post("/versions/upload")
def upload() -> AnyResponse | tuple[str, int]:
    """Take a workbook or CSV in; with errors it is not kept and says where they are."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        flash(t(NO_FILE), "error")
        return redirect(url_for("budget.add_version"), 303)
    stored = taken_in(sent)
    taken = take(store().path(stored.sha256), TEMPLATE, judge, text_too=True)
    if taken.has_errors or taken.form("about") is None:
        return version_page(VersionForm.sent(), taken), 422
    user, name = signed_in_user(), sent.filename
    made = uploads.receive(session(), user, stored, taken.rows, taken.findings, name=name, at=now())
    key = made.id
    session().commit()
    return redirect(url_for("budget_uploads.show", upload_id=key), 303)


@blueprint.get("/uploads/<int:upload_id>")
def show(upload_id: int) -> str:
    """What a file changes, line by line, before it is confirmed."""
    return _page(named_upload())


@blueprint.post("/uploads/<int:upload_id>/confirm")
def confirm(upload_id: int) -> AnyResponse | tuple[str, int]:
    """Make the file a version as the preview showed it; otherwise show the new preview."""
    shown = request.form.get("shown", "")
    try:
        uploads.confirm(session(), signed_in_user(), named_upload(), shown, at=now())
        session().commit()
    except (StaleRowError, StaleDataError):
        session().rollback()
        one = session().get_one(CarbonBudgetUpload, upload_id)
        return _page(one, CONFIRMED if one.confirmed_at else OVERTAKEN), 409
    flash(t(SAVED), "good")
    return redirect(url_for("budget.present"), 303)


def _page(one: CarbonBudgetUpload, said: Text | None = None) -> str:
    found: Preview = uploads.preview(session(), one)
    return render_template(
        "budget/preview.html",
        upload=one,
        by=user_names(session()).get(one.uploaded_by, ""),
        preview=found,
        groups=findings.groups(uploads.warnings_of(one), severity="", sheet=""),
        said=said,
    )
