"""A visit: who was there, what was measured and found, which files belong to it."""

from flask import (
    Blueprint,
    Response,
    abort,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug.wrappers import Response as AnyResponse

from portal.advisory import queries
from portal.advisory.equipment import KINDS
from portal.advisory.figures import MachineRow
from portal.advisory.models import Equipment
from portal.advisory.operations import findings, visits
from portal.advisory.queries.cases import measurements, of_subject, visit_row
from portal.advisory.rules import reading_flags
from portal.advisory.vocabulary import AttachmentKind, Subject
from portal.audit.events import Event
from portal.db.base import StaleRowError
from portal.field import queries as field
from portal.language import Text
from portal.reports.formats import TAIPEI
from portal.reports.photos import small
from portal.web import journal
from portal.web.advisory import attaching, listing, scopes, visit_list
from portal.web.advisory.site_forms import FindingForm, ReadingForm, VisitForm, visit_shown
from portal.web.clock import now
from portal.web.database import session
from portal.web.drafting import OnFile, drafting, opened, overtaken, sent, unsent
from portal.web.files import EXCEL, download, store
from portal.web.forms import PortalForm
from portal.web.identity import signed_in_user
from portal.web.preferences import language, t
from portal.workbook.findings import Severity

blueprint = Blueprint("visits", __name__, url_prefix="/advisory/visits")


@blueprint.get("/<int:visit_id>")
def show(visit_id: int) -> str:
    """One visit, for a phone first."""
    return _page()


@blueprint.get("/<int:visit_id>/export")
def export(visit_id: int) -> Response:
    """Values, findings and photos of a visit as Excel."""
    row = visit_row(scopes.named_visit())
    found = queries.case(session(), signed_in_user(), row.request_id) or abort(404)
    data = visit_list.as_workbook(
        [one for some in measurements(session(), row.id).values() for one in some],
        {one.id: one for one in queries.machines(session(), found.request.site_id)},
        [one for one in found.findings if one.visit_id == row.id],
        field.photos(session(), row.id),
        at=now(),
        language=language(),
    )
    return download(data, f"{found.request.number}_V{visit_id}.xlsx", EXCEL)


def _page(on_file: list[OnFile] | None = None, **failed: PortalForm) -> str:
    row = visit_row(scopes.named_visit())
    notes, find = f"notes-{row.id}", f"finding-{row.id}"
    found = queries.case(session(), signed_in_user(), row.request_id) or abort(404)
    machines = queries.machines(session(), found.request.site_id)
    return render_template(
        "advisory/visit.html",
        visit=row,
        case=found,
        machines=machines,
        kinds=KINDS,
        values=measurements(session(), row.id),
        photos=field.photos(session(), row.id),
        files=of_subject(found.attachments, Subject.VISIT, row.id),
        attachment_kinds=[kind for kind in AttachmentKind if kind is not AttachmentKind.PHOTO],
        on_file=on_file,
        drafting=drafting(notes, row.row_version),
        finding_drafting=drafting(find),
        **{
            "form": unsent(VisitForm, notes, visit_shown(row)),
            "finding": _finding_form(machines, find),
            **failed,
        },
    )


def _finding_form(machines: list[MachineRow], draft: str | None = None) -> FindingForm:
    form = FindingForm.sent() if draft is None else unsent(FindingForm, draft, {})
    form.offer([(str(row.id), _named(row)) for row in machines])
    return form


def _named(row: MachineRow) -> Text:
    label = KINDS[row.machine.kind].label
    return Text(f"{row.machine.tag} {label.zh}", f"{row.machine.tag} {label.en}")


def _back(visit_id: int, said: Text) -> AnyResponse:
    session().commit()
    flash(t(said), "good")
    return redirect(url_for("visits.show", visit_id=visit_id), 303)


@blueprint.post("/<int:visit_id>")
def record(visit_id: int) -> AnyResponse | tuple[str, int]:
    """Write down how the visit went."""
    form = VisitForm.sent()
    if form.validate() and form.held_on.data and form.held_on.data > listing.day_of(now()):
        form.held_on.errors = [Text("這一天還沒到。", "That day is still to come.")]
    if form.errors:
        return _page(form=form), 422
    try:
        _write_down(form)
    except StaleRowError:
        session().rollback()
        there = visit_shown(visit_row(scopes.visit_again(visit_id)))
        return _page(overtaken(form, there), form=form), 409
    sent(f"notes-{visit_id}")
    return _back(visit_id, Text("訪視紀錄已儲存。", "The visit was written down."))


def _write_down(form: VisitForm) -> None:
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


@blueprint.route("/<int:visit_id>/measure/<int:equipment_id>", methods=["GET", "POST"])
def measure(visit_id: int, equipment_id: int) -> AnyResponse | str | tuple[str, int]:
    """Add a value of one machine, or correct one."""
    one = scopes.machine(equipment_id, scopes.named_request().site_id) or abort(404)
    moment = now().astimezone(TAIPEI).replace(tzinfo=None, second=0, microsecond=0)
    name = _reading_name(visit_id, equipment_id)
    form = opened(ReadingForm, name, {"taken_at": moment, "method": "measured"})
    form.offer(one.kind)
    if request.method == "POST" and form.validate() and _sound(form, one):
        _keep_reading(visit_id, one, form)
        sent(name)
        return _back(visit_id, Text("量測值已登錄。", "The value was recorded."))
    page = render_template(
        "advisory/measure.html",
        form=form,
        one=one,
        kind=KINDS[one.kind],
        visit_id=visit_id,
        drafting=drafting(name),
    )
    return (page, 422) if request.method == "POST" else page


def _reading_name(visit_id: int, equipment_id: int) -> str:
    """The form's name; correcting a value is another form than adding one."""
    replaced = request.args.get("replaces", type=int)
    return f"reading-{visit_id}-{equipment_id}" + (f"-{replaced}" if replaced else "")


def _sound(form: ReadingForm, one: Equipment) -> bool:
    """Whether nothing is impossible; says so beside the field otherwise."""
    found = reading_flags(queries.machine(one).machine, form.reading)
    refused = [flag for flag in found if flag.severity is Severity.ERROR]
    for flag in refused:
        form[flag.field].errors = [flag.message]
    return not refused


def _keep_reading(visit_id: int, one: Equipment, form: ReadingForm) -> None:
    replaced = request.args.get("replaces", type=int)
    visits.measure(
        session(),
        signed_in_user(),
        scopes.named_visit(),
        one,
        form.reading,
        at=now(),
        replaces=scopes.measurement(replaced, visit_id) if replaced else None,
    )


@blueprint.post("/<int:visit_id>/findings")
def add_finding(visit_id: int) -> AnyResponse | tuple[str, int]:
    """Record a finding."""
    machines = queries.machines(session(), scopes.named_request().site_id)
    form = _finding_form(machines)
    if not form.validate():
        return _page(finding=form), 422
    findings.keep_finding(session(), signed_in_user(), scopes.named_visit(), form.seen, at=now())
    sent(f"finding-{visit_id}")
    return _back(visit_id, Text("診斷發現已登錄。", "The finding was recorded."))


@blueprint.post("/<int:visit_id>/files")
def attach(visit_id: int) -> AnyResponse:
    """Attach a document to the visit."""
    document = attaching.document()
    if document is None:
        flash(t(attaching.NOT_TAKEN), "error")
        return redirect(url_for("visits.show", visit_id=visit_id), 303)
    attaching.attach(document, (Subject.VISIT, visit_id))
    return _back(visit_id, attaching.ATTACHED)


@blueprint.get("/files/<int:attachment_id>")
def file(attachment_id: int) -> Response:
    """An attached file, as it came."""
    one = scopes.named_attachment()
    data = store().read(one.sha256)
    name, key = one.name, one.id
    journal.note(Event.FILE_TAKEN, "advisory_attachment", key)
    return download(data, name, "application/octet-stream")


@blueprint.get("/files/<int:attachment_id>/picture")
def picture(attachment_id: int) -> Response:
    """An attached photo, small enough for a page; we made its bytes ourselves."""
    one = scopes.named_attachment()
    found = small(store().read(one.sha256)) if one.kind is AttachmentKind.PHOTO else None
    response = make_response((found or abort(404))[0])
    response.headers["Content-Type"] = "image/jpeg"
    return response
