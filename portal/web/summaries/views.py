"""The summary of the alliance, of a group and of a member, and what stands behind each figure."""

from collections.abc import Sequence
from typing import Final, TypeVar

from flask import Blueprint, Response, abort, render_template, request, url_for
from flask import redirect as to
from werkzeug.wrappers import Response as AnyResponse

from portal.aggregation.definitions import DEFINITIONS
from portal.aggregation.queries import history, member_figures
from portal.plans.amounts import MISSING_LABELS
from portal.publication.queries import latest
from portal.reference.groups import Group
from portal.reports import ALLIANCE_SUMMARY, GROUP_SUMMARY, MEMBER_STATEMENT
from portal.reports import queries as reports
from portal.reports.edition import ABSENT, METHOD_VERSION, ROUNDING
from portal.reports.font import register
from portal.reports.report import Format, Report
from portal.reports.rows import MemberRow
from portal.submissions.queries.accepted import accepted_version, accepted_versions
from portal.submissions.states import Kind
from portal.web import kept, years
from portal.web.clock import now
from portal.web.database import session
from portal.web.files import download
from portal.web.identity import signed_in_user
from portal.web.preferences import document_language, language, t, unit
from portal.web.scopes import company
from portal.web.settings import chosen as chosen_settings
from portal.web.summaries import downloads, member_page, rows, set_page, tracing
from portal.web.summaries.disclosure import WHY
from portal.web.summaries.kept_year import kept_year
from portal.web.summaries.lists import members_of
from portal.web.summaries.material import material
from portal.web.summaries.reader import reader_of
from portal.web.summaries.table import Wish
from portal.web.summaries.trace import SOURCES, horizon_of, trace
from portal.web.verification.scopes import has_site_of

blueprint = Blueprint("summaries", __name__)

T = TypeVar("T")

FIRST_YEAR: Final = 2005


@blueprint.get("/summary")
def present() -> AnyResponse:
    """The summary of the newest year with figures."""
    known = [row.year for row in history(session()) if row.year <= now().year]
    year = max(known, default=years.present())
    return to(url_for("summaries.alliance", year=year), 303)


@blueprint.get("/summary/<int:year>")
def alliance(year: int) -> Response:
    """The summary of the alliance."""
    return _set(year, None)


@blueprint.get("/groups/<group>/<int:year>")
def group(group: str, year: int) -> Response:
    """The summary of a group."""
    return _set(year, _group(group))


def _set(year: int, of: Group | None) -> Response:
    _check(year)
    reader = reader_of(signed_in_user())

    def content() -> str:
        page = set_page.Page(year, of, reader, unit(), language())
        return render_template(
            "summaries/set.html", **set_page.context(page, material(page, request.args))
        )

    def frame() -> kept.Values:
        sees = reader.sees(of)
        return {
            "year": year,
            "group": of,
            "groups": Group,
            "query": Wish.of(request.args).query(),
            "exports": bool(reader.groups) if of is None else sees,
            "documents": sees,
        }

    # The table's order and filter are in the address, so the address is part of the key.
    key = ("set", year, of, reader, request.query_string)
    return kept.page("summaries/page.html", key, content, frame)


@blueprint.get("/members/<code>/<int:year>")
def member(code: str, year: int) -> Response:
    """The summary of a member."""
    _check(year)
    one, leads_on = company(), has_site_of(signed_in_user(), code)

    def content() -> str:
        found = member_figures(session(), code, year) or abort(404)
        shown = member_page.context(session(), found, one, now(), unit(), language())
        return render_template("summaries/member.html", has_savings=leads_on, **shown)

    return kept.page(
        "summaries/member_frame.html",
        ("member", year, code, leads_on),
        content,
        lambda: {"year": year, "one": one},
    )


@blueprint.get("/trace/<figure>/<int:year>")
def trace_figure(figure: str, year: int) -> str:
    """The members behind a figure, with what each adds to it."""
    _check(year)
    source = SOURCES.get(figure) or abort(404)
    asked = request.args.get("group", "")
    of = _group(asked) if asked else None
    found = trace(
        kept_year(year),
        figure,
        horizon_of(source, request.args.get("horizon", "")),
        of,
        reader_of(signed_in_user()),
    )
    versions = accepted_versions(session(), source.kind, year)
    rows, number, pages = tracing.part(found, request.args.get("page", 1, type=int))
    return render_template(
        "summaries/trace.html",
        trace=found,
        rows=rows,
        number=number,
        pages=pages,
        link=tracing.page_link(found),
        published=latest(session(), year),
        year=year,
        group=of,
        versions=versions,
        said=tracing.writer(found, unit(), language()),
        unit_of=tracing.unit_of(found, unit()),
        total=tracing.total(found, unit(), language()),
        labels=MISSING_LABELS,
    )


@blueprint.get("/trace/<figure>/<int:year>/<code>")
def trace_member(figure: str, year: int, code: str) -> str:
    """The rows of a member's workbook behind a figure, with their cells and the file's hash."""
    _check(year)
    source = SOURCES.get(figure) or abort(404)
    horizon = horizon_of(source, request.args.get("horizon", ""))
    version = accepted_version(session(), code, source.kind, year)
    found = version and rows.behind(session(), version.version_id, source, horizon, language())
    return render_template(
        "summaries/rows.html",
        one=company(),
        year=year,
        figure=figure,
        about=DEFINITIONS[figure],
        version=version,
        table=found,
        files=rows.files_of(session(), version.version_id) if version else {},
        is_inventory=source.kind is Kind.INVENTORY,
        horizon=horizon if source.horizons else None,
    )


@blueprint.get("/definitions")
def definitions() -> str:
    """What each figure is and how it is made."""
    return render_template(
        "summaries/definitions.html",
        definitions=DEFINITIONS,
        missing=MISSING_LABELS,
        method=METHOD_VERSION,
        notes=(ROUNDING, ABSENT),
        protection=WHY,
    )


@blueprint.get("/summary/<int:year>/members.csv")
def members_csv(year: int) -> Response:
    """The table of members as CSV, filtered and ordered as on the page."""
    data = downloads.as_csv(_chosen(year), language())
    return download(data, f"{year}_{t('成員', 'members')}.csv", "text/csv; charset=utf-8")


@blueprint.get("/summary/<int:year>/members.json")
def members_json(year: int) -> Response:
    """The table of members as JSON."""
    data = downloads.as_json(_chosen(year), year)
    return download(data, f"{year}_{t('成員', 'members')}.json", "application/json")


@blueprint.get("/summary/<int:year>.<any(pdf, xlsx):kind>")
def document(year: int, kind: str) -> Response:
    """The summary of the alliance as PDF or Excel, for those who may see every member."""
    return _document(year, kind, None)


@blueprint.get("/groups/<group>/<int:year>.<any(pdf, xlsx):kind>")
def group_document(group: str, year: int, kind: str) -> Response:
    """The summary of a group as PDF or Excel, for those who may see its members."""
    return _document(year, kind, _group(group))


def _document(year: int, kind: str, of: Group | None) -> Response:
    """The document of a set, with every row behind its totals in the workbook."""
    _check(year)
    user, wanted = signed_in_user(), Format(kind)
    if not reader_of(user).sees(of):
        abort(404)
    found = reports.summary(
        session(),
        user,
        year,
        of=reports.edition_of(session(), year, now()),
        group=of,
        unit=unit(),
        with_sources=wanted is Format.EXCEL,
    )
    report = ALLIANCE_SUMMARY if of is None else GROUP_SUMMARY
    return _sent(report, found, wanted, f"{year}_{t(of.label) if of else t('聯盟', 'alliance')}")


@blueprint.get("/members/<code>/<int:year>.<any(pdf, xlsx):kind>")
def member_document(code: str, year: int, kind: str) -> Response:
    """The statement of a member as PDF or Excel."""
    _check(year)
    user, of = signed_in_user(), reports.edition_of(session(), year, now())
    found = reports.statement(session(), user, code, year, of=of) or abort(404)
    return _sent(MEMBER_STATEMENT, found, Format(kind), f"{year}_{code}")


def _sent(report: Report[T], inputs: T, wanted: Format, name: str) -> Response:
    asked = document_language()
    data = report.build(wanted, inputs, asked, register(chosen_settings()))
    return download(data, f"{name}.{asked.value}.{wanted.value}", wanted.media_type)


def _chosen(year: int) -> Sequence[MemberRow]:
    _check(year)
    wish, reader = Wish.of(request.args), reader_of(signed_in_user())
    return members_of(session(), year, now()).rows(reader.groups, wish, language())


def _group(code: str) -> Group:
    return Group(code) if code in set(Group) else abort(404)


def _check(year: int) -> None:
    if not FIRST_YEAR <= year <= now().year:
        abort(404)
