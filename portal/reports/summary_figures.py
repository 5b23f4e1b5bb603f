"""The figures of a summary in the order in which coordinators need them.

Submission, emissions, contributions, progress, measures, carbon budget, quality of the data.
"""

from collections.abc import Collection, Iterator
from dataclasses import replace
from decimal import Decimal

from portal.aggregation.figures import Figure, GroupFigures, HorizonFigures
from portal.aggregation.overlap import Overlap
from portal.aggregation.progress import TRACK_LABELS
from portal.language import Text
from portal.plans.amounts import Amount, Missing
from portal.reports import formats
from portal.reports.summary import Item, Section, Summary
from portal.reports.values import NOTHING, Form

_NEAR = 2030
_COUNTS = Text("成員", "Members")
_CUTS = Text("減量貢獻", "Contribution")
_NET_ZERO = Text("淨零", "Net zero")
_CERTAINTY = Text("涵蓋與確定性", "Coverage and certainty")


def sections(summary: Summary) -> tuple[Section, ...]:
    """Every part of the summary that has anything to say."""
    figures = summary.figures
    parts = (
        Section("submission", Text("收件情形", "Submission"), tuple(_submission(summary))),
        Section("emissions", Text("排放量", "Emissions"), tuple(_emissions(figures))),
        Section("targets", Text("減量目標與貢獻", "Targets and contributions"), _targets(figures)),
        Section("progress", Text("達成進度", "Progress"), tuple(_progress(summary))),
        Section("measures", Text("減量措施", "Measures"), tuple(_measures(summary))),
        Section("delivery", Text("2026 年預期減量", "Expected by 2026"), tuple(_delivery(figures))),
        Section("quality", Text("數據品質", "Quality of the data"), tuple(_quality(summary))),
    )
    return tuple(part for part in parts if part.items)


def _count(number: int) -> Decimal:
    return Decimal(number)


def _submission(summary: Summary) -> Iterator[Item]:
    figures = summary.figures
    whole = figures.members
    yield Item(Text("應申報成員", "Members due"), _count(whole), Form.MEMBERS)
    yield Item(
        Text("已繳交盤查清冊", "Inventory handed in"),
        _count(figures.submitted),
        Form.MEMBERS,
        _rate(figures.submitted, whole),
        out_of=whole,
    )
    yield Item(
        Text("審查通過", "Accepted"),
        _count(figures.accepted),
        Form.MEMBERS,
        Text("僅審查通過之清冊計入排放量", "Only accepted inventories count in the emissions"),
        out_of=whole,
    )
    yield Item(
        Text("尚待聯繫", "Members to call"),
        _count(summary.to_call),
        Form.MEMBERS,
        Text("清冊或計畫未齊，見「尚待聯繫名單」", "Listed under 'Members to call'")
        if summary.to_call
        else NOTHING,
    )


def _rate(part: int, whole: int) -> Text:
    ratio = formats.percent(Decimal(part) / whole if whole else None)
    return Text(f"繳交率 {ratio}", f"{ratio} of the members due")


def _emissions(figures: GroupFigures) -> Iterator[Item]:
    found = figures.emissions
    yield _item(found.total, Form.TONNES, _counted(found.total, figures.members))
    if found.overlap.open_flows:
        yield _low(found.total, found.overlap, Form.TONNES)
    yield _item(found.scope1, Form.TONNES)
    yield _item(found.scope2, Form.TONNES)
    yield _item(found.exchanged, Form.TONNES, _open_flows(figures))
    yield _item(found.biogenic, Form.TONNES, Text("不計入排放量", "Not in the emissions"))
    matched = found.change.counted
    yield _item(
        found.change,
        Form.CHANGE,
        Text(f"同 {matched} 家與前一年度比較", f"Same {matched} members in both years"),
    )


def _counted(figure: Figure, members: int) -> Text:
    counted, gaps = figure.counted, members - figure.counted
    if not gaps:
        return Text(f"{members} 家全數計入", f"All {members} members are counted")
    return Text(
        f"計入 {counted}／{members} 家；缺漏 {gaps} 家不予推估",
        f"{counted} of {members} members; gaps ({gaps}) are not filled",
    )


def _open_flows(figures: GroupFigures) -> Text:
    overlap = figures.emissions.overlap
    said = Text(
        f"雙方申報一致或已裁定 {overlap.flows} 筆",
        f"{overlap.flows} flows reported alike or settled",
    )
    if not overlap.open_flows:
        return said
    return Text(
        f"{said.zh}；另 {overlap.open_flows} 筆僅一方申報或不一致，未扣除",
        f"{said.en}; {overlap.open_flows} one-sided or differing, not deducted",
    )


def _targets(figures: GroupFigures) -> tuple[Item, ...]:
    found: list[Item] = []
    for horizon in figures.horizons.values():
        found += _horizon(horizon, figures.members)
    return tuple(found)


def _horizon(found: HorizonFigures, members: int) -> Iterator[Item]:
    yield from _in(_COUNTS, _members_pledging(found, members))
    yield from _in(_CUTS, _contributions(found))
    yield from _in(_NET_ZERO, _net_zero(found))
    yield from _in(_CERTAINTY, _certainty(found))


def _in(part: Text, items: Iterator[Item]) -> Iterator[Item]:
    return (replace(item, part=part) for item in items)


def _members_pledging(found: HorizonFigures, members: int) -> Iterator[Item]:
    counts = (
        (Text("訂有目標", "With a target"), found.with_target),
        (Text("可量化為公噸", "In tonnes"), found.quantified),
        (Text("淨零目標", "Net zero"), found.net_zero),
    )
    for label, number in counts:
        yield Item(label, _count(number), Form.MEMBERS, out_of=members, horizon=found.year)


def _contributions(found: HorizonFigures) -> Iterator[Item]:
    shown = [found.t1, found.t3, found.t2, found.t4, found.t4_city]
    # The same figures twice would only make a group without power plants harder to read.
    if found.power.counted and found.t2_city.counted:
        shown += [found.t2_city, found.power]
    for figure in shown:
        item = _item(figure, Form.TONNES_A_YEAR, horizon=found.year)
        code = figure.key[:2].upper()
        label = item.label
        yield (
            item
            if code in label.zh or figure.key == "power"
            else replace(item, label=Text(f"{code} {label.zh}", label.en))
        )
        if figure.key == "t3" and found.coverage.overlap.open_flows:
            yield _low(found.t3, found.coverage.overlap, Form.TONNES_A_YEAR, found.year)


def _low(figure: Figure, overlap: Overlap, form: Form, horizon: int | None = None) -> Item:
    """The low end of a total: every open flow counted twice, at the larger of its two reports."""
    low, _ = overlap.interval(figure.value)
    flows = overlap.open_flows
    return Item(
        Text("扣除未相符交換後之低值", "Low: open flows deducted too"),
        low,
        form,
        Text(
            f"區間為此值至上列數值；未相符 {flows} 筆",
            f"The interval runs from here to the line above; open flows: {flows}",
        ),
        horizon=horizon,
    )


def _net_zero(found: HorizonFigures) -> Iterator[Item]:
    if not found.net_zero:
        return
    silent = found.residual_not_stated
    note = Text(
        f"{silent} 家未填報殘餘排放量，不計入亦不推估",
        f"{silent} members state no residual: left out, nothing is assumed",
    )
    yield _item(found.net, Form.TONNES_A_YEAR, horizon=found.year)
    yield _item(found.gross, Form.TONNES_A_YEAR, note if silent else NOTHING, found.year)
    yield _item(found.residual, Form.TONNES_A_YEAR, horizon=found.year)


def _certainty(found: HorizonFigures) -> Iterator[Item]:
    beside, year = found.coverage, found.year
    range_ = beside.range
    rows: tuple[tuple[str, Text, Amount, Form], ...] = (
        (
            "covered",
            Text("涵蓋率（占最新排放量）", "Coverage of latest emissions"),
            beside.emissions_share,
            Form.SHARE_1,
        ),
        (
            "verified",
            Text("基準年經第三方查驗", "Base year verified by a third party"),
            beside.verified_share,
            Form.SHARE_1,
        ),
        (
            "largest",
            Text("最大一家占比", "Share of the largest"),
            beside.largest_share,
            Form.SHARE_1,
        ),
        ("low", Text("低估值（T1）", "Low estimate of T1"), range_.low, Form.TONNES_A_YEAR),
        (
            "high",
            Text("高估值（T1）", "High estimate of T1"),
            beside.range.high,
            Form.TONNES_A_YEAR,
        ),
    )
    for name, label, value, form in rows:
        yield Item(label, value, form, horizon=year, beside=name)
    yield Item(
        Text("基準年", "Base years"),
        Missing.NO_DATA,
        Form.YEAR,
        horizon=year,
        words=_span(beside.base_years),
    )


def _span(years: Collection[int]) -> Text:
    if not years:
        return Text(formats.MISSING, formats.MISSING)
    first, last = min(years), max(years)
    said = str(first) if first == last else f"{first}–{last}"
    return Text(said, said)


def _progress(summary: Summary) -> Iterator[Item]:
    found = summary.figures.horizons[_NEAR]
    counted = found.progress_detail.counted
    note = Text(
        f"{counted} 家同時具有目標與清冊", f"{counted} members with both target and inventory"
    )
    yield _item(found.progress, Form.SHARE_1, note, _NEAR)
    unit = Form.TONNES.unit(summary.unit)
    for state, count in found.tracks.items():
        emissions = formats.quantity(count.emissions, summary.unit) if count.members else "0"
        yield Item(
            TRACK_LABELS[state],
            _count(count.members),
            Form.MEMBERS,
            Text(f"最新排放量 {emissions} {unit.zh}", f"Latest emissions {emissions} ({unit.en})"),
            found.with_target,
            _NEAR,
        )


def _measures(summary: Summary) -> Iterator[Item]:
    measures, coverage = summary.figures.measures, summary.figures.plan_coverage
    yield _item(coverage, Form.SHARE, _members_in(coverage), _NEAR)
    counted, members = summary.figures.with_measures, summary.figures.members
    yield Item(
        Text("措施件數", "Measures"),
        _count(measures.count),
        Form.COUNT,
        Text(
            f"{counted}／{members} 家有審查通過之措施，以下各項同",
            f"{counted} of {members} members have accepted measures, here and below",
        ),
    )
    yield Item(
        Text("已核定措施之減量", "Committed measures"),
        measures.committed,
        Form.TONNES_A_YEAR,
        Text("已扣除措施間重疊", "Overlap between measures removed"),
        horizon=_NEAR,
        beside="committed",
    )
    yield Item(
        Text("規劃中措施之減量", "Measures in the pipeline"),
        measures.pipeline,
        Form.TONNES_A_YEAR,
        Text("另計，未併入已核定", "Apart, not in the committed ones"),
        horizon=_NEAR,
        beside="pipeline",
    )
    yield Item(Text("投資額", "Investment"), measures.capex, Form.MILLIONS, beside="capex")


def _members_in(figure: Figure) -> Text:
    counted = figure.counted
    return Text(f"計入 {counted} 家", f"{counted} members")


def _delivery(figures: GroupFigures) -> Iterator[Item]:
    found = figures.delivery
    label = "成員自訂 2026 年目標", "Stated by members"
    stated, interpolated = found.stated.counted, found.interpolated.counted
    yield Item(
        Text("2022 至 2026 年預期減量", "Expected cut 2022 to 2026"),
        found.cut,
        Form.TONNES_A_YEAR,
        Text(
            f"計入 {stated + interpolated}／{figures.members} 家；可與碳預算比較",
            f"{stated + interpolated} of {figures.members} members; "
            "comparable with the carbon budget",
        ),
        horizon=found.year,
        key="delivery",
    )
    yield Item(
        Text(*label),
        found.stated.value,
        Form.TONNES_A_YEAR,
        Text(f"{stated} 家", f"{stated} members"),
        horizon=found.year,
        beside="stated",
        left_out=found.stated.left_out,
    )
    yield Item(
        Text("依 2030 年目標內插", "Interpolated to the 2030 target"),
        found.interpolated.value,
        Form.TONNES_A_YEAR,
        Text(f"{interpolated} 家", f"{interpolated} members"),
        horizon=found.year,
        beside="interpolated",
    )


def _quality(summary: Summary) -> Iterator[Item]:
    yield Item(
        Text("經第三方查驗之排放量", "Emissions verified by a third party"),
        summary.figures.emissions.coverage.verified_share,
        Form.SHARE_1,
        beside="assured",
    )
    oldest = summary.figures.horizons[_NEAR].coverage.oldest_data_year
    yield Item(
        Text("計入成員最舊之清冊年度", "Oldest inventory among counted members"),
        Missing.NO_DATA if oldest is None else Decimal(oldest),
        Form.YEAR,
    )
    yield Item(
        Text("檢核警告（現行版次）", "Warnings on current versions"),
        _count(summary.warnings),
        Form.COUNT,
    )


def _item(figure: Figure, form: Form, note: Text = NOTHING, horizon: int | None = None) -> Item:
    return Item(
        figure.about.label,
        figure.value,
        form,
        note,
        horizon=horizon,
        key=figure.key,
        left_out=figure.left_out,
    )
