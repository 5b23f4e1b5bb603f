from dataclasses import replace
from decimal import Decimal

import pytest

from portal.plans.amounts import Missing, Split
from portal.plans.contributions import (
    Assumption,
    Contribution,
    NotQuantified,
    Quantified,
    Reason,
    contribution,
)
from portal.plans.selection import coverage_share, cut_share, merged, pledged
from portal.plans.targets import Activity, Base, Stated, Target
from portal.reference.closed_sets import RateKind, TargetKind

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


def quantified(target: Target, **inventories: Split) -> Quantified:
    found = contribution(target, {int(year[1:]): one for year, one in inventories.items()})
    assert isinstance(found, Quantified)
    return found


def reason(found: Contribution) -> Reason:
    assert isinstance(found, NotQuantified)
    return found.reason


CASES = {
    "absolute share": (SOUND, 250),
    "absolute tonnes left": (
        replace(SOUND, cut=Missing.NOT_STATED, stated=Stated(target_emissions=Decimal(700))),
        300,
    ),
    "absolute tonnes cut": (
        replace(SOUND, cut=Missing.NOT_STATED, stated=Stated(cut=Decimal(120))),
        120,
    ),
    "scope 1 only is never scaled up": (replace(SOUND, coverage2=Decimal(0)), 200),
    "half of scope 2 covered": (replace(SOUND, coverage2=Decimal("0.5")), 225),
    "intensity with growing activity is negative": (
        replace(SOUND, kind=TargetKind.INTENSITY, activity=Activity(Decimal(10), Decimal(16))),
        -200,
    ),
    "intensity with constant activity": (
        replace(SOUND, kind=TargetKind.INTENSITY, activity=Activity(Decimal(10), Decimal(10))),
        250,
    ),
    "two per cent a year, linear": (
        replace(
            SOUND,
            kind=TargetKind.ANNUAL_RATE,
            rate=Decimal("0.02"),
            rate_kind=RateKind.LINEAR,
        ),
        200,
    ),
    "two per cent a year, compound": (
        replace(
            SOUND,
            kind=TargetKind.ANNUAL_RATE,
            rate=Decimal("0.02"),
            rate_kind=RateKind.COMPOUND,
        ),
        1000 * (1 - Decimal("0.98") ** 10),
    ),
    "against business as usual": (
        replace(SOUND, kind=TargetKind.BAU, stated=Stated(business_as_usual=Decimal(1200))),
        100,
    ),
    "back to a stated level": (
        replace(
            SOUND,
            kind=TargetKind.RETURN_TO_LEVEL,
            return_year=2018,
            stated=Stated(target_emissions=Decimal(1100)),
        ),
        -100,
    ),
    "net zero": (replace(SOUND, kind=TargetKind.NET_ZERO, cut=Missing.NOT_STATED), 1000),
}


@pytest.mark.parametrize(("target", "expected"), CASES.values(), ids=CASES.keys())
def test_a_target_is_worth_its_tonnes(target: Target, expected: Decimal) -> None:
    found = quantified(target)

    assert found.result == Decimal(expected)
    assert found.steps[-1].result == found.result


NO_BASE = replace(SOUND, base=Base(2020, Missing.NOT_STATED, Missing.NOT_STATED))
REASONS = {
    "base year missing": (
        replace(SOUND, base=replace(SOUND.base, year=None)),
        Reason.NO_BASE_YEAR,
    ),
    "base emissions missing": (NO_BASE, Reason.NO_BASE_EMISSIONS),
    "base of a covered scope missing": (
        replace(SOUND, base=replace(SOUND.base, scope2=Missing.NOT_STATED)),
        Reason.NO_BASE_EMISSIONS,
    ),
    "cut missing": (replace(SOUND, cut=Missing.NOT_STATED), Reason.NO_CUT),
    "rate missing": (replace(SOUND, kind=TargetKind.ANNUAL_RATE), Reason.NO_CUT),
    "business as usual missing": (replace(SOUND, kind=TargetKind.BAU), Reason.NO_BAU),
    "level unknown": (
        replace(SOUND, kind=TargetKind.RETURN_TO_LEVEL, return_year=2018),
        Reason.NO_LEVEL,
    ),
    "intensity without activity": (replace(SOUND, kind=TargetKind.INTENSITY), Reason.NO_ACTIVITY),
    "base includes other cities": (
        replace(SOUND, kaohsiung_only=False),
        Reason.OUTSIDE_KAOHSIUNG,
    ),
}


@pytest.mark.parametrize(("target", "expected"), REASONS.values(), ids=REASONS.keys())
def test_a_target_without_tonnes_says_why(target: Target, expected: Reason) -> None:
    found = contribution(target, {})

    assert reason(found) is expected


def test_intensity_without_activity_has_an_indicative_amount_apart() -> None:
    found = contribution(replace(SOUND, kind=TargetKind.INTENSITY), {})

    assert isinstance(found, NotQuantified)
    assert found.indicative == Decimal(250)


def test_an_unsaid_rate_is_taken_as_linear_and_said_so() -> None:
    found = quantified(replace(SOUND, kind=TargetKind.ANNUAL_RATE, rate=Decimal("0.02")))

    assert found.result == Decimal(200)
    assert Assumption.LINEAR_RATE in found.assumptions


def test_rates_never_add_up_to_more_than_everything() -> None:
    found = quantified(replace(SOUND, kind=TargetKind.ANNUAL_RATE, rate=Decimal("0.15")))

    assert found.result == Decimal(1000)
    assert Assumption.CUT_LIMITED in found.assumptions


def test_net_zero_without_a_residual_has_no_gross_cut() -> None:
    found = quantified(replace(SOUND, kind=TargetKind.NET_ZERO))

    assert found.result == Decimal(1000)
    assert found.gross is Missing.NOT_STATED
    assert found.residual is Missing.NOT_STATED


def test_net_zero_with_a_residual_has_a_gross_cut() -> None:
    found = quantified(
        replace(SOUND, kind=TargetKind.NET_ZERO, stated=Stated(residual=Decimal(80)))
    )

    assert found.result == 1000
    assert found.gross == 920
    assert found.residual == 80


def test_a_percentage_of_the_whole_company_holds_for_its_inventory_in_kaohsiung() -> None:
    found = quantified(
        replace(SOUND, kaohsiung_only=False), y2020=Split(Decimal(300), Decimal(100))
    )

    assert found.result == Decimal(100)
    assert Assumption.CITY_BASE_FROM_INVENTORY in found.assumptions


def test_the_coverage_of_a_whole_company_is_of_its_sites_in_kaohsiung() -> None:
    half = replace(SOUND, kaohsiung_only=False, coverage2=Decimal("0.5"))

    found = quantified(half, y2020=Split(Decimal(300), Decimal(100)))

    assert coverage_share(found) == Decimal("0.875")


def test_returning_to_a_level_uses_the_inventory_of_that_year() -> None:
    target = replace(SOUND, kind=TargetKind.RETURN_TO_LEVEL, return_year=2018)

    found = quantified(target, y2018=Split(Decimal(700), Decimal(250)))

    assert found.cut == Split(Decimal(100), Decimal(-50))


SCOPE1 = replace(
    SOUND,
    id="S1",
    cut=Decimal("0.3"),
    base=Base(2020, Decimal(100), Missing.NOT_STATED),
    coverage2=Decimal(0),
)
SCOPE2 = replace(
    SOUND,
    id="S2",
    cut=Decimal("0.5"),
    base=Base(2020, Missing.NOT_STATED, Decimal(50)),
    coverage1=Decimal(0),
    coverage2=Decimal("0.8"),
)


def test_targets_for_one_scope_each_are_merged() -> None:
    (both,) = merged([quantified(SCOPE1), quantified(SCOPE2)])

    assert round(cut_share(both), 4) == Decimal("0.3571")
    assert round(coverage_share(both), 4) == Decimal("0.9333")


def chosen(*targets: Target) -> Quantified:
    found = pledged(targets, 2030, {})
    assert isinstance(found, Quantified)
    return found


OLDER = replace(SOUND, id="old", set_year=2020, cut=Decimal("0.4"))
NARROW = replace(SOUND, id="narrow", coverage2=Decimal(0), cut=Decimal("0.9"))
BY_OUTPUT = replace(
    SOUND,
    id="intensity",
    kind=TargetKind.INTENSITY,
    activity=Activity(Decimal(1), Decimal(1)),
)
CHOICES = {
    "the most recent": (OLDER, SOUND),
    "the wider coverage": (NARROW, SOUND),
    "the absolute one": (BY_OUTPUT, SOUND),
    "one that has tonnes": (replace(NO_BASE, id="open", set_year=2024), SOUND),
    "never another year's": (replace(SOUND, id="far", year=2050, set_year=2024), SOUND),
}


@pytest.mark.parametrize(("other", "expected"), CHOICES.values(), ids=CHOICES.keys())
def test_of_several_targets_one_counts(other: Target, expected: Target) -> None:
    assert chosen(other, expected).target.id == expected.id
    assert chosen(expected, other).target.id == expected.id


def test_no_target_for_a_year_is_no_pledge() -> None:
    assert pledged([SOUND], 2050, {}) is None


def test_only_targets_without_tonnes_stay_not_quantified() -> None:
    found = pledged([NO_BASE], 2030, {})

    assert isinstance(found, NotQuantified)
