from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest

from portal.demo.actions import measure_lines
from portal.demo.answers import answer_of
from portal.demo.as_read import AsRead
from portal.demo.cases import ASKED
from portal.demo.companies import YEARS, companies, company
from portal.demo.contents import workbooks
from portal.demo.diagnoses import RECIPES, REPORTED, plant
from portal.demo.endings import planned
from portal.demo.exchange import flows
from portal.demo.inventories import inventory, totals
from portal.demo.papers import tax_id
from portal.demo.plans import plan
from portal.demo.pledges import PUBLISHED, on_file, pledge, target_lines, with_plans
from portal.demo.tables import table
from portal.inventory import subject as inventories
from portal.inventory.figures import Background as InventoryBackground
from portal.inventory.rules import RULES as INVENTORY_RULES
from portal.inventory.sheets import TEMPLATE as INVENTORY
from portal.members.figures import is_control_number
from portal.plans import subject as plans
from portal.plans.contributions import Quantified
from portal.plans.figures import Background as PlanBackground
from portal.plans.rules import RULES as PLAN_RULES
from portal.plans.sheets import TEMPLATE as PLAN
from portal.reference.closed_sets import TargetKind
from portal.reference.groups import Group
from portal.reference.site_systems import System
from portal.workbook.findings import Severity

HUNDREDTH_OF_MT = Decimal("0.01")
MT = Decimal(1_000_000)
CODES = frozenset(one.code for one in companies())


def test_there_are_105_members_with_names_and_sites_of_their_own() -> None:
    sites = [place.record.control_number for one in companies() for place in one.places]

    assert len(companies()) == 105
    assert len({one.name.zh for one in companies()}) == 105
    assert len({one.name.en for one in companies()}) == 105
    assert len(set(sites)) == len(sites)
    assert all(is_control_number(site) for site in sites)
    assert {one.group for one in companies()} == set(Group)


def test_some_members_have_several_sites_and_some_one_outside_kaohsiung() -> None:
    several = [one for one in companies() if len(one.places) > 1]
    outside = [one for one in companies() if not one.places[-1].record.in_kaohsiung]

    assert len(several) > 15
    assert len(outside) > 5


@pytest.mark.parametrize(
    ("group", "low", "high"),
    [
        (Group.STEEL, "19.4", "20.3"),
        (Group.PETROCHEMICALS, "14.2", "15.0"),
        (Group.ELECTRONICS, "1.2", "1.4"),
        (Group.ENERGY, "29.5", "31"),
    ],
)
def test_a_group_emits_what_the_registry_of_2023_says(group: Group, low: str, high: str) -> None:
    of_group = [totals(one.code, 2023) for one in companies() if one.group is group]

    total = sum(((one.scope1 or 0) + (one.scope2 or 0) for one in of_group), Decimal(0)) / MT

    assert Decimal(low) < total < Decimal(high)


@pytest.mark.parametrize("year", YEARS)
def test_no_rule_finds_an_error_in_an_inventory(year: int) -> None:
    found = []
    for one in companies():
        known = InventoryBackground(member=one.record, year=year, members=CODES)
        read = AsRead(INVENTORY, inventory(one.code, year))
        hits = INVENTORY_RULES.hits(inventories.build(read, known))
        found += [(one.code, rule.code) for rule, _ in hits if rule.severity is Severity.ERROR]

    assert found == []


def test_no_rule_finds_an_error_in_a_plan() -> None:
    found = []
    for code in with_plans():
        member, known = company(code).record, on_file(code)
        background = PlanBackground(member=member, inventories=known, member_codes=CODES)
        hits = PLAN_RULES.hits(plans.build(AsRead(PLAN, plan(code)), background))
        found += [(code, rule.code) for rule, _ in hits if rule.severity is Severity.ERROR]

    assert found == []


@pytest.mark.parametrize(
    ("year", "members", "net_zero"), [(2026, 29, 0), (2030, 56, 0), (2050, 46, 36)]
)
def test_the_pledges_of_a_year_add_up_to_what_is_published(
    year: int, members: int, net_zero: int
) -> None:
    pledges = [one for code in with_plans() if (one := pledge(code, year))]

    total = sum((one.result for one in pledges if isinstance(one, Quantified)), Decimal(0))

    assert len(pledges) == members
    assert sum(one.target.is_net_zero for one in pledges) == net_zero
    assert (total / MT).quantize(HUNDREDTH_OF_MT) == PUBLISHED[year] / MT


def test_every_kind_of_target_occurs() -> None:
    kinds = Counter(line["kind"] for code in with_plans() for line in target_lines(code))

    assert set(kinds) == {kind.value for kind in TargetKind}


def test_a_growing_member_pledges_less_than_nothing() -> None:
    results = [pledge("EL01", 2030), pledge("ST04", 2030)]

    assert all(isinstance(one, Quantified) and one.result < 0 for one in results)


@pytest.mark.parametrize("year", YEARS)
def test_both_sides_report_the_same_flow(year: int) -> None:
    for flow in (one for one in flows() if one.is_alike):
        sold = inventory(flow.supplier, year)["exchange"]
        bought = inventory(flow.receiver, year)["exchange"]
        (given,) = (
            row for row in sold if (row["partner"], row["carrier"]) == (flow.receiver, flow.carrier)
        )
        (taken,) = (
            row
            for row in bought
            if (row["partner"], row["carrier"]) == (flow.supplier, flow.carrier)
        )

        assert (given["direction"], taken["direction"]) == ("supplied", "received")
        assert given["quantity"] == taken["quantity"]
        assert given["emissions"] == taken["emissions"]


def test_a_tax_number_has_the_right_check_digit() -> None:
    digits = [int(digit) for digit in tax_id("PC12")]
    products = [one * weight for one, weight in zip(digits, (1, 2, 1, 2, 1, 2, 4, 1), strict=True)]

    assert len(digits) == 8
    assert sum(one // 10 + one % 10 for one in products) % 10 == 0


def test_members_that_are_not_done_have_no_target() -> None:
    unfinished = {file.company.code for file in workbooks() if planned(file).ending != "accepted"}

    assert unfinished
    assert not unfinished & set(with_plans())


def test_the_contracts_that_plans_name_are_on_file_for_the_same_member() -> None:
    owners = {f"ESCO-{at:04d}": row["code"] for at, row in enumerate(table("esco"), start=1)}
    named = [
        (code, line["esco_contract"])
        for code in with_plans()
        for line in measure_lines(code)
        if line.get("esco_contract")
    ]

    assert len(named) >= 6
    assert [(code, one) for code, one in named if owners[str(one)] != code] == []


def test_the_recommendations_that_plans_name_are_on_file_for_the_same_site_and_system() -> None:
    recommended = dict(_recommended())
    named = {
        str(line["diagnosis_id"]): (code, line)
        for code in with_plans()
        for line in measure_lines(code)
        if line.get("diagnosis_id")
    }

    assert len(named) == len(table("advised")) >= 3
    for name, (code, line) in named.items():
        site, system, reported_on, outcome = recommended[name]
        assert site == line["control_number"] == company(code).places[0].record.control_number
        assert _EQUIPMENT[system] == line["equipment"]
        # The plan follows the report, and what the member has accepted.
        started = line["start"]
        assert isinstance(started, date)
        assert reported_on < started or line["status"] == "in_progress"
        assert reported_on.year <= started.year
        assert outcome in "DTP"


_EQUIPMENT = {
    System.AIR: "compressed_air",
    System.COOLING: "air_conditioning",
    System.BOILER: "boiler",
    System.POWER: "power_lighting",
}


def _recommended() -> Iterator[tuple[str, tuple[str, System, date, str]]]:
    """Every recommendation of the demonstration by the number that a plan names it by."""
    cases, number = Counter[int](), 0
    for row in table("diagnoses"):
        surveyed = date.fromisoformat(row["survey"])
        year = (surveyed + ASKED).year
        cases[year] += 1
        place = company(row["member"]).places[int(row["site"])].record
        for at, name in enumerate(row["found"].split("|"), start=1):
            number += 1
            found = RECIPES[name](plant(row))
            told = (surveyed + REPORTED, answer_of(found.advice.measure_class, number))
            key = f"D-{year}-{cases[year]:04d} #{at}"
            yield key, (place.control_number, found.seen.system, *told)
