"""Measures of the alliance, of a group and of a member: sums, cost curve, changes, progress."""

from flask import Blueprint, Response, abort, render_template, request

from portal.aggregation.measures.queries import Plans, plans_of
from portal.reference.groups import Group
from portal.reports.queries import edition
from portal.submissions.queries.accepted import accepted_version, accepted_versions
from portal.submissions.states import Kind
from portal.web import kept
from portal.web.clock import now
from portal.web.database import session
from portal.web.files import CSV, EXCEL, download
from portal.web.identity import signed_in_user
from portal.web.preferences import language, t, unit
from portal.web.scopes import company
from portal.web.summaries.before import judgement
from portal.web.summaries.disclosure import Judgement
from portal.web.summaries.kept_year import kept_year
from portal.web.summaries.measures import cells, downloads, page, sets
from portal.web.summaries.measures.wish import Wish
from portal.web.summaries.reader import Reader, reader_of

blueprint = Blueprint("measures", __name__)

FIRST_YEAR = 2005


@blueprint.get("/summary/<int:year>/measures")
def alliance(year: int) -> Response:
    """The measures of the alliance."""
    return _set(year, None)


@blueprint.get("/groups/<group>/<int:year>/measures")
def group(group: str, year: int) -> Response:
    """The measures of a group."""
    return _set(year, _group(group))


def _set(year: int, of: Group | None) -> Response:
    _check(year)
    reader = reader_of(signed_in_user())

    def content() -> str:
        wish = Wish.of(request.args)
        shown = page.context(_shown(year, of, reader, wish), wish, unit(), language())
        return render_template("summaries/measures.html", **shown)

    return kept.page(
        "summaries/measures_page.html",
        ("measures", year, of, reader, request.query_string),
        content,
        lambda: {"year": year, "group": of, "groups": Group, "exports": reader.sees(of),
                 "query": Wish.of(request.args).query()},
    )  # fmt: skip


@blueprint.get("/members/<code>/<int:year>/measures")
def member(code: str, year: int) -> Response:
    """The measures of a member."""
    _check(year)
    one = company()

    def content() -> str:
        wish = Wish.of(request.args)
        found = sets.shown_whole(sets.set_of_member(session(), one, year), wish, edition(now()))
        shown = page.context(found, wish, unit(), language())
        return render_template("summaries/measures.html", **shown)

    return kept.page(
        "summaries/measures_member.html",
        ("measures", year, code, request.query_string),
        content,
        lambda: {"year": year, "one": one, "query": Wish.of(request.args).query()},
    )


@blueprint.get("/members/<code>/<int:year>/measures/<int:row>")
def measure(code: str, year: int, row: int) -> str:
    """One measure: the cells of its row in the hashed workbook, and the plan before."""
    _check(year)
    plans = plans_of(session(), year, code=code)
    plan = plans.now.get(code) or abort(404)
    rows = [*(one.row for one in plan.entries), *plan.unread]
    found = next((one for one in rows if one.at == row), None) or abort(404)
    before = plans.before.get(code)
    past = before.by_id.get(found.measure_id or "") if before else None
    return render_template(
        "summaries/measure.html",
        one=company(),
        year=year,
        found=found,
        sheet=cells.place(row, "measure_id", plan.places, language())[0],
        cells=cells.cells(found, plan.places, language()),
        before=(before.year, cells.cells(past.row, before.places, language()))
        if before and past
        else None,
        version=accepted_version(session(), code, Kind.PLAN, year),
    )


@blueprint.get("/summary/<int:year>/measures.<any(csv, xlsx):kind>")
def document(year: int, kind: str) -> Response:
    """The measures of the alliance, or of a group, for those who may see its members."""
    _check(year)
    asked = request.args.get("group", "")
    of = _group(asked) if asked else None
    if not reader_of(signed_in_user()).sees(of):
        abort(404)
    return _sent(sets.set_of(kept_year(year), _plans(year), of), year, kind, asked or "alliance")


@blueprint.get("/members/<code>/<int:year>/measures.<any(csv, xlsx):kind>")
def member_document(code: str, year: int, kind: str) -> Response:
    """The measures of a member."""
    _check(year)
    return _sent(sets.set_of_member(session(), company(), year), year, kind, code)


def _sent(of: sets.Set, year: int, kind: str, name: str) -> Response:
    versions = accepted_versions(session(), Kind.PLAN, year)
    wish, file = Wish.of(request.args), f"{year}_{name}_{t('減量措施', 'measures')}.{kind}"
    if kind == "csv":
        return download(downloads.as_csv(of, versions, wish, language()), file, CSV)
    made = downloads.as_workbook(of, versions, wish, edition(now()), language())
    return download(made, file, EXCEL)


def _shown(year: int, of: Group | None, reader: Reader, wish: Wish) -> page.Shown:
    """What the reader may see of a set; of who sees its members no other member is read."""
    if not reader.sees(of):
        chosen, known = sets.set_of(kept_year(year), _plans(year), of), _judged(year, reader)
        return sets.shown_protected(chosen, reader, known, edition(now()))
    found = sets.shown_kept(session(), year, of, wish, edition(now()))
    if found is None:
        chosen = sets.set_of(kept_year(year), _plans(year), of)
        return sets.shown_whole(chosen, wish, edition(now()))
    return found


def _judged(year: int, reader: Reader) -> Judgement:
    return judgement(year, reader, _plans(year))


def _plans(year: int) -> Plans:
    """The plans that count for a year, read once for each state of the data."""
    key = ("plans", year, signed_in_user().data_version)
    found: Plans = kept.pages().data.get(key, lambda: plans_of(session(), year))
    return found


def _group(code: str) -> Group:
    return Group(code) if code in set(Group) else abort(404)


def _check(year: int) -> None:
    if not FIRST_YEAR <= year <= now().year:
        abort(404)
