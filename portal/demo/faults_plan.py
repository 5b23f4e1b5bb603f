"""Faulty plans: at least one for every rule about plans."""

from dataclasses import replace

from portal.demo.faults import Change, Fault
from portal.demo.faults_plan_measures import MEASURES
from portal.demo.faults_plan_targets import TARGETS
from portal.demo.faults_plan_whole import WHOLE
from portal.demo.plan_edits import MEMBER, Edit, PlanFault
from portal.plans.sheets import TEMPLATE
from portal.workbook.writing.draft import Draft, draft

PLAN_FAULTS: tuple[PlanFault, ...] = (*TARGETS, *MEASURES, *WHOLE)


def _of_workbook(edit: Edit) -> Change:
    """An edit of the content as a change of the workbook; it may fill a sheet that was left out."""

    def changed(before: Draft) -> Draft:
        content = {one.sheet.key: list(one.rows) for one in before.sheets}
        whole = draft(TEMPLATE, edit(content), before.stamp)
        filled = tuple(one for one in whole.sheets if one.rows or one.sheet.required)
        return replace(whole, sheets=filled)

    return changed


FAULTS = tuple(
    Fault(one.code, one.name, _of_workbook(one.edit), kind=TEMPLATE.kind, member=MEMBER)
    for one in PLAN_FAULTS
    if one.alone
)
