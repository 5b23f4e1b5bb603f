"""A recommendation as its forms show it first."""

from flask import abort, request

from portal.advisory.calculating import gained as gained_of
from portal.advisory.content import values
from portal.advisory.figures import AdviceRow
from portal.advisory.models import Equipment, Finding
from portal.advisory.queries.cases import calculations
from portal.web.advisory import listing
from portal.web.advisory.advice_forms import DecisionForm, FollowUpForm, ProgressForm
from portal.web.clock import now
from portal.web.database import session
from portal.web.drafting import unsent
from portal.web.forms import PortalForm


def gained(finding: Finding) -> dict[str, object]:
    """The saving of the calculation that the address names, as the form shows it."""
    wanted = request.args.get("calculation", type=int)
    if wanted is None:
        return {}
    rows = calculations(session(), [finding.id], {})
    row = next((one for one in rows if one.id == wanted), None) or abort(404)
    machine = finding.equipment_id and session().get(Equipment, finding.equipment_id)
    found = gained_of(row.run, machine.carrier if machine else None)
    if found is None:
        return {}
    filled: dict[str, object] = {f"{found.carrier}_quantity": found.quantity}
    if found.price is not None:
        filled[f"{found.carrier}_price"] = found.price
    if "h" in row.run.inputs:
        filled["hours"] = row.run.inputs["h"]
    return filled


def shown(row: AdviceRow) -> dict[str, object]:
    """A recommendation as the form shows it."""
    filled: dict[str, object] = {name: value or "" for name, value in values(row.advice).items()}
    for saved in row.savings:
        for name, value in values(saved).items():
            filled[f"{saved.carrier}_{name}"] = "" if value is None else value
    return filled


def progress_shown(row: AdviceRow) -> dict[str, object]:
    """How far a recommendation is, as its form shows it."""
    filled: dict[str, object] = {} if row.progress is None else dict(values(row.progress))
    if row.progress is not None:
        filled["status"] = row.progress.status.value
    return {**filled, "row_version": row.progress_version}


def follow_shown(row: AdviceRow) -> dict[str, object]:
    """What was learnt last about a recommendation, as the form of a follow-up shows it."""
    shown: dict[str, object] = {"row_version": len(row.follow_ups)}
    if row.follow_ups:
        last = row.follow_ups[0]
        shown |= {"asked_on": last.asked_on, "learnt": last.status.value}
        shown["follow_remark"] = last.remark
    return shown


def forms(row: AdviceRow) -> dict[str, PortalForm]:
    """A form for every step of a recommendation, with its draft where one is taken up."""
    progress = unsent(ProgressForm, f"progress-{row.id}", progress_shown(row))
    decision = unsent(DecisionForm, f"decision-{row.id}", {"row_version": row.row_version})
    first = {"asked_on": listing.day_of(now()), "row_version": len(row.follow_ups)}
    follow = unsent(FollowUpForm, f"follow-{row.id}", first)
    for form in (progress, decision, follow):
        form.offer()
    return {"progress": progress, "decision": decision, "follow": follow}
