"""The carbon budget: one page, versions by form, records of programmes."""

from typing import Final

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from portal.accounts.permissions import Permission
from portal.aggregation.queries import history
from portal.budget import operations, queries
from portal.budget.electricity import DEFAULT_END, END_POINTS
from portal.budget.kept import kept_budget
from portal.budget.overview import Asked, CarbonBudget, carbon_budget
from portal.budget.sheets import TEMPLATE
from portal.budget.workbook import budget_text, budget_workbook
from portal.reports import COUNCIL_ANNEX
from portal.reports.council_annex import CouncilAnnex
from portal.reports.font import register
from portal.reports.queries import edition_of
from portal.reports.queries.incoming import incoming
from portal.reports.report import Format
from portal.submissions.states import Kind
from portal.web import kept, years
from portal.web.budget import page
from portal.web.budget.forms import RecordForm, VersionForm, as_recorded, like
from portal.web.budget.version_page import SAVED, version_page
from portal.web.clock import now
from portal.web.database import session
from portal.web.files import CSV, EXCEL, download
from portal.web.identity import signed_in_user
from portal.web.preferences import document_language, language, t
from portal.web.settings import chosen
from portal.web.summaries.before import before
from portal.web.summaries.reader import reader_of

blueprint = Blueprint("budget", __name__, url_prefix="/budget")

FIRST_YEAR: Final = 2005


@blueprint.get("/")
def present() -> AnyResponse:
    """The page at the newest year with figures."""
    known = [row.year for row in history(session()) if row.year <= now().year]
    year = max(known, default=years.present())
    return redirect(url_for("budget.show", year=year), 303)


@blueprint.get("/<int:year>")
def show(year: int) -> Response:
    """Budget, delivery, electricity, programmes and pathway at a reporting year."""
    _check(year)
    asked, reader, edits = _asked(), reader_of(signed_in_user()), _may_edit()

    def content() -> str:
        known = before(year, reader)
        found = kept_budget(session(), year, asked) if reader.sees_everyone else None
        found = found or carbon_budget(session(), year, asked)
        shown = page.context(found, reader, language(), known)
        return render_template("budget/content.html", edits=edits, **shown)

    key = ("budget", year, asked, reader, edits)
    return kept.page(
        "budget/show.html",
        key,
        content,
        lambda: {"year": year, "edits": edits, "exports": reader.sees_everyone},
    )


@blueprint.get("/<int:year>.<any(pdf, xlsx):kind>")
def workbook(year: int, kind: str) -> Response:
    """The annex for the council as PDF or Excel, for those who may see every member."""
    _check(year)
    if not reader_of(signed_in_user()).sees_everyone:
        abort(404)
    of = edition_of(session(), year, now())
    plans = incoming(session(), signed_in_user(), Kind.PLAN, year, at=of.cutoff)
    annex = CouncilAnnex(of, _found(year), plans)
    asked, wanted = document_language(), Format(kind)
    data = COUNCIL_ANNEX.build(wanted, annex, asked, register(chosen()))
    name = f"{year}_{t('碳預算', 'carbon_budget')}.{asked.value}.{kind}"
    return download(data, name, wanted.media_type)


@blueprint.route("/versions/new", methods=["GET", "POST"])
def add_version() -> AnyResponse | str | tuple[str, int]:
    """Enter a version of the budget; the amounts of the newest one are filled in."""
    form = VersionForm.sent(**like(queries.versions(session())[0]))
    if request.method == "POST" and form.validate():
        operations.enter_version(session(), signed_in_user(), form.entered, at=now())
        session().commit()
        return _saved()
    drawn = version_page(form)
    return (drawn, 422) if request.method == "POST" else drawn


@blueprint.get("/versions/template.xlsx")
def template() -> Response:
    """The workbook of a version, filled in with the newest one."""
    made = budget_workbook(queries.versions(session())[0])
    return download(made, f"{t(TEMPLATE.title)}.xlsx", EXCEL)


@blueprint.get("/versions/template.csv")
def template_text() -> Response:
    """The same as a CSV file."""
    made = budget_text(queries.versions(session())[0])
    return download(made, f"{t(TEMPLATE.title)}.csv", CSV)


@blueprint.route("/programmes/new", methods=["GET", "POST"])
def add_record() -> AnyResponse | str | tuple[str, int]:
    """Record what a programme cut in one year."""
    return _record("", {})


@blueprint.route("/programmes/<key>/correct", methods=["GET", "POST"])
def correct(key: str) -> AnyResponse | str | tuple[str, int]:
    """Replace a record by a new one; the old one stays on file."""
    records = queries.programme_records(session())
    replaced = {one.corrects for one in records}
    found = next((one for one in records if one.key == key and key not in replaced), None)
    return _record(key, as_recorded(found or abort(404)))


def _record(corrects: str, shown: dict[str, object]) -> AnyResponse | str | tuple[str, int]:
    form = RecordForm.sent(**shown)
    form.offer()
    if request.method == "POST" and form.validate():
        operations.enter_record(
            session(), signed_in_user(), form.entered, corrects=corrects, at=now()
        )
        session().commit()
        return _saved()
    drawn = render_template("budget/record.html", form=form, corrects=corrects)
    return (drawn, 422) if request.method == "POST" else drawn


def _saved() -> AnyResponse:
    flash(t(SAVED), "good")
    return redirect(url_for("budget.present"), 303)


def _found(year: int) -> CarbonBudget:
    return carbon_budget(session(), year, _asked())


def _asked() -> Asked:
    """What the address asks for; anything unknown is the usual choice."""
    end, version = request.args.get("ef", ""), request.args.get("version", "")
    until = request.args.get("until", "")
    offered = {str(one): one for one in page.SPLIT_YEARS}
    return Asked(
        int(version) if version.isascii() and version.isdigit() else None,
        end if end in END_POINTS else DEFAULT_END,
        offered.get(until, Asked().split_year),
    )


def _may_edit() -> bool:
    user = signed_in_user()
    return user.may(Permission.EDIT_BUDGET) and not user.groups


def _check(year: int) -> None:
    if not FIRST_YEAR <= year <= now().year:
        abort(404)
