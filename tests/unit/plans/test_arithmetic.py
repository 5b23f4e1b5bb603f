"""The lines shown with every target: base, coverage, cut, activity, result, or why not."""

from dataclasses import replace
from decimal import Decimal

import pytest

from portal.plans.amounts import Missing, Split
from portal.plans.arithmetic import restatement
from portal.plans.contributions import (
    Assumption,
    NotQuantified,
    Quantified,
    Reason,
    contribution,
)
from portal.plans.targets import Activity, Base, Stated, Target
from portal.reference.closed_sets import RateKind, TargetKind

SOUND = Target(
    at=4,
    id="T2030",
    kind=TargetKind.ABSOLUTE,
    year=2030,
    set_year=2022,
    base=Base(2020, Decimal(800), Decimal(200)),
    coverage1=Decimal(1),
    coverage2=Decimal("0.5"),
    cut=Decimal("0.25"),
)
BASE = ["Base-year emissions, scopes 1 + 2", "Covered base-year emissions"]
KINDS = {
    "absolute": (SOUND, [*BASE, "Cut", "Contribution"]),
    "absolute tonnes": (
        replace(SOUND, cut=Missing.NOT_STATED, stated=Stated(target_emissions=Decimal(700))),
        [*BASE, "Contribution"],
    ),
    "annual rate": (
        replace(
            SOUND,
            kind=TargetKind.ANNUAL_RATE,
            cut=Missing.NOT_STATED,
            rate=Decimal("0.02"),
            rate_kind=RateKind.COMPOUND,
        ),
        [*BASE, "Cut over the years", "Contribution"],
    ),
    "intensity": (
        replace(SOUND, kind=TargetKind.INTENSITY, activity=Activity(Decimal(10), Decimal(12))),
        [*BASE, "Cut", "Activity, target year over base year", "Contribution"],
    ),
    "intensity without activity": (
        replace(SOUND, kind=TargetKind.INTENSITY),
        [*BASE, "Cut", "Indicative at constant activity, not counted"],
    ),
    "business as usual": (
        replace(SOUND, kind=TargetKind.BAU, stated=Stated(business_as_usual=Decimal(1100))),
        [*BASE, "Cut", "Target year: business as usual less the cut", "Contribution"],
    ),
    "business as usual that is not stated": (replace(SOUND, kind=TargetKind.BAU), BASE),
    "return to a level": (
        replace(SOUND, kind=TargetKind.RETURN_TO_LEVEL, return_year=2018),
        [*BASE, "Contribution"],
    ),
    "net zero with a residual": (
        replace(SOUND, kind=TargetKind.NET_ZERO, stated=Stated(residual=Decimal(90))),
        [*BASE, "Contribution", "Gross cut, without what is neutralised"],
    ),
    "net zero without a residual": (
        replace(SOUND, kind=TargetKind.NET_ZERO),
        [*BASE, "Contribution"],
    ),
}


@pytest.mark.parametrize(("target", "labels"), KINDS.values(), ids=KINDS.keys())
def test_every_kind_shows_its_lines(target: Target, labels: list[str]) -> None:
    found = contribution(target, {2018: Split(Decimal(700), Decimal(100))})

    assert [step.label.en for step in found.steps] == labels
    assert all(step.expression for step in found.steps)


def test_the_lines_lead_to_the_result() -> None:
    base, covered, cut, result = contribution(SOUND, {}).steps

    assert base.result == 1000
    assert covered.result == 900
    assert covered.expression == "800 x 1 + 200 x 0.5"
    assert cut.result == 25
    assert cut.unit == "%"
    assert result.result == 225


def test_a_rounded_pledge_shows_how_far_it_is_from_the_computed_one() -> None:
    found = contribution(replace(SOUND, stated=Stated(cut=Decimal("225.5"))), {})

    assert found.steps[-1].label.en == "Stated cut less the computed one"
    assert found.steps[-1].result == Decimal("0.5")


RESTATED = {
    "by six per cent": (Decimal(943), True),
    "by five per cent exactly": (Decimal(1000) / Decimal("1.05"), False),
    "downwards": (Decimal(1100), True),
    "by little": (Decimal(990), False),
}


@pytest.mark.parametrize(("before", "flagged"), RESTATED.values(), ids=RESTATED.keys())
def test_a_restated_base_year_keeps_both_values(before: Decimal, flagged: bool) -> None:
    target = replace(SOUND, base=replace(SOUND.base, before=before))

    found = contribution(target, {})

    assert isinstance(found, Quantified)
    assert found.steps[0].result == before
    assert found.steps[2].result == 1000
    assert found.result == 225
    assert (Assumption.BASE_RESTATED in found.assumptions) is flagged


def test_without_a_value_before_nothing_was_restated() -> None:
    assert restatement(SOUND) is Missing.NOT_STATED
    none = replace(SOUND, base=replace(SOUND.base, before=Decimal(0)))
    assert restatement(none) is Missing.NOT_STATED


def test_a_target_without_a_base_year_has_a_reason_and_no_lines() -> None:
    found = contribution(replace(SOUND, base=Base(None, Decimal(1), Decimal(1))), {})

    assert isinstance(found, NotQuantified)
    assert found.reason is Reason.NO_BASE_YEAR
    assert found.steps == ()


def test_a_whole_company_is_counted_by_its_inventory_here() -> None:
    target = replace(SOUND, kaohsiung_only=False, coverage2=Decimal(1))

    found = contribution(target, {2020: Split(Decimal(500), Decimal(100))})

    assert found.steps[0].expression == "500 + 100 (2020)"
    assert found.steps[-1].result == 150
    assert Assumption.CITY_BASE_FROM_INVENTORY in found.assumptions
