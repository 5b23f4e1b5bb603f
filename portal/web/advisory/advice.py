"""Recommendations: writing them, the member's answer, and what became of them."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from portal.advisory import queries
from portal.advisory.figures import AdviceRow
from portal.advisory.models import Finding, Recommendation
from portal.advisory.operations import answers, findings
from portal.advisory.operations.verifying import MEASURABLE
from portal.advisory.queries.cases import of_subject
from portal.advisory.queries.judging import proposal
from portal.advisory.rules import Flag, judged, progress_flags
from portal.advisory.states import ANSWERABLE, TAKEN_UP, WRITABLE
from portal.advisory.vocabulary import AttachmentKind, Carrier, Status, Subject, VisitKind
from portal.db.base import StaleRowError
from portal.language import Text
from portal.web.advisory import attaching, listing, scopes
from portal.web.advisory.advice_forms import AdviceForm, DecisionForm, FollowUpForm, ProgressForm
from portal.web.advisory.advice_shown import follow_shown, forms, gained, progress_shown, shown
from portal.web.advisory.inputs import text
from portal.web.clock import now
from portal.web.database import session
from portal.web.drafting import OnFile, drafting, opened, overtaken, sent
from portal.web.forms import PortalForm, VersionedForm
from portal.web.identity import signed_in_user
from portal.web.preferences import t

EVIDENCE = (AttachmentKind.EVIDENCE, AttachmentKind.DATA, AttachmentKind.OTHER)

blueprint = Blueprint("advice", __name__, url_prefix="/advisory")


@blueprint.route("/findings/<int:finding_id>/recommend", methods=["GET", "POST"])
def write(finding_id: int) -> AnyResponse | str | tuple[str, int]:
    """Recommend something about a finding."""
    finding = scopes.named_finding()
    first = {"priority": "medium", "confidence": "medium", **gained(finding)}
    return _answer(finding, opened(AdviceForm, f"advice-{finding_id}", first), None)


@blueprint.route("/recommendations/<int:recommendation_id>/edit", methods=["GET", "POST"])
def edit(recommendation_id: int) -> AnyResponse | str | tuple[str, int]:
    """Write a recommendation anew."""
    one, row = scopes.named_recommendation(), _row()
    form = opened(AdviceForm, f"wording-{one.id}", _filled(row))
    return _answer(session().get_one(Finding, one.finding_id), form, one)


@blueprint.post("/recommendations/<int:recommendation_id>/take-over")
def take_over(recommendation_id: int) -> AnyResponse | tuple[str, int]:
    """Take the saving of a kept calculation over; what the rules find is shown in the form."""
    one, row = scopes.named_recommendation(), _row()
    finding = session().get_one(Finding, one.finding_id)
    form = AdviceForm(None, data={**shown(row), **gained(finding), "row_version": _sent_version()})
    form.offer(finding.system)
    if form.validate() and _judge(finding, form, one):
        return _kept(finding, form, one)
    return _writing(finding, form, one), 422


def _filled(row: AdviceRow) -> dict[str, object]:
    return {**shown(row), "row_version": row.row_version}


def _sent_version() -> int | None:
    return VersionedForm.sent().version


def _answer(
    finding: Finding, form: AdviceForm, one: Recommendation | None
) -> AnyResponse | str | tuple[str, int]:
    form.offer(finding.system)
    if request.method == "GET":
        return _writing(finding, form, one)
    if not (form.validate() and _judge(finding, form, one)):
        return _writing(finding, form, one), 422
    key = one.id if one else 0
    try:
        return _kept(finding, form, one)
    except StaleRowError:
        session().rollback()
        one = scopes.recommendation_again(key)
        finding = session().get_one(Finding, one.finding_id)
        return _writing(finding, form, one, overtaken(form, _filled(_row()))), 409


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
    sent(_name(finding, one))
    session().commit()
    flash(t("建議已儲存。", "The recommendation was saved."), "good")
    return redirect(url_for("advice.show", recommendation_id=kept.id), 303)


def _name(finding: Finding, one: Recommendation | None) -> str:
    """The name of the form: a new recommendation is one of its finding."""
    return f"advice-{finding.id}" if one is None else f"wording-{one.id}"


def _writing(
    finding: Finding,
    form: AdviceForm,
    one: Recommendation | None,
    on_file: list[OnFile] | None = None,
) -> str:
    target = (
        url_for("advice.write", finding_id=finding.id)
        if one is None
        else url_for("advice.edit", recommendation_id=one.id)
    )
    return render_template(
        "advisory/write.html",
        form=form,
        finding=finding,
        one=one,
        carriers=Carrier,
        target=target,
        on_file=on_file,
        drafting=drafting(_name(finding, one), one.row_version if one else None),
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


def _page(on_file: list[OnFile] | None = None, **failed: PortalForm) -> str:
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
        on_file=on_file,
        on_file_of=next((f"{kind}-{row.id}" for kind in failed), "") if on_file is not None else "",
        deciding=drafting(f"decision-{row.id}", row.row_version),
        reporting=drafting(f"progress-{row.id}", row.progress_version),
        following=drafting(f"follow-{row.id}", len(row.follow_ups)),
        **{**forms(row), **failed},
    )


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
    one, version = scopes.named_recommendation(), form.version
    try:
        answers.decide(session(), signed_in_user(), one, form.answer, at=now(), row_version=version)
    except StaleRowError:
        session().rollback()
        there = scopes.recommendation_again(recommendation_id)
        form.row_version.data = str(there.row_version)
        return _page([], decision=form), 409
    sent(f"decision-{recommendation_id}")
    return _back(recommendation_id, Text("回覆已登錄。", "Your decision was recorded."))


@blueprint.post("/recommendations/<int:recommendation_id>/progress")
def report_progress(recommendation_id: int) -> AnyResponse | tuple[str, int]:
    """Say how far an accepted recommendation is."""
    form = ProgressForm.sent()
    form.offer()
    if not (form.validate() and form.mark(_progress_flags(form))):
        return _page(progress=form), 422
    try:
        _report(form)
    except StaleRowError:
        session().rollback()
        scopes.recommendation_again(recommendation_id)
        return _page(overtaken(form, progress_shown(_row())), progress=form), 409
    sent(f"progress-{recommendation_id}")
    return _back(recommendation_id, Text("執行情形已登錄。", "Your report was recorded."))


def _report(form: ProgressForm) -> None:
    answers.report_progress(
        session(),
        signed_in_user(),
        scopes.named_recommendation(),
        form.progress,
        at=now(),
        # Nothing was on file when the form was opened: a report since then is somebody else's.
        row_version=form.version or 0,
    )


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
    try:
        _follow_up(form)
    except StaleRowError:
        session().rollback()
        scopes.recommendation_again(recommendation_id)
        return _page(overtaken(form, follow_shown(_row())), follow=form), 409
    sent(f"follow-{recommendation_id}")
    return _back(recommendation_id, Text("追蹤結果已登錄。", "The follow-up was recorded."))


def _follow_up(form: FollowUpForm) -> None:
    answers.follow_up(
        session(),
        signed_in_user(),
        scopes.named_recommendation(),
        asked_on=form.asked_on.data,
        status=Status(form.learnt.data),
        remark=text(form.follow_remark),
        at=now(),
        known=form.version,
    )


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
    """Attach evidence of what was done: photos and documents, several at once."""
    count, faults = attaching.evidence((Subject.RECOMMENDATION, recommendation_id))
    session().commit()
    if count:
        flash(t(attaching.ADDED.format(count=count)), "good")
    for fault in faults:
        flash(t(fault), "error")
    return redirect(url_for("advice.show", recommendation_id=recommendation_id), 303)
