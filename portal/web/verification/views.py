"""Plans of measurement and verification: data in, model and saving shown, reports decided."""

from datetime import date
from typing import Final

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from portal.accounts.permissions import Permission
from portal.advisory.operations.verifying import note_verified
from portal.advisory.queries.plans import advice_of
from portal.language import Text
from portal.members import queries as members
from portal.members.models import Company, Site
from portal.verification import operations, queries
from portal.verification.attaching import evidence
from portal.verification.computing import Result
from portal.verification.figures import DataRow, PlanRow
from portal.verification.models import Adjustment, VerificationPlan, VerificationReport
from portal.verification.regression import NoModelError
from portal.verification.rules import judge, periods_of
from portal.verification.sheets import TEMPLATE
from portal.verification.states import NoDataError, PlanState, ReportOutcome
from portal.verification.workbook import data_workbook
from portal.web.clock import now
from portal.web.database import session
from portal.web.files import EXCEL, download, store, taken_in
from portal.web.forms import Choice
from portal.web.handin import findings
from portal.web.identity import signed_in_user
from portal.web.preferences import language, t
from portal.web.turning import page_link
from portal.web.verification import listing
from portal.web.verification.charts import charts
from portal.web.verification.forms import (
    AdjustmentDecisionForm,
    AdjustmentForm,
    PeriodForm,
    PlanForm,
    ReportDecisionForm,
    shown,
)
from portal.web.verification.scopes import own_sites
from portal.workbook.taking import Taken, take

blueprint = Blueprint("verification", __name__, url_prefix="/verification")

SAVED: Final = Text("已儲存。", "Saved.")
RECEIVED: Final = Text("已收到量測資料。", "The meter data have arrived.")
NO_FILE: Final = Text("請先選擇要上傳的檔案。", "Choose the file to upload first.")
OTHER_PLAN: Final = Text(
    "這個檔案屬於另一個計畫（{number}），請上傳到該計畫。",
    "This file belongs to another plan ({number}); upload it there.",
)
WHY_NOT: Final = Text(
    "目前的資料還不能計算：基線與報告期都要有足夠的期數與變數值。",
    "The data do not suffice yet: baseline and reporting period need enough periods and variables.",
)


@blueprint.get("/")
def index() -> str:
    """All plans within the person's scope."""
    user = signed_in_user()
    mine = user.company_code if user.role.is_member else None
    number = request.args.get("page", 1, type=int)
    page = queries.plan_page(session(), user, number, own_sites(user))
    return render_template("verification/index.html", page=page, link=page_link(), mine=mine)


@blueprint.get("/export")
def export() -> Response:
    """The list as Excel."""
    user = signed_in_user()
    rows = queries.plans(session(), user, own_sites(user))
    data = listing.as_workbook(rows, at=now(), language=language())
    return download(data, f"{t(listing.TITLE)}.xlsx", EXCEL)


@blueprint.route("/new/<code>", methods=["GET", "POST"])
def add(code: str) -> AnyResponse | str | tuple[str, int]:
    """Write a plan for one of a member's sites."""
    one, form = _company(code), PlanForm.sent()
    form.offer(_sites(one))
    if request.method == "POST" and form.validate():
        plan = operations.write_plan(
            session(), signed_in_user(), one, _site(form), form.fields, at=now()
        )
        number = plan.number
        session().commit()
        return _saved(number)
    page = render_template("verification/edit.html", form=form, plan=None, code=code)
    return (page, 422) if request.method == "POST" else page


@blueprint.route("/<number>/edit", methods=["GET", "POST"])
def edit(number: str) -> AnyResponse | str | tuple[str, int]:
    """Change a draft."""
    row = _row(number)
    form = PlanForm.sent(**shown(row))
    form.offer(_sites(_company(row.company_code)))
    if request.method == "POST" and form.validate():
        version = form.version or 0
        operations.change_plan(
            session(), signed_in_user(), _plan(row), form.fields, row_version=version, at=now()
        )
        session().commit()
        return _saved(number)
    page = render_template("verification/edit.html", form=form, plan=row, code=row.company_code)
    return (page, 422) if request.method == "POST" else page


@blueprint.get("/<number>")
def show(number: str) -> str:
    """One plan: data, model, saving of a period, adjustments and reports."""
    return _page(_row(number))


def _page(
    row: PlanRow,
    *,
    taken: Taken | None = None,
    adjustment: AdjustmentForm | None = None,
    decision: ReportDecisionForm | None = None,
) -> str:
    data = queries.data_of(session(), row.id)
    first, last = _period(row, data)
    result = _result(row, first, last) if data else None
    deciding = decision or ReportDecisionForm.sent()
    deciding.offer()
    proposed = queries.adjustments(session(), row.id)
    within = [one for one in proposed if one.first >= first and one.last <= last]
    return render_template(
        "verification/show.html",
        plan=row,
        data=data,
        first=first,
        last=last,
        result=result,
        charts=charts(result, row.fields.carrier, language()) if result else [],
        adjustments=proposed,
        pending=sum(one.is_approved is None for one in within),
        outside=sum(one.is_approved is True and one not in within for one in proposed),
        reports=queries.reports(session(), row.id),
        files=evidence(session(), row.id),
        advice=advice_of(session(), signed_in_user(), row.id),
        period=PeriodForm.sent(first=first, last=last),
        adjustment=adjustment or AdjustmentForm.sent(),
        adjusting=AdjustmentDecisionForm.sent(),
        deciding=deciding,
        taken=taken,
        groups=findings.groups(taken.findings if taken else (), severity="", sheet=""),
        why_not=WHY_NOT,
        may_measure=signed_in_user().may(Permission.MEASURE_SAVINGS),
        may_verify=signed_in_user().may(Permission.VERIFY_SAVINGS),
        is_draft=row.state is PlanState.DRAFT,
    )


def _period(row: PlanRow, data: list[DataRow]) -> tuple[date, date]:
    """The period that the address asks for, else everything after the baseline."""
    asked = [_day(request.values.get(name, "")) for name in ("first", "last")]
    later = [one for one in data[0].periods if one.first > row.fields.baseline_to] if data else []
    first = asked[0] or (min(one.first for one in later) if later else row.fields.baseline_to)
    last = asked[1] or (max(one.last for one in later) if later else row.fields.baseline_to)
    return first, last


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _result(row: PlanRow, first: date, last: date) -> Result | None:
    try:
        return operations.result_of(session(), _plan(row), first, last)
    except (NoModelError, NoDataError):
        return None


@blueprint.get("/<number>/workbook")
def workbook(number: str) -> Response:
    """The workbook of meter data, made out for the plan, with what is on file."""
    row = _row(number)
    data = queries.data_of(session(), row.id)
    made = data_workbook(row, data[0].periods if data else ())
    return download(made, f"{number}_{t(TEMPLATE.title)}.xlsx", EXCEL)


@blueprint.get("/<number>/export")
def results(number: str) -> Response:
    """The reports and adjustments of a plan as Excel."""
    row = _row(number)
    data = listing.results_workbook(
        row,
        queries.reports(session(), row.id),
        queries.adjustments(session(), row.id),
        at=now(),
        language=language(),
    )
    return download(data, f"{number}_{t(listing.RESULTS)}.xlsx", EXCEL)


@blueprint.post("/<number>/data")
def receive(number: str) -> AnyResponse | tuple[str, int]:
    """Take a workbook of meter data in; with errors it changes nothing and says where they are."""
    row = _row(number)
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        flash(t(NO_FILE), "error")
        return redirect(url_for("verification.show", number=number), 303)
    stored = taken_in(sent)
    taken = take(store().path(stored.sha256), TEMPLATE, judge)
    about = taken.form("about")
    if about is not None and about.plan_number and about.plan_number != number:
        flash(t(OTHER_PLAN.format(number=about.plan_number)), "error")
        return _page(row, taken=taken), 422
    if taken.has_errors:
        return _page(row, taken=taken), 422
    operations.receive_data(
        session(),
        signed_in_user(),
        _plan(row),
        stored,
        periods_of(about, taken.rows["periods"]),
        original_name=sent.filename,
        at=now(),
    )
    session().commit()
    flash(t(RECEIVED), "good")
    return redirect(url_for("verification.show", number=number), 303)


@blueprint.post("/<number>/approve")
def approve(number: str) -> AnyResponse:
    """Approve a plan: baseline and method are fixed from here on."""
    row = _row(number)
    version = int(request.form.get("row_version", "0") or 0)
    operations.approve_plan(session(), signed_in_user(), _plan(row), row_version=version, at=now())
    session().commit()
    return _saved(number)


@blueprint.post("/<number>/adjustments")
def propose(number: str) -> AnyResponse | tuple[str, int]:
    """Propose a non-routine adjustment."""
    row, form = _row(number), AdjustmentForm.sent()
    if not form.validate():
        return _page(row, adjustment=form), 422
    operations.propose_adjustment(
        session(),
        signed_in_user(),
        _plan(row),
        (form.first.data, form.last.data),
        form.amount,
        reason=form.reason.data.strip(),
        evidence=form.evidence.data.strip(),
        at=now(),
    )
    session().commit()
    return _saved(number)


@blueprint.post("/<number>/adjustments/<int:adjustment_id>")
def decide_adjustment(number: str, adjustment_id: int) -> AnyResponse | tuple[str, int]:
    """Approve an adjustment or turn it down."""
    row, form = _row(number), AdjustmentDecisionForm.sent()
    one = session().get(Adjustment, adjustment_id)
    if one is None or one.plan_id != row.id:
        abort(404)
    if not form.validate():
        return _page(row), 422
    operations.decide_adjustment(
        session(),
        signed_in_user(),
        one,
        is_approved=bool(form.approve.data),
        note=form.note.data.strip(),
        at=now(),
    )
    session().commit()
    return _saved(number)


@blueprint.post("/<number>/reports")
def submit(number: str) -> AnyResponse | tuple[str, int]:
    """Report the saving of a period."""
    row, form = _row(number), PeriodForm.sent()
    if not form.validate():
        return _page(row), 422
    try:
        operations.submit_report(
            session(), signed_in_user(), _plan(row), form.first.data, form.last.data, at=now()
        )
    except (NoModelError, NoDataError):
        flash(t(WHY_NOT), "error")
        return _page(row), 422
    session().commit()
    return _saved(number)


@blueprint.post("/<number>/reports/<int:report_id>")
def decide(number: str, report_id: int) -> AnyResponse | tuple[str, int]:
    """Verify a report or send it back."""
    row, form = _row(number), ReportDecisionForm.sent()
    form.offer()
    one = session().get(VerificationReport, report_id)
    if one is None or one.plan_id != row.id:
        abort(404)
    if not form.validate():
        return _page(row, decision=form), 422
    decided = form.decided
    operations.decide_report(
        session(), signed_in_user(), one, decided.outcome, note=decided.note, at=now()
    )
    if decided.outcome is ReportOutcome.VERIFIED:
        note_verified(session(), signed_in_user(), _plan(row), at=now())
    session().commit()
    return _saved(number)


def _saved(number: str) -> AnyResponse:
    flash(t(SAVED), "good")
    return redirect(url_for("verification.show", number=number), 303)


def _row(number: str) -> PlanRow:
    return queries.plan(session(), signed_in_user(), number) or abort(404)


def _plan(row: PlanRow) -> VerificationPlan:
    return session().get_one(VerificationPlan, row.id)


def _company(code: str) -> Company:
    found = members.company_by_code(session(), code)
    if found is None or not signed_in_user().sees(found.id, found.group):
        abort(404)
    return found


def _sites(one: Company) -> list[Choice]:
    record, own = members.member_record(session(), one.code), own_sites(signed_in_user())
    return [
        (
            row.control_number,
            Text(f"{row.control_number} {row.name_zh}", f"{row.control_number} {row.name_en}"),
        )
        for row in (record.sites if record else ())
        if row.current and (own is None or row.control_number in own)
    ]


def _site(form: PlanForm) -> Site:
    return members.site_by_control_number(session(), form.site.data) or abort(404)
