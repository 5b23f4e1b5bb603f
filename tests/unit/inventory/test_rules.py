from dataclasses import replace

import pytest

from portal.demo.edits import put
from portal.demo.fault import Fault, usual_background
from portal.demo.faults_inventory import FAULTS
from portal.demo.inventories import inventory
from portal.demo.sound_inventory import MEMBERS, SOUND_MEMBERS, sound
from portal.inventory import subject
from portal.inventory.figures import Background, Inventory
from portal.inventory.past import as_past
from portal.inventory.rules import MODULES, RULES
from portal.inventory.sheets import TEMPLATE
from portal.language import Text
from portal.reference.groups import Group
from portal.workbook.content import Content
from portal.workbook.findings import Hit, Severity
from portal.workbook.rules import Rule
from tests.builders_inventory import inventory_of

LEFTOVERS = ("{", "}", "None", "Text(", "Decimal(")
YEARS = (2022, 2023, 2024)


def found(content: Content, background: Background) -> set[str]:
    return {rule.code for rule, _ in RULES.hits(inventory_of(content, background))}


def case(fault: Fault) -> tuple[Rule[Inventory], Hit]:
    hits = RULES.hits(inventory_of(fault.content, fault.background))
    return next((rule, hit) for rule, hit in hits if rule.code == fault.code)


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("group", Group)
def test_nothing_is_found_in_a_sound_inventory(group: Group, year: int) -> None:
    assert found(sound(group, year), usual_background(SOUND_MEMBERS[group], year)) == set()


@pytest.mark.parametrize("group", Group)
def test_a_sound_inventory_stays_sound_beside_the_year_before(group: Group) -> None:
    code = SOUND_MEMBERS[group]
    before = as_past(inventory_of(sound(group, 2023), usual_background(code, 2023)))
    background = replace(usual_background(code, 2024), past=before)

    assert found(sound(group, 2024), background) == set()


@pytest.mark.parametrize("group", Group)
def test_a_long_sound_inventory_is_sound_and_as_long_as_asked(group: Group) -> None:
    content = sound(group, 2024, rows=700)

    assert len(content["sources"]) == 700
    assert found(content, usual_background(SOUND_MEMBERS[group], 2024)) == set()


def test_a_workbook_alone_can_be_checked() -> None:
    content = inventory("EL04", 2024)

    assert found(content, Background()) == set()


@pytest.mark.parametrize("fault", FAULTS, ids=[fault.name for fault in FAULTS])
def test_each_fault_is_found_and_nothing_else(fault: Fault) -> None:
    assert found(fault.content, fault.background) == {fault.code, *fault.also}


ALONE = [fault for fault in FAULTS if fault.shows_in_the_file]


@pytest.mark.parametrize("fault", ALONE, ids=[fault.name for fault in ALONE])
def test_what_shows_in_the_file_is_found_without_a_register(fault: Fault) -> None:
    assert fault.code in found(fault.content, Background())


@pytest.mark.parametrize("fault", FAULTS, ids=[fault.name for fault in FAULTS])
def test_sentences_are_complete_in_both_languages(fault: Fault) -> None:
    rule, hit = case(fault)

    said = [rule.title, *(text.format(**hit.values) for text in (rule.message, rule.why, rule.fix))]

    for text in said:
        assert text.zh
        assert text.en
        assert not any(
            mark in text.zh + text.en for mark in ("{", "}", "None", "Text(", "Decimal(")
        )


@pytest.mark.parametrize("fault", FAULTS, ids=[fault.name for fault in FAULTS])
def test_every_case_has_a_place_on_a_declared_sheet(fault: Fault) -> None:
    _, hit = case(fault)

    for place in hit.places:
        sheet = TEMPLATE.sheet(place.sheet)
        assert not place.column or place.column in sheet.by_key
    assert hit.places


def test_every_rule_has_a_fault() -> None:
    assert set(RULES.rules) == {fault.code for fault in FAULTS}


def test_fault_names_are_unique() -> None:
    names = [fault.name for fault in FAULTS]

    assert len(names) == len(set(names))


def test_there_are_enough_rules() -> None:
    assert len(RULES.rules) >= 70


def test_every_module_of_rules_is_in_the_book() -> None:
    modules = {rule.check.__module__ for rule in RULES.rules.values() if rule.check}

    assert modules == {module.__name__ for module in MODULES}


def test_nobody_is_blamed() -> None:
    words = ("invalid", "illegal", "you failed", "mistake", "無效", "非法", "您錯")
    for rule in RULES.rules.values():
        for text in (rule.title, rule.message, rule.why, rule.fix):
            assert not any(word in f"{text.zh} {text.en}".lower() for word in words)


def test_thresholds_of_rules_exist_and_are_all_used() -> None:
    asked = {key for rule in RULES.rules.values() for key in rule.thresholds}
    listed = {row.key for row in subject.limits().rows}

    assert asked <= listed
    assert listed - asked <= {"scope2_low", "scope2_high"}
    assert all(row.source for row in subject.limits().rows)


def test_errors_warnings_and_notes_are_all_in_use() -> None:
    severities = {rule.severity for rule in RULES.rules.values()}

    assert severities == set(Severity)


def test_members_of_the_sound_inventories_are_in_their_group() -> None:
    assert {group: member.group for group, member in MEMBERS.items()} == {
        group: group for group in Group
    }


def test_a_title_says_something_in_both_languages() -> None:
    for rule in RULES.rules.values():
        assert isinstance(rule.title, Text)
        assert rule.title.zh != rule.title.en


def test_a_site_written_in_small_letters_is_recognised() -> None:
    number = MEMBERS[Group.ELECTRONICS].sites[0].control_number
    content = put("sites", control_number=number.lower())(sound(Group.ELECTRONICS, 2024))

    assert "INV-028" not in found(content, usual_background("EL04", 2024))


@pytest.mark.parametrize("sheet", ["sources", "energy", "sites", "production", "cover"])
def test_a_sheet_that_could_not_be_read_leaves_no_other_findings(sheet: str) -> None:
    content = {
        key: lines for key, lines in sound(Group.PETROCHEMICALS, 2024).items() if key != sheet
    }
    background = usual_background("PC04", 2024)
    before = as_past(inventory_of(sound(Group.PETROCHEMICALS, 2023), background))

    assert found(content, replace(background, past=before)) == set()
