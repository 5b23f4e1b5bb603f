"""Calculators within a diagnosis: filled from what is on file, kept with the finding."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from portal.advisory import queries
from portal.advisory.calculating import Known, OnFile, calculators_for, gained, prefilled
from portal.advisory.content import Machine, taken
from portal.advisory.derivations import kept
from portal.advisory.figures import CalculationRow, Case
from portal.advisory.models import Equipment, Finding
from portal.advisory.operations import findings
from portal.advisory.queries.cases import latest_readings
from portal.advisory.states import WRITABLE
from portal.advisory.vocabulary import Carrier
from portal.calculators.declaration import STANDING_LABELS, Calculator
from portal.calculators.reading import run_written
from portal.calculators.registry import BY_CODE
from portal.calculators.runs import Run
from portal.language import Text
from portal.web.advisory import scopes
from portal.web.clock import now
from portal.web.database import session
from portal.web.identity import signed_in_user
from portal.web.preferences import t

blueprint = Blueprint("calculations", __name__, url_prefix="/advisory")


@blueprint.get("/findings/<int:finding_id>/calculate")
def choose(finding_id: int) -> str:
    """The calculators that fit a finding, each with how much of it is on file."""
    finding = scopes.named_finding()
    known = _on_file(finding)
    offered = [
        (
            one,
            len(prefilled(one.code, known)),
            len([each for each in one.inputs if not each.optional]),
        )
        for one in calculators_for(finding.system)
    ]
    offered.sort(key=lambda row: -row[1])
    return render_template(
        "advisory/calculators.html",
        finding=finding,
        case=_case(),
        offered=offered,
        standing_labels=STANDING_LABELS,
    )


@blueprint.route("/findings/<int:finding_id>/calculate/<code>", methods=["GET", "POST"])
def run(finding_id: int, code: str) -> AnyResponse | str | tuple[str, int]:
    """Run a calculator for a finding; what cannot be calculated is refused at its field."""
    finding, calculator = scopes.named_finding(), BY_CODE.get(code) or abort(404)
    known = prefilled(code, _on_file(finding))
    if request.method == "GET":
        return _form(finding, calculator, known, None)
    written = {one.key: request.form.get(one.key, "") for one in calculator.inputs}
    made = run_written(calculator, written)
    if made.refusals:
        return _form(finding, calculator, known, made), 422
    one = findings.keep_calculation(session(), signed_in_user(), finding, **kept(made), at=now())
    calculation_id = one.id
    session().commit()
    flash(t("試算已保存於診斷發現。", "The calculation is kept with the finding."), "good")
    return redirect(url_for("calculations.show", calculation_id=calculation_id), 303)


def _form(
    finding: Finding, calculator: Calculator, known: dict[str, Known], made: Run | None
) -> str:
    values = {
        one.key: known[one.key].value if one.key in known else one.default or ""
        for one in calculator.inputs
    }
    if made is not None:
        values = {one.key: request.form.get(one.key, "") for one in calculator.inputs}
    wrong: dict[str, list[Text]] = {}
    for remark in made.refusals if made else ():
        wrong.setdefault(remark.key, []).append(remark.text)
    return render_template(
        "advisory/calculate.html",
        finding=finding,
        case=_case(),
        calculator=calculator,
        values=values,
        wrong=wrong,
        origins={key: one.origin for key, one in known.items()},
        run=made,
        standing_labels=STANDING_LABELS,
    )


@blueprint.get("/calculations/<int:calculation_id>")
def show(calculation_id: int) -> str:
    """One kept run with its derivation, and what of it can be taken over."""
    case, row = _case(), _row()
    finding = scopes.named_finding()
    return render_template(
        "advisory/calculation.html",
        case=case,
        row=row,
        finding=finding,
        calculator=BY_CODE.get(row.run.code),
        saving=gained(row.run, _burnt(finding)),
        targets=[
            one for one in case.advice if one.finding_id == finding.id and one.state in WRITABLE
        ],
        standing_labels=STANDING_LABELS,
    )


def _case() -> Case:
    return queries.case(session(), signed_in_user(), scopes.named_request().id) or abort(404)


def _row() -> CalculationRow:
    key = scopes.named_calculation().id
    return next(one for one in _case().calculations if one.id == key)


def _machine(finding: Finding) -> Machine | None:
    if finding.equipment_id is None:
        return None
    return taken(Machine, session().get_one(Equipment, finding.equipment_id))


def _burnt(finding: Finding) -> Carrier | None:
    machine = _machine(finding)
    return None if machine is None else machine.carrier


def _on_file(finding: Finding) -> OnFile | None:
    """The machine of a finding with the latest of its values."""
    machine = _machine(finding)
    if machine is None or finding.equipment_id is None:
        return None
    readings = latest_readings(session(), scopes.named_request().id, finding.equipment_id)
    return OnFile(machine, readings)
