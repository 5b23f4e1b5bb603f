"""What was published, what stands behind it, and how it became what it is; publishing itself."""

from collections.abc import Mapping
from itertools import takewhile
from typing import Final

import orjson
from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from portal.aggregation.definitions import DEFINITIONS
from portal.audit.events import Event
from portal.language import Text
from portal.publication import operations, queries
from portal.publication.bridge import CAUSES, Cause, adds_up, bridge
from portal.publication.errors import (
    MissingNoteError,
    NothingNewError,
    NothingToPublishError,
    OutdatedDraftError,
    PublicationError,
)
from portal.publication.evidence import file_name
from portal.publication.figure_id import (
    KEYS,
    Edition,
    FigureId,
    FigureSet,
    NoSuchFigureError,
    edition_of,
    figure_id,
    figure_set,
    label,
)
from portal.publication.figures import values_of
from portal.publication.held_back import kept_from_public
from portal.publication.live import snapshot
from portal.publication.operations import Draft
from portal.publication.protection import Year
from portal.publication.queries import Frozen, PublicationRow, frozen
from portal.publication.snapshot import Snapshot, absences
from portal.publication.tracing import Traced, traced
from portal.reference.city import published_figures
from portal.reference.conflicts import conflicts
from portal.reference.groups import Group
from portal.web import journal, years
from portal.web.clock import now
from portal.web.database import session
from portal.web.files import download
from portal.web.identity import signed_in_user
from portal.web.opendata.published import published_years
from portal.web.preferences import language, t, unit
from portal.web.publications import page, wording
from portal.web.publications.access import Access, Shown, access_of, shown
from portal.web.publications.charts import bridge_chart
from portal.web.publications.forms import PublishForm
from portal.web.summaries.disclosure import WHY
from portal.web.summaries.reader import reader_of
from portal.web.summaries.trace import SOURCES

blueprint = Blueprint("publications", __name__)

FIRST_YEAR: Final = 2005
HORIZONS: Final = (2026, 2030, 2050)
PUBLISHED: Final = Text("已公布 {edition}。", "{edition} is published.")
REFUSED: Final[Mapping[type[PublicationError], Text]] = {
    OutdatedDraftError: Text(
        "資料在您預覽後已變動，請重新確認以下內容。",
        "The data have changed since you saw them; check the draft again.",
    ),
    NothingNewError: Text(
        "與上一公布版本完全相同，無須再公布。", "Nothing differs from the last publication."
    ),
    MissingNoteError: Text("請以中英文填寫說明。", "Write the note in both languages."),
    NothingToPublishError: Text(
        "這個年度沒有審查通過之盤查清冊，無法公布。",
        "No inventory of this year is accepted: there is nothing to publish.",
    ),
}


@blueprint.get("/publications")
def index() -> str:
    """Every publication, and apart from them what the city published before."""
    return render_template(
        "publications/index.html",
        publications=queries.publications(session()),
        references=published_figures().values(),
        conflicts=conflicts(),
        years=years.offered(),
    )


@blueprint.get("/publications/<edition>")
def show(edition: str) -> str:
    """One publication: its figures, its coverage, who is missing, and what it rests on."""
    of = _publication(edition)
    found = frozen(session(), of)
    access, wanted = _access(found), _set(request.args.get("set", ""))
    if not access.opens(wanted):
        abort(404)
    of_year, of_targets = (
        page.lines(session(), of, wanted, access, horizons, unit(), language())
        for horizons in ((None,), HORIZONS)
    )
    return render_template(
        "publications/show.html",
        of=of,
        set=wanted,
        name=label(wanted, found.names),
        groups=Group,
        horizons=HORIZONS,
        headline=page.headline(of_year, of_targets),
        of_year=of_year,
        of_targets=of_targets,
        has_targets=page.are_known(of_targets),
        missing=[one for one in absences(found.of(wanted)) if access.reader.sees(one.group)],
        all_missing=len(absences(found.of(wanted))),
        sees=access.sees_members(wanted),
        causes=CAUSES,
        changes=[(Cause(one["cause"]), one) for one in of.changes],
        sees_all=access.reader.sees_everyone,
        why=WHY,
    )


@blueprint.get("/publications/<edition>/figures.json")
def figures_json(edition: str) -> Response:
    """The figures of a publication that the person may see, exact, as JSON."""
    of = _publication(edition)
    access = _access(frozen(session(), of))
    sets = [FigureSet(), *(figure_set(f"group:{group.value}") for group in Group)]
    made = [
        {"figure": str(one), "value": None if access.hides(one) else str(kept.value)}
        for wanted in sets
        for one, kept in queries.published_figures(session(), of, wanted).items()
    ]
    data = {"publication": of.name, "digest": of.digest, "method": of.method_version}
    body = orjson.dumps({**data, "figures": made}, option=orjson.OPT_INDENT_2)
    return download(body, f"{of.name}.json", "application/json")


@blueprint.get("/publications/<edition>/figures/<path:figure>")
def figure(edition: str, figure: str) -> str:
    """A published figure with its frozen members and rows, and what has changed since."""
    found, access = _traced(edition, figure)
    seen = [one for one in page.behind(session(), found) if access.sees_member(one.input)]
    rows, number, pages = page.part(seen, request.args.get("page", 1, type=int))
    asked = request.args.get("member", "")
    return render_template(
        "publications/figure.html",
        found=found,
        value=page.said(_shown(found, access), unit(), language()),
        held=_shown(found, access).is_held,
        about=DEFINITIONS[found.figure.key],
        name=label(found.figure.of, found.snapshot.names),
        unit_of=page.unit_of(SOURCES[found.figure.key].form, unit()),
        rows=rows,
        said=page.writer(found.figure.key, unit(), language()),
        unseen=len(found.snapshot.of(found.figure.of)) - len(seen),
        number=number,
        pages=pages,
        link=page.page_link,
        opened=next((one for one in seen if one.input.code == asked), None),
        sees=access.sees_members(found.figure.of),
        in_words=wording.said,
        tongue=language(),
        why=WHY,
    )


@blueprint.get("/publications/<edition>/evidence/<path:figure>")
def evidence(edition: str, figure: str) -> Response:
    """The evidence pack of a published figure, for those who may see its members."""
    found, access = _traced(edition, figure)
    data = found.evidence() if access.sees_members(found.figure.of) else None
    if data is None:
        abort(404)
    journal.note(Event.EVIDENCE_TAKEN, "publication", None, figure=str(found.figure))
    return download(data, file_name(found.figure), "application/zip")


@blueprint.get("/publications/<edition>/bridge")
def compare(edition: str) -> str:
    """From a publication to the next one, or to the data as they stand, by member and cause."""
    of = _publication(edition)
    after, later = _after(of)
    chosen = _figure(of.edition, request.args.get("figure", "alliance/emissions"))
    access = _access(after)
    if not adds_up(chosen.key) or not access.sees_members(chosen.of):
        abort(404)
    made = bridge(frozen(session(), of), after, chosen)
    return render_template(
        "publications/bridge.html",
        of=of,
        later=later,
        made=made,
        chart=bridge_chart(made, unit(), language()),
        tonnes=page.writer("emissions", unit(), language()),
        causes=CAUSES,
        by_cause=page.causes(made),
        about=DEFINITIONS[chosen.key],
        name=label(chosen.of, after.names),
        choices=_choices(of.edition, chosen.of),
        definitions=DEFINITIONS,
        groups=Group,
        unit_of=page.unit_of(SOURCES[chosen.key].form, unit()),
    )


@blueprint.route("/publications/draft/<int:year>", methods=["GET", "POST"])
def draft(year: int) -> Response | str | tuple[str, int]:
    """What would be frozen, what is missing and what differs; publishing it on confirmation."""
    if signed_in_user().groups or not FIRST_YEAR <= year <= now().year:
        abort(404)
    form = PublishForm.sent()
    if request.method == "POST" and form.validate():
        try:
            return _published(year, form)
        except PublicationError as refused:
            form.form_errors.append(REFUSED[type(refused)])
    found = operations.draft(session(), year)
    # What is agreed to is what this page shows.
    form.seen.data = found.digest
    made = _draft_page(found, form)
    return (made, 422) if request.method == "POST" else made


def _published(year: int, form: PublishForm) -> Response:
    edition = operations.publish(
        session(),
        signed_in_user(),
        year,
        note=Text(form.note_zh.data, form.note_en.data),
        seen=form.seen.data,
        at=now(),
    )
    session().commit()
    flash(t(PUBLISHED.format(edition=edition)), "good")
    return redirect(url_for("publications.show", edition=str(edition)), 303)


def _draft_page(found: Draft, form: PublishForm) -> str:
    inputs = found.snapshot.inputs
    coming = Year(str(found.edition), [one.member for one in inputs])
    unseen = kept_from_public(published_years(), coming)
    values = [one for one in values_of(found.snapshot, members=False) if one.id.of == FigureSet()]
    before: Mapping[FigureId, Frozen] = {}
    if found.last is not None:
        before = queries.published_figures(session(), found.last, FigureSet())
    return render_template(
        "publications/draft.html",
        draft=found,
        form=form,
        values=[
            (one, before.get(one.id.within(found.last.edition)) if found.last else None)
            for one in values
        ],
        definitions=DEFINITIONS,
        said={key: page.writer(key, unit(), language()) for key in KEYS},
        unit_of={key: page.unit_of(SOURCES[key].form, unit()) for key in KEYS},
        unseen={(name.key, name.horizon) for name, _ in unseen},
        waiting=sum(because.edition != name.edition for name, because in unseen),
        missing=absences(inputs),
        causes=CAUSES,
        sources=sum(len(one.sources) for one in inputs),
    )


def _publication(named: str) -> PublicationRow:
    found = queries.publication(session(), _edition(named))
    return found or abort(404)


def _edition(named: str) -> Edition:
    try:
        return edition_of(named)
    except NoSuchFigureError:
        abort(404)


def _set(named: str) -> FigureSet:
    try:
        return figure_set(named or "alliance")
    except NoSuchFigureError:
        abort(404)


def _figure(edition: Edition, named: str) -> FigureId:
    try:
        return figure_id(f"{edition}/{named}")
    except NoSuchFigureError:
        abort(404)


def _traced(edition: str, named: str) -> tuple[Traced, Access]:
    """A published figure that is there for the person, with what it rests on."""
    of = _publication(edition)
    found = traced(session(), _figure(of.edition, named)) or abort(404)
    access = _access(frozen(session(), of))
    if not access.opens(found.figure.of):
        abort(404)
    return found, access


def _access(found: Snapshot) -> Access:
    """What the person may see of a year, who may have read every publication before it."""
    user = signed_in_user()
    if reader_of(user).sees_everyone:
        return access_of(user, found)
    in_order = sorted(queries.publications(session()), key=lambda one: one.id)
    before = takewhile(lambda one: one.edition != found.edition, in_order)
    years_before = [
        Year(one.name, [member.member for member in frozen(session(), one).inputs])
        for one in before
    ]
    return access_of(user, found, years_before)


def _shown(found: Traced, access: Access) -> Shown:
    """A traced figure as the person sees it."""
    of = _publication(str(found.figure.edition))
    return shown(
        found.figure,
        queries.published_figures(session(), of, found.figure.of)[found.figure],
        access,
    )


def _after(of: PublicationRow) -> tuple[Snapshot, str]:
    """The next revision, else the data as they stand; and the name of it."""
    following = Edition(of.edition.year, (of.edition.revision or 0) + 1)
    known = queries.publication(session(), following)
    if known is not None:
        return frozen(session(), known), known.name
    return snapshot(session(), of.edition.year, with_rows=False), ""


def _choices(edition: Edition, of: FigureSet) -> list[FigureId]:
    return [
        FigureId(edition, of, key, horizon)
        for key, horizons in KEYS.items()
        if adds_up(key)
        for horizon in horizons or (None,)
    ]
