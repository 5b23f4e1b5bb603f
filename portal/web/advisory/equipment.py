"""The equipment register of a site."""

from collections.abc import Mapping

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from portal.advisory import queries
from portal.advisory.content import Machine, values
from portal.advisory.equipment import KINDS, Kind
from portal.advisory.errors import TagTakenError
from portal.advisory.models import Equipment
from portal.advisory.operations.register import keep_equipment
from portal.advisory.rules import machine_flags
from portal.db.base import StaleRowError
from portal.language import Text
from portal.web.advisory import listing, scopes
from portal.web.advisory.site_forms import MachineForm
from portal.web.clock import now
from portal.web.database import session
from portal.web.drafting import OnFile, drafting, opened, overtaken, sent
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
    shown = {"carrier": found.carrier.value, "in_use": True}
    return _answer(number, found, _opened(f"register-{number}-{kind}", found, shown), None)


@blueprint.route("/<int:equipment_id>", methods=["GET", "POST"])
def change(number: str, equipment_id: int) -> AnyResponse | str | tuple[str, int]:
    """Bring an entry of the register up to date."""
    one = scopes.machine(equipment_id, scopes.named_site()[0].id) or abort(404)
    kind = KINDS[one.kind]
    return _answer(number, kind, _opened(f"machine-{number}-{one.id}", kind, _shown(one)), one)


def _opened(name: str, kind: Kind, shown: Mapping[str, object]) -> MachineForm:
    form = opened(MachineForm, name, shown)
    form.offer(kind)
    return form


def _shown(one: Equipment) -> dict[str, object]:
    """A machine as its form shows it."""
    shown = values(queries.machine(one).machine)
    return {**shown, "carrier": one.carrier.value, "row_version": one.row_version}


def _answer(
    number: str, kind: Kind, form: MachineForm, one: Equipment | None
) -> AnyResponse | str | tuple[str, int]:
    name = f"machine-{number}-{one.id}" if one else f"register-{number}-{kind.code}"
    try:
        if request.method == "POST" and form.validate() and _kept(form, form.machine(kind), one):
            sent(name)
            session().commit()
            flash(t("設備已登錄。", "The equipment was registered."), "good")
            return redirect(url_for("equipment.index", number=number), 303)
    except StaleRowError:
        session().rollback()
        there = scopes.site_again(number, one.id if one else 0) or abort(404)
        return _page(kind, form, there, name, on_file=overtaken(form, _shown(there))), 409
    page = _page(kind, form, one, name)
    return (page, 422) if request.method == "POST" else page


def _page(
    kind: Kind,
    form: MachineForm,
    one: Equipment | None,
    name: str,
    *,
    on_file: list[OnFile] | None = None,
) -> str:
    site, company = scopes.named_site()
    return render_template(
        "advisory/machine.html",
        form=form,
        kind=kind,
        site=site,
        company=company,
        one=one,
        on_file=on_file,
        drafting=drafting(name, one.row_version if one else None),
    )


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
