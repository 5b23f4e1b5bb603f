"""Requests and cases: the list, asking, and every step that belongs to a case as a whole."""

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from portal.advisory import queries
from portal.advisory.loop import left, may_close, phases
from portal.advisory.office_days import calendar_note
from portal.advisory.operations import actions, requests, visits
from portal.advisory.vocabulary import ActionState
from portal.language import Text
from portal.web.advisory import advice_list, listing
from portal.web.advisory.action_forms import ActionForm
from portal.web.advisory.case_forms import (
    OVERTAKEN,
    Overtaken,
    case_drafts,
    case_forms,
    check_form,
    check_name,
)
from portal.web.advisory.forms import (
    AskForm,
    AssignForm,
    DeclareForm,
    DeclineForm,
    ReportForm,
)
from portal.web.advisory.inputs import text
from portal.web.advisory.listing import Filters
from portal.web.advisory.scopes import named_action, named_request, request_again
from portal.web.advisory.site_forms import PlanVisitForm
from portal.web.clock import now
from portal.web.database import session
from portal.web.drafting import drafting, opened, sent
from portal.web.files import EXCEL, download
from portal.web.forms import Choice, PortalForm, VersionedForm
from portal.web.identity import signed_in_user
from portal.web.preferences import language, t
from portal.web.turning import page_link

blueprint = Blueprint("advisory", __name__, url_prefix="/advisory")

SAVED = Text("已儲存。", "Saved.")
ASSIGNED = Text("已指派，委員須先聲明利益衝突。", "Assigned; the team declares.")


@blueprint.get("/")
def index() -> str:
    """What waits for this person, then every request that is there for them."""
    filters, user = Filters.of(request.args), signed_in_user()
    number = request.args.get("page", 1, type=int)
    tasks = queries.open_tasks(session(), user)
    return render_template(
        "advisory/index.html",
        page=queries.request_page(session(), user, number, filters.narrowed),
        turned=page_link(),
        counts=queries.request_counts(session(), user),
        next_of=listing.first_steps(tasks),
        mine=listing.piles(queries.of_actor(user, tasks)),
        filters=filters,
        today=listing.day_of(now()),
    )


@blueprint.get("/export")
def export() -> Response:
    """The same list, filtered alike, as Excel."""
    narrowed = Filters.of(request.args).narrowed
    rows = queries.request_rows(session(), signed_in_user(), narrowed)
    steps = listing.first_steps(queries.open_tasks(session(), signed_in_user()))
    data = listing.as_workbook(rows, steps, at=now(), language=language())
    return download(data, f"{t(listing.TITLE)}.xlsx", EXCEL)


@blueprint.get("/<int:request_id>/recommendations.xlsx")
def export_advice(request_id: int) -> Response:
    """The recommendations of a case as Excel, with what each is worth."""
    case = queries.case(session(), signed_in_user(), request_id) or abort(404)
    data = advice_list.as_workbook(case, at=now(), language=language())
    return download(data, f"{case.request.number}_{t(advice_list.TITLE)}.xlsx", EXCEL)


@blueprint.route("/ask", methods=["GET", "POST"])
def ask() -> AnyResponse | str | tuple[str, int]:
    """Ask for advice at a site."""
    form = opened(AskForm, "ask", {})
    form.offer(_sites())
    if request.method == "POST" and form.validate():
        site, company = queries.site_seen(session(), signed_in_user(), form.site.data) or abort(404)
        made = requests.ask(session(), signed_in_user(), company, site.id, form.wanted, at=now())
        return done(made.id, Text("申請已送出。", "The request was sent."), "ask")
    page = render_template(
        "advisory/ask.html", form=form, calendar_note=calendar_note(), drafting=drafting("ask")
    )
    return (page, 422) if request.method == "POST" else page


def _sites() -> list[Choice]:
    return [
        (
            site.control_number,
            Text(
                f"{company.code} {site.name_zh}（{site.control_number}）",
                f"{company.code} {site.name_en} ({site.control_number})",
            ),
        )
        for site, company in queries.sites_seen(session(), signed_in_user())
    ]


@blueprint.get("/<int:request_id>")
def show(request_id: int) -> str:
    """One case: the loop, its next steps, and everything that belongs to it."""
    return case_page(request_id)


def case_page(request_id: int, overtaken: Overtaken | None = None, **failed: PortalForm) -> str:
    """The page of a case, with a form that was sent and has errors or was overtaken."""
    found = queries.case(session(), signed_in_user(), request_id) or abort(404)
    forms = {**case_forms(found), **failed}
    return render_template(
        "advisory/show.html",
        case=found,
        loop=phases(found.facts),
        may_close=may_close(found.facts),
        left=left(found.facts),
        today=listing.day_of(now()),
        me=signed_in_user(),
        own_step=queries.own_step(signed_in_user(), found),
        overtaken=overtaken,
        drafts=case_drafts(found),
        forms=forms,
        **forms,
    )


def overtaken_page(request_id: int, name: str, form: VersionedForm) -> tuple[str, int]:
    """The page of a case that a colleague changed meanwhile; nothing typed is lost."""
    session().rollback()
    request_again(request_id)
    found = queries.case(session(), signed_in_user(), request_id) or abort(404)
    seen = Overtaken.of(found, name, form)
    return case_page(request_id, overtaken=seen, **{name: form}), 409


def done(request_id: int, said: Text = SAVED, *forms: str) -> AnyResponse:
    """Keep what was done, say it, empty the drafts of the forms that were sent."""
    for form in forms:
        sent(form)
    session().commit()
    flash(t(said), "good")
    return redirect(url_for("advisory.show", request_id=request_id), 303)


@blueprint.post("/<int:request_id>/triage")
def triage(request_id: int) -> AnyResponse:
    """Take a request up."""
    version = VersionedForm.sent().version
    requests.triage(session(), signed_in_user(), named_request(), at=now(), row_version=version)
    return done(request_id, Text("已受理，請指派輔導團隊。", "Taken up; assign a team next."))


@blueprint.post("/<int:request_id>/decline")
def decline(request_id: int) -> AnyResponse | tuple[str, int]:
    """Decline a request and say why."""
    form = DeclineForm.sent()
    if not form.validate():
        return case_page(request_id, decline=form), 422
    reason, version, one = text(form.decline_reason), form.version, named_request()
    try:
        requests.decline(session(), signed_in_user(), one, reason, at=now(), row_version=version)
    except OVERTAKEN:
        return overtaken_page(request_id, "decline", form)
    return done(request_id, SAVED, f"decline-{request_id}")


@blueprint.post("/<int:request_id>/assign")
def assign(request_id: int) -> AnyResponse | tuple[str, int]:
    """Give a request to a team."""
    form = AssignForm.sent()
    form.offer(queries.advisors(session()))
    if not form.validate():
        return case_page(request_id, assign=form), 422
    team, version, one = form.chosen_team, form.version, named_request()
    try:
        requests.assign(session(), signed_in_user(), one, team, at=now(), row_version=version)
    except OVERTAKEN:
        return overtaken_page(request_id, "assign", form)
    return done(request_id, ASSIGNED, f"assign-{request_id}")


@blueprint.post("/<int:request_id>/declare")
def declare(request_id: int) -> AnyResponse | tuple[str, int]:
    """Declare interests in the member."""
    form = DeclareForm.sent()
    form.offer()
    if not form.validate():
        return case_page(request_id, declare=form), 422
    requests.declare(
        session(),
        signed_in_user(),
        named_request(),
        has_conflict=form.conflict.data == "yes",
        statement=text(form.statement),
        at=now(),
    )
    return done(request_id, SAVED, f"declare-{request_id}")


@blueprint.post("/<int:request_id>/visits")
def plan_visit(request_id: int) -> AnyResponse | tuple[str, int]:
    """Plan a visit."""
    form = PlanVisitForm.sent()
    form.offer()
    if not form.validate():
        return case_page(request_id, plan=form), 422
    made = visits.plan_visit(session(), signed_in_user(), named_request(), form.content, at=now())
    session().commit()
    flash(t("訪視已排定。", "The visit is planned."), "good")
    return redirect(url_for("visits.show", visit_id=made.id), 303)


@blueprint.post("/<int:request_id>/report")
def report(request_id: int) -> AnyResponse | tuple[str, int]:
    """Note that the member got the report."""
    form = ReportForm.sent()
    if form.validate() and form.reported_on.data > listing.day_of(now()):
        form.reported_on.errors = [Text("這一天還沒到。", "That day is still to come.")]
    if form.errors:
        return case_page(request_id, report=form), 422
    requests.hand_over_report(
        session(),
        signed_in_user(),
        named_request(),
        form.reported_on.data,
        at=now(),
        row_version=form.version,
    )
    return done(request_id)


@blueprint.post("/<int:request_id>/actions")
def add_action(request_id: int) -> AnyResponse | tuple[str, int]:
    """Ask for something of the inventory to be put right."""
    form = ActionForm.sent()
    form.offer()
    if not form.validate():
        return case_page(request_id, action=form), 422
    actions.add_action(session(), signed_in_user(), named_request(), form.content, at=now())
    return done(request_id, SAVED, f"action-{request_id}")


@blueprint.post("/actions/<int:action_id>")
def check_off(action_id: int) -> AnyResponse | tuple[str, int]:
    """Check something off against the inventory, or drop it."""
    form, action = check_form(), named_action()
    if not form.validate():
        return case_page(action.request_id, **{check_name(action_id): form}), 422
    case_id, state, remark = action.request_id, ActionState(form.state.data), text(form.remark)
    try:
        actions.check_off(
            session(), signed_in_user(), action, state, remark, at=now(), row_version=form.version
        )
    except OVERTAKEN:
        return overtaken_page(case_id, check_name(action_id), form)
    return done(case_id, SAVED, f"check-{case_id}-{action_id}")
