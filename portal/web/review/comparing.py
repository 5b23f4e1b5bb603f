"""Any two workbooks of a submission side by side, sections accepted, and names that changed."""

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from portal.aggregation.keeping import rewrite_sums
from portal.audit.events import Event
from portal.intake.comparing import on_file
from portal.intake.comparing.figures import Comparison
from portal.intake.comparing.on_file import Choice
from portal.intake.comparing.sections import Section, Standing, sections
from portal.language import Text
from portal.members.models import Company
from portal.reports import comparison_excel
from portal.reports.queries.summaries import edition
from portal.submissions import operations, queries
from portal.submissions.errors import IllegalIdentityError
from portal.submissions.models import IdentityChange, Submission, SubmissionVersion
from portal.submissions.states import IdentityKind
from portal.web import journal
from portal.web.clock import now
from portal.web.database import session
from portal.web.files import EXCEL, download, store
from portal.web.forms import VersionedForm
from portal.web.identity import signed_in_user
from portal.web.preferences import language, t
from portal.web.review.identity_forms import IdentityForm, WithdrawalForm
from portal.web.scopes import named_submission

blueprint = Blueprint("comparing", __name__, url_prefix="/submissions")

OFFERED = ("kind", "old", "new")
WRITTEN = Text(
    "管制編號為 8 碼；排放源請寫「管制編號/排放源編號」，減量措施請寫措施編號，多個以頓號分開。",
    "Control numbers have eight characters; write a source as control number/source number, a "
    "measure as its number, several with commas between.",
)


@blueprint.get("/<int:submission_id>/compare")
def show(submission_id: int) -> str:
    """Two workbooks side by side; which two is in the address."""
    one = named_submission()
    offered = on_file.choices(session(), signed_in_user(), one)
    before, after = _chosen(one, offered)
    return render_template(
        "review/compare.html",
        one=one,
        company=session().get_one(Company, one.company_id),
        offered=offered,
        before=before,
        after=after,
        compared=_compared(one, before, after),
        changes=queries.identity_changes(session(), one.company_id),
    )


@blueprint.get("/<int:submission_id>/compare.xlsx")
def export(submission_id: int) -> Response:
    """The same comparison as a workbook."""
    one = named_submission()
    before, after = _chosen(one, on_file.choices(session(), signed_in_user(), one))
    compared = _compared(one, before, after) or abort(404)
    company = session().get_one(Company, one.company_id)
    name = Text(company.name_zh, company.name_en)
    data = comparison_excel.build(name, compared, edition(now()), language())
    words = t("比較", "comparison")
    file = f"{company.code}_{one.year}_{t(one.kind.label)}_{words}.xlsx"
    journal.note(Event.REPORT_TAKEN, "submission", submission_id, report="comparison")
    return download(data, file, EXCEL)


def _chosen(one: Submission, offered: list[Choice]) -> tuple[Choice | None, Choice | None]:
    """The two workbooks that the address names, or what is compared unless it names any."""
    asked = request.args.get("after", "")
    after = on_file.chosen(offered, asked) or (None if asked else on_file.newest(offered))
    if after is None:
        return (abort(404), None) if asked else (None, None)
    named = request.args.get("before", "")
    if named:
        return on_file.chosen(offered, named) or abort(404), after
    return on_file.base_of(session(), one, offered, after), after


def _compared(one: Submission, before: Choice | None, after: Choice | None) -> Comparison | None:
    if before is None or after is None:
        return None
    return on_file.compared(session(), store(), one, before, after)


def opened_on(one: Submission, number: int) -> Comparison | None:
    """What a version changed since the one last reviewed, or since last year's."""
    offered = on_file.choices(session(), signed_in_user(), one)
    after = on_file.chosen(offered, f"v{number}")
    before = on_file.base_of(session(), one, offered, after) if after else None
    return _compared(one, before, after)


def standing_sections(
    one: Submission, version: SubmissionVersion | None, compared: Comparison | None
) -> list[Section]:
    """The worksheets of a version, and where each stands in review."""
    if version is None:
        return []
    if compared is None or not compared.after.is_whole:
        return on_file.sections_of(session(), store(), one, version)
    decisions = queries.section_decisions(session(), one.id, version.number)
    return sections(compared.after, decisions)


@blueprint.post("/<int:submission_id>/sections")
def decide(submission_id: int) -> AnyResponse:
    """Accept worksheets as they stand, or open them again."""
    one, form = named_submission(), VersionedForm.sent()
    version = queries.current_version(session(), one) or abort(409)
    found = on_file.sections_of(session(), store(), one, version)
    accepts = request.form.get("decision", "") != "open"
    operations.decide_sections(
        session(),
        signed_in_user(),
        one,
        _asked(found, every="every" in request.form),
        is_accepted=accepts,
        at=now(),
        row_version=form.version,
    )
    session().commit()
    flash(t("已記錄分項審查結果。", "The decision on the sections was kept."), "good")
    return redirect(url_for("review.show", submission_id=submission_id, tab="changes"), 303)


def _asked(found: list[Section], *, every: bool) -> dict[str, str]:
    """The sections ticked, or all that are not accepted yet, with what they hold now."""
    open_ones = [one.sheet for one in found if one.standing is not Standing.ACCEPTED]
    wanted = open_ones if every else request.form.getlist("sheet")
    return on_file.contents_of(found, wanted)


@blueprint.route("/<int:submission_id>/identity", methods=["GET", "POST"])
def identity(submission_id: int) -> AnyResponse | str | tuple[str, int]:
    """What became of sources and sites, and the form to record it."""
    one = named_submission()
    form = IdentityForm.sent(**{name: request.args.get(name, "") for name in OFFERED})
    form.offer()
    if request.method == "POST" and form.validate():
        try:
            _record(one, form)
        except IllegalIdentityError:
            form.new.errors = [WRITTEN]
        else:
            session().commit()
            flash(t("已登錄編號沿革。", "The change was recorded."), "good")
            return redirect(url_for("comparing.show", submission_id=submission_id), 303)
    page = _identity_page(one, form)
    return (page, 422) if request.method == "POST" else page


def _identity_page(one: Submission, form: IdentityForm) -> str:
    return render_template(
        "review/identity.html",
        one=one,
        company=session().get_one(Company, one.company_id),
        form=form,
        changes=queries.identity_changes(session(), one.company_id),
        written=WRITTEN,
    )


def _record(one: Submission, form: IdentityForm) -> IdentityChange:
    old, new = form.names
    return operations.record_identity(
        session(),
        signed_in_user(),
        session().get_one(Company, one.company_id),
        IdentityKind(form.kind.data),
        year=one.year,
        old=old,
        new=new,
        reason=form.reason.data,
        at=now(),
        resum=rewrite_sums,
    )


@blueprint.post("/<int:submission_id>/identity/<int:change_id>/withdraw")
def withdraw(submission_id: int, change_id: int) -> AnyResponse | tuple[str, int]:
    """Take an entry back, with the reason."""
    one, form = named_submission(), WithdrawalForm.sent()
    change = queries.identity_change(session(), one.company_id, change_id) or abort(404)
    if form.validate():
        company = session().get_one(Company, one.company_id)
        operations.withdraw_identity(
            session(),
            signed_in_user(),
            company,
            change,
            reason=form.reason.data,
            at=now(),
            resum=rewrite_sums,
        )
        session().commit()
        flash(t("已撤銷這筆沿革。", "The entry was taken back."), "good")
        return redirect(url_for("comparing.identity", submission_id=submission_id), 303)
    again = IdentityForm()
    again.offer()
    flash(t("請說明撤銷的原因。", "Say why it is taken back."), "error")
    return _identity_page(one, again), 422
