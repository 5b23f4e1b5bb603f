"""Seven invented companies whose figures were worked out by hand."""

from decimal import Decimal

import pytest

from portal.aggregation.contributions import delivery, on_delivery_line
from portal.aggregation.figures import GroupFigures, HorizonFigures, summarise
from portal.aggregation.member_year import (
    InventoryState,
    MemberYear,
    PlannedFlow,
    Pledge,
    PledgeState,
    ReportedFlow,
)
from portal.aggregation.overlap import Overlap, pledged_twice
from portal.aggregation.progress import pledge_line, share_achieved
from portal.plans.amounts import Amount, Missing, Split
from portal.reference.closed_sets import TargetKind
from portal.reference.groups import Group


def split(scope1: int, scope2: int = 0) -> Split:
    return Split(Decimal(scope1), Decimal(scope2))


FULL = split(1, 1)


def member(
    code: str,
    group: Group,
    latest: Split,
    common: Split | Missing,
    pledges: dict[int, Pledge],
    flows: tuple[PlannedFlow, ...] = (),
) -> MemberYear:
    return MemberYear(
        code,
        group,
        2024,
        InventoryState.ACCEPTED,
        emissions=latest,
        common=common,
        latest=latest,
        latest_year=2024,
        pledges=pledges,
        planned_flows=flows,
    )


def pledge(
    kind: TargetKind, base_year: int, base: Split, cut: int, coverage: Split = FULL, **more: Decimal
) -> Pledge:
    gross: Amount = more.get("gross", Decimal(cut))
    scope2 = Decimal(cut) * base.scope2 / base.total
    return Pledge(
        PledgeState.QUANTIFIED,
        kind,
        base_year,
        base,
        Split(Decimal(cut) - scope2, scope2),
        coverage,
        Decimal(1),
        gross,
        net_zero=kind is TargetKind.NET_ZERO,
    )


def net_zero(base_year: int, base: Split, gross: Amount) -> Pledge:
    return Pledge(
        PledgeState.QUANTIFIED,
        TargetKind.NET_ZERO,
        base_year,
        base,
        base,
        FULL,
        Decimal(1),
        gross,
        net_zero=True,
    )


def steam(reporter: str, partner: str, supplied: bool) -> PlannedFlow:
    def of(tonnes: int) -> ReportedFlow:
        return ReportedFlow(reporter, partner, supplied, "steam", Decimal(tonnes))

    return PlannedFlow(of(60_000), of(40_000), 2030)


STEEL = split(22_000_000)
CHEMICAL = split(150_000, 60_000)
FAB = split(100_000, 400_000)
REFINERY = split(3_000_000)
SCOPE1 = split(1, 0)
MEMBERS = (
    member(
        "A",
        Group.STEEL,
        split(20_490_000),
        split(20_900_000),
        {
            2030: pledge(TargetKind.ABSOLUTE, 2018, STEEL, 5_500_000),
            2050: net_zero(2018, STEEL, Decimal(19_800_000)),
        },
        (steam("A", "B", supplied=True),),
    ),
    member(
        "B",
        Group.PETROCHEMICALS,
        split(124_000, 50_000),
        split(129_000, 50_000),
        {
            2030: pledge(TargetKind.ABSOLUTE, 2017, CHEMICAL, 56_700),
            2050: net_zero(2017, CHEMICAL, Missing.NOT_STATED),
        },
        (steam("B", "A", supplied=False),),
    ),
    member(
        "C",
        Group.ELECTRONICS,
        split(120_000, 480_000),
        split(112_000, 448_000),
        {
            2030: pledge(TargetKind.INTENSITY, 2020, FAB, -60_000),
            2050: net_zero(2020, FAB, Decimal(450_000)),
        },
    ),
    member(
        "D",
        Group.PETROCHEMICALS,
        split(2_050_000, 180_000),
        split(2_120_000, 180_000),
        {2030: pledge(TargetKind.ABSOLUTE, 2005, REFINERY, 1_200_000, SCOPE1)},
    ),
    member(
        "E",
        Group.ENERGY,
        split(9_000_000),
        split(9_100_000),
        {
            year: Pledge(PledgeState.NOT_QUANTIFIED, TargetKind.NET_ZERO, net_zero=True)
            for year in (2030, 2050)
        },
    ),
    member(
        "F",
        Group.CIRCULAR_ECONOMY,
        split(38_500),
        split(39_000),
        {2050: pledge(TargetKind.ABSOLUTE, 2021, split(40_000), 20_000)},
    ),
    member("G", Group.STEEL, split(355_000), Missing.NO_DATA, {}),
)


@pytest.fixture(scope="module")
def figures() -> GroupFigures:
    return summarise(MEMBERS, year=2024)


@pytest.fixture(scope="module")
def near(figures: GroupFigures) -> HorizonFigures:
    return figures.horizons[2030]


def test_pledges_add_up_with_the_negative_one(near: HorizonFigures) -> None:
    assert near.t1.value == 6_696_700
    assert near.t1.members == ("A", "B", "C", "D")
    assert near.t1.left_out == ("E",)


def test_coverage_stands_beside_the_total(near: HorizonFigures) -> None:
    beside = near.coverage

    assert (beside.members, beside.with_target, beside.quantified) == (7, 5, 4)
    assert isinstance(beside.emissions_share, Decimal)
    assert round(beside.emissions_share, 3) == Decimal("0.714")
    assert list(beside.base_years) == [2005, 2017, 2018, 2020]
    assert beside.missing == ("E",)


def test_steam_that_both_count_is_deducted_once(near: HorizonFigures) -> None:
    assert near.coverage.overlap == Overlap(Decimal(20_000), 1)
    assert near.t3.value == 6_676_700


def test_against_2022_the_contribution_is_smaller(near: HorizonFigures) -> None:
    assert near.t4.value == 4_745_700


def test_the_delivery_line_gives_2026(figures: GroupFigures) -> None:
    found = figures.delivery

    assert found.stated.value is Missing.NOT_QUANTIFIED
    assert found.stated.members == ()
    assert round(number(found.emissions.value)) == 22_060_433
    assert round(number(found.cut)) == 1_878_567


def number(amount: Amount) -> Decimal:
    assert isinstance(amount, Decimal)
    return amount


LINES = {"A": 19_160_000, "B": 167_100, "C": 586_667, "D": 2_146_667}


@pytest.mark.parametrize(("code", "expected"), LINES.items(), ids=LINES.keys())
def test_every_member_has_its_delivery_line(code: str, expected: int) -> None:
    (one,) = [one for one in MEMBERS if one.code == code]

    assert round(number(on_delivery_line(one, 2026, 2030))) == expected


def test_the_pledge_lines_of_2026_lie_lower() -> None:
    found = sum(number(pledge_line(one, 2026, 2030)) for one in MEMBERS[:4])

    assert int(found) == 21_212_079


PROGRESS = {"A": "0.275", "B": "0.635", "D": "0.792"}


@pytest.mark.parametrize(("code", "expected"), PROGRESS.items(), ids=PROGRESS.keys())
def test_every_absolute_target_has_its_progress(code: str, expected: str) -> None:
    (one,) = [one for one in MEMBERS if one.code == code]

    assert round(number(share_achieved(one, 2030)), 3) == Decimal(expected)


def test_an_intensity_target_has_no_progress_in_tonnes(near: HorizonFigures) -> None:
    assert share_achieved(MEMBERS[2], 2030) is Missing.NOT_QUANTIFIED
    assert near.progress.members == ("A", "B", "D")
    assert near.progress.left_out == ("C", "E")


def test_net_and_gross_of_2050_stay_apart(figures: GroupFigures) -> None:
    far = figures.horizons[2050]

    assert far.net.value == 22_730_000
    assert far.gross.value == 20_270_000
    assert far.gross.left_out == ("B", "E")
    assert far.residual_not_stated == 1
    assert (far.with_target, far.quantified, far.net_zero) == (5, 4, 4)


def test_no_inventory_of_2022_leaves_a_member_out_of_t4() -> None:
    late = member("H", Group.STEEL, split(90), Missing.NO_DATA, dict(MEMBERS[0].pledges))

    found = summarise([MEMBERS[1], late], year=2024).horizons[2030].t4

    assert found.members == ("B",)
    assert found.left_out == ("H",)


def test_a_stated_milestone_replaces_the_line_and_is_counted_apart() -> None:
    milestone = pledge(TargetKind.ABSOLUTE, 2018, STEEL, 3_000_000)
    stated = member(
        "A",
        Group.STEEL,
        MEMBERS[0].emissions if isinstance(MEMBERS[0].emissions, Split) else FULL,
        split(20_900_000),
        {**MEMBERS[0].pledges, 2026: milestone},
    )

    found = delivery([stated, *MEMBERS[1:]])

    assert found.stated.members == ("A",)
    assert found.stated.value == 1_900_000
    assert found.interpolated.members == ("B", "C", "D")


def test_the_overlap_needs_both_pledges_in_tonnes() -> None:
    silent = member("A", Group.STEEL, STEEL, STEEL, {}, MEMBERS[0].planned_flows)

    assert pledged_twice([silent, MEMBERS[1]], 2030) == Overlap()


def test_a_flow_only_one_partner_reports_is_open_not_deducted() -> None:
    quiet = member("B", Group.PETROCHEMICALS, CHEMICAL, CHEMICAL, dict(MEMBERS[1].pledges))

    found = pledged_twice([MEMBERS[0], quiet], 2030)

    assert (found.tonnes, found.flows) == (Decimal(0), 0)
    assert (found.open_tonnes, found.open_flows) == (Decimal(20_000), 1)


def test_the_three_missing_things_stay_different() -> None:
    far = summarise([MEMBERS[1]], year=2024).horizons[2050]
    near = summarise([MEMBERS[6]], year=2024).horizons[2030]

    assert far.net.value == 210_000
    assert far.gross.value is Missing.NOT_STATED
    assert far.residual.value is Missing.NOT_STATED
    assert near.t1.value is Missing.NOT_QUANTIFIED


def test_the_hopeful_reading_adds_lines_implied_by_2050() -> None:
    found = summarise([MEMBERS[5]], year=2024).horizons[2030].coverage.range

    assert found.low is Missing.NOT_QUANTIFIED
    assert found.central is Missing.NOT_QUANTIFIED
    assert round(number(found.high)) == 4269
