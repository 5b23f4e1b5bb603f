"""Every rule: the sound plan gives nothing, one fault gives exactly its finding."""

import pytest

from portal.demo.faults_plan import PLAN_FAULTS
from portal.demo.plan_background import on_record, read
from portal.demo.plan_edits import MEMBER, Edit, PlanFault, flow, measure, progress, target
from portal.demo.plans import plan as sound
from portal.demo.pledges import with_plans
from portal.language import Language
from portal.plans.figures import LIMITS, Background, Plan
from portal.plans.rules import RULES
from portal.plans.sheets import TEMPLATE
from portal.reference.lookup import has_simplified
from portal.workbook.findings import Severity

CLEAN = ("ST05", "PC12", "EL14", "EN07", "CE06")


def codes(plan: Plan) -> list[str]:
    return [rule.code for rule, _ in RULES.hits(plan)]


@pytest.mark.parametrize("code", CLEAN)
def test_a_sound_plan_of_each_group_gives_nothing(code: str) -> None:
    assert codes(read(sound(code), on_record(code))) == []


@pytest.mark.parametrize("code", with_plans())
def test_no_plan_of_the_demonstration_has_an_error(code: str) -> None:
    plan = read(sound(code), on_record(code))

    assert [rule.code for rule, _ in RULES.hits(plan) if rule.severity is Severity.ERROR] == []


STARTS = {"target": target(), "measure": measure(), "flow": flow(), "progress": progress}


@pytest.mark.parametrize("edit", STARTS.values(), ids=STARTS.keys())
def test_what_faults_start_from_is_sound(edit: Edit) -> None:
    assert codes(read(edit(sound(MEMBER)), on_record(MEMBER))) == []


@pytest.mark.parametrize("fault", PLAN_FAULTS, ids=lambda one: f"{one.code} {one.name}")
def test_one_fault_gives_one_finding(fault: PlanFault) -> None:
    known = Background() if fault.alone else on_record(MEMBER, fault.code)

    found = codes(read(fault.edit(sound(MEMBER)), known))

    assert found == [fault.code]


def test_every_rule_has_a_faulty_plan() -> None:
    assert {fault.code for fault in PLAN_FAULTS} == set(RULES.rules)


@pytest.mark.parametrize("fault", PLAN_FAULTS, ids=lambda one: one.code)
def test_every_sentence_can_be_said_in_both_languages(fault: PlanFault) -> None:
    plan = read(fault.edit(sound(MEMBER)), on_record(MEMBER, fault.code))

    for rule, case in RULES.hits(plan):
        for sentence in (rule.title, rule.message, rule.why, rule.fix):
            said = sentence.format(**case.values)
            assert said[Language.EN]
            assert not has_simplified(said[Language.ZH])
        assert all(TEMPLATE.sheet(place.sheet) for place in case.places)
        assert all(place.column in TEMPLATE.sheet(place.sheet).by_key for place in case.places)


def test_thresholds_and_rules_name_each_other() -> None:
    named = {key for rule in RULES.rules.values() for key in rule.thresholds}

    assert named == {row.key for row in LIMITS.rows}
