"""Requests and cases: the list, asking, and every step that belongs to a case as a whole."""

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from portal.advisory import queries
from portal.advisory.figures import Case
from portal.advisory.loop import left, may_close, phases
from portal.advisory.office_days import calendar_note
from portal.advisory.operations import actions, requests, visits
from portal.advisory.states import RequestState
from portal.advisory.vocabulary import ActionState
from portal.language import Text
from portal.web.advisory import advice_list, listing
from portal.web.advisory.action_forms import ActionForm, CheckOffForm
from portal.web.advisory.forms import (
    AskForm,
    AssignForm,
    ClosingForm,
    DeclareForm,
    DeclineForm,
    GiveBackForm,
    ReportForm,
)
from portal.web.advisory.inputs import text
from portal.web.advisory.listing import Filters
from portal.web.advisory.scopes import named_action, named_request
from portal.web.advisory.site_forms import PlanVisitForm
from portal.web.clock import now
from portal.web.database import session
from portal.web.files import EXCEL, download
from portal.web.forms import Choice, PortalForm, VersionedForm
from portal.web.identity import signed_in_user
from portal.web.preferences import language, t
from portal.web.turning import page_link

blueprint = Blueprint("advisory", __name__, url_prefix="/advisory")

SAVED = Text("已儲存。", "Saved.")


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
        mine=listing.piles(queries.of_actor(user, tasks), request.args),
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
    form = AskForm.sent()
    form.offer(_sites())
    if request.method == "POST" and form.validate():
        site, company = queries.site_seen(session(), signed_in_user(), form.site.data) or abort(404)
        made = requests.ask(session(), signed_in_user(), company, site.id, form.wanted, at=now())
        session().commit()
        flash(t("申請已送出。", "The request was sent."), "good")
        return redirect(url_for("advisory.show", request_id=made.id), 303)
    page = render_template("advisory/ask.html", form=form, calendar_note=calendar_note())
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


def case_page(request_id: int, **failed: PortalForm) -> str:
    """The page of a case, with a form that was sent and has errors."""
    found = queries.case(session(), signed_in_user(), request_id) or abort(404)
    forms = _forms(found)
    return render_template(
        "advisory/show.html",
        case=found,
        loop=phases(found.facts),
        may_close=may_close(found.facts),
        left=left(found.facts),
        today=listing.day_of(now()),
        me=signed_in_user(),
        own_step=queries.own_step(signed_in_user(), found),
        **{**forms, **failed},
    )


def _forms(case: Case) -> dict[str, PortalForm]:
    """A fresh form for every step of a case; the page shows those that may be taken."""
    team = case.team
    assign = AssignForm(
        None,
        data={
            "team": team.team if team else "",
            "lead": str(case.facts.lead_id or ""),
            "members": [str(one.user_id) for one in team.people] if team else [],
            "due": team.due if team else None,
        },
    )
    assign.offer(queries.advisors(session()))
    declare, plan, action = DeclareForm(None), PlanVisitForm(None), ActionForm(None)
    for form in (declare, plan, action):
        form.offer()
    return {
        "assign": assign,
        "declare": declare,
        "plan": plan,
        "action": action,
        "decline": DeclineForm(None),
        "report": ReportForm(None),
        "closing": ClosingForm(None, data={"closing_remark": _proposed(case)}),
        "giving_back": GiveBackForm(None),
        "check": _check_form(),
    }


def _proposed(case: Case) -> str:
    """What the team wrote when it proposed to close the case."""
    return case.request.reason if case.request.state is RequestState.CLOSING else ""


def _check_form() -> CheckOffForm:
    form = CheckOffForm.sent()
    form.offer()
    return form


def _done(request_id: int, said: Text = SAVED) -> AnyResponse:
    session().commit()
    flash(t(said), "good")
    return redirect(url_for("advisory.show", request_id=request_id), 303)


@blueprint.post("/<int:request_id>/triage")
def triage(request_id: int) -> AnyResponse:
    """Take a request up."""
    version = VersionedForm.sent().version
    requests.triage(session(), signed_in_user(), named_request(), at=now(), row_version=version)
    return _done(request_id, Text("已受理，請指派輔導團隊。", "Taken up; assign a team next."))


@blueprint.post("/<int:request_id>/decline")
def decline(request_id: int) -> AnyResponse | tuple[str, int]:
    """Decline a request and say why."""
    form = DeclineForm.sent()
    if not form.validate():
        return case_page(request_id, decline=form), 422
    requests.decline(
        session(),
        signed_in_user(),
        named_request(),
        text(form.decline_reason),
        at=now(),
        row_version=form.version,
    )
    return _done(request_id)


@blueprint.post("/<int:request_id>/assign")
def assign(request_id: int) -> AnyResponse | tuple[str, int]:
    """Give a request to a team."""
    form = AssignForm.sent()
    form.offer(queries.advisors(session()))
    if not form.validate():
        return case_page(request_id, assign=form), 422
    requests.assign(
        session(),
        signed_in_user(),
        named_request(),
        form.chosen_team,
        at=now(),
        row_version=form.version,
    )
    return _done(request_id, Text("已指派，委員須先聲明利益衝突。", "Assigned; the team declares."))


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
    return _done(request_id)


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
    return _done(request_id)


@blueprint.post("/<int:request_id>/actions")
def add_action(request_id: int) -> AnyResponse | tuple[str, int]:
    """Ask for something of the inventory to be put right."""
    form = ActionForm.sent()
    form.offer()
    if not form.validate():
        return case_page(request_id, action=form), 422
    actions.add_action(session(), signed_in_user(), named_request(), form.content, at=now())
    return _done(request_id)


@blueprint.post("/actions/<int:action_id>")
def check_off(action_id: int) -> AnyResponse | tuple[str, int]:
    """Check something off against the inventory, or drop it."""
    form, action = _check_form(), named_action()
    if not form.validate():
        return case_page(action.request_id, check=form), 422
    actions.check_off(
        session(),
        signed_in_user(),
        action,
        ActionState(form.state.data),
        text(form.remark),
        at=now(),
        row_version=form.version,
    )
    return _done(action.request_id)
