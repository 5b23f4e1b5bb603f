"""The summary of a group or of the alliance as a workbook: figures and every row behind them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from portal.aggregation.figures import GroupFigures
from portal.aggregation.progress import TRACK_LABELS
from portal.language import Language, Text
from portal.plans.amounts import Missing
from portal.publication.figure_id import set_of_group
from portal.reports.coverage_table import coverage_sheet
from portal.reports.emission_table import emission_sheet
from portal.reports.excel import Book, Field, Value
from portal.reports.figure_sheet import definitions_sheet, figure_sheet, years_sheet
from portal.reports.formats import Unit
from portal.reports.left_out import left_out
from portal.reports.row_fields import (
    SOURCE_FIELDS,
    TARGET_FIELDS,
    WAITING_FIELDS,
    source_values,
    target_values,
    waiting_values,
)
from portal.reports.rows import MemberRow
from portal.reports.savings_sheets import savings_sheets
from portal.reports.summary import Summary
from portal.reports.to_come import known_sections, to_come
from portal.reports.values import NOTHING, Form

_HORIZONS = (2026, 2030, 2050)
_NEAR = 2030
_TOTAL = Text("合計", "Total")
_CODE = Field(Text("代碼", "Code"), 11)
_NAME = Field(Text("成員", "Member"), 34)
# Names of sheets with what they hold.
_TARGETS = (
    Text("目標", "Targets"),
    Text(
        "每一目標之基準、減幅、貢獻與是否計入，及其來源儲存格",
        "Base, cut, contribution and outcome of every target, with its source cell",
    ),
)
_SOURCES = (
    Text("排放源", "Sources"),
    Text(
        "合計所含每一排放源之活動數據與排放量，及其來源儲存格",
        "Activity and emissions of every source in the totals, with its source cell",
    ),
)
_WAITING = (
    Text("尚待聯繫", "Not handed in"),
    Text("清冊或計畫未齊之成員", "Members whose inventory or plan is still to come"),
)
# Without plans, and with them.
_ABOUT_GROUPS = (
    Text("各組與聯盟並列之排放量", "Emissions of the groups and the Alliance side by side"),
    Text(
        "各組與聯盟並列之排放量、目標與貢獻",
        "Emissions, targets and contributions of the groups and the Alliance side by side",
    ),
)
_ABOUT_MEMBERS = (
    Text("每一成員之排放量", "Emissions of every member"),
    Text(
        "每一成員之排放量、目標、進度與措施",
        "Emissions, targets, progress and measures of every member",
    ),
)


def build(summary: Summary, language: Language) -> bytes:
    """The summary as .xlsx; quantities in tonnes and unrounded, shares as numbers from 0 to 1."""
    # The notes of a workbook speak of tonnes, as its numbers do.
    summary = replace(summary, unit=Unit.TONNES)
    book = Book(summary.title, summary.edition, language)
    parts, of = known_sections(summary), set_of_group(summary.group)
    figure_sheet(book, parts, summary.year, of, to_come(summary))
    if summary.figures.members:
        _sheets(book, summary)
        keys = [item.key for part in parts for item in part.items if item.key]
        definitions_sheet(book, keys, summary.year, of)
    return book.close()


def _sheets(book: Book, summary: Summary) -> None:
    """What is behind the figures, as far as there is any."""
    if summary.has_emissions:
        emission_sheet(book, summary)
    if summary.has_plans:
        coverage_sheet(book, summary)
    if summary.groups:
        _groups_sheet(book, summary)
    years_sheet(book, summary.history)
    _members_sheet(book, summary)
    _rows_sheet(book, _TARGETS, TARGET_FIELDS, map(target_values, summary.targets))
    _rows_sheet(book, _SOURCES, SOURCE_FIELDS, map(source_values, summary.sources))
    _rows_sheet(book, _WAITING, WAITING_FIELDS, map(waiting_values, summary.waiting))
    _left_out_sheet(book, summary)
    savings_sheets(book, summary.savings)
    _published_sheet(book, summary)


def _rows_sheet(
    book: Book, named: tuple[Text, Text], fields: Sequence[Field], rows: Iterator[Sequence[Value]]
) -> None:
    listed = list(rows)
    if listed:
        book.table(book.sheet(*named), fields, listed, frozen=2)


def _groups_sheet(book: Book, summary: Summary) -> None:
    fields = (
        Field(Text("組別", "Group"), 18),
        Field(Text("成員數", "Members"), 10, Form.MEMBERS),
        Field(Text("已繳交", "Handed in"), 10, Form.MEMBERS),
        Field(Text("審查通過", "Accepted"), 10, Form.MEMBERS),
        Field(Text("範疇一", "Scope 1"), 17, Form.TONNES),
        Field(Text("範疇二", "Scope 2"), 17, Form.TONNES),
        Field(Text("已扣除重複", "Overlap deducted"), 15, Form.TONNES),
        Field(Text("排放量", "Emissions"), 17, Form.TONNES),
        Field(Text("較前一年", "Change"), 11, Form.CHANGE),
        *(_group_pledge_fields() if summary.has_plans else ()),
    )
    rows = [
        (*_group_values(one), *(_group_pledges(one) if summary.has_plans else ()))
        for one in (*summary.groups, summary.figures)
    ]
    book.table(
        book.sheet(
            Text("各組", "Groups"),
            _ABOUT_GROUPS[summary.has_plans],
        ),
        fields,
        rows,
        frozen=1,
    )


def _group_pledge_fields() -> tuple[Field, ...]:
    return (
        *(field for year in _HORIZONS for field in _pledge_fields(year)),
        Field(Text("2030 達成進度", "Progress 2030"), 12, Form.SHARE_1),
    )


def _pledge_fields(year: int) -> tuple[Field, ...]:
    def named(zh: str, en: str) -> Text:
        return Text(f"{year} {zh}", f"{year} {en}")

    return (
        Field(named("訂有目標", "with a target"), 10, Form.MEMBERS),
        Field(named("可量化", "in tonnes"), 10, Form.MEMBERS),
        Field(Text(f"{year} T1", f"{year} T1"), 18, Form.TONNES_A_YEAR),
        Field(Text(f"{year} T3", f"{year} T3"), 18, Form.TONNES_A_YEAR),
        Field(Text(f"{year} T4", f"{year} T4"), 18, Form.TONNES_A_YEAR),
    )


def _group_values(figures: GroupFigures) -> Sequence[Value]:
    found = figures.emissions
    return (
        figures.group.label if figures.group else _TOTAL,
        figures.members,
        figures.submitted,
        figures.accepted,
        found.scope1.value,
        found.scope2.value,
        found.exchanged.value,
        found.total.value,
        found.change.value,
    )


def _group_pledges(figures: GroupFigures) -> Sequence[Value]:
    pledged: list[Value] = []
    for year in _HORIZONS:
        one = figures.horizons[year]
        pledged += [one.with_target, one.quantified, one.t1.value, one.t3.value, one.t4.value]
    return (*pledged, figures.horizons[_NEAR].progress.value)


def _members_sheet(book: Book, summary: Summary) -> None:
    fields = (
        _CODE,
        _NAME,
        Field(Text("組別", "Group"), 14),
        Field(Text("清冊狀態", "Inventory"), 12),
        Field(Text("範疇一", "Scope 1"), 16, Form.TONNES),
        Field(Text("範疇二", "Scope 2"), 16, Form.TONNES),
        Field(Text("排放量", "Emissions"), 16, Form.TONNES),
        Field(Text("生質二氧化碳", "Biogenic CO₂"), 16, Form.TONNES),
        Field(Text("較前一年", "Change"), 10, Form.CHANGE),
        Field(Text("第三方查驗", "Verified"), 10),
        Field(Text("檢核警告", "Warnings"), 10, Form.COUNT),
        *(_member_pledge_fields() if summary.has_plans else ()),
    )
    rows = [
        (*_member_values(one), *(_member_pledges(one) if summary.has_plans else ()))
        for one in summary.members
    ]
    book.table(
        book.sheet(
            Text("成員", "Members"),
            _ABOUT_MEMBERS[summary.has_plans],
        ),
        fields,
        rows,
        frozen=2,
    )


def _member_pledge_fields() -> tuple[Field, ...]:
    return (
        *(
            Field(Text(f"{year} 年貢獻", f"Contribution {year}"), 17, Form.TONNES_A_YEAR)
            for year in _HORIZONS
        ),
        Field(Text("2030 基準年", "Base year 2030"), 11, Form.YEAR),
        Field(Text("2030 減幅", "Cut 2030"), 10, Form.SHARE_1),
        Field(Text("達成進度", "Progress"), 10, Form.SHARE_1),
        Field(Text("進度判定", "Track"), 12),
        Field(Text("2030 措施：已核定", "Measures 2030: committed"), 18, Form.TONNES_A_YEAR),
        Field(Text("2030 措施：規劃中", "Measures 2030: pipeline"), 18, Form.TONNES_A_YEAR),
        Field(Text("措施涵蓋率", "Plan coverage"), 11, Form.SHARE),
    )


def _member_values(row: MemberRow) -> Sequence[Value]:
    has_data = not isinstance(row.emissions, Missing)
    verified = Text("是", "Yes") if row.member.verified else Text("否", "No")
    return (
        row.code,
        row.name,
        row.group.label,
        row.state,
        row.scope(1),
        row.scope(2),
        row.emissions,
        row.member.biogenic if has_data else Missing.NO_DATA,
        row.change,
        verified if has_data else None,
        row.warnings,
    )


def _member_pledges(row: MemberRow) -> Sequence[Value]:
    measures = row.member.measures
    planned: tuple[Value, Value] = (Missing.NO_DATA, Missing.NO_DATA)
    if measures.count:
        planned = measures.committed, measures.pipeline
    return (
        *(row.cut(year) for year in _HORIZONS),
        row.base_year(_NEAR),
        row.cut_share(_NEAR),
        row.progress(_NEAR),
        TRACK_LABELS[row.track(_NEAR)],
        *planned,
        row.plan_coverage,
    )


def _left_out_sheet(book: Book, summary: Summary) -> None:
    fields = (
        Field(Text("指標", "Figure"), 36),
        Field(Text("目標年", "Target year"), 10, Form.YEAR),
        _CODE,
        _NAME,
        Field(Text("原因", "Reason"), 40),
    )
    rows = [
        (
            one.item.label,
            NOTHING if one.item.horizon is None else one.item.horizon,
            one.code,
            one.name,
            one.reason,
        )
        for one in left_out(summary, every=True)
    ]
    if not rows:
        return
    book.table(
        book.sheet(
            Text("未計入", "Left out"),
            Text("各項合計未計入之成員與原因", "Members that are not in a total, and why"),
        ),
        fields,
        rows,
    )


def _published_sheet(book: Book, summary: Summary) -> None:
    shown = [row for row in summary.published if summary.has_plans or not row.of_plans]
    if not shown:
        return
    fields = (
        Field(Text("項目", "Item"), 34),
        Field(Text("市府公布值", "Published by the city"), 16),
        Field(Text("本平台計算值", "Computed here"), 16),
        Field(Text("單位", "Unit"), 16),
        Field(Text("公布來源", "Source"), 44),
    )
    sheet = book.sheet(
        Text("公布值對照", "Published"),
        Text(
            "市府公布值與本平台計算值並列，不混用",
            "The city's published figures beside the computed ones, never mixed",
        ),
    )
    rows = [(one.label, one.published, one.computed, one.unit, one.source) for one in shown]
    book.table(sheet, fields, rows)
