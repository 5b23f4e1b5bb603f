"""Contracts with energy service companies: list, contract, measures, yearly statements."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from portal.accounts.permissions import Permission
from portal.esco import choices, operations, queries
from portal.esco.attaching import evidence
from portal.esco.figures import Stated
from portal.esco.models import EscoOrganisation
from portal.esco.vocabulary import WAITING, StatementOutcome
from portal.language import Text
from portal.members import queries as members
from portal.members.models import Company, Site
from portal.web import scopes
from portal.web.advisory.attaching import document
from portal.web.advisory.listing import day_of
from portal.web.clock import now
from portal.web.database import session
from portal.web.esco import listing
from portal.web.esco.evidence import keep_with
from portal.web.esco.forms import (
    NOT_A_NUMBER,
    ContractForm,
    DecisionForm,
    MeasureForm,
    OrganisationForm,
    StatementForm,
    lines,
    measure_shown,
    shown,
)
from portal.web.esco.scopes import contract_row, measure_row, named_contract, statement_row
from portal.web.files import EXCEL, download
from portal.web.forms import Choice
from portal.web.identity import signed_in_user
from portal.web.preferences import language, t

blueprint = Blueprint("esco", __name__, url_prefix="/esco")

Page = AnyResponse | str | tuple[str, int]
SAVED: Final = Text("已儲存。", "Saved.")
STATED: Final = Text("年度節能量已提出，等候承辦人認可。", "Stated; a coordinator accepts it next.")
TAKEN: Final = Text("這個代碼已有其他業者使用。", "Another company has this code.")
NO_EVIDENCE: Final = Text(
    "自行填報的節能量須填寫佐證；至少填一項節能量。",
    "A quantity that you enter needs its evidence; state one saving at least.",
)


@blueprint.get("/")
def index() -> str:
    """Every contract that is there for this person."""
    rows, today = queries.contract_rows(session(), signed_in_user()), _today()
    waiting = listing.waiting(session(), signed_in_user(), today)
    piles = listing.piles(waiting, today)
    return render_template("esco/index.html", rows=rows, waiting=piles)


def _today() -> date:
    return day_of(now())


@blueprint.get("/export")
def export() -> Response:
    """The list as Excel."""
    rows = queries.contract_rows(session(), signed_in_user())
    data = listing.as_workbook(rows, at=now(), language=language())
    return download(data, f"{t(listing.TITLE)}.xlsx", EXCEL)


@blueprint.get("/organisations/export")
def export_organisations() -> Response:
    """The energy service companies as Excel."""
    rows = queries.organisations(session())
    data = listing.organisations_workbook(rows, at=now(), language=language())
    return download(data, f"{t(listing.COMPANIES)}.xlsx", EXCEL)


@blueprint.route("/organisations", methods=["GET", "POST"])
def organisations() -> Page:
    """The energy service companies, and a form for a new one."""
    form, known = OrganisationForm.sent(), queries.organisations(session())
    if request.method == "POST" and form.validate():
        code = form.code.data.strip()
        if all(one.code != code for one in known):
            zh, en = form.name_zh.data.strip(), form.name_en.data.strip()
            operations.add_organisation(session(), signed_in_user(), code, zh, en, at=now())
            session().commit()
            flash(t(SAVED), "good")
            return redirect(url_for("esco.organisations"), 303)
        form.code.errors = [TAKEN]
    page = render_template("esco/organisations.html", form=form, rows=known)
    return (page, 422) if request.method == "POST" else page


@blueprint.route("/new/<code>", methods=["GET", "POST"])
def add(code: str) -> Page:
    """Record a contract for one of a member's sites."""
    company, form = scopes.company(), ContractForm.sent()
    form.offer(_organisations(), _sites(company))
    if request.method == "POST" and form.validate():
        made = operations.write_contract(
            session(),
            signed_in_user(),
            _organisation(form.organisation.data),
            (company, _site(form.site.data)),
            form.content,
            at=now(),
        )
        number = made.number
        session().commit()
        return _saved(number)
    page = render_template("esco/edit.html", form=form, row=None, code=code)
    return (page, 422) if request.method == "POST" else page


@blueprint.get("/<number>")
def show(number: str) -> str:
    """One contract: terms, measures, schedule, shortfall and statements."""
    return _page()


def _page(decision: DecisionForm | None = None) -> str:
    user, form = signed_in_user(), decision or DecisionForm.sent()
    form.offer()
    return render_template(
        "esco/show.html",
        one=named_contract(),
        deciding=form,
        waiting=WAITING,
        files=evidence(session(), named_contract().row.id),
        today=day_of(now()),
        may_run=user.may(Permission.RUN_ESCO),
        may_state=user.may(Permission.STATE_ESCO),
        may_accept=user.may(Permission.ACCEPT_ESCO),
    )


@blueprint.get("/<number>/export")
def schedule(number: str) -> Response:
    """Schedule, measures and statements of a contract as Excel."""
    one = named_contract()
    files = evidence(session(), one.row.id)
    data = listing.schedule_workbook(one, files, at=now(), language=language())
    return download(data, f"{number}.xlsx", EXCEL)


@blueprint.route("/<number>/edit", methods=["GET", "POST"])
def edit(number: str) -> Page:
    """Change a contract."""
    row = named_contract().row
    form = ContractForm.sent(**shown(row))
    own: list[Choice] = [(row.site_number, row.site_name)]
    form.offer([(row.organisation.code, row.organisation.name)], own)
    if request.method == "POST" and form.validate():
        operations.change_contract(
            session(),
            signed_in_user(),
            contract_row(),
            form.content,
            row_version=form.version,
            at=now(),
        )
        session().commit()
        return _saved(number)
    page = render_template("esco/edit.html", form=form, row=row, code=row.company_code)
    return (page, 422) if request.method == "POST" else page


@blueprint.route("/<number>/measures/new", methods=["GET", "POST"])
def add_measure(number: str) -> Page:
    """Add a measure to a contract."""
    return _measure(None)


@blueprint.route("/<number>/measures/<int:measure_id>", methods=["GET", "POST"])
def change_measure(number: str, measure_id: int) -> Page:
    """Change a measure, such as its day of commissioning."""
    return _measure(measure_id)


def _measure(measure_id: int | None) -> Page:
    found = named_contract()
    before = next((one for one in found.measures if one.id == measure_id), None)
    form = MeasureForm.sent(**({} if before is None else measure_shown(before)))
    site = found.row.site_id
    form.offer(
        _offered(choices.advice_of(session(), site)), _offered(choices.plans_of(session(), site))
    )
    if request.method == "POST" and form.validate():
        operations.keep_measure(
            session(),
            signed_in_user(),
            contract_row(),
            form.content,
            at=now(),
            measure=None if measure_id is None else measure_row(measure_id),
            row_version=form.version,
        )
        session().commit()
        return _saved(found.row.number)
    page = render_template("esco/measure.html", form=form, one=found, before=before)
    return (page, 422) if request.method == "POST" else page


@blueprint.route("/<number>/years/<int:contract_year>", methods=["GET", "POST"])
def state(number: str, contract_year: int) -> Page:
    """State what was saved in a contract year."""
    found, form = named_contract(), StatementForm.sent()
    sent = lines(request.form, found.measures)
    if request.method == "POST" and form.validate() and _is_stated(form, sent):
        made = operations.state_savings(
            session(),
            signed_in_user(),
            contract_row(),
            contract_year,
            sent or [],
            evidence=form.evidence.data or "",
            at=now(),
        )
        if (file := document()) is not None:
            keep_with(file, made)
        session().commit()
        return _saved(number, STATED)
    page = render_template(
        "esco/state.html",
        form=form,
        one=found,
        payment=found.payments[contract_year - 1],
        reports=choices.reports_of(session(), found.measures),
        sent=request.form,
        today=day_of(now()),
    )
    return (page, 422) if request.method == "POST" else page


def _is_stated(form: StatementForm, sent: Sequence[Stated] | None) -> bool:
    """Whether the lines can be taken; says on the form why not."""
    if sent is None:
        form.evidence.errors = [NOT_A_NUMBER]
    elif not sent or (
        any(one.quantity is not None for one in sent) and not (form.evidence.data or "").strip()
    ):
        form.evidence.errors = [NO_EVIDENCE]
    return not form.evidence.errors


@blueprint.post("/<number>/statements/<int:statement_id>")
def decide(number: str, statement_id: int) -> Page:
    """Accept a statement or send it back."""
    form = DecisionForm.sent()
    form.offer()
    if not form.validate():
        return _page(form), 422
    operations.decide_statement(
        session(),
        signed_in_user(),
        statement_row(statement_id),
        StatementOutcome(form.outcome.data),
        note=form.note.data,
        at=now(),
    )
    session().commit()
    return _saved(number)


def _saved(number: str, said: Text = SAVED) -> AnyResponse:
    flash(t(said), "good")
    return redirect(url_for("esco.show", number=number), 303)


def _offered(found: list[tuple[int, str]]) -> list[Choice]:
    return [(str(key), Text(words, words)) for key, words in found]


def _organisations() -> list[Choice]:
    return [(one.code, one.name) for one in queries.organisations(session())]


def _organisation(code: str) -> EscoOrganisation:
    return queries.organisation(session(), code) or abort(404)


def _sites(one: Company) -> list[Choice]:
    record = members.member_record(session(), one.code)
    return [
        (
            row.control_number,
            Text(f"{row.control_number} {row.name_zh}", f"{row.control_number} {row.name_en}"),
        )
        for row in (record.sites if record else ())
        if row.current
    ]


def _site(control_number: str) -> Site:
    return members.site_by_control_number(session(), control_number) or abort(404)
