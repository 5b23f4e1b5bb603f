"""The unit that PLN-220 suggests: only where it brings the base near last year's."""

from pathlib import Path

import pytest

from portal.demo.as_read import AsRead
from portal.demo.companies import company
from portal.demo.plan_edits import MEMBER, base_times, target
from portal.demo.plans import plan as sound
from portal.intake.background import Background
from portal.intake.checking import check
from portal.plans.figures import Background as PlanBackground
from portal.plans.figures import PastPlan
from portal.plans.sheets import TEMPLATE
from portal.plans.subject import build
from portal.workbook.content import Content
from portal.workbook.findings import Finding
from portal.workbook.template import build_bytes


def judged(content: Content, folder: Path) -> Finding:
    """The finding about a plan whose base was sound last year."""
    path = folder / "plan.xlsx"
    group = company(MEMBER).record.group
    path.write_bytes(build_bytes(TEMPLATE, content, group=group, year=2024))
    before = build(AsRead(TEMPLATE, target()(sound(MEMBER))), PlanBackground())
    known = Background(plan=PlanBackground(past=PastPlan(2023, before.targets, before.measures)))
    [found] = [one for one in check(path, path.name, known).findings if one.code == "PLN-220"]
    return found


@pytest.mark.parametrize(
    ("factor", "unit", "suggested"),
    [("0.0001", "tCO2e", "萬公噸 CO₂e 10ktCO2e"), ("1", "10ktCO2e", "公噸 CO₂e tCO2e")],
    ids=["too small", "too large"],
)
def test_a_base_ten_thousand_times_off_is_read_in_the_other_unit(
    factor: str, unit: str, suggested: str, tmp_path: Path
) -> None:
    found = judged(base_times(factor, unit=unit)(sound(MEMBER)), tmp_path).suggestion

    assert found is not None
    assert (found.cell, found.value) == ("G8", suggested)


@pytest.mark.parametrize("factor", ["0.001", "1000"])
def test_no_unit_helps_a_base_a_thousand_times_off(factor: str, tmp_path: Path) -> None:
    assert judged(base_times(factor)(sound(MEMBER)), tmp_path).suggestion is None


def test_no_unit_helps_a_base_that_is_too_large_in_tonnes(tmp_path: Path) -> None:
    assert judged(base_times("10000")(sound(MEMBER)), tmp_path).suggestion is None
