"""The adopted budget: every sector adds up, and what is printed differently is shown."""

from dataclasses import replace
from decimal import Decimal

from portal.budget.adopted import adopted
from portal.budget.figures import checks, differing
from portal.reference.city import Sector

ADOPTED = adopted()


def test_every_sector_of_the_adopted_budget_is_baseline_less_measures() -> None:
    for line in ADOPTED.lines:
        if line.sector is not Sector.GROSS_TOTAL:
            assert line.budget == line.computed


def test_the_lines_that_the_alliance_is_compared_with() -> None:
    assert ADOPTED.industry.budget == Decimal("4321.38")
    assert ADOPTED.enterprise == Decimal("134.00")
    assert sum(one.amount for one in ADOPTED.measures) == Decimal("383.173")
    assert str(ADOPTED.adopted_on) == "2025-06-02"


def test_differences_to_print_are_shown_as_they_are() -> None:
    found = {(one.printed, one.computed) for one in differing(checks(ADOPTED))}

    assert (Decimal("383.173"), Decimal("383.17")) in found
    assert (Decimal("383.16"), Decimal("383.17")) in found
    assert (Decimal("242.11"), Decimal("242.10")) in found
    assert (Decimal("-23.00"), Decimal("-22.99")) in found
    assert (Decimal("42.27"), Decimal("42.273")) in found
    assert len(found) == 5


def test_a_slip_in_one_sector_shows_in_its_line_and_in_the_totals() -> None:
    wrong = replace(ADOPTED.industry, budget=Decimal("4312.38"))
    version = replace(ADOPTED, lines=(wrong, *ADOPTED.lines[1:]))

    more = {one.what.en for one in differing(checks(version))} - {
        one.what.en for one in differing(checks(ADOPTED))
    }

    assert more == {
        "Industry: A - B = C",
        "Gross total, budget C: sum of sectors",
        "Net total, budget C: sum of sectors",
    }
