"""The field workbooks among the samples, read as the portal reads them."""

from pathlib import Path

import pytest

from portal.demo.field_faults import FAULTS, FieldFault
from portal.demo.field_work import SOUND
from portal.field.rules import RULES, judge
from portal.field.sheets import READ_BY
from portal.workbook.findings import Severity
from portal.workbook.taking import take

FOLDER = Path(__file__).parents[2] / "sample_submissions" / "field"
MENTIONED = (Severity.ERROR, Severity.WARNING)


def found(path: Path) -> list[str]:
    taken = take(path, READ_BY, judge)
    return [one.code for one in taken.findings if one.severity in MENTIONED]


@pytest.mark.parametrize("system", SOUND)
def test_a_sound_field_workbook_has_no_error_and_no_warning(system: str) -> None:
    assert found(FOLDER / "sound" / f"field-{system}-2026.xlsx") == []


@pytest.mark.parametrize("fault", FAULTS, ids=lambda one: one.file_name)
def test_a_faulty_field_workbook_provokes_the_finding_it_is_named_for(fault: FieldFault) -> None:
    codes = found(FOLDER / "faulty" / fault.file_name)

    assert fault.code in codes
    assert RULES.rules[fault.code].severity in MENTIONED


def test_every_rule_of_field_workbooks_has_its_faulty_sample() -> None:
    assert [one.code for one in FAULTS] == sorted(RULES.rules)
