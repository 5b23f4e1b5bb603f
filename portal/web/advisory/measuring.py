"""From a recommendation to the plan that verifies it, with what is known already filled in."""

from datetime import date, timedelta

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from portal.advisory import queries
from portal.advisory.equipment import KINDS
from portal.advisory.figures import AdviceRow, Case
from portal.advisory.operations.verifying import link_plan
from portal.advisory.vocabulary import Carrier
from portal.language import Text
from portal.members.models import Company, Site
from portal.verification.computing import Option
from portal.verification.operations import write_plan
from portal.web.advisory import listing, scopes
from portal.web.clock import now
from portal.web.database import session
from portal.web.identity import signed_in_user
from portal.web.preferences import t
from portal.web.verification.forms import PlanForm

blueprint = Blueprint("measuring", __name__, url_prefix="/advisory")


@blueprint.route("/recommendations/<int:recommendation_id>/plan", methods=["GET", "POST"])
def plan(recommendation_id: int) -> AnyResponse | str | tuple[str, int]:
    """Write the plan by which the saving of a recommendation is verified."""
    case, row = _case_and_row(recommendation_id)
    form = PlanForm.sent(**_shown(case, row))
    form.offer([(case.request.site_number, case.request.site_name)])
    if request.method == "POST" and form.validate():
        return _written(case, form)
    page = render_template(
        "verification/edit.html", form=form, plan=None, code=case.request.company_code
    )
    return (page, 422) if request.method == "POST" else page


def _case_and_row(recommendation_id: int) -> tuple[Case, AdviceRow]:
    case = queries.case(session(), signed_in_user(), scopes.named_request().id) or abort(404)
    return case, next(row for row in case.advice if row.id == recommendation_id)


def _written(case: Case, form: PlanForm) -> AnyResponse:
    company = session().get_one(Company, case.request.company_id)
    site = session().get_one(Site, case.request.site_id)
    at, user = now(), signed_in_user()
    made = write_plan(session(), user, company, site, form.fields, at=at)
    number = made.number
    link_plan(session(), user, scopes.named_recommendation(), made, at=at)
    session().commit()
    flash(t("量測驗證計畫已建立，並連結到這項建議。", "The plan is there and linked."), "good")
    return redirect(url_for("verification.show", number=number), 303)


def _shown(case: Case, row: AdviceRow) -> dict[str, object]:
    """What the recommendation says already; meters and variables are for the person to fill."""
    largest = max(row.savings, key=lambda one: one.quantity, default=None)
    finding = next(one for one in case.findings if one.id == row.finding_id)
    first, last = _baseline(row)
    return {
        "site": case.request.site_number,
        "title": row.advice.title,
        "system": finding.seen.system.value,
        "carrier": (largest.carrier if largest else Carrier.ELECTRICITY).value,
        "option": Option.B.value,
        "boundary": _boundary(row),
        "baseline_from": first,
        "baseline_to": last,
        "expected": "" if largest is None else f"{largest.quantity:f}",
    }


def _boundary(row: AdviceRow) -> str:
    if row.machine is None:
        return row.advice.title
    label = KINDS[row.machine.kind].label
    return t(Text(f"{row.machine.tag} {label.zh}", f"{row.machine.tag} {label.en}"))


def _baseline(row: AdviceRow) -> tuple[date, date]:
    """The twelve months before the measure began, as far as its days are known."""
    progress = row.progress
    days = (progress.started_on, progress.commissioned_on, progress.planned_on) if progress else ()
    begun = next((day for day in days if day), None) or listing.day_of(now())
    last = min(begun, listing.day_of(now())).replace(day=1) - timedelta(days=1)
    first = (last + timedelta(days=1)).replace(year=(last + timedelta(days=1)).year - 1)
    return first, last
