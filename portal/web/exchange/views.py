"""The register of exchanges between members: list, one case, network, workbook."""

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from portal.accounts.permissions import Permission
from portal.aggregation.keeping import rewrite_sums
from portal.aggregation.queries import history
from portal.exchange import operations, queries
from portal.exchange.avoided import references
from portal.exchange.figures import TREATMENT_LABELS, Treatment, Verdict, treatment
from portal.exchange.matching import Match
from portal.exchange.network import network as network_of
from portal.exchange.queries import Case
from portal.exchange.words import ASPECTS, BASE_UNITS, MATCHES, SAID, TONES, said_of
from portal.reports import exchange as document
from portal.reports import queries as reports
from portal.reports.report import Format
from portal.submissions.queries.accepted import accepted_version
from portal.web import years
from portal.web.clock import now
from portal.web.database import session
from portal.web.exchange import drawing, listing
from portal.web.exchange.forms import AnswerForm, SettleForm
from portal.web.exchange.grid import grid
from portal.web.exchange.listing import Filters
from portal.web.files import download
from portal.web.identity import signed_in_user
from portal.web.preferences import language, t
from portal.web.scopes import exchange_case

blueprint = Blueprint("exchange", __name__, url_prefix="/exchange")

CASE = "/<int:year>/<int:horizon>/<seller>/<buyer>/<carrier>"
WORDS = {
    "matches": MATCHES,
    "tones": TONES,
    "aspects": ASPECTS,
    "said_words": SAID,
    "said_of": said_of,
    "base_units": BASE_UNITS,
    "treatment": treatment,
    "treatments": TREATMENT_LABELS,
}


@blueprint.get("")
def present() -> AnyResponse:
    """The register of the newest year with figures."""
    known = [row.year for row in history(session()) if row.year <= now().year]
    return redirect(url_for("exchange.index", year=max(known, default=years.present())), 303)


@blueprint.get("/<int:year>")
def index(year: int) -> str:
    """Every flow of a year that concerns the reader, the open ones first."""
    cases = queries.register(session(), signed_in_user(), year)
    filters = Filters.of(request.args)
    within = filters.within(cases)
    return render_template(
        "exchange/index.html",
        year=year,
        cases=sorted(filters.pick(cases), key=lambda one: not one.is_case),
        total=len(cases),
        counts=listing.counts(within),
        waiting=sum(one.is_case for one in within),
        filters=filters,
        carriers=sorted({one.flow.carrier for one in cases}),
        horizons=sorted({one.horizon for one in cases}),
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


def _page(one: Case, answer: AnswerForm, settle: SettleForm) -> str:
    user = signed_in_user()
    sides = [(party, grid(one, party.code, language())) for party in (one.seller, one.buyer)]
    own = user.company_id in (one.seller.id, one.buyer.id)
    settles = all(user.sees(side.id, side.group) for side, _ in sides)
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
        settle=settle.offer([verdict.value for verdict in operations.verdicts(one)]),
        may_answer=one.is_case and own and user.may(Permission.ANSWER_EXCHANGE),
        may_settle=one.is_case and settles and user.may(Permission.SETTLE_EXCHANGE),
        settled=one.match in (Match.SETTLED, Match.NO_EXCHANGE),
        **WORDS,
    )


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


@blueprint.post(f"{CASE}/settle")
def settle(
    year: int, horizon: int, seller: str, buyer: str, carrier: str
) -> AnyResponse | tuple[str, int]:
    """Whose figure holds, or that nothing was exchanged."""
    one = exchange_case()
    form = SettleForm.sent().offer([verdict.value for verdict in operations.verdicts(one)])
    if not form.validate():
        return _page(one, AnswerForm(), form), 422
    operations.settle(
        session(),
        signed_in_user(),
        one,
        Verdict(form.verdict.data),
        str(form.why.data),
        at=now(),
        resum=rewrite_sums,
        after=form.seen,
    )
    session().commit()
    flash(t("已裁定，彙整數值隨之更新。", "Settled; the totals follow."), "good")
    return redirect(url_for("exchange.case", **request.view_args or {}), 303)
