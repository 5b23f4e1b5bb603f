"""Handing in a workbook: template, upload, check, signature, receipt."""

import secrets
from typing import Final, TypeVar

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
from werkzeug.wrappers import Response as AnyResponse

from portal.audit.events import Event
from portal.intake import operations as intake
from portal.intake.changes import Changes, changes
from portal.intake.correcting import faults
from portal.intake.kinds import KINDS
from portal.intake.marked import findings_csv as listed
from portal.intake.prefill import prefilled, supplement_of
from portal.intake.report import Report
from portal.intake.several import Pending
from portal.intake.several import pending as pending_files
from portal.intake.suspending import rules_left_out
from portal.intake.upgrading import upgraded
from portal.language import Text
from portal.members.models import Company
from portal.official.supplement import SUPPLEMENT
from portal.submissions import operations, queries
from portal.submissions.figures import SubmissionRow, UploadRow
from portal.submissions.models import Upload
from portal.submissions.states import Kind, UploadState
from portal.web import journal
from portal.web.advisory.put_right import advice_of
from portal.web.clock import now
from portal.web.database import session
from portal.web.files import CSV, EXCEL, download, store
from portal.web.handin import findings, handing_back, receiving
from portal.web.handin.certification import CERTIFICATION
from portal.web.handin.forms import ExplanationsForm, SubmitForm
from portal.web.handin.stages import UNDER_WAY, stages
from portal.web.identity import signed_in_user
from portal.web.preferences import language, t
from portal.web.scopes import company, named_upload
from portal.web.settings import chosen
from portal.workbook.findings import Severity

blueprint = Blueprint("handin", __name__)

UPLOADED = Text("已收到檔案，正在檢核。", "The file has arrived and is being checked.")
REPEATED = Text("這個檔案剛才已經收到。", "This file has just arrived already.")
EXPLAINED = Text("已儲存警告說明。", "The explanations were saved.")
SUBMITTED = Text("已送出申報，這是收件回條。", "Handed in. This is your receipt.")
CARRIED = Text("新版範本", "new template")
CHECKING: Final = {
    UploadState.RECEIVED: Text("排隊等候檢核…", "Waiting for its check…"),
    UploadState.CHECKING: Text("檢核中…", "Being checked…"),
    UploadState.CHECKED: Text("檢核完成", "Checked"),
    UploadState.UNREADABLE: Text("無法讀取", "Cannot be read"),
    UploadState.ABANDONED: Text("已放棄", "Put aside"),
}
AnyForm = TypeVar("AnyForm", bound=ExplanationsForm)


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
        put_right=advice_of(one.id, kind, year),
        times=queries.cycle_times(session(), kind, year),
        now=now(),
        key=secrets.token_hex(16),
        versions=queries.version_rows(session(), submission.id) if submission else [],
        history=queries.timeline(session(), submission) if submission else [],
        changes=_changes(row, latest, report),
        pending=_joinable(latest, report),
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


@blueprint.get("/hand-in/<code>/inventory/<int:year>/supplement")
def supplement(code: str, year: int) -> Response:
    """The blank supplement to the ministry's form, with whose it is filled in."""
    data = supplement_of(session(), year, code) or abort(404)
    journal.note(Event.TEMPLATE_TAKEN, "company", company().id, kind=SUPPLEMENT.kind, year=year)
    return download(data, f"{code}_{year}_{t(SUPPLEMENT.title)}.xlsx", EXCEL)


@blueprint.post("/hand-in/<code>/<any(inventory, plan):kind>/<int:year>/upload")
def upload(code: str, kind: str, year: int) -> AnyResponse | tuple[str, int]:
    """Take files in, whatever they are; their check is another matter."""
    page = url_for("handin.show", code=code, kind=kind, year=year)
    pending = _pending(company(), Kind(kind), year)
    sent, kept = receiving.sent_files(), receiving.kept_files(pending)
    refused = receiving.refusal(Kind(kind), sent, kept, len(pending))
    if refused is not None:
        flash(t(refused), "error")
        return redirect(page, 303)
    receiving.stay_within_quota(company())
    received = receiving.receive(company(), Kind(kind), year, sent, kept)
    session().commit()
    flash(t(REPEATED if received.is_repeat else UPLOADED), "good")
    return redirect(page, 303)


def _pending(one: Company, kind: Kind, year: int) -> list[Pending]:
    """The files that the next ones may be joined with."""
    user = signed_in_user()
    uploads = queries.upload_rows(session(), user, company_id=one.id, kind=kind, year=year)
    latest = stages(_row(one, kind, year), uploads).latest
    return _joinable(latest, intake.report_of(session(), latest.id)) if latest else []


def _joinable(latest: UploadRow | None, report: Report | None) -> list[Pending]:
    return pending_files(session(), latest.id, report) if latest else []


@blueprint.get("/uploads/<int:upload_id>")
def report(upload_id: int) -> str:
    """One upload with its findings, also one that was refused long ago."""
    one = named_upload()
    row = _upload_row(one)
    kept = intake.report_of(session(), one.id)
    origin = queries.correction_of(session(), one.id)
    files = pending_files(session(), one.id, kept)
    return render_template(
        "handin/upload.html", one=row, origin=origin, files=files, **shown_findings(kept)
    )


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
    """The file as it arrived; several as one archive."""
    one = named_upload()
    journal.note(Event.FILE_TAKEN, "upload", upload_id, sha256=one.sha256)
    return handing_back.original(one)


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
    return handing_back.with_marks(one, kept, request.args.get("file", type=int))


@blueprint.get("/uploads/<int:upload_id>/current-template")
def current_template(upload_id: int) -> Response:
    """The present template with everything a file of an older version held."""
    one = named_upload()
    store().open(one.sha256).close()
    made = upgraded(store().path(one.sha256)) or abort(404)
    return download(made.data, handing_back.named(one, CARRIED, ".xlsx"), EXCEL)


@blueprint.get("/uploads/<int:upload_id>/findings.csv")
def findings_csv(upload_id: int) -> Response:
    """The findings as a list for a spreadsheet."""
    one = named_upload()
    kept = intake.report_of(session(), one.id) or abort(404)
    return download(
        listed(kept, language()), handing_back.named(one, handing_back.LISTED, ".csv"), CSV
    )


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
