"""Who has handed in what, and the city's decision on it."""

from collections.abc import Sequence

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from portal.aggregation.operations import rewrite_member_year
from portal.intake import operations as intake
from portal.intake.comparing.sections import all_accepted
from portal.intake.explaining import Explained
from portal.intake.report import Report
from portal.intake.versions import judged_by
from portal.members.models import Company
from portal.reference.groups import Group
from portal.reports.formats import TAIPEI
from portal.submissions import operations, queries
from portal.submissions.figures import UploadRow
from portal.submissions.models import Submission, SubmissionVersion
from portal.submissions.states import Kind
from portal.web import years
from portal.web.advisory.put_right import advice_of
from portal.web.clock import now
from portal.web.database import session
from portal.web.files import download
from portal.web.forms import VersionedForm
from portal.web.handin.views import shown_findings
from portal.web.identity import signed_in_user
from portal.web.preferences import language, t
from portal.web.review import comparing, listing
from portal.web.review.forms import AcceptForm, DeadlineForm, ReturnForm
from portal.web.review.listing import Filters
from portal.web.scopes import named_submission
from portal.web.turning import page_link

blueprint = Blueprint("review", __name__)

TABS = ("figures", "changes", "findings", "documents", "history")


@blueprint.get("/review")
def present() -> AnyResponse:
    """The list of the year that reports are due for now."""
    kind = Kind.INVENTORY.value
    return redirect(url_for("review.index", kind=kind, year=years.present()), 303)


@blueprint.get("/review/<any(inventory, plan):kind>/<int:year>")
def index(kind: str, year: int) -> str:
    """Who has handed in what, since when, with how many warnings."""
    which, filters = Kind(kind), Filters.of(request.args)
    times = queries.cycle_times(session(), which, year)
    user, is_due = signed_in_user(), times.is_late(now())
    counts = queries.state_counts(session(), user, which, year)
    wanted = filters.wanted(which, year, is_due=is_due)
    return render_template(
        "review/index.html",
        kind=which,
        kinds=Kind,
        year=year,
        page=queries.submission_page(
            session(), user, wanted, request.args.get("page", 1, type=int)
        ),
        turned=page_link(),
        filters=filters,
        counts=counts,
        overdue=listing.overdue(counts, is_due=is_due),
        groups=Group,
        times=times,
        now=now(),
    )


@blueprint.get("/review/<any(inventory, plan):kind>/<int:year>/export")
def export(kind: str, year: int) -> Response:
    """The same list, filtered alike, as CSV."""
    which = Kind(kind)
    times = queries.cycle_times(session(), which, year)
    wanted = Filters.of(request.args).wanted(which, year, is_due=times.is_late(now()))
    picked = queries.submission_list(session(), signed_in_user(), wanted)
    data = listing.as_csv(picked, language())
    return download(data, f"{year}_{t(which.label)}.csv", "text/csv; charset=utf-8")


@blueprint.get("/submissions/<int:submission_id>")
def show(submission_id: int) -> str:
    """One submission: figures, changes, findings, documents, history."""
    return _page(named_submission(), ReturnForm.sent())


def _page(one: Submission, form: ReturnForm) -> str:
    number = request.args.get("version", type=int) or one.current_version or 0
    version = queries.version(session(), one.id, number)
    report = _report(version)
    compared = comparing.opened_on(one, number)
    sections = comparing.standing_sections(one, version, compared)
    opens_on = "changes" if compared else "figures"
    tab = request.args.get("tab", opens_on)
    return render_template(
        "review/show.html",
        one=one,
        company=session().get_one(Company, one.company_id),
        put_right=advice_of(one.company_id, one.kind, one.year),
        version=version,
        versions=queries.version_rows(session(), one.id),
        compared=compared,
        sections=sections,
        all_accepted=all_accepted(sections),
        identity=queries.identity_changes(session(), one.company_id),
        tab=tab if tab in TABS else opens_on,
        tabs=TABS,
        uploads=_uploads(one),
        history=queries.timeline(session(), one),
        form=form,
        lines=_lines(one, version),
        warnings=_warnings(one, version, report),
        judged_by=judged_by(version.reference_versions) if version else (),
        **shown_findings(report),
    )


def _report(version: SubmissionVersion | None) -> Report | None:
    return intake.report_of(session(), version.upload_id) if version else None


def _warnings(
    one: Submission, version: SubmissionVersion | None, report: Report | None
) -> list[Explained]:
    if version is None or report is None:
        return []
    return intake.warnings_seen(session(), one, version, report)


def _uploads(one: Submission) -> list[UploadRow]:
    return queries.upload_rows(
        session(), signed_in_user(), company_id=one.company_id, kind=one.kind, year=one.year
    )


def _lines(one: Submission, version: SubmissionVersion | None) -> dict[str, Sequence[object]]:
    """The rows that a version keeps, by table."""
    if version is None:
        return {}
    if one.kind is Kind.INVENTORY:
        return {"inventory": queries.inventory_rows(session(), version.id)}
    return {
        "targets": queries.target_rows(session(), version.id),
        "measures": queries.measure_rows(session(), version.id),
    }


@blueprint.post("/submissions/<int:submission_id>/start")
def start(submission_id: int) -> AnyResponse:
    """Take a version into review."""
    form = VersionedForm.sent()
    operations.start_review(
        session(), signed_in_user(), named_submission(), at=now(), row_version=form.version
    )
    session().commit()
    flash(
        t("已開始審查，成員不能再撤回。", "The review has begun; it cannot be recalled now."),
        "good",
    )
    return _back(submission_id)


@blueprint.post("/submissions/<int:submission_id>/accept")
def accept(submission_id: int) -> AnyResponse | tuple[str, int]:
    """Accept the current version; its figures count from now on."""
    form = AcceptForm.sent()
    if not form.validate():
        return _page(named_submission(), ReturnForm.sent()), 422
    operations.accept(
        session(),
        signed_in_user(),
        named_submission(),
        at=now(),
        summarise=rewrite_member_year,
        comment=str(form.remark.data or "").strip(),
        row_version=form.version,
    )
    session().commit()
    flash(
        t("已審查通過，數據已納入彙整。", "Accepted; its figures count in the summaries."), "good"
    )
    return _back(submission_id)


@blueprint.post("/submissions/<int:submission_id>/return")
def return_for_correction(submission_id: int) -> AnyResponse | tuple[str, int]:
    """Return the current version with what has to be corrected."""
    form = ReturnForm.sent()
    if not form.validate():
        return _page(named_submission(), form), 422
    operations.return_for_correction(
        session(),
        signed_in_user(),
        named_submission(),
        comment=form.comment.data,
        required_changes=form.required_changes,
        at=now(),
        summarise=rewrite_member_year,
        row_version=form.version,
    )
    session().commit()
    flash(t("已退回補正，成員會看到您的意見。", "Returned; the member sees your comment."), "good")
    return _back(submission_id)


@blueprint.post("/submissions/<int:submission_id>/recall")
def recall(submission_id: int) -> AnyResponse:
    """Take back what nobody has begun to review."""
    one = named_submission()
    operations.recall(session(), signed_in_user(), one, at=now())
    company = session().get_one(Company, one.company_id)
    session().commit()
    flash(t("已撤回，這一版仍留在紀錄中。", "Recalled; the version stays in the history."), "good")
    return redirect(
        url_for("handin.show", code=company.code, kind=one.kind.value, year=one.year), 303
    )


def _back(submission_id: int) -> AnyResponse:
    return redirect(url_for("review.show", submission_id=submission_id), 303)


@blueprint.route("/review/<any(inventory, plan):kind>/<int:year>/deadline", methods=["GET", "POST"])
def deadline(kind: str, year: int) -> AnyResponse | str | tuple[str, int]:
    """When a year's workbooks of a kind may come in and are due."""
    which = Kind(kind)
    times = queries.cycle_times(session(), which, year)
    form = DeadlineForm.sent(
        opens_at=times.opens_at.astimezone(TAIPEI).replace(tzinfo=None),
        due_at=times.due_at.astimezone(TAIPEI).replace(tzinfo=None),
        row_version=times.row_version,
    )
    if request.method == "POST" and form.validate():
        operations.set_cycle(
            session(),
            signed_in_user(),
            which,
            year,
            opens_at=form.opens_at.data.replace(tzinfo=TAIPEI),
            due_at=form.due_at.data.replace(tzinfo=TAIPEI),
            at=now(),
            row_version=form.version,
        )
        session().commit()
        flash(t("截止時間已更新。", "The deadline was set."), "good")
        return redirect(url_for("review.index", kind=kind, year=year), 303)
    page = render_template("review/deadline.html", form=form, kind=which, year=year)
    return (page, 422) if request.method == "POST" else page
