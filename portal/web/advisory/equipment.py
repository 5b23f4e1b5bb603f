"""The equipment register of a site."""

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from portal.advisory import queries
from portal.advisory.content import Machine, values
from portal.advisory.equipment import KINDS, Kind
from portal.advisory.errors import TagTakenError
from portal.advisory.models import Equipment
from portal.advisory.operations.register import keep_equipment
from portal.advisory.rules import machine_flags
from portal.language import Text
from portal.web.advisory import listing, scopes
from portal.web.advisory.site_forms import MachineForm
from portal.web.clock import now
from portal.web.database import session
from portal.web.files import EXCEL, download
from portal.web.identity import signed_in_user
from portal.web.preferences import language, t
from portal.workbook.findings import Severity

blueprint = Blueprint("equipment", __name__, url_prefix="/sites/<number>/equipment")

TAKEN = Text("本廠區已有這個設備編號。", "Another machine of the site has this tag.")


@blueprint.get("/")
def index(number: str) -> str:
    """The register of a site."""
    site, company = scopes.named_site()
    rows = queries.machines(session(), site.id)
    return render_template(
        "advisory/equipment.html", site=site, company=company, rows=rows, kinds=KINDS
    )


@blueprint.get("/export")
def export(number: str) -> Response:
    """The register as Excel."""
    site, _ = scopes.named_site()
    rows = queries.machines(session(), site.id)
    data = listing.register_workbook(listing.REGISTER, rows, at=now(), language=language())
    return download(data, f"{number}_{t(listing.REGISTER)}.xlsx", EXCEL)


@blueprint.route("/add/<kind>", methods=["GET", "POST"])
def add(number: str, kind: str) -> AnyResponse | str | tuple[str, int]:
    """Add a machine of a kind."""
    found = KINDS.get(kind) or abort(404)
    form = MachineForm.sent(carrier=found.carrier.value, in_use=True)
    return _answer(number, found, form, None)


@blueprint.route("/<int:equipment_id>", methods=["GET", "POST"])
def change(number: str, equipment_id: int) -> AnyResponse | str | tuple[str, int]:
    """Bring an entry of the register up to date."""
    one = scopes.machine(equipment_id, scopes.named_site()[0].id) or abort(404)
    shown = values(queries.machine(one).machine)
    shown["carrier"] = one.carrier.value
    form = MachineForm.sent(**shown, row_version=one.row_version)
    return _answer(number, KINDS[one.kind], form, one)


def _answer(
    number: str, kind: Kind, form: MachineForm, one: Equipment | None
) -> AnyResponse | str | tuple[str, int]:
    form.offer(kind)
    if request.method == "POST" and form.validate() and _kept(form, form.machine(kind), one):
        session().commit()
        flash(t("設備已登錄。", "The equipment was registered."), "good")
        return redirect(url_for("equipment.index", number=number), 303)
    site, company = scopes.named_site()
    page = render_template(
        "advisory/machine.html", form=form, kind=kind, site=site, company=company, one=one
    )
    return (page, 422) if request.method == "POST" else page


def _kept(form: MachineForm, machine: Machine, one: Equipment | None) -> bool:
    site, company = scopes.named_site()
    refused = [flag for flag in machine_flags(machine) if flag.severity is Severity.ERROR]
    for flag in refused:
        form[flag.field].errors = [flag.message]
    if refused:
        return False
    try:
        keep_equipment(
            session(),
            signed_in_user(),
            company,
            site,
            machine,
            at=now(),
            equipment=one,
            row_version=form.version,
        )
    except TagTakenError:
        form.tag.errors = [TAKEN]
        return False
    return True
