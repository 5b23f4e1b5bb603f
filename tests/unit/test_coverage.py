from importlib import import_module

import pytest

from portal.intake.coverage import Covered, covered, requirements
from portal.intake.kinds import CATALOGUE
from portal.workbook.refusals import RefusalCode

KNOWN = {*CATALOGUE, *(code.value for code in RefusalCode)}


def test_every_requirement_is_a_rule_or_covered_by_one() -> None:
    assert set(requirements()) <= {*CATALOGUE, *(one.id for one in covered())}


def test_a_requirement_is_not_both_a_rule_and_covered_by_another() -> None:
    assert not {one.id for one in covered()} & set(CATALOGUE)


@pytest.mark.parametrize("one", covered(), ids=lambda one: one.id)
def test_what_covers_a_requirement_exists(one: Covered) -> None:
    assert bool(one.codes) != bool(one.kept_by)
    assert set(one.codes) <= KNOWN
    assert one.said.zh
    assert one.said.en
    if one.kept_by:
        module, _, name = one.kept_by.partition(":")
        assert callable(getattr(import_module(module), name))
