"""Targets as companies really publish them, each with what the Alliance counts of it."""

from dataclasses import replace
from decimal import Decimal

import pytest

from portal.demo.plan_background import on_record, read
from portal.demo.plan_edits import MEMBER, target
from portal.demo.plans import plan as sound
from portal.plans.amounts import Missing, Split
from portal.plans.contributions import (
    Assumption,
    NotQuantified,
    Quantified,
    Reason,
    contribution,
)
from portal.plans.rules import RULES
from portal.plans.selection import coverage_share, pledged
from portal.plans.targets import Activity, Base, Stated, Target
from portal.reference.closed_sets import TargetKind

ONE = Decimal(1)
SOUND = Target(
    at=4,
    id="T2030",
    kind=TargetKind.ABSOLUTE,
    year=2030,
    set_year=2022,
    base=Base(2020, Decimal(800), Decimal(200)),
    coverage1=ONE,
    coverage2=ONE,
    cut=Decimal("0.25"),
)


def worth(one: Target, **inventories: Split) -> Quantified:
    found = contribution(one, {int(year[1:]): split for year, split in inventories.items()})
    assert isinstance(found, Quantified)
    return found


@pytest.mark.parametrize(
    ("level", "expected"), [(800, 200), (1000, 0), (1150, -150)], ids=["lower", "equal", "higher"]
)
def test_a_return_to_an_earlier_level_may_cut_nothing_or_less(level: int, expected: int) -> None:
    back = replace(SOUND, kind=TargetKind.RETURN_TO_LEVEL, return_year=2018, cut=Missing.NOT_STATED)

    assert worth(back, y2018=Split(Decimal(level))).result == expected


def test_a_target_on_office_electricity_counts_its_own_part_only() -> None:
    offices = replace(SOUND, coverage1=Decimal(0), coverage2=Decimal("0.05"), cut=ONE)

    found = worth(offices)

    assert found.result == 10
    assert coverage_share(found) == Decimal("0.01")


def test_a_target_against_business_as_usual_may_allow_growth() -> None:
    usual = replace(SOUND, kind=TargetKind.BAU, stated=Stated(business_as_usual=Decimal(2000)))

    assert worth(usual).result == -500


def test_an_intensity_target_with_growing_output_stays_negative_in_the_sum() -> None:
    activity = Activity(Decimal(100), Decimal(200))

    found = worth(replace(SOUND, kind=TargetKind.INTENSITY, activity=activity))

    assert found.result == -500


def test_two_per_cent_a_year_without_saying_how_is_linear_and_flagged() -> None:
    yearly = replace(SOUND, kind=TargetKind.ANNUAL_RATE, rate=Decimal("0.02"))

    found = worth(yearly)

    assert found.result == 200
    assert Assumption.LINEAR_RATE in found.assumptions


def test_a_group_wide_percentage_without_base_year_is_listed_and_never_guessed() -> None:
    group_wide = replace(SOUND, kaohsiung_only=False, base=replace(SOUND.base, year=None))

    found = contribution(group_wide, {2024: Split(Decimal(900))})

    assert isinstance(found, NotQuantified)
    assert found.reason is Reason.NO_BASE_YEAR


def test_of_a_group_with_works_in_several_cities_those_in_kaohsiung_count() -> None:
    group_wide = replace(SOUND, kaohsiung_only=False)

    found = worth(group_wide, y2020=Split(Decimal(200), Decimal(40)))

    assert found.result == 60
    assert Assumption.CITY_BASE_FROM_INVENTORY in found.assumptions


@pytest.mark.parametrize("emitted", ["24999.999999", "25000", "25000.000001"])
def test_a_works_at_the_threshold_counts_by_its_tonnes_on_either_side(emitted: str) -> None:
    small = replace(SOUND, base=Base(2020, Decimal(emitted), Decimal(0)))

    assert worth(small).result == Decimal(emitted) * Decimal("0.25")


def test_the_most_recent_of_two_targets_counts_and_they_are_never_added() -> None:
    stricter = replace(SOUND, id="new", set_year=2024, cut=Decimal("0.4"))

    found = pledged([SOUND, stricter], 2030, {})

    assert isinstance(found, Quantified)
    assert found.result == 400


@pytest.mark.parametrize(
    ("apart", "said"),
    [(Decimal("0.5"), False), (Decimal(1), False), (Decimal(5_000), True)],
    ids=["rounded by half a tonne", "rounded by a tonne", "a percentage not of its own tonnes"],
)
def test_stated_tonnes_are_questioned_when_they_are_not_the_percentage(
    apart: Decimal, said: bool
) -> None:
    whole = read(target()(sound(MEMBER)), on_record(MEMBER))
    further = next(one for one in whole.targets if one.id == "T2037")
    computed = worth(further).result

    edited = target(stated_cut=computed + apart)(sound(MEMBER))
    codes = [rule.code for rule, _ in RULES.hits(read(edited, on_record(MEMBER)))]

    assert ("PLN-302" in codes) is said
