from dataclasses import replace
from decimal import Decimal

import pytest

from portal.aggregation.member_year import MemberYear, PlannedFlow, ReportedFlow
from portal.aggregation.overlap import Match, Overlap, emitted_twice, falling, match
from portal.plans.amounts import Split
from portal.reference.groups import Group

SOLD = ReportedFlow("S", "B", True, "steam", Decimal(100))
BOUGHT = ReportedFlow("B", "S", False, "steam", Decimal(98))

MATCHES = {
    "both alike": ([SOLD, BOUGHT], Match.MATCHED, 98),
    "within five per cent": ([SOLD, replace(BOUGHT, tonnes=Decimal(95))], Match.MATCHED, 95),
    "further apart": ([SOLD, replace(BOUGHT, tonnes=Decimal(94))], Match.DIFFERING, 94),
    "seller only": ([SOLD], Match.ONE_SIDED, 100),
    "buyer only": ([BOUGHT], Match.ONE_SIDED, 98),
    "in two rows": (
        [SOLD, replace(BOUGHT, tonnes=Decimal(49)), replace(BOUGHT, tonnes=Decimal(49))],
        Match.MATCHED,
        98,
    ),
}


@pytest.mark.parametrize(("reported", "expected", "tonnes"), MATCHES.values(), ids=MATCHES.keys())
def test_two_reports_make_one_flow(
    reported: list[ReportedFlow], expected: Match, tonnes: int
) -> None:
    (flow,) = match(reported).values()

    assert flow.match is expected
    assert flow.tonnes == tonnes
    assert (flow.seller, flow.buyer) == ("S", "B")


def test_gases_that_are_no_energy_are_never_counted_twice() -> None:
    oxygen = [replace(SOLD, carrier="o2"), replace(BOUGHT, carrier="o2")]

    assert match(oxygen) == {}


def test_a_growing_flow_takes_nothing_from_the_sum() -> None:
    grown = PlannedFlow(SOLD, replace(SOLD, tonnes=Decimal(300)), 2030)

    (flow,) = falling([grown], 2030)

    assert flow.fall == 0


def test_flows_of_another_target_year_wait() -> None:
    assert falling([PlannedFlow(SOLD, SOLD, 2050)], 2030) == []


def member(code: str, *flows: ReportedFlow) -> MemberYear:
    return MemberYear(
        code, Group.STEEL, 2024, emissions=Split(Decimal(500), Decimal(100)), flows=flows
    )


def test_energy_between_members_is_emitted_once() -> None:
    assert emitted_twice([member("S", SOLD), member("B", BOUGHT)]) == Overlap(Decimal(98), 1)


def test_energy_to_a_company_outside_the_set_stays() -> None:
    assert emitted_twice([member("S", SOLD)]) == Overlap()


def test_what_one_side_reports_is_open() -> None:
    found = emitted_twice([member("S", SOLD), member("B")])

    assert found == Overlap(open_tonnes=Decimal(100), open_flows=1)
