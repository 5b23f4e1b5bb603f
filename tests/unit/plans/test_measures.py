from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from portal.calculators.cash import capital_recovery
from portal.calculators.overlap import overlapped
from portal.plans.amounts import Missing
from portal.plans.measures import (
    Cost,
    Measure,
    RollUp,
    abatement_cost,
    by_cost,
    coverage_of_target,
    planned,
    ramp,
    realised,
)
from portal.reference.closed_sets import MeasureStatus

SOUND = Measure(
    at=5,
    id="M-1",
    expected=Decimal(120),
    status=MeasureStatus.APPROVED,
    start=date(2025, 7, 1),
)
RAMPS = {
    "before the start": (SOUND, 2024, "0"),
    "months of the first year": (SOUND, 2025, "0.5"),
    "afterwards": (SOUND, 2026, "1"),
    "first of three steps": (replace(SOUND, full_effect_year=2027), 2025, "1/3"),
    "last step": (replace(SOUND, full_effect_year=2027), 2027, "1"),
    "last year of its life": (replace(SOUND, life=5), 2029, "1"),
    "after its life": (replace(SOUND, life=5), 2030, "0"),
    "no start, done": (replace(SOUND, start=None, status=MeasureStatus.DONE), 2030, "1"),
    "no start, only approved": (replace(SOUND, start=None), 2030, "0"),
}


@pytest.mark.parametrize(("one", "year", "expected"), RAMPS.values(), ids=RAMPS.keys())
def test_a_measure_ramps_up(one: Measure, year: int, expected: str) -> None:
    top, _, bottom = expected.partition("/")

    assert ramp(one, year) == Decimal(top) / Decimal(bottom or 1)


STATUSES = {
    MeasureStatus.IDEA: (0, 120),
    MeasureStatus.DIAGNOSED: (0, 120),
    MeasureStatus.APPROVED: (120, 0),
    MeasureStatus.IN_PROGRESS: (120, 0),
    MeasureStatus.DONE: (120, 0),
    MeasureStatus.CANCELLED: (0, 0),
}


@pytest.mark.parametrize(("status", "expected"), STATUSES.items(), ids=list(STATUSES))
def test_status_decides_between_committed_and_pipeline(
    status: MeasureStatus, expected: tuple[int, int]
) -> None:
    found = planned([replace(SOUND, status=status)], 2030)

    assert (found.committed, found.pipeline) == tuple(map(Decimal, expected))


def test_ten_fifteen_and_twenty_per_cent_make_not_quite_thirty_nine() -> None:
    shares = [Decimal("0.10"), Decimal("0.15"), Decimal("0.20")]

    assert overlapped(shares) == Decimal("0.388")


def test_measures_on_one_end_use_come_one_after_the_other() -> None:
    measures = [
        replace(
            SOUND, id=str(share), expected=Decimal(share), overlap_group="air", end_use=Decimal(100)
        )
        for share in (10, 15, 20)
    ]

    found = planned(measures, 2030)

    assert found.committed == Decimal("38.8")
    assert found.removed == Decimal("6.2")


def test_of_measures_on_an_end_use_of_unknown_size_the_largest_counts() -> None:
    measures = [
        replace(SOUND, expected=Decimal(share), overlap_group="air") for share in (10, 15, 20)
    ]

    assert planned(measures, 2030).committed == 20


def test_of_exclusive_measures_the_largest_counts() -> None:
    measures = [
        replace(SOUND, expected=Decimal(40), exclusive_set="boiler"),
        replace(SOUND, expected=Decimal(70), exclusive_set="boiler"),
        SOUND,
    ]

    assert planned(measures, 2030).committed == 190


def test_a_measure_in_the_base_path_counts_nothing() -> None:
    assert planned([replace(SOUND, counts=False)], 2030).committed == 0


def test_what_is_realised_is_known_apart() -> None:
    assert realised([replace(SOUND, realised=Decimal("0.25"))]) == 30


def test_capital_recovery_pays_an_investment_back_with_interest() -> None:
    yearly = capital_recovery(Decimal("0.05"), 10)

    assert round(yearly, 6) == Decimal("0.129505")
    assert capital_recovery(Decimal(0), 10) == Decimal("0.1")


def test_a_life_has_at_least_a_year() -> None:
    with pytest.raises(ValueError, match="at least one year"):
        capital_recovery(Decimal("0.05"), 0)


def test_a_tonne_costs_its_yearly_cost() -> None:
    cost = Cost(Decimal(1000), Decimal(50), Decimal(30), 1)

    assert abatement_cost(cost, Decimal(10), Decimal(0)) == 102


@pytest.mark.parametrize(
    ("cost", "tonnes"),
    [(Cost(life=5), 10), (Cost(Decimal(10)), 10), (Cost(Decimal(10), life=5), 0)],
    ids=["no investment", "no life", "no tonnes"],
)
def test_without_investment_life_or_tonnes_there_is_no_cost(cost: Cost, tonnes: int) -> None:
    assert abatement_cost(cost, Decimal(tonnes)) is Missing.NOT_STATED


def test_the_cheapest_measure_comes_first() -> None:
    dear = replace(SOUND, id="dear", cost=Cost(Decimal(9_000_000), life=10))
    earning = replace(SOUND, id="earning", cost=Cost(Decimal(0), saving=Decimal(500), life=10))
    unknown = replace(SOUND, id="unknown")

    assert [one.id for one, _ in by_cost([dear, unknown, earning])] == ["earning", "dear"]


def test_measures_cover_a_share_of_a_positive_contribution_only() -> None:
    roll_up = RollUp(2030, Decimal(60), Decimal(0), Decimal(0))

    assert coverage_of_target(roll_up, Decimal(240)) == Decimal("0.25")
    assert coverage_of_target(roll_up, Decimal(-240)) is Missing.NOT_QUANTIFIED
