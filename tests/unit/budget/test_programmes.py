"""What programmes add, and what is missing to 2030."""

from dataclasses import replace
from decimal import Decimal

import pytest

from portal.budget.adopted import adopted
from portal.budget.pathway import pathway_rows, to_go
from portal.budget.programmes import (
    Basis,
    LeftOut,
    Programme,
    ProgrammeRecord,
    Span,
    Within,
    added,
    counted,
)
from portal.language import Text
from portal.plans.amounts import Missing
from portal.reference.city import city_series
from portal.reference.city_measures import published_programmes

SOUND = ProgrammeRecord(
    "P1",
    Programme.OTHER,
    2029,
    Basis.EXPECTED,
    Span.YEARLY,
    Within.NOTHING,
    Decimal(12_000),
    Text("區域供冷", "District cooling"),
    Text("估算", "Estimate"),
)


def test_a_record_that_nothing_else_holds_is_added() -> None:
    found = counted([SOUND], after=2026)

    assert found[0].left_out is None
    assert added(found) == 12_000


CASES = {
    "in members' contributions": (replace(SOUND, within=Within.MEMBERS), LeftOut.MEMBERS),
    "in the grid factor": (replace(SOUND, within=Within.GRID), LeftOut.GRID),
    "in the budget": (replace(SOUND, within=Within.BUDGET), LeftOut.BUDGET),
    "cumulative": (replace(SOUND, span=Span.CUMULATIVE), LeftOut.CUMULATIVE),
    "before the cap": (replace(SOUND, year=2026), LeftOut.IN_ACTUAL),
    "after the target": (replace(SOUND, year=2031), LeftOut.LATER),
}


@pytest.mark.parametrize(("record", "reason"), CASES.values(), ids=CASES.keys())
def test_what_is_held_elsewhere_is_shown_and_not_added(
    record: ProgrammeRecord, reason: LeftOut
) -> None:
    found = counted([record], after=2026)

    assert found[0].left_out is reason
    assert added(found) == 0


def test_a_corrected_record_stays_and_the_newer_one_counts() -> None:
    newer = replace(SOUND, key="P2", tonnes=Decimal(9_000), corrects="P1")

    found = counted([SOUND, newer], after=2026)

    assert {one.record.key: one.left_out for one in found} == {"P1": LeftOut.CORRECTED, "P2": None}
    assert added(found) == 9_000


def test_yearly_effects_of_one_programme_do_not_add_up_over_the_years() -> None:
    later = replace(SOUND, key="P2", year=2030, tonnes=Decimal(15_000))

    assert added(counted([SOUND, later], after=2026)) == 15_000


def test_no_published_programme_is_counted_twice() -> None:
    records = [
        replace(
            SOUND,
            key=one.key,
            programme=Programme(one.programme),
            year=one.year,
            basis=Basis(one.basis),
            span=Span(one.span),
            within=Within(one.within),
            tonnes=one.tonnes,
        )
        for one in published_programmes()
    ]

    assert added(counted(records, after=2026)) == 0


def test_what_is_missing_to_2030_from_the_cap_and_from_the_newest_actual() -> None:
    found = to_go(city_series(), adopted(), alliance=Decimal(1_000_000), programmes=Decimal(12_000))

    assert found.missing == Decimal("463.44")
    assert found.latest_year == 2023
    assert found.latest == 4952
    assert found.below_cap == Decimal("141.73")
    assert found.from_latest == Decimal("321.71")
    assert found.open == Decimal("362.24")


def test_an_alliance_without_targets_fills_nothing() -> None:
    found = to_go(city_series(), adopted(), alliance=Missing.NOT_QUANTIFIED, programmes=Decimal(0))

    assert found.alliance is Missing.NOT_QUANTIFIED
    assert found.open == found.missing


def test_the_pathway_has_every_published_year() -> None:
    rows = {one.year: one for one in pathway_rows(city_series(), adopted(), ())}

    assert list(rows) == [2005, 2020, 2021, 2022, 2023, 2026, 2030, 2050]
    assert rows[2026].aim == Decimal("5093.73")
    assert rows[2026].actual is Missing.NO_DATA
    assert rows[2023].actual == 4952
