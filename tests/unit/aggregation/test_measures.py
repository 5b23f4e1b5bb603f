"""Measures of many members added up, compared with the plan before, and set by cost."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.aggregation.measures.changes import Changed, Pace, advance, changes, counted
from portal.aggregation.measures.cost_curve import curve, zoomed
from portal.aggregation.measures.entries import Entry, MemberPlan, effects
from portal.aggregation.measures.roll_up import (
    DIMENSIONS,
    Sum,
    altogether,
    by_dimension,
    by_year,
    cover,
    years_from,
)
from portal.aggregation.member_year import (
    InventoryState,
    MemberYear,
    Pledge,
    PledgeState,
    in_grams,
)
from portal.plans.amounts import ZERO, Missing, Split
from portal.plans.measure_sheet import MEASURES, MeasureRow
from portal.plans.measures import measure, planned
from portal.reference.closed_sets import TargetKind
from portal.reference.groups import Group
from portal.workbook.stored import restored

BLANK: MeasureRow = restored(MEASURES, {"at": 5})  # type: ignore[assignment]
quick = settings(max_examples=60)


def row(at: int, expected: str, status: str = "approved", **cells: Any) -> MeasureRow:
    start = date(2023, 1, 1)
    known = {"at": at, "measure_id": f"M{at}", "start": start, "full_effect_year": 2023}
    return replace(
        BLANK,
        expected=Decimal(expected),
        status=status,
        **{**known, **cells},
    )


def plan(code: str, *rows: MeasureRow, group: Group = Group.STEEL, year: int = 2024) -> MemberPlan:
    found = [(one, measure(one)) for one in rows]
    entries = tuple(Entry(code, group, known, one) for one, known in found if known)
    unread = tuple(one for one, known in found if not known)
    return MemberPlan(code, group, year, 1, entries, unread)


def member(code: str, cut: int, latest: int | None = 90) -> MemberYear:
    pledge = Pledge(
        PledgeState.QUANTIFIED,
        TargetKind.ABSOLUTE,
        2020,
        Split(Decimal(100)),
        Split(Decimal(cut)),
        Split(Decimal(1), Decimal(1)),
    )
    known = Missing.NO_DATA if latest is None else Split(Decimal(latest))
    return MemberYear(
        code, Group.STEEL, 2024, InventoryState.ACCEPTED, latest=known, pledges={2030: pledge}
    )


ON_ONE: dict[str, Any] = {"overlap_group": "boiler", "end_use_emissions": Decimal(100)}
THREE = plan("A", row(5, "10", **ON_ONE), row(6, "15", **ON_ONE), row(7, "20", **ON_ONE))


def test_three_savings_on_one_end_use_make_38_8_per_cent_and_say_what_was_removed() -> None:
    found = altogether([THREE])

    assert found.committed == Decimal("38.8")
    assert found.removed == Decimal("6.2")
    assert sum(one.net for one in effects(THREE, None)) == Decimal("38.8")


def test_overlap_groups_of_two_members_have_nothing_to_do_with_each_other() -> None:
    assert altogether([THREE, replace(THREE, code="B")]).committed == Decimal("77.6")


def test_of_an_exclusive_set_the_others_add_nothing() -> None:
    both = plan("A", row(5, "30", exclusive_set="x"), row(6, "50", exclusive_set="x"))

    assert [one.net for one in effects(both, None)] == [ZERO, Decimal(50)]
    assert altogether([both]).removed == 30


def test_the_pipeline_adds_only_what_is_left_of_the_end_use() -> None:
    found = altogether([plan("A", row(5, "50", **ON_ONE), row(6, "50", "idea", **ON_ONE))])

    assert totals(found)[:3] == (Decimal(50), Decimal(25), Decimal(25))


def test_years_run_to_2035_and_then_by_steps() -> None:
    assert years_from(2033) == (2033, 2034, 2035, 2040, 2045, 2050)
    assert [one.key for one in by_year([THREE], 2034)] == ["2034", "2035", "2040", "2045", "2050"]


def test_a_measure_that_starts_later_counts_later() -> None:
    later = plan("A", row(5, "40", start=date(2027, 1, 1), full_effect_year=2028))

    found = {one.key: one.committed for one in by_year([later], 2026)}

    assert [found[year] for year in ("2026", "2027", "2028")] == [0, 20, 40]


def test_kinds_add_up_to_the_whole_and_capex_is_never_guessed() -> None:
    one = plan(
        "A",
        row(5, "10", category="process", capex=Decimal(3_000_000), **ON_ONE),
        row(6, "15", category="ccus", **ON_ONE),
    )

    found = {each.key: each for each in by_dimension([one], "category")}

    assert found["process"].committed + found["ccus"].committed == altogether([one]).committed
    assert found["process"].capex == 3_000_000
    assert found["ccus"].without_capex == 1


def test_a_row_without_effect_is_listed_and_counts_nowhere() -> None:
    one = plan("A", row(5, "10"), replace(BLANK, at=6, status="idea"))

    assert len(one.unread) == 1
    assert altogether([one]).measures == 1


def test_coverage_and_gap_are_over_members_with_both() -> None:
    plans = [plan("A", row(5, "12", realised=Decimal("0.25"))), plan("B", row(5, "5", "idea"))]
    members = [member("A", 30), member("B", 10, latest=None), member("C", 50)]

    found = cover(plans, members)

    assert found.members == ("A", "B")
    assert found.unknown == ("C",)
    assert (found.committed_share, found.pipeline_share) == (Decimal("0.3"), Decimal("0.125"))
    assert found.gap is not None
    assert [found.gap.achieved, found.gap.to_come, found.gap.left] == [10, 9, 11]
    assert found.with_gap == 1


def test_without_a_target_there_is_no_coverage() -> None:
    found = cover([THREE], [])

    assert found.committed_share is Missing.NOT_QUANTIFIED
    assert found.gap is None


def test_a_plan_is_compared_with_the_one_before_by_measure_id() -> None:
    before = plan(
        "A", row(5, "10"), row(6, "10"), row(7, "10"), row(8, "10", capex=Decimal(1)), year=2023
    )
    now = plan(
        "A",
        row(6, "10", start=date(2024, 1, 1), full_effect_year=2025),
        row(7, "12", "in_progress"),
        row(8, "10", capex=Decimal(2)),
        row(9, "4"),
    )

    found = {one.id: one.kinds for one in changes(now, before)}

    assert found == {
        "M5": (Changed.DROPPED,),
        "M6": (Changed.MOVED,),
        "M7": (Changed.EFFECT, Changed.STATUS),
        "M8": (Changed.COST,),
        "M9": (Changed.NEW,),
    }
    assert counted(changes(now, before))[Changed.NEW] == 1


def test_a_cancelled_measure_is_dropped_once_and_an_equal_plan_has_no_change() -> None:
    was, cancelled = plan("A", row(5, "10")), plan("A", row(5, "10", "cancelled"))

    assert [one.kinds for one in changes(cancelled, was)] == [(Changed.DROPPED,)]
    assert changes(cancelled, cancelled) == ()
    assert changes(was, was) == ()


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"realised": Decimal(1), "status": "done"}, Pace.DONE),
        ({"realised": Decimal(1)}, Pace.AS_PLANNED),
        ({"realised": Decimal("0.4")}, Pace.BEHIND),
        ({}, Pace.NO_DATA),
        ({"start": date(2027, 1, 1), "full_effect_year": None}, Pace.NOT_DUE),
        (
            {"start": date(2027, 1, 1), "full_effect_year": None, "realised": Decimal("0.1")},
            Pace.AHEAD,
        ),
    ],
)
def test_progress_is_what_is_realised_beside_the_ramp(
    cells: dict[str, Any], expected: Pace
) -> None:
    (entry,) = plan("A", replace(row(5, "10"), **cells)).entries

    assert advance(entry, 2024).pace is expected


def priced(at: int, expected: str, saving: int, **cells: Any) -> MeasureRow:
    return row(at, expected, capex=ZERO, life=10, saving=Decimal(saving), **cells)


def test_the_curve_goes_from_cheap_to_dear_and_of_equals_the_larger_saving_is_first() -> None:
    one = plan("A", priced(5, "10", 100), priced(6, "20", 200), priced(7, "10", 500), row(8, "9"))

    found = curve(effects(one, None))

    assert [step.entry.measure.id for step in found.steps] == ["M7", "M6", "M5"]
    assert [step.before for step in found.steps] == [0, 10, 30]
    assert [entry.measure.id for entry in found.unpriced] == ["M8"]
    assert found.tonnes == 40


def test_the_width_is_net_of_overlap_and_what_is_wholly_covered_stands_apart() -> None:
    one = plan("A", priced(5, "30", 0, exclusive_set="x"), priced(6, "50", 0, exclusive_set="x"))

    found = curve(effects(one, None))

    assert [step.tonnes for step in found.steps] == [50]
    assert [entry.measure.id for entry in found.covered] == ["M5"]


def test_interest_makes_investment_dearer() -> None:
    one = plan("A", row(5, "10", capex=Decimal(1000), life=10))

    dear, free = (curve(effects(one, None), Decimal(rate)).steps[0].cost for rate in ("0.05", "0"))

    assert free == 10
    assert dear.quantize(Decimal("0.01")) == Decimal("12.95")


def test_a_part_of_the_curve_is_chosen_by_cost_or_by_size() -> None:
    whole = curve(effects(plan("A", priced(5, "10", 100), priced(6, "40", 0)), None))

    assert [one.tonnes for one in zoomed(whole, ZERO, None).steps] == [40]
    assert zoomed(whole, ZERO, None).steps[0].before == 10
    assert [one.tonnes for one in zoomed(whole, None, Decimal(-1)).steps] == [10]
    assert [one.before for one in zoomed(whole, None, None, 1).steps] == [0]


codes = st.sampled_from(["idea", "diagnosed", "approved", "in_progress", "done", "cancelled"])


@st.composite
def alliances(draw: st.DrawFn) -> list[MemberPlan]:
    return [
        plan(str(number), *_rows(draw), group=draw(st.sampled_from(Group)))
        for number in range(draw(st.integers(0, 6)))
    ]


def _rows(draw: st.DrawFn) -> list[MeasureRow]:
    return [
        row(
            at,
            str(draw(st.integers(0, 900))),
            draw(codes),
            category=draw(st.sampled_from([None, "process", "ccus"])),
            start=date(draw(st.integers(2020, 2034)), draw(st.integers(1, 12)), 1),
            full_effect_year=draw(st.sampled_from([None, 2029, 2036])),
            overlap_group=draw(st.sampled_from([None, "a", "b"])),
            end_use_emissions=draw(st.sampled_from([None, Decimal(1000), Decimal(7)])),
            exclusive_set=draw(st.sampled_from([None, None, "x"])),
            in_base_path=draw(st.sampled_from([None, True])),
        )
        for at in range(5, 5 + draw(st.integers(0, 5)))
    ]


def totals(found: Sum) -> tuple[Decimal, ...]:
    return (found.committed, found.pipeline, found.removed, found.capex)


@quick
@given(alliances(), st.sampled_from([None, 2026, 2030]))
def test_groups_add_up_to_the_alliance(everyone: list[MemberPlan], year: int | None) -> None:
    groups = [
        totals(altogether([one for one in everyone if one.group is group], year)) for group in Group
    ]

    assert tuple(sum(column) for column in zip(*groups, strict=True)) == totals(
        altogether(everyone, year)
    )


@quick
@given(alliances(), st.sampled_from(sorted(DIMENSIONS)))
def test_kinds_add_up_to_the_whole(everyone: list[MemberPlan], dimension: str) -> None:
    found = by_dimension(everyone, dimension, 2030)

    assert sum((one.committed for one in found), ZERO) == altogether(everyone, 2030).committed
    assert sum((one.pipeline for one in found), ZERO) == altogether(everyone, 2030).pipeline


@quick
@given(alliances())
def test_the_roll_up_is_the_sum_of_what_each_plan_saves(everyone: list[MemberPlan]) -> None:
    whole = altogether(everyone, 2030)
    each = [planned(one.measures, 2030) for one in everyone]

    assert whole.committed == sum((in_grams(one.committed) for one in each), ZERO)
    assert whole.pipeline == sum((in_grams(one.pipeline) for one in each), ZERO)


@quick
@given(alliances())
def test_a_plan_without_measures_in_tonnes_changes_nothing(everyone: list[MemberPlan]) -> None:
    silent = plan("silent", replace(BLANK, at=5, status="approved"))

    assert totals(altogether([*everyone, silent], 2030)) == totals(altogether(everyone, 2030))
    assert (
        curve([e for one in [*everyone, silent] for e in effects(one, None)]).steps
        == curve([e for one in everyone for e in effects(one, None)]).steps
    )


@quick
@given(alliances(), st.randoms(use_true_random=False))
def test_the_order_of_members_and_rows_changes_nothing(
    everyone: list[MemberPlan], chance: Random
) -> None:
    shuffled = [
        replace(one, entries=tuple(chance.sample(one.entries, len(one.entries))))
        for one in chance.sample(everyone, len(everyone))
    ]

    assert totals(altogether(shuffled, 2030)) == totals(altogether(everyone, 2030))
    assert (
        curve([e for one in shuffled for e in effects(one, None)]).steps
        == curve([e for one in everyone for e in effects(one, None)]).steps
    )


def test_a_renumbered_measure_is_the_same_measure() -> None:
    old = plan("A", row(5, "10", measure_id="M1"), row(6, "20", measure_id="M2"), year=2023)
    new = plan("A", row(5, "12", measure_id="A-01"), row(6, "20", measure_id="M2"))

    by_number = changes(new, old)
    followed = changes(new, replace(old, renumbered={"M1": "A-01"}))

    assert [one.kinds for one in by_number] == [(Changed.NEW,), (Changed.DROPPED,)]
    assert [(one.id, one.kinds) for one in followed] == [("A-01", (Changed.EFFECT,))]
