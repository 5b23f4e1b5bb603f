"""The calculators: a list by system, and each one's page made from its declaration."""

from typing import Final

from flask import Blueprint, abort, render_template, request

from portal.calculators.declaration import STANDING_LABELS, SYSTEM_LABELS, Calculator, System
from portal.calculators.reading import run_written
from portal.calculators.registry import BY_CODE, of_system
from portal.calculators.runs import Run
from portal.language import Text

# The calculator to which a result in kilowatt-hours can be carried over.
_TO_TONNES: Final = "emissions_electricity"
_IN_A_YEAR: Final = "kWh/yr"

blueprint = Blueprint("calculators", __name__, url_prefix="/calculators")


@blueprint.get("/")
def index() -> str:
    """Every calculator, by system."""
    return render_template(
        "calculators/index.html",
        systems=[(SYSTEM_LABELS[system], of_system(system)) for system in System],
        standing_labels=STANDING_LABELS,
    )


@blueprint.get("/<code>")
def show(code: str) -> str | tuple[str, int]:
    """One calculator; with values in the address, its result and derivation. Nothing is kept."""
    calculator = BY_CODE.get(code) or abort(404)
    run = _run(calculator)
    page = render_template(
        "calculators/show.html",
        calculator=calculator,
        run=run,
        values=_values(calculator),
        wrong=_by_input(run),
        to_tonnes=_to_tonnes(calculator, run),
        standing_labels=STANDING_LABELS,
        system_labels=SYSTEM_LABELS,
    )
    return (page, 422) if run is not None and run.refusals else page


def _run(calculator: Calculator) -> Run | None:
    """The run of the values in the address; a link with some of them only fills the form."""
    if "calculate" not in request.args:
        return None
    written = {one.key: request.args.get(one.key, "") for one in calculator.inputs}
    return run_written(calculator, written)


def _values(calculator: Calculator) -> dict[str, str]:
    """What stands in the form: what was typed, else the defaults."""
    sent = "calculate" in request.args
    return {
        one.key: request.args.get(one.key, "" if sent else one.default or "")
        for one in calculator.inputs
    }


def _by_input(run: Run | None) -> dict[str, list[Text]]:
    found: dict[str, list[Text]] = {}
    for remark in run.refusals if run else ():
        found.setdefault(remark.key, []).append(remark.text)
    return found


def _to_tonnes(calculator: Calculator, run: Run | None) -> dict[str, str] | None:
    """Where the saved electricity becomes tonnes, its amount filled in."""
    if run is None or calculator.code == _TO_TONNES:
        return None
    saved = next((one for one in run.lines if one.key == "saved" and one.unit == _IN_A_YEAR), None)
    if saved is None or saved.value <= 0:
        return None
    return {"code": _TO_TONNES, "kwh": f"{saved.value:.1f}"}
