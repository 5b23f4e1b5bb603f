"""Claims handed in as workbooks: uploaded, previewed, confirmed, and decided by a coordinator."""

from functools import partial
from typing import Final

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from portal.accounts.permissions import Permission
from portal.claims.rules import judge
from portal.claims.sheets import TEMPLATE
from portal.claims.text import blank_text
from portal.language import Text
from portal.savings import handed, handed_queries
from portal.savings.errors import ConfirmedError, OwnClaimError
from portal.savings.handed_preview import preview
from portal.savings.vocabulary import ClaimOutcome
from portal.web import years
from portal.web.advisory.listing import day_of
from portal.web.clock import now
from portal.web.database import session
from portal.web.files import CSV, EXCEL, download, store, taken_in
from portal.web.handin import findings
from portal.web.identity import signed_in_user
from portal.web.preferences import language, t
from portal.web.savings import claim_list
from portal.web.savings.forms import ClaimDecisionForm
from portal.web.savings.scopes import named_file, named_stream, named_version
from portal.workbook.taking import Taken, take
from portal.workbook.template import build_bytes

blueprint = Blueprint("claims", __name__, url_prefix="/savings/claims")

Page = AnyResponse | str | tuple[str, int]
NO_FILE: Final = Text("請先選擇要上傳的檔案。", "Choose the file to upload first.")
DONE: Final = Text("節能主張已採用，併入節能項目。", "The claims were taken over as streams.")
AGAIN: Final = Text(
    "這份檔案已經採用過，沒有再寫入。", "This file was taken over before; nothing was written."
)
SAVED: Final = Text("已儲存。", "Saved.")
OWN: Final = Text("自己送的主張須由他人認可。", "Somebody else accepts what you handed in.")


@blueprint.get("/")
def index() -> str:
    """Every claim that this person handed in or may see, the files, and the upload."""
    return _index()


def _index(taken: Taken | None = None, deciding: ClaimDecisionForm | None = None) -> str:
    user = signed_in_user()
    form = deciding or ClaimDecisionForm.sent()
    form.offer()
    return render_template(
        "savings/claims.html",
        rows=handed_queries.standing(session(), user),
        files=handed_queries.files(session(), user),
        taken=taken,
        groups=findings.groups(taken.findings if taken else ()),
        deciding=form,
        may_settle=user.may(Permission.SETTLE_SAVINGS),
        reach=_reach() if user.may(Permission.SEE_SAVINGS) else frozenset(),
        may_see=user.may(Permission.SEE_SAVINGS),
    )


def _reach() -> frozenset[int]:
    """The sites whose streams this person may open: its own claims may be of others by now."""
    return frozenset(handed_queries.sites_within_reach(session(), signed_in_user()).values())


@blueprint.get("/template")
def template() -> Response:
    """The blank workbook."""
    data = build_bytes(TEMPLATE, {}, group=None, year=years.present())
    return download(data, f"{t(TEMPLATE.title)}.xlsx", EXCEL)


@blueprint.get("/template.csv")
def template_text() -> Response:
    """The same as a CSV file."""
    return download(blank_text(), f"{t(TEMPLATE.title)}.csv", CSV)


@blueprint.get("/export")
def export() -> Response:
    """The list as Excel."""
    rows = handed_queries.standing(session(), signed_in_user())
    data = claim_list.as_workbook(rows, at=now(), language=language())
    return download(data, f"{t(claim_list.TITLE)}.xlsx", EXCEL)


@blueprint.post("/")
def upload() -> Page:
    """Take a workbook in; with errors it is not kept and says where they are."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        flash(t(NO_FILE), "error")
        return _index(), 422
    stored = taken_in(sent)
    user = signed_in_user()
    known = handed_queries.register(session(), user, years.present(), day_of(now()))
    known_rules = partial(judge, register=known)
    taken = take(store().path(stored.sha256), TEMPLATE, known_rules, text_too=True)
    if taken.has_errors or not taken.rows.get("claims"):
        return _index(taken), 422
    made = handed.receive(session(), user, stored, taken.rows, name=sent.filename, at=now())
    key = made.id
    session().commit()
    return redirect(url_for("claims.show", file_id=key), 303)


@blueprint.get("/<int:claim_id>")
def stream(claim_id: int) -> AnyResponse:
    """The stream that a claim belongs to."""
    return redirect(url_for("savings.stream", key=named_stream().key), 303)


@blueprint.get("/files/<int:file_id>")
def show(file_id: int) -> str:
    """What a file changes, claim by claim, before it is confirmed."""
    one = named_file()
    return render_template(
        "savings/claim_file.html",
        file=one,
        preview=preview(session(), signed_in_user(), one),
        is_own=one.uploaded_by == signed_in_user().user_id,
    )


@blueprint.get("/files/<int:file_id>/workbook")
def workbook(file_id: int) -> Response:
    """The workbook as it came."""
    one = named_file()
    return download(store().read(one.sha256), one.original_name, EXCEL)


@blueprint.post("/files/<int:file_id>/confirm")
def confirm(file_id: int) -> AnyResponse:
    """Take the claims of a file over, once."""
    try:
        handed.confirm(session(), signed_in_user(), named_file(), at=now())
    except ConfirmedError:
        flash(t(AGAIN), "error")
        return redirect(url_for("claims.show", file_id=file_id), 303)
    session().commit()
    flash(t(DONE), "good")
    return redirect(url_for("claims.index"), 303)


@blueprint.post("/versions/<int:version_id>")
def decide(version_id: int) -> Page:
    """Accept a claim, or take it out."""
    form = ClaimDecisionForm.sent()
    form.offer()
    if not form.validate():
        return _index(deciding=form), 422
    outcome, reason = ClaimOutcome(form.outcome.data), form.reason.data
    try:
        handed.decide_claim(
            session(), signed_in_user(), named_version(), outcome, reason=reason, at=now()
        )
    except OwnClaimError:
        form.outcome.errors = [OWN]
        return _index(deciding=form), 422
    session().commit()
    flash(t(SAVED), "good")
    return redirect(url_for("claims.index"), 303)
