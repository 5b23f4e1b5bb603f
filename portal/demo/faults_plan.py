"""Faulty plans: at least one for every rule about plans."""

from portal.demo.faults import Fault, in_content
from portal.demo.faults_plan_measures import MEASURES
from portal.demo.faults_plan_targets import TARGETS
from portal.demo.faults_plan_whole import WHOLE
from portal.demo.plan_edits import MEMBER, PlanFault

PLAN_FAULTS: tuple[PlanFault, ...] = (*TARGETS, *MEASURES, *WHOLE)
FAULTS = tuple(
    Fault(one.code, one.name, in_content(one.edit), kind="plan", member=MEMBER)
    for one in PLAN_FAULTS
    if one.alone
)
