"""Savings: what the city reads of a year, streams, duplicates, closed years, a member's plan."""

from decimal import Decimal
from typing import Final

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from portal.accounts.permissions import Permission
from portal.advisory.statistics import PUBLISHED_SOURCE
from portal.db.pages import cut
from portal.language import Text
from portal.reference.groups import Group
from portal.reference.site_systems import System
from portal.savings import city, operations, queries
from portal.savings.errors import ClosedError, OpenError, SettledError, ShareError
from portal.savings.reconcile import member_savings
from portal.savings.use_checks import over_use
from portal.savings.vocabulary import EndKind, Figure, Level, SameOrDifferent
from portal.web import scopes, years
from portal.web.clock import now
from portal.web.database import session
from portal.web.esco.forms import amount
from portal.web.files import EXCEL, download
from portal.web.identity import signed_in_user
from portal.web.preferences import language, t
from portal.web.savings import listing, more_lists
from portal.web.savings.forms import CorrectionForm, DuplicateForm, EndForm, QuoteForm, ShareForm
from portal.web.savings.scopes import named_stream
from portal.web.savings.stream_page import measures, stream_page
from portal.web.turning import page_link

blueprint = Blueprint("savings", __name__, url_prefix="/savings")

Page = AnyResponse | str | tuple[str, int]
SAVED: Final = Text("已儲存。", "Saved.")
TOO_MUCH: Final = Text(
    "同一項改善對應各措施的比例合計不得超過 100 %。", "All shares of a stream make 100 % at most."
)
SETTLED: Final = Text("這一組已經判定過了。", "This pair has been settled.")
NOT_NOW: Final = Text(
    "這個年度不能這樣處理：尚未結束、已結算，或尚未結算。",
    "Not for this year: it is not over, closed already, or still open.",
)


@blueprint.get("/")
def index() -> AnyResponse:
    """The year that reports are due for now."""
    return redirect(url_for("savings.show", year=years.present()), 303)


@blueprint.get("/<int:year>")
def show(year: int) -> str:
    """What was diagnosed, accepted, implemented and verified in a year."""
    return _year(year)


def _year(
    year: int, *, quoting: QuoteForm | None = None, correcting: CorrectionForm | None = None
) -> str:
    user = signed_in_user()
    correction = correcting or CorrectionForm.sent()
    correction.offer()
    frozen = queries.closed(session(), year) if _sees_all() else None
    return render_template(
        "savings/index.html",
        year=year,
        parts=listing.city_parts(city.basis(session(), year, user)),
        frozen=frozen,
        as_closed=city.year_figures(session(), year)[None] if frozen else None,
        entries=queries.corrections(session(), year) if frozen else [],
        quotes=queries.quoted(session(), year),
        quoting=quoting or QuoteForm.sent(year=str(year)),
        correcting=correction,
        levels=list(Level),
        iac=(city.IAC_IMPLEMENTED, city.IAC_PAYBACK, PUBLISHED_SOURCE),
        may_settle=user.may(Permission.SETTLE_SAVINGS),
        may_close=user.may(Permission.SETTLE_SAVINGS) and not user.groups,
        duplicates=len(queries.proposals(session(), user)),
    )


def _sees_all() -> bool:
    """Whether the figures of everybody are there for this person."""
    return city.sees_all(signed_in_user(), None)


@blueprint.get("/<int:year>/export")
def export(year: int) -> Response:
    """The figures of a year as Excel."""
    parts = listing.city_parts(city.basis(session(), year, signed_in_user()))
    rows = [row for part in parts for row in part]
    data = listing.city_workbook(rows, at=now(), language=language())
    return download(data, f"{t(listing.CITY)}_{year}.xlsx", EXCEL)


@blueprint.get("/streams")
def streams() -> str:
    """Every stream that is there for this person."""
    filters = listing.Filters.of(request.args)
    known = queries.streams(session(), signed_in_user())
    page = cut(filters.pick(known), request.args.get("page", 1, type=int))
    return render_template(
        "savings/streams.html",
        page=page,
        link=page_link(),
        total=len(known),
        # Streams of one site interact: what one saves depends on all of them.
        counted=listing.counted(known),
        filters=filters,
        levels=list(Level),
        systems=list(System),
    )


@blueprint.get("/streams/export")
def export_streams() -> Response:
    """The list, filtered alike, as Excel."""
    known = queries.streams(session(), signed_in_user())
    rows = listing.Filters.of(request.args).pick(known)
    data = listing.as_workbook(rows, at=now(), language=language())
    return download(data, f"{t(listing.TITLE)}.xlsx", EXCEL)


@blueprint.get("/streams/<key>")
def stream(key: str) -> str:
    """One stream: its claims, the one that counts, and what was decided about it."""
    return stream_page()


@blueprint.post("/streams/<key>/end")
def end(key: str) -> Page:
    """Record when a stream stops saving."""
    form = EndForm.sent()
    form.offer()
    if not form.validate():
        return stream_page(ending=form), 422
    kind, day, reason = EndKind(form.kind.data), form.ended_on.data, form.reason.data
    one = operations.end_stream(
        session(), signed_in_user(), named_stream(), kind, day, reason=reason, at=now()
    )
    return _kept(one.number)


@blueprint.post("/streams/<key>/share")
def satisfy(key: str) -> Page:
    """Say which part of a stream satisfies a measure of the plan."""
    form, one = ShareForm.sent(), named_stream()
    form.offer(measures(one.best.place.company_id))
    if not form.validate():
        return stream_page(sharing=form), 422
    try:
        made = operations.satisfy_measure(
            session(), signed_in_user(), one, form.measure.data, form.part, at=now()
        )
    except ShareError:
        form.share.errors = [TOO_MUCH]
        return stream_page(sharing=form), 422
    return _kept(made.number)


def _kept(number: str) -> AnyResponse:
    session().commit()
    flash(t(SAVED), "good")
    return redirect(url_for("savings.stream", key=number), 303)


@blueprint.route("/duplicates", methods=["GET", "POST"])
def duplicates() -> Page:
    """Pairs that look like one change, to be settled one by one."""
    form, pairs = DuplicateForm.sent(), queries.proposals(session(), signed_in_user())
    form.offer()
    if request.method == "POST" and form.validate():
        return _settle(form)
    every = [one for pair in pairs for one in pair]
    page = render_template(
        "savings/duplicates.html",
        pairs=pairs,
        form=form,
        counted=listing.counted(every),
        over=over_use(queries.streams(session(), signed_in_user())),
    )
    return (page, 422) if request.method == "POST" else page


def _settle(form: DuplicateForm) -> AnyResponse:
    known = {one.key: one for one in queries.streams(session(), signed_in_user())}
    first = known.get(form.first.data or "") or abort(404)
    second = known.get(form.second.data or "") or abort(404)
    outcome = SameOrDifferent(form.outcome.data)
    try:
        operations.decide_duplicate(
            session(),
            signed_in_user(),
            (first, second),
            outcome,
            reason=form.reason.data,
            at=now(),
        )
    except SettledError:
        flash(t(SETTLED), "error")
        return redirect(url_for("savings.duplicates"), 303)
    session().commit()
    flash(t(SAVED), "good")
    return redirect(url_for("savings.duplicates"), 303)


@blueprint.get("/duplicates/export")
def export_duplicates() -> Response:
    """The pairs, and what exceeds the use of its site, as Excel."""
    pairs = queries.proposals(session(), signed_in_user())
    known = queries.streams(session(), signed_in_user())
    data = more_lists.pairs_workbook(
        pairs, over_use(known), listing.counted(known), at=now(), language=language()
    )
    return download(data, f"{t(more_lists.PAIRS)}.xlsx", EXCEL)


@blueprint.post("/<int:year>/quotes")
def quote(year: int) -> Page:
    """Note a published total beside the computed ones."""
    form = QuoteForm.sent()
    if not form.validate():
        return _year(year, quoting=form), 422
    operations.quote(
        session(),
        signed_in_user(),
        form.title.data.strip(),
        form.source.data,
        int(form.year.data),
        at=now(),
        electricity=amount(form.electricity.data),
        tonnes=amount(form.tonnes.data),
        by_its_terms=amount(form.by_its_terms.data),
    )
    return _of_year(year)


@blueprint.post("/<int:year>/close")
def close(year: int) -> Page:
    """Freeze the figures of a year."""
    try:
        operations.close_year(session(), signed_in_user(), year, at=now())
    except (ClosedError, OpenError):
        flash(t(NOT_NOW), "error")
        return _year(year), 422
    return _of_year(year)


@blueprint.post("/<int:year>/corrections")
def correct(year: int) -> Page:
    """Add a correction to a closed year."""
    form = CorrectionForm.sent()
    form.offer()
    if not form.validate():
        return _year(year, correcting=form), 422
    where = Group(form.group.data), Figure(form.figure.data), Level(form.level.data)
    amounts = (amount(form.electricity.data) or Decimal(0), amount(form.tonnes.data) or Decimal(0))
    operations.correct_year(
        session(),
        signed_in_user(),
        year,
        where,
        amounts,
        reason=form.reason.data,
        evidence=form.evidence.data,
        at=now(),
    )
    return _of_year(year)


def _of_year(year: int) -> AnyResponse:
    session().commit()
    flash(t(SAVED), "good")
    return redirect(url_for("savings.show", year=year), 303)


@blueprint.get("/members/<code>/<int:year>")
def member(code: str, year: int) -> str:
    """A member's plan and inventory beside its streams."""
    company = scopes.company()
    found = member_savings(session(), signed_in_user(), company.id, year)
    return render_template(
        "savings/member.html",
        company=company,
        year=year,
        found=found,
        counted=listing.counted(found.streams),
    )


@blueprint.get("/members/<code>/<int:year>/export")
def export_member(code: str, year: int) -> Response:
    """The same as Excel."""
    found = member_savings(session(), signed_in_user(), scopes.company().id, year)
    data = more_lists.member_workbook(
        found, listing.counted(found.streams), at=now(), language=language()
    )
    return download(data, f"{code}_{t(more_lists.MEMBER)}_{year}.xlsx", EXCEL)
