"""Recommendations: writing them, the member's answer, and what became of them."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from portal.advisory import queries
from portal.advisory.calculating import gained
from portal.advisory.content import values
from portal.advisory.figures import AdviceRow
from portal.advisory.models import Equipment, Finding, Recommendation
from portal.advisory.operations import answers, findings
from portal.advisory.operations.verifying import MEASURABLE
from portal.advisory.queries.cases import calculations, of_subject
from portal.advisory.queries.judging import proposal
from portal.advisory.rules import Flag, judged, progress_flags
from portal.advisory.states import ANSWERABLE, TAKEN_UP, WRITABLE
from portal.advisory.vocabulary import AttachmentKind, Carrier, Status, Subject, VisitKind
from portal.language import Text
from portal.web.advisory import attaching, listing, scopes
from portal.web.advisory.advice_forms import AdviceForm, DecisionForm, FollowUpForm, ProgressForm
from portal.web.advisory.inputs import text
from portal.web.clock import now
from portal.web.database import session
from portal.web.forms import PortalForm, VersionedForm
from portal.web.identity import signed_in_user
from portal.web.preferences import t

EVIDENCE = (AttachmentKind.EVIDENCE, AttachmentKind.DATA, AttachmentKind.OTHER)

blueprint = Blueprint("advice", __name__, url_prefix="/advisory")


@blueprint.route("/findings/<int:finding_id>/recommend", methods=["GET", "POST"])
def write(finding_id: int) -> AnyResponse | str | tuple[str, int]:
    """Recommend something about a finding."""
    finding = scopes.named_finding()
    form = AdviceForm.sent(priority="medium", confidence="medium", **_gained(finding))
    return _answer(finding, form, None)


@blueprint.route("/recommendations/<int:recommendation_id>/edit", methods=["GET", "POST"])
def edit(recommendation_id: int) -> AnyResponse | str | tuple[str, int]:
    """Write a recommendation anew."""
    one, row = scopes.named_recommendation(), _row()
    form = AdviceForm.sent(**_shown(row), row_version=one.row_version)
    return _answer(session().get_one(Finding, one.finding_id), form, one)


@blueprint.post("/recommendations/<int:recommendation_id>/take-over")
def take_over(recommendation_id: int) -> AnyResponse | tuple[str, int]:
    """Take the saving of a kept calculation over; what the rules find is shown in the form."""
    one, row = scopes.named_recommendation(), _row()
    finding = session().get_one(Finding, one.finding_id)
    form = AdviceForm(
        None, data={**_shown(row), **_gained(finding), "row_version": _sent_version()}
    )
    form.offer(finding.system)
    if form.validate() and _judge(finding, form, one):
        return _kept(finding, form, one)
    return _writing(finding, form, one), 422


def _sent_version() -> int | None:
    return VersionedForm.sent().version


def _gained(finding: Finding) -> dict[str, object]:
    """The saving of the calculation that the address names, as the form shows it."""
    wanted = request.args.get("calculation", type=int)
    if wanted is None:
        return {}
    rows = calculations(session(), [finding.id], {})
    row = next((one for one in rows if one.id == wanted), None) or abort(404)
    machine = finding.equipment_id and session().get(Equipment, finding.equipment_id)
    found = gained(row.run, machine.carrier if machine else None)
    if found is None:
        return {}
    shown: dict[str, object] = {f"{found.carrier}_quantity": found.quantity}
    if found.price is not None:
        shown[f"{found.carrier}_price"] = found.price
    if "h" in row.run.inputs:
        shown["hours"] = row.run.inputs["h"]
    return shown


def _shown(row: AdviceRow) -> dict[str, object]:
    """A recommendation as the form shows it."""
    shown: dict[str, object] = {name: value or "" for name, value in values(row.advice).items()}
    for saved in row.savings:
        for name, value in values(saved).items():
            shown[f"{saved.carrier}_{name}"] = "" if value is None else value
    return shown


def _answer(
    finding: Finding, form: AdviceForm, one: Recommendation | None
) -> AnyResponse | str | tuple[str, int]:
    form.offer(finding.system)
    if request.method == "POST" and form.validate() and _judge(finding, form, one):
        return _kept(finding, form, one)
    page = _writing(finding, form, one)
    return (page, 422) if request.method == "POST" else page


def _kept(finding: Finding, form: AdviceForm, one: Recommendation | None) -> AnyResponse:
    kept = findings.recommend(
        session(),
        signed_in_user(),
        finding,
        form.advice,
        form.savings,
        at=now(),
        one=one,
        row_version=form.version,
    )
    session().commit()
    flash(t("建議已儲存。", "The recommendation was saved."), "good")
    return redirect(url_for("advice.show", recommendation_id=kept.id), 303)


def _writing(finding: Finding, form: AdviceForm, one: Recommendation | None) -> str:
    target = (
        url_for("advice.write", finding_id=finding.id)
        if one is None
        else url_for("advice.edit", recommendation_id=one.id)
    )
    return render_template(
        "advisory/write.html", form=form, finding=finding, one=one, carriers=Carrier, target=target
    )


def _judge(finding: Finding, form: AdviceForm, one: Recommendation | None) -> bool:
    """Whether the rules let the recommendation pass; says so beside the fields otherwise."""
    subject = proposal(session(), finding, form.advice, form.savings, one.id if one else None)
    return form.mark(judged(subject))


@blueprint.get("/recommendations/<int:recommendation_id>")
def show(recommendation_id: int) -> str:
    """One recommendation with its decisions and what became of it."""
    return _page()


def _row() -> AdviceRow:
    one = scopes.named_recommendation()
    case = queries.case(session(), signed_in_user(), one.request_id) or abort(404)
    return next(row for row in case.advice if row.id == one.id)


def _page(**failed: PortalForm) -> str:
    one = scopes.named_recommendation()
    case = queries.case(session(), signed_in_user(), one.request_id) or abort(404)
    row = next(row for row in case.advice if row.id == one.id)
    return render_template(
        "advisory/advice.html",
        row=row,
        case=case,
        finding=next(found for found in case.findings if found.id == row.finding_id),
        steps=[step for step in case.steps if step.subject_id == row.id and step.about],
        is_writable=row.state in WRITABLE,
        is_answerable=row.state in ANSWERABLE,
        is_taken_up=row.state in TAKEN_UP,
        is_measurable=row.state in MEASURABLE,
        files=of_subject(case.attachments, Subject.RECOMMENDATION, row.id),
        attachment_kinds=EVIDENCE,
        today=listing.day_of(now()),
        **{**_forms(row), **failed},
    )


def _forms(row: AdviceRow) -> dict[str, PortalForm]:
    shown = {} if row.progress is None else values(row.progress)
    if row.progress is not None:
        shown["status"] = row.progress.status.value
    progress = ProgressForm(None, data={**shown, "row_version": row.progress_version})
    decision = DecisionForm(None, data={"row_version": row.row_version})
    follow = FollowUpForm(None, data={"asked_on": listing.day_of(now())})
    for form in (progress, decision, follow):
        form.offer()
    return {"progress": progress, "decision": decision, "follow": follow}


def _back(recommendation_id: int, said: Text) -> AnyResponse:
    session().commit()
    flash(t(said), "good")
    return redirect(url_for("advice.show", recommendation_id=recommendation_id), 303)


@blueprint.post("/recommendations/<int:recommendation_id>/put-forward")
def put_forward(recommendation_id: int) -> AnyResponse:
    """Show a recommendation to the member."""
    one, version = scopes.named_recommendation(), VersionedForm.sent().version
    findings.put_forward(session(), signed_in_user(), one, at=now(), row_version=version)
    return _back(recommendation_id, Text("建議已送出給成員。", "The member can answer it now."))


@blueprint.post("/recommendations/<int:recommendation_id>/withdraw")
def withdraw(recommendation_id: int) -> AnyResponse:
    """Take a recommendation back."""
    one, version = scopes.named_recommendation(), VersionedForm.sent().version
    findings.withdraw(session(), signed_in_user(), one, at=now(), row_version=version)
    return _back(recommendation_id, Text("建議已撤回。", "The recommendation was withdrawn."))


@blueprint.post("/recommendations/<int:recommendation_id>/decide")
def decide(recommendation_id: int) -> AnyResponse | tuple[str, int]:
    """Decide on a recommendation."""
    form = DecisionForm.sent()
    form.offer()
    if not form.validate():
        return _page(decision=form), 422
    answers.decide(
        session(),
        signed_in_user(),
        scopes.named_recommendation(),
        form.answer,
        at=now(),
        row_version=form.version,
    )
    return _back(recommendation_id, Text("回覆已登錄。", "Your decision was recorded."))


@blueprint.post("/recommendations/<int:recommendation_id>/progress")
def report_progress(recommendation_id: int) -> AnyResponse | tuple[str, int]:
    """Say how far an accepted recommendation is."""
    form = ProgressForm.sent()
    form.offer()
    if not (form.validate() and form.mark(_progress_flags(form))):
        return _page(progress=form), 422
    answers.report_progress(
        session(),
        signed_in_user(),
        scopes.named_recommendation(),
        form.progress,
        at=now(),
        row_version=form.version or None,
    )
    return _back(recommendation_id, Text("執行情形已登錄。", "Your report was recorded."))


def _progress_flags(form: ProgressForm) -> tuple[Flag, ...]:
    case = queries.case(session(), signed_in_user(), scopes.named_request().id) or abort(404)
    survey = case.facts.held(VisitKind.SURVEY)
    return progress_flags(form.progress, survey, listing.day_of(now()))


@blueprint.post("/recommendations/<int:recommendation_id>/follow-up")
def follow_up(recommendation_id: int) -> AnyResponse | tuple[str, int]:
    """Write down what the member said when asked."""
    form = FollowUpForm.sent()
    form.offer()
    if not (form.validate() and _may_be_learnt(form)):
        return _page(follow=form), 422
    answers.follow_up(
        session(),
        signed_in_user(),
        scopes.named_recommendation(),
        asked_on=form.asked_on.data,
        status=Status(form.learnt.data),
        remark=text(form.follow_remark),
        at=now(),
    )
    return _back(recommendation_id, Text("追蹤結果已登錄。", "The follow-up was recorded."))


def _may_be_learnt(form: FollowUpForm) -> bool:
    """Whether the day has come, and what is said to be done has its report."""
    if form.asked_on.data > listing.day_of(now()):
        form.asked_on.errors = [Text("這一天還沒到。", "That day is still to come.")]
        return False
    progress = _row().progress
    if form.learnt.data == Status.IMPLEMENTED and not (progress and progress.commissioned_on):
        form.learnt.errors = [Text("請先填報啟用日。", "Report the day of commissioning first.")]
        return False
    return True


@blueprint.post("/recommendations/<int:recommendation_id>/evidence")
def attach(recommendation_id: int) -> AnyResponse:
    """Attach evidence of what was done."""
    sent = attaching.document()
    if sent is None:
        flash(t(attaching.NOT_TAKEN), "error")
        return redirect(url_for("advice.show", recommendation_id=recommendation_id), 303)
    attaching.attach(sent, (Subject.RECOMMENDATION, recommendation_id))
    return _back(recommendation_id, attaching.ATTACHED)
