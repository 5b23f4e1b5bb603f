"""A visit on a phone: the values of each machine, findings and notes, one step after the other."""

from dataclasses import dataclass

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from portal.advisory import queries
from portal.advisory.equipment import KINDS
from portal.advisory.figures import Case, FindingRow, MachineRow, MeasurementRow, VisitRow
from portal.advisory.models import Finding
from portal.advisory.operations import findings, visits
from portal.advisory.queries.cases import measurements, visit_row
from portal.db.base import StaleRowError
from portal.field import queries as field_queries
from portal.field.choices import SYSTEMS
from portal.field.queries import PhotoRow
from portal.language import Text
from portal.reports.formats import TAIPEI
from portal.web.advisory import listing, scopes
from portal.web.advisory.site_forms import FindingForm, VisitForm, visit_shown
from portal.web.clock import now
from portal.web.database import session
from portal.web.drafting import drafting, opened, sent
from portal.web.field.forms import ValuesForm, offer_methods, quantities, values_form
from portal.web.forms import PortalForm
from portal.web.identity import signed_in_user
from portal.web.preferences import t

blueprint = Blueprint("field", __name__, url_prefix="/field/visits/<int:visit_id>")

SAVED = Text("已儲存。", "Saved.")
TO_COME = Text("這一天還沒到。", "That day is still to come.")
TAKEN = Text(
    "同事已登錄 {value} {unit}；如需更正，請於訪視頁更正。",
    "A colleague has recorded {value} {unit}; correct it on the page of the visit.",
)


@dataclass(frozen=True, slots=True)
class NextStep:
    """What is to be done next on site, and where."""

    label: Text
    address: str


@blueprint.get("/")
def show(visit_id: int) -> str:
    """The visit with everything that is to be done on site, the next step at the bottom."""
    visit = visit_row(scopes.named_visit())
    case = _case()
    machines = [row for row in _machines() if row.machine.in_use]
    values = measurements(session(), visit_id)
    found = [row for row in case.findings if row.visit_id == visit_id]
    photos = field_queries.photos(session(), visit_id)
    return render_template(
        "field/visit.html",
        visit=visit,
        case=case,
        machines=machines,
        kinds=KINDS,
        values=values,
        findings=found,
        photos=photos,
        uploads=field_queries.uploads(session(), visit_id),
        systems=[one for one in SYSTEMS if one in case.request.wanted.systems] or SYSTEMS,
        step=_next_step(visit, machines, values, found, photos),
    )


def _case() -> Case:
    wanted = scopes.named_request().id
    return queries.case(session(), signed_in_user(), wanted) or abort(404)


def _machines() -> list[MachineRow]:
    return queries.machines(session(), scopes.named_request().site_id)


def _next_step(
    visit: VisitRow,
    machines: list[MachineRow],
    values: dict[int, list[MeasurementRow]],
    found: list[FindingRow],
    photos: list[PhotoRow],
) -> NextStep:
    if visit.content.held_on is None:
        return NextStep(
            Text("填寫訪視紀錄", "Write the visit down"),
            url_for("field.notes", visit_id=visit.id),
        )
    left = next((row for row in machines if row.id not in values), None)
    if left is not None:
        tag = left.machine.tag
        return NextStep(
            Text(f"量測 {tag}", f"Measure {tag}"),
            url_for("field.measure", visit_id=visit.id, equipment_id=left.id),
        )
    if not found:
        return NextStep(
            Text("新增診斷發現", "Add a finding"), url_for("field.find", visit_id=visit.id)
        )
    if not photos:
        return NextStep(Text("加入照片", "Add photos"), url_for("photos.show", visit_id=visit.id))
    return NextStep(
        Text("查看訪視頁", "Open the page of the visit"),
        url_for("visits.show", visit_id=visit.id),
    )


def _back(visit_id: int) -> AnyResponse:
    session().commit()
    flash(t(SAVED), "good")
    return redirect(url_for("field.show", visit_id=visit_id), 303)


@blueprint.route("/equipment/<int:equipment_id>", methods=["GET", "POST"])
def measure(visit_id: int, equipment_id: int) -> AnyResponse | str | tuple[str, int]:
    """Enter what was measured on a machine, all quantities on one page."""
    one = scopes.machine(equipment_id, scopes.named_request().site_id) or abort(404)
    row, name = queries.machine(one), f"values-{visit_id}-{equipment_id}"
    moment = now().astimezone(TAIPEI).replace(tzinfo=None, second=0, microsecond=0)
    shown = {"taken_at": moment, "method": "measured"}
    form = opened(values_form(row.machine), name, shown)
    offer_methods(form)
    known = measurements(session(), visit_id).get(equipment_id, [])
    if request.method == "POST" and form.validate() and _sound(form, row, known):
        for _, reading in form.readings():
            visits.measure(
                session(), signed_in_user(), scopes.named_visit(), one, reading, at=now()
            )
        sent(name)
        return _back(visit_id)
    page = render_template(
        "field/measure.html",
        form=form,
        row=row,
        kind=KINDS[one.kind],
        known={value.reading.quantity: value for value in known},
        quantities=quantities(row.machine),
        visit_id=visit_id,
        drafting=drafting(name),
    )
    return (page, 422) if request.method == "POST" else page


def _sound(form: ValuesForm, row: MachineRow, known: list[MeasurementRow]) -> bool:
    """Whether every value can be recorded; one that a colleague entered meanwhile is shown."""
    is_sound = form.judge(row.machine)
    for field, reading in form.readings():
        there = next((one for one in known if one.reading.quantity == reading.quantity), None)
        if there is not None:
            measured = KINDS[row.machine.kind].quantity(reading.quantity)
            unit = measured.unit if measured else ""
            field.errors = [TAKEN.format(value=there.reading.value, unit=unit)]
            is_sound = False
    return is_sound


@blueprint.route("/notes", methods=["GET", "POST"])
def notes(visit_id: int) -> AnyResponse | str | tuple[str, int]:
    """Write down how the visit goes and who is there."""
    row, name = visit_row(scopes.named_visit()), f"notes-{visit_id}"
    form = opened(VisitForm, name, _visit_shown(row))
    if request.method == "GET":
        return _notes_page(row, form, name)
    if form.validate() and form.held_on.data and form.held_on.data > listing.day_of(now()):
        form.held_on.errors = [TO_COME]
    if form.errors:
        return _notes_page(row, form, name), 422
    try:
        _record(form)
    except StaleRowError:
        session().rollback()
        row = visit_row(scopes.visit_again(visit_id))
        form.row_version.data = str(row.row_version)
        return _notes_page(row, form, name, is_overtaken=True), 409
    sent(name)
    return _back(visit_id)


def _record(form: VisitForm) -> None:
    visit = scopes.named_visit()
    visits.record_visit(
        session(),
        signed_in_user(),
        visit,
        form.content(visit.kind),
        form.attendees,
        at=now(),
        row_version=form.version,
    )


def _visit_shown(row: VisitRow) -> dict[str, object]:
    shown = visit_shown(row)
    return {**shown, "held_on": shown["held_on"] or listing.day_of(now())}


def _notes_page(row: VisitRow, form: PortalForm, name: str, *, is_overtaken: bool = False) -> str:
    return render_template(
        "field/notes.html",
        visit=row,
        form=form,
        now_on_file=_visit_shown(row) if is_overtaken else None,
        drafting=drafting(name, row.row_version),
    )


@blueprint.route("/findings", methods=["GET", "POST"])
def find(visit_id: int) -> AnyResponse | str | tuple[str, int]:
    """Write a finding down."""
    return _finding(visit_id, None, f"finding-{visit_id}")


@blueprint.route("/findings/<int:finding_id>", methods=["GET", "POST"])
def word(visit_id: int, finding_id: int) -> AnyResponse | str | tuple[str, int]:
    """Word a finding anew."""
    found = [one for one in _case().findings if (one.id, one.visit_id) == (finding_id, visit_id)]
    return _finding(visit_id, found[0] if found else abort(404), f"finding-{visit_id}-{finding_id}")


def _finding(
    visit_id: int, row: FindingRow | None, name: str
) -> AnyResponse | str | tuple[str, int]:
    form = opened(FindingForm, name, _finding_shown(row))
    form.offer([(str(one.id), _named(one)) for one in _machines()])
    if request.method == "GET":
        return _finding_page(visit_id, row, form, name)
    if not form.validate():
        return _finding_page(visit_id, row, form, name), 422
    try:
        _keep_finding(row, form)
    except StaleRowError:
        session().rollback()
        scopes.visit_again(visit_id)
        row = next((one for one in _case().findings if row and one.id == row.id), None)
        form.row_version.data = str(row.row_version) if row else ""
        return _finding_page(visit_id, row, form, name, is_overtaken=True), 409
    sent(name)
    return _back(visit_id)


def _finding_shown(row: FindingRow | None) -> dict[str, object]:
    if row is None:
        asked = scopes.named_request().systems
        return {"severity": "medium", "system": asked[0] if asked else "other"}
    return {
        "system": row.seen.system.value,
        "equipment": str(row.seen.equipment_id or ""),
        "text": row.seen.text,
        "severity": row.seen.severity.value,
        "row_version": row.row_version,
    }


def _named(row: MachineRow) -> Text:
    label = KINDS[row.machine.kind].label
    return Text(f"{row.machine.tag} {label.zh}", f"{row.machine.tag} {label.en}")


def _keep_finding(row: FindingRow | None, form: FindingForm) -> None:
    findings.keep_finding(
        session(),
        signed_in_user(),
        scopes.named_visit(),
        form.seen,
        at=now(),
        finding=session().get(Finding, row.id) if row else None,
        row_version=form.version,
    )


def _finding_page(
    visit_id: int,
    row: FindingRow | None,
    form: PortalForm,
    name: str,
    *,
    is_overtaken: bool = False,
) -> str:
    return render_template(
        "field/finding.html",
        visit_id=visit_id,
        row=row,
        form=form,
        is_overtaken=is_overtaken,
        drafting=drafting(name, row.row_version if row else None),
    )
