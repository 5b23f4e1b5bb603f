"""The register of exchanges between members: list, one case, network, workbook."""

from collections.abc import Mapping

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response as AnyResponse

from portal.accounts.permissions import Permission
from portal.aggregation.keeping import rewrite_sums
from portal.aggregation.queries import history
from portal.db.pages import cut
from portal.exchange import operations, queries
from portal.exchange.attaching import evidence
from portal.exchange.avoided import references
from portal.exchange.figures import (
    SHORT_TREATMENTS,
    TREATMENT_LABELS,
    Treatment,
    Verdict,
    treatment,
)
from portal.exchange.network import network as network_of
from portal.exchange.queries import Case
from portal.exchange.words import (
    ASPECTS,
    BASE_UNITS,
    MATCHES,
    SAID,
    SHORT_ASPECTS,
    TONES,
    said_of,
)
from portal.reference.units import units
from portal.reports import exchange as document
from portal.reports import queries as reports
from portal.reports.report import Format
from portal.submissions.queries.accepted import accepted_version
from portal.web import years
from portal.web.advisory.attaching import NOT_TAKEN
from portal.web.advisory.attaching import document as sent_document
from portal.web.clock import now
from portal.web.database import session
from portal.web.exchange import drawing, listing
from portal.web.exchange.evidence import keep_with
from portal.web.exchange.forms import AnswerForm, SettleForm
from portal.web.exchange.grid import grid
from portal.web.exchange.listing import Filters
from portal.web.files import download
from portal.web.identity import signed_in_user
from portal.web.preferences import language, t
from portal.web.scopes import exchange_case
from portal.web.turning import page_link

blueprint = Blueprint("exchange", __name__, url_prefix="/exchange")

CASE = "/<int:year>/<int:horizon>/<seller>/<buyer>/<carrier>"
WORDS = {
    "matches": MATCHES,
    "tones": TONES,
    "aspects": ASPECTS,
    "short_aspects": SHORT_ASPECTS,
    "said_words": SAID,
    "said_of": said_of,
    "base_units": BASE_UNITS,
    "unit_names": units(),
    "treatment": treatment,
    "treatments": TREATMENT_LABELS,
    "short_treatments": SHORT_TREATMENTS,
}


@blueprint.get("")
def present() -> AnyResponse:
    """The register of the newest year with figures."""
    known = [row.year for row in history(session()) if row.year <= now().year]
    return redirect(url_for("exchange.index", year=max(known, default=years.present())), 303)


@blueprint.get("/<int:year>")
def index(year: int) -> str:
    """Every flow of a year that concerns the reader, the open ones first."""
    user = signed_in_user()
    cases = queries.register(session(), user, year)
    filters = Filters.of(request.args)
    within = filters.within(cases)
    return render_template(
        "exchange/index.html",
        year=year,
        page=cut(
            sorted(filters.pick(cases), key=lambda one: not one.is_case),
            request.args.get("page", 1, type=int),
        ),
        turned=page_link(),
        total=len(cases),
        counts=listing.counts(within),
        waiting=sum(one.is_case for one in within),
        standing=listing.standing(cases, user.company_id),
        next_step=_next_step,
        filters=filters,
        carriers=sorted({one.flow.carrier for one in cases}),
        horizons=sorted({one.horizon for one in cases}),
        elsewhere=queries.elsewhere(session(), cases),
        **WORDS,
    )


@blueprint.get("/<int:year>.xlsx")
def workbook(year: int) -> Response:
    """The same register as a workbook, filtered alike."""
    user, of = signed_in_user(), reports.edition(now())
    cases = Filters.of(request.args).pick(queries.register(session(), user, year))
    data = document.build(cases, year, of, language())
    name = f"{year}_{t('能源交換登錄', 'exchange-register')}.xlsx"
    return download(data, name, Format.EXCEL.media_type)


@blueprint.get("/<int:year>/network")
def network(year: int) -> str:
    """Who passes what to whom, and what that avoids."""
    found = network_of(queries.register(session(), signed_in_user(), year))
    return render_template(
        "exchange/network.html",
        year=year,
        network=found,
        chart=drawing.chart(found.edges, year, language()),
        treatments_shown=[one for one in Treatment if one in {at.treatment for at in found.edges}],
        feedstock=[one for one in found.edges if one.treatment is Treatment.FEEDSTOCK],
        references=references(),
        carrier_name=drawing.carrier,
        quantity_of=drawing.quantity,
        language=language(),
        **WORDS,
    )


@blueprint.get(CASE)
def case(year: int, horizon: int, seller: str, buyer: str, carrier: str) -> str:
    """One flow: both rows as in the sheets, what differs, what was said."""
    return _page(exchange_case(), AnswerForm.sent(), SettleForm.sent())


def _next_step(one: Case) -> str:
    """What the reader can do about a flow: `settle`, `answer` or nothing."""
    user, sides = signed_in_user(), (one.seller, one.buyer)
    if not one.is_case:
        return ""
    if user.may(Permission.SETTLE_EXCHANGE) and all(user.sees(at.id, at.group) for at in sides):
        return "settle"
    answers = user.may(Permission.ANSWER_EXCHANGE)
    return "answer" if answers and user.company_id in {at.id for at in sides} else ""


def _page(one: Case, answer: AnswerForm, settle: SettleForm) -> str:
    user = signed_in_user()
    sides = [(party, grid(one, party.code, language())) for party in (one.seller, one.buyer)]
    step = _next_step(one)
    return render_template(
        "exchange/case.html",
        one=one,
        year=one.year,
        sides=sides,
        versions={
            party.code: accepted_version(session(), party.code, one.kind, one.year)
            for party, _ in sides
        },
        seen={side.code for side, _ in sides if user.sees(side.id, side.group)},
        answer=answer.offer(),
        settle=_offered(settle, one),
        may_answer=step == "answer",
        may_settle=step == "settle",
        asked=[side for side, _ in sides if one.waits_for(side.code)],
        own=user.company_id,
        ruling=one.ruling,
        files=evidence(session(), [said.id for said in one.statements if said.value]),
        elsewhere=_elsewhere(one) if one.silent else {},
        **WORDS,
    )


def _elsewhere(one: Case) -> Mapping[queries.Place, tuple[int, ...]]:
    every = queries.register(session(), signed_in_user(), one.year)
    return queries.elsewhere(session(), every)


def _offered(form: SettleForm, one: Case) -> SettleForm:
    values = [verdict.value for verdict in operations.verdicts(one)]
    return form.offer(values, is_plan=one.base is not None)


@blueprint.post(f"{CASE}/answer")
def answer(
    year: int, horizon: int, seller: str, buyer: str, carrier: str
) -> AnyResponse | tuple[str, int]:
    """What one of the two members says about an open case."""
    form, one = AnswerForm.sent(), exchange_case()
    if not form.validate():
        return _page(one, form, SettleForm()), 422
    operations.answer(
        session(),
        signed_in_user(),
        one,
        form.answer,
        str(form.reason.data or ""),
        at=now(),
        after=form.seen,
    )
    session().commit()
    flash(t("已記錄，對方與承辦人都看得到。", "Kept; the partner and the city see it."), "good")
    return redirect(url_for("exchange.case", **request.view_args or {}), 303)


def _is_unfit(form: SettleForm, taken: FileStorage | None) -> bool:
    """Whether a file was sent that is not taken here; the form then says so."""
    sent = request.files.get("file")
    if taken is not None or sent is None or not sent.filename:
        return False
    form.evidence.errors = [NOT_TAKEN]
    return True


@blueprint.post(f"{CASE}/settle")
def settle(
    year: int, horizon: int, seller: str, buyer: str, carrier: str
) -> AnyResponse | tuple[str, int]:
    """Whose figure holds, or that nothing was exchanged."""
    one = exchange_case()
    form, sent = _offered(SettleForm.sent(), one), sent_document()
    if not form.validate() or _is_unfit(form, sent):
        return _page(one, AnswerForm(), form), 422
    made = operations.settle(
        session(),
        signed_in_user(),
        one,
        Verdict(form.verdict.data),
        str(form.why.data),
        at=now(),
        resum=rewrite_sums,
        after=form.seen,
        value=form.value,
    )
    if sent is not None and form.has_value:
        keep_with(sent, made)
    session().commit()
    flash(t("已裁定，彙整數值隨之更新。", "Settled; the totals follow."), "good")
    return redirect(url_for("exchange.case", **request.view_args or {}), 303)
