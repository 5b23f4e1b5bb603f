"""Handing in a workbook: template, upload, check, signature, receipt."""

import contextlib
import secrets
from datetime import timedelta
from pathlib import PurePath
from typing import BinaryIO, Final, TypeVar, cast

from flask import (
    Blueprint,
    Response,
    abort,
    flash,
    jsonify,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import TooManyRequests
from werkzeug.wrappers import Response as AnyResponse

from portal.audit.events import Event
from portal.intake import operations as intake
from portal.intake.changes import Changes, changes
from portal.intake.correcting import faults
from portal.intake.kinds import KINDS
from portal.intake.marked import findings_csv as listed
from portal.intake.marked import marked_copy
from portal.intake.prefill import prefilled
from portal.intake.report import Report
from portal.intake.suspending import rules_left_out
from portal.intake.upgrading import upgraded
from portal.language import Text
from portal.members.models import Company
from portal.submissions import operations, queries
from portal.submissions.figures import SubmissionRow, UploadRow
from portal.submissions.models import Upload
from portal.submissions.states import Kind, UploadState
from portal.web import journal
from portal.web.clock import now
from portal.web.database import session
from portal.web.files import CSV, EXCEL, download, store
from portal.web.handin import findings
from portal.web.handin.certification import CERTIFICATION
from portal.web.handin.forms import ExplanationsForm, SubmitForm
from portal.web.handin.stages import UNDER_WAY, stages
from portal.web.identity import signed_in_user
from portal.web.preferences import language, t
from portal.web.scopes import company, named_upload
from portal.web.settings import chosen, largest_kept
from portal.workbook.findings import Severity

blueprint = Blueprint("handin", __name__)

NO_FILE = Text("請先選擇要上傳的檔案。", "Choose the file to upload first.")
UPLOADED = Text("已收到檔案，正在檢核。", "The file has arrived and is being checked.")
REPEATED = Text("這個檔案剛才已經收到。", "This file has just arrived already.")
EXPLAINED = Text("已儲存警告說明。", "The explanations were saved.")
SUBMITTED = Text("已送出申報，這是收件回條。", "Handed in. This is your receipt.")
MARKED = Text("標註", "marked")
CARRIED = Text("新版範本", "new template")
LISTED = Text("檢核結果", "findings")
CHECKING: Final = {
    UploadState.RECEIVED: Text("排隊等候檢核…", "Waiting for its check…"),
    UploadState.CHECKING: Text("檢核中…", "Being checked…"),
    UploadState.CHECKED: Text("檢核完成", "Checked"),
    UploadState.UNREADABLE: Text("無法讀取", "Cannot be read"),
    UploadState.ABANDONED: Text("已放棄", "Put aside"),
}
AnyForm = TypeVar("AnyForm", bound=ExplanationsForm)
_HOUR: Final = timedelta(hours=1)
MOST_BY_PERSON: Final = 20
MOST_BY_COMPANY: Final = 60


@blueprint.get("/hand-in/<code>/<any(inventory, plan):kind>/<int:year>")
def show(code: str, kind: str, year: int) -> str:
    """The five steps of one workbook, the present one open."""
    return _page(company(), Kind(kind), year)


def _page(one: Company, kind: Kind, year: int, form: SubmitForm | None = None) -> str:
    user = signed_in_user()
    row = _row(one, kind, year)
    uploads = queries.upload_rows(session(), user, company_id=one.id, kind=kind, year=year)
    standing = stages(row, uploads)
    latest = standing.latest
    report = intake.report_of(session(), latest.id, with_tables=True) if latest else None
    submission = queries.submission_of(session(), one.id, kind, year)
    return render_template(
        "handin/show.html",
        one=one,
        kind=KINDS[kind],
        year=year,
        row=row,
        uploads=uploads,
        standing=standing,
        times=queries.cycle_times(session(), kind, year),
        now=now(),
        key=secrets.token_hex(16),
        versions=queries.version_rows(session(), submission.id) if submission else [],
        history=queries.timeline(session(), submission) if submission else [],
        changes=_changes(row, latest, report),
        form=form or _asking(SubmitForm.sent(), latest.id if latest else None, report),
        certification=CERTIFICATION[kind],
        row_version=submission.row_version if submission else "",
        limit=chosen().upload_limit_mb,
        **shown_findings(report),
    )


def shown_findings(report: Report | None) -> dict[str, object]:
    """What a page shows of a report; the filters are in the address."""
    severity, sheet = request.args.get("severity", ""), request.args.get("sheet", "")
    found = report.findings if report else ()
    return {
        "report": report,
        "left_out": rules_left_out(report) if report else [],
        "groups": findings.groups(found, severity=severity, sheet=sheet),
        "faults": faults(report) if report else None,
        "rule_counts": findings.rule_counts(found),
        "finding_sheets": findings.sheets(found),
        "totals": findings.stated_totals(report) if report else [],
        "severity": severity,
        "sheet": sheet,
        "severities": Severity,
    }


def _row(one: Company, kind: Kind, year: int) -> SubmissionRow:
    return queries.submission_row(session(), signed_in_user(), one.id, kind, year) or abort(404)


def _changes(row: SubmissionRow, latest: UploadRow | None, report: Report | None) -> Changes | None:
    """What the latest upload would change against the version handed in before it."""
    if latest is None or report is None or latest.version or not row.current_version:
        return None
    if row.submission_id is None:
        return None
    before = queries.version(session(), row.submission_id, row.current_version)
    kept = before and intake.report_of(session(), before.upload_id, with_tables=True)
    return changes(kept, report) if kept else None


def _asking(form: AnyForm, upload_id: int | None, report: Report | None) -> AnyForm:
    """A form that asks about the warnings of an upload, with what was said before."""
    one = session().get(Upload, upload_id) if upload_id else None
    form.ask_about(intake.warnings_of(session(), one, report) if one and report else [])
    return form


@blueprint.get("/hand-in/<code>/<any(inventory, plan):kind>/<int:year>/template")
def template(code: str, kind: str, year: int) -> Response:
    """The blank workbook, with what the portal knows of the member filled in."""
    data = prefilled(session(), store(), Kind(kind), year, code) or abort(404)
    journal.note(Event.TEMPLATE_TAKEN, "company", company().id, kind=kind, year=year)
    return download(data, f"{code}_{year}_{t(KINDS[kind].title)}.xlsx", EXCEL)


@blueprint.post("/hand-in/<code>/<any(inventory, plan):kind>/<int:year>/upload")
def upload(code: str, kind: str, year: int) -> AnyResponse | tuple[str, int]:
    """Take a file in, whatever it is; its check is another matter."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        flash(t(NO_FILE), "error")
        return redirect(url_for("handin.show", code=code, kind=kind, year=year), 303)
    stay_within_quota(company())
    received = _receive(sent, Kind(kind), year)
    session().commit()
    flash(t(REPEATED if received.is_repeat else UPLOADED), "good")
    return redirect(url_for("handin.show", code=code, kind=kind, year=year), 303)


def _receive(sent: FileStorage, kind: Kind, year: int) -> operations.Received:
    arrived = now()
    with contextlib.closing(sent):
        stored = store().put(cast(BinaryIO, sent.stream), largest_kept(chosen()))
    return intake.receive(
        session(),
        signed_in_user(),
        company(),
        stored,
        original_name=sent.filename or "",
        idempotency_key=request.form.get("key", "")[:64] or secrets.token_hex(16),
        at=arrived,
        kind=kind,
        year=year,
    )


def stay_within_quota(one: Company) -> None:
    """Refuse more uploads than a person or a company can have use for."""
    since = now() - _HOUR
    by_person, by_company = queries.uploads_since(
        session(), signed_in_user().user_id, one.id, since
    )
    if by_person >= MOST_BY_PERSON or by_company >= MOST_BY_COMPANY:
        journal.note(Event.UPLOAD_REFUSED, "company", one.id, reason="quota")
        raise TooManyRequests(retry_after=int(_HOUR.total_seconds()))


@blueprint.get("/uploads/<int:upload_id>")
def report(upload_id: int) -> str:
    """One upload with its findings, also one that was refused long ago."""
    one = named_upload()
    row = _upload_row(one)
    kept = intake.report_of(session(), one.id)
    origin = queries.correction_of(session(), one.id)
    return render_template("handin/upload.html", one=row, origin=origin, **shown_findings(kept))


def _upload_row(one: Upload) -> UploadRow:
    rows = queries.upload_rows(session(), signed_in_user(), company_id=one.company_id, limit=10_000)
    return next(row for row in rows if row.id == one.id)


@blueprint.get("/uploads/<int:upload_id>/state")
def state(upload_id: int) -> Response:
    """How far the check is, for the page that waits."""
    one = named_upload()
    return jsonify(done=one.state not in UNDER_WAY, message=t(CHECKING[one.state]))


@blueprint.get("/uploads/<int:upload_id>/file")
def file(upload_id: int) -> Response:
    """The file as it arrived."""
    one = named_upload()
    sha256, name = one.sha256, one.original_name
    journal.note(Event.FILE_TAKEN, "upload", upload_id, sha256=sha256)
    return download(store().read(sha256), name, "application/octet-stream")


@blueprint.post("/uploads/<int:upload_id>/explain")
def explain(upload_id: int) -> AnyResponse:
    """Keep what is said about the warnings, one by one or for those ticked, as far as it goes."""
    one = named_upload()
    if one.kind is None or one.year is None:
        abort(409)
    form = _asking(ExplanationsForm.sent(), one.id, intake.report_of(session(), one.id))
    intake.explain(session(), signed_in_user(), one, form.explanations, at=now())
    page = url_for("handin.show", code=_company_of(one).code, kind=one.kind.value, year=one.year)
    session().commit()
    flash(t(EXPLAINED), "good")
    return redirect(f"{page}#explanations", 303)


@blueprint.get("/uploads/<int:upload_id>/marked")
def marked(upload_id: int) -> Response:
    """The file with each finding marked in its cell."""
    one = named_upload()
    kept = intake.report_of(session(), one.id) or abort(404)
    data = marked_copy(store(), one.sha256, kept, language())
    return download(data, _named(one, MARKED, ".xlsx"), EXCEL)


@blueprint.get("/uploads/<int:upload_id>/current-template")
def current_template(upload_id: int) -> Response:
    """The present template with everything a file of an older version held."""
    one = named_upload()
    store().open(one.sha256).close()
    made = upgraded(store().path(one.sha256)) or abort(404)
    return download(made.data, _named(one, CARRIED, ".xlsx"), EXCEL)


@blueprint.get("/uploads/<int:upload_id>/findings.csv")
def findings_csv(upload_id: int) -> Response:
    """The findings as a list for a spreadsheet."""
    one = named_upload()
    kept = intake.report_of(session(), one.id) or abort(404)
    return download(listed(kept, language()), _named(one, LISTED, ".csv"), CSV)


def _named(one: Upload, what: Text, suffix: str) -> str:
    return f"{PurePath(one.original_name).stem}_{t(what)}{suffix}"


@blueprint.post("/uploads/<int:upload_id>/submit")
def submit(upload_id: int) -> AnyResponse | tuple[str, int]:
    """Hand a checked upload in, with the signatory's certification."""
    one = named_upload()
    if one.kind is None or one.year is None:
        abort(409)
    form = _asking(SubmitForm.sent(), one.id, intake.report_of(session(), one.id))
    if not form.validate():
        return _page(_company_of(one), one.kind, one.year, form), 422
    version = intake.hand_in(
        session(),
        signed_in_user(),
        one,
        certification=CERTIFICATION[one.kind][language()],
        at=now(),
        explanations=form.explanations,
        row_version=form.version,
    )
    session().commit()
    flash(t(SUBMITTED), "good")
    return redirect(url_for("receipts.show", number=version.receipt_number), 303)


def _company_of(one: Upload) -> Company:
    return session().get_one(Company, one.company_id)


@blueprint.post("/uploads/<int:upload_id>/abandon")
def abandon(upload_id: int) -> AnyResponse:
    """Put an upload aside; the file and its report are kept."""
    one = named_upload()
    operations.abandon(session(), signed_in_user(), one, at=now())
    session().commit()
    flash(
        t("已放棄這個檔案；檔案與檢核結果仍保留。", "The file was put aside; it is kept."), "good"
    )
    return redirect(
        url_for("handin.show", code=_company_of(one).code, kind=one.kind, year=one.year), 303
    )
