"""Invented members, groups and alliances of any size, with everything a report may meet."""

from datetime import UTC, datetime
from decimal import Decimal

from portal.aggregation.figures import summarise
from portal.aggregation.member_year import (
    InventoryState,
    MemberYear,
    PlannedMeasures,
    Pledge,
    PledgeState,
)
from portal.aggregation.pathway import pathway
from portal.aggregation.tally_of import tally_of
from portal.language import Text
from portal.plans.amounts import FULL, Missing, Split
from portal.plans.contributions import REASONS, Reason
from portal.reference.closed_sets import TargetKind
from portal.reference.groups import Group
from portal.reports.edition import Edition
from portal.reports.member import HandInRow, MeasureRow, MemberStatement, SiteRow
from portal.reports.receipt import Receipt, StatedTotals
from portal.reports.rows import (
    INVENTORY_STATES,
    MemberRow,
    Place,
    SourceRow,
    TargetRow,
    WaitingRow,
    YearRow,
)
from portal.reports.summary import PublishedRow, Summary

YEAR = 2024
SHA = "3f79bb7b435b05321651daefd374cdc681dc06faa65e374e38337b88ca046dea"
EDITION = Edition(
    made_at=datetime(2025, 6, 20, 1, 30, tzinfo=UTC),
    cutoff=datetime(2025, 6, 15, 9, 0, tzinfo=UTC),
    templates=Text("盤查清冊 1、減量計畫 1", "inventory 1, plan 1"),
)
_SIZES = {
    Group.STEEL: 900_000,
    Group.PETROCHEMICALS: 420_000,
    Group.ELECTRONICS: 130_000,
    Group.ENERGY: 700_000,
    Group.CIRCULAR_ECONOMY: 60_000,
}
_KINDS = (TargetKind.ABSOLUTE, TargetKind.INTENSITY, TargetKind.ANNUAL_RATE)
_LABELS = {
    TargetKind.ABSOLUTE: Text("絕對減量", "Absolute"),
    TargetKind.INTENSITY: Text("排放強度", "Intensity"),
    TargetKind.ANNUAL_RATE: Text("年減量率", "Annual rate"),
    TargetKind.NET_ZERO: Text("淨零排放", "Net zero"),
}


def pledge(base: int, share: str, *, base_year: int = 2018, net_zero: bool = False) -> Pledge:
    """A pledge in tonnes that cuts a share of the base."""
    split = Split(Decimal(base) * 3 / 4, Decimal(base) / 4)
    cut = split.times(Decimal(share))
    return Pledge(
        PledgeState.QUANTIFIED,
        TargetKind.NET_ZERO if net_zero else TargetKind.ABSOLUTE,
        base_year,
        split,
        cut,
        FULL,
        Decimal(1),
        gross=Missing.NOT_STATED if net_zero and base % 2 else cut.total,
        verified=base % 3 != 0,
        net_zero=net_zero,
    )


def member(number: int, group: Group = Group.STEEL) -> MemberYear:
    """An invented member; every kind of gap occurs with some number."""
    size = _SIZES[group] * (7 + number * number % 29) // 20 + number * 37
    now = Split(Decimal(size) * 3 / 4, Decimal(size) / 4 + Decimal("0.4321"))
    has_inventory, is_accepted = number % 11 != 5, number % 11 != 5 and number % 13 != 0
    pledges: dict[int, Pledge] = {}
    if number % 4 == 0:
        pledges[2026] = pledge(size * 11 // 10, "0.12")
    if number % 7 not in (0, 3):
        pledges[2030] = pledge(size * 12 // 10, "0.25", base_year=2016 + number % 5)
    if number % 7 == 3:
        pledges[2030] = Pledge(PledgeState.NOT_QUANTIFIED, TargetKind.INTENSITY)
    if number % 3 == 1:
        pledges[2050] = pledge(size * 12 // 10, "1", net_zero=True)
    state = InventoryState.ACCEPTED if is_accepted else InventoryState.SUBMITTED
    return MemberYear(
        code=f"{group.value[:2].upper()}{number:03}",
        group=group,
        year=YEAR,
        state=state if has_inventory else InventoryState.NONE,
        emissions=now if is_accepted else Missing.NO_DATA,
        biogenic=Decimal(size) / 50 if group is Group.CIRCULAR_ECONOMY else Decimal(0),
        previous=now.times(Decimal(96 + number % 9) / 100) if number % 7 else Missing.NO_DATA,
        common=now.times(Decimal("1.06")),
        latest=now if has_inventory else Missing.NO_DATA,
        latest_year=YEAR if has_inventory else None,
        verified=number % 4 != 2,
        pledges=pledges,
        measures=PlannedMeasures(
            number % 6, Decimal(size) / 5, Decimal(size) / 25, Decimal(size) * 900
        ),
    )


def row(of: MemberYear, name: Text | None = None) -> MemberRow:
    """The member with an invented name."""
    number = of.code[2:]
    zh = f"{of.group.label.zh[:-1]}範例{number}股份有限公司"
    said = name or Text(zh, f"Sample {of.group.label.en} {number} Co., Ltd.")
    return MemberRow(said, of, INVENTORY_STATES[of.state], warnings=len(of.pledges))


def target_rows(of: MemberRow) -> tuple[TargetRow, ...]:
    """The targets behind a member's pledges."""
    return tuple(
        TargetRow(
            of.code,
            of.name,
            f"T{index}",
            _LABELS[one.kind or TargetKind.ABSOLUTE],
            horizon,
            one.base_year,
            one.base.total if one.is_quantified else Missing.NOT_STATED,
            one.covered_share if one.is_quantified else Missing.NOT_STATED,
            of.cut_share(horizon),
            of.cut(horizon),
            Text("計入", "Counted") if one.is_quantified else REASONS[Reason.NO_ACTIVITY],
            Place(SHA, "目標", f"A{6 + index}"),
        )
        for index, (horizon, one) in enumerate(sorted(of.member.pledges.items()), 1)
    )


def source_row(of: MemberRow, number: int = 1) -> SourceRow:
    """One source of a member."""
    return SourceRow(
        of.code,
        of.name,
        "E5600001",
        1,
        Text("固定燃燒", "Stationary combustion"),
        f"鍋爐 M{number:02}",
        "天然氣",
        Decimal("1234.5678"),
        "千立方公尺",
        Decimal("2557.1234"),
        Decimal("2557.12"),
        Place(SHA, "排放源活動", f"A{10 + number}"),
    )


def waiting(rows: tuple[MemberRow, ...]) -> tuple[WaitingRow, ...]:
    """Members without an inventory."""
    return tuple(
        WaitingRow(
            one.code,
            one.name,
            one.group,
            Text("溫室氣體盤查清冊", "GHG inventory"),
            Text("未繳交", "Not handed in"),
            datetime(2025, 5, 31, 9, tzinfo=UTC),
            Text("逾期", "Late"),
        )
        for one in rows
        if one.member.state is InventoryState.NONE
    )


def history(rows: tuple[MemberRow, ...], *, by_group: bool) -> tuple[YearRow, ...]:
    """Three years of accepted emissions; nobody has reported 2021."""
    known = [one.member for one in rows if not isinstance(one.member.emissions, Missing)]
    found = [YearRow(2021, Missing.NO_DATA, 0)]
    for years_ago, scale in ((2, "1.07"), (1, "1.02"), (0, "1")):
        split, groups = Split(), dict[Group, Decimal]()
        for one in known:
            assert not isinstance(one.emissions, Missing)
            here = one.emissions.times(Decimal(scale))
            split = split.plus(here)
            groups[one.group] = groups.get(one.group, Decimal(0)) + here.total
        found.append(YearRow(YEAR - years_ago, split, len(known), groups if by_group else {}))
    return tuple(found)


def group_summary(members: int = 20, group: Group = Group.STEEL) -> Summary:
    """The summary of one group."""
    rows = tuple(row(member(number, group)) for number in range(1, members + 1))
    past = history(rows, by_group=False)
    figures = summarise([one.member for one in rows], year=YEAR, group=group, history=_totals(past))
    return Summary(
        EDITION,
        figures,
        rows,
        history=past,
        targets=tuple(target for one in rows for target in target_rows(one)),
        waiting=waiting(rows),
        to_call=len({one.code for one in waiting(rows)}),
        warnings=sum(one.warnings for one in rows),
        sources=tuple(source_row(one) for one in rows),
    )


def _totals(past: tuple[YearRow, ...]) -> dict[int, Decimal]:
    return {one.year: one.emissions.total for one in past if not isinstance(one.emissions, Missing)}


def alliance_summary(members: int = 105) -> Summary:
    """The summary of the whole alliance, with members spread over the five groups."""
    groups = list(Group)
    rows = tuple(
        row(member(number, groups[number % len(groups)])) for number in range(1, members + 1)
    )
    past = history(rows, by_group=True)
    of_groups = tuple(
        summarise([one.member for one in rows if one.group is group], year=YEAR, group=group)
        for group in groups
    )
    figures = summarise([one.member for one in rows], year=YEAR, history=_totals(past))
    return Summary(
        EDITION,
        figures,
        rows,
        groups=of_groups,
        history=past,
        targets=tuple(target for one in rows for target in target_rows(one)),
        waiting=waiting(rows),
        to_call=len({one.code for one in waiting(rows)}),
        warnings=sum(one.warnings for one in rows),
        published=(
            PublishedRow(
                Text("訂有 2030 年目標之成員", "Members with a 2030 target"),
                Decimal(56),
                Decimal(figures.horizons[2030].with_target),
                Text("家", "members"),
                0,
                Text("市府淨零文件", "City document"),
            ),
            PublishedRow(
                Text("2030 年減量貢獻", "Contribution to 2030"),
                Decimal("4.51"),
                Missing.NOT_QUANTIFIED,
                Text("百萬公噸 CO₂e", "Mt CO₂e"),
                2,
                Text("市府淨零文件", "City document"),
            ),
        ),
    )


RECEIPT = Receipt(
    number="R-2025-000123",
    company_code="ST001",
    company=Text("鋼鐵範例001股份有限公司", "Sample Steel 001 Co., Ltd."),
    kind=Text("溫室氣體盤查清冊", "Greenhouse gas inventory"),
    year=YEAR,
    version=2,
    upload="U-2025-000456",
    file_name="ST001_盤查清冊_2024_v2.xlsx",
    sha256=SHA,
    size=184_320,
    received_at=datetime(2025, 5, 30, 6, 11, 9, tzinfo=UTC),
    submitted_at=datetime(2025, 5, 30, 7, 2, 41, tzinfo=UTC),
    due_at=datetime(2025, 5, 31, 9, tzinfo=UTC),
    is_late=False,
    uploaded_by="王小明",
    signed_by="林美華",
    certification=Text(*["本公司確認所申報之資料正確完整，並對其真實性負責。"] * 2),
    totals=(
        StatedTotals(Text("範疇一", "Scope 1"), Decimal("12345.6789"), Decimal("12345.6789")),
        StatedTotals(Text("範疇二", "Scope 2"), Decimal("2345.1"), Decimal("2350.25")),
        StatedTotals(Text("生質二氧化碳", "Biogenic CO₂"), None, Decimal(0)),
    ),
    errors=0,
    warnings=3,
    infos=5,
    log_head="9c56cc51b374c3ba189210d5b6d4bf57790d351c96c47c02190ecf1e430635ab",
    template="1",
    rules="2026.1",
    made_at=datetime(2025, 6, 1, 3, 0, tzinfo=UTC),
)


def statement() -> MemberStatement:
    """The statement of one member with everything that a statement may hold."""
    one = row(member(4))
    past = history((one,), by_group=False)
    return MemberStatement(
        EDITION,
        one,
        history=past,
        pathway=tuple(pathway(tally_of([one.member]), _totals(past), since=YEAR)),
        sites=(
            SiteRow("E5600001", Text("小港廠", "Xiaogang plant"), "高雄市小港區範例路 1 號", True),
            SiteRow("P9800001", Text("麥寮廠", "Mailiao plant"), "雲林縣麥寮鄉範例路 2 號", False),
        ),
        hand_ins=(
            HandInRow(
                RECEIPT.kind,
                2,
                Text("審查通過", "Accepted"),
                RECEIPT.submitted_at,
                RECEIPT.number,
                SHA,
                3,
                "林美華",
            ),
        ),
        targets=target_rows(one),
        measures=(
            MeasureRow(
                "M01",
                "加熱爐燃料改用天然氣",
                Text("燃料轉換", "Fuel switch"),
                Text("執行中", "In progress"),
                2025,
                Decimal("12345.6"),
                Decimal(86_400_000),
            ),
            MeasureRow(
                "M02",
                "空壓系統汰換",
                Text("能源效率", "Energy efficiency"),
                Text("構想", "Idea"),
                None,
                Decimal(820),
                Missing.NOT_STATED,
            ),
        ),
        sources=tuple(source_row(one, number) for number in range(1, 25)),
    )
