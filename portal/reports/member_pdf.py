"""The statement of one member as PDF."""

from collections.abc import Iterator, Sequence

from portal.aggregation.progress import TRACK_LABELS
from portal.language import Language, Text
from portal.plans.amounts import Amount, Missing
from portal.reports import formats, library, summary_charts
from portal.reports.blocks import Card, boxed, cards, chart, opening, space
from portal.reports.definition_table import definition_table
from portal.reports.edition import ABSENT, ROUNDING, edition_named, joined
from portal.reports.figure_tables import figure_table, horizon_table
from portal.reports.font import FontNames
from portal.reports.formats import Unit
from portal.reports.library import Flowable
from portal.reports.look import Look
from portal.reports.member import MemberStatement, sections
from portal.reports.page import Head, Known, contents, heading, long_heading, render
from portal.reports.savings_tables import member_section
from portal.reports.tables import Column, number, table
from portal.reports.values import NOTHING, Form, written

_CHART_WIDTH = 720
_NEAR = 2030
_LARGEST = 15
_CONTENTS = Text("目次", "Contents")
_READING = Text("閱讀說明", "How to read the figures")
_IDS = Text(
    "「指標定義」所列數值代號，可於平台查得其成員、版本、列與儲存格。",
    "The names under 'Definitions' lead in the portal to members, versions, rows and cells.",
)
_TONNES = Form.TONNES.value.unit
_YEARLY = Form.TONNES_A_YEAR.value.unit


def build(statement: MemberStatement, language: Language, font: FontNames) -> bytes:
    """The statement as PDF, A4; every quantity in tonnes."""
    look = Look(font, language)
    edition = statement.edition
    named = edition_named(edition.publication, statement.year)

    def story(known: Known) -> Sequence[Flowable]:
        return [
            *_first_page(statement, look),
            library.DOCUMENTS.PageBreak(),
            look(_CONTENTS, "section"),
            contents(look, known),
            space(14),
            boxed([look(_READING, "strong"), look(ROUNDING), look(ABSENT), look(_IDS)]),
            *_figures(statement, look),
            *_hand_ins(statement, look),
            *_targets(statement, look),
            *_measures(statement, look),
            *member_section(statement.savings, look),
            *_sources(statement, look),
            *_sites(statement, look),
            *definition_table(look, statement.defined, named, statement.figure_set),
        ]

    name = statement.row.name
    title = Text(f"{statement.title.zh}　{name.zh}", f"{statement.title.en}: {name.en}")
    return render(
        Head(title, edition.made_at, edition.foot, joined(edition.facts(), " · ")), look, story
    )


def _said(look: Look, value: Amount, form: Form) -> str:
    return written(value, form, Unit.TONNES, look.language)


def _first_page(statement: MemberStatement, look: Look) -> Iterator[Flowable]:
    yield from opening(look, statement.title, statement.subtitle, statement.edition)
    shown = _cards(statement, look)
    if shown:
        yield cards(look, shown)
    yield space(6)
    missing = statement.to_come()
    if missing:
        yield boxed([look(one) for one in missing])
    group = statement.row.group
    if any(not isinstance(one.emissions, Missing) for one in statement.history):
        drawn = summary_charts.emissions_chart(
            statement.history, group, Unit.TONNES, look.language, _CHART_WIDTH
        )
        yield chart(look, drawn)
    # Without a pledge the way holds what the bars above it show.
    if statement.pathway and statement.has_pledge:
        drawn = summary_charts.pathway_chart(
            statement.pathway, group, Unit.TONNES, look.language, _CHART_WIDTH
        )
        yield chart(look, drawn)


def _cards(statement: MemberStatement, look: Look) -> Sequence[Card]:
    found: list[Card] = []
    if statement.has_emissions:
        found.append(_emitted(statement, look))
    if statement.has_pledge:
        found += _pledged(statement, look)
    return found


def _emitted(statement: MemberStatement, look: Look) -> Card:
    row = statement.row
    change = _said(look, row.change, Form.CHANGE)
    return Card(
        Text("範疇一＋二排放量", "Scope 1 and 2 emissions"),
        _said(look, row.emissions, Form.TONNES),
        _unit(row.emissions, _TONNES),
        (Text(f"較前一年度 {change}", f"{change} on the year before"), row.state),
        1.15,
    )


def _pledged(statement: MemberStatement, look: Look) -> Sequence[Card]:
    row = statement.row
    return (
        Card(
            Text("2030 年減量貢獻", "Contribution to 2030"),
            _said(look, row.cut(_NEAR), Form.TONNES_A_YEAR),
            _unit(row.cut(_NEAR), _YEARLY),
            _base(statement, look),
            1.15,
        ),
        Card(
            Text("2030 達成進度", "Progress to 2030"),
            _said(look, row.progress(_NEAR), Form.SHARE_1),
            NOTHING,
            (TRACK_LABELS[row.track(_NEAR)],),
            0.7,
        ),
    )


def _unit(value: Amount, unit: Text) -> Text:
    return NOTHING if isinstance(value, Missing) else unit


def _base(statement: MemberStatement, look: Look) -> tuple[Text, ...]:
    row = statement.row
    if isinstance(row.cut(_NEAR), Missing):
        return ()
    share = _said(look, row.cut_share(_NEAR), Form.SHARE_1)
    year = _said(look, row.base_year(_NEAR), Form.YEAR)
    return (Text(f"較基準年 {year} 減 {share}", f"{share} below {year}"),)


def _figures(statement: MemberStatement, look: Look) -> Iterator[Flowable]:
    for section in sections(statement):
        yield heading(look, section.title)
        draw = horizon_table if section.code == "targets" else figure_table
        yield draw(look, section.items, Unit.TONNES)


def _hand_ins(statement: MemberStatement, look: Look) -> Iterator[Flowable]:
    if not statement.hand_ins:
        return
    columns = (
        Column(Text("文件", "Workbook"), 26),
        number(Text("版次", "Version"), 8),
        Column(Text("狀態", "State"), 15),
        Column(Text("送出（台北時間）", "Handed in (Taipei)"), 20),
        Column(Text("回條編號", "Receipt"), 19),
        number(Text("警告", "Warnings"), 11),
        Column(Text("簽核主管", "Signed by"), 14),
    )
    rows = [
        (
            one.document,
            str(one.version),
            one.state,
            formats.short_time(one.submitted_at),
            one.receipt,
            str(one.warnings),
            one.signed_by,
        )
        for one in statement.hand_ins
    ]
    yield heading(look, Text("申報紀錄", "Hand-ins"))
    yield table(look, columns, rows)


def _targets(statement: MemberStatement, look: Look) -> Iterator[Flowable]:
    if not statement.targets:
        return
    columns = (
        Column(Text("編號", "Target"), 10),
        Column(Text("類型", "Kind"), 16),
        number(Text("目標年", "Year"), 10),
        number(Text("基準年", "Base"), 10),
        number(Text("涵蓋排放量 B", "Covered base B"), 20, _TONNES),
        number(Text("減幅", "Cut"), 11),
        number(Text("貢獻 K", "Contribution K"), 20, _YEARLY),
        Column(Text("計入或未能量化之原因", "Counted, or why not"), 34),
    )
    rows = [
        (
            one.target_id,
            one.kind,
            str(one.horizon),
            formats.MISSING if one.base_year is None else str(one.base_year),
            _said(look, one.base, Form.TONNES),
            _said(look, one.cut_share, Form.SHARE_1),
            _said(look, one.cut, Form.TONNES_A_YEAR),
            one.outcome,
        )
        for one in statement.targets
    ]
    yield heading(look, Text("目標明細", "Targets"))
    yield table(look, columns, rows)


def _measures(statement: MemberStatement, look: Look) -> Iterator[Flowable]:
    if not statement.measures:
        return
    columns = (
        Column(Text("編號", "Measure"), 11),
        Column(Text("措施", "Name"), 40),
        Column(Text("類別", "Category"), 20),
        Column(Text("狀態", "Status"), 14),
        number(Text("開始年", "Start"), 10),
        number(Text("預期減量", "Expected cut"), 19, _YEARLY),
        number(Text("投資額", "Investment"), 17, Form.MILLIONS.value.unit),
    )
    rows = [
        (
            one.measure_id,
            one.name,
            one.category,
            one.status,
            formats.MISSING if one.start_year is None else str(one.start_year),
            _said(look, one.expected, Form.TONNES_A_YEAR),
            _said(look, one.capex, Form.MILLIONS),
        )
        for one in statement.measures
    ]
    yield from long_heading(look, Text("減量措施", "Measures"))
    yield table(look, columns, rows)


def _sources(statement: MemberStatement, look: Look) -> Iterator[Flowable]:
    if not statement.sources:
        return
    columns = (
        Column(Text("管制編號", "Control number"), 14),
        Column(Text("排放型式", "Emission type"), 20),
        Column(Text("排放源", "Source"), 24),
        Column(Text("原燃物料", "Material or fuel"), 19),
        number(Text("重算值", "Recomputed"), 23, _TONNES),
        number(Text("申報值", "Stated"), 23, _TONNES),
        Column(Text("出處", "Place"), 25),
    )
    largest = statement.largest_sources(_LARGEST)
    rows = [
        (
            one.site,
            one.emission_type,
            one.source,
            one.material,
            _said(look, _known(one.emissions, Missing.NO_DATA), Form.TONNES_4),
            _said(look, _known(one.stated, Missing.NOT_STATED), Form.TONNES_4),
            f"{one.place.sheet}!{one.place.cell}",
        )
        for one in largest
    ]
    whole = len(statement.sources)
    yield from long_heading(
        look,
        Text(
            f"主要排放源（{len(largest)}／{whole} 項）",
            f"Largest sources ({len(largest)} of {whole})",
        ),
    )
    yield table(look, columns, rows)


def _known(value: Amount | None, otherwise: Missing) -> Amount:
    return otherwise if value is None else value


def _sites(statement: MemberStatement, look: Look) -> Iterator[Flowable]:
    if not statement.sites:
        return
    columns = (
        Column(Text("管制編號", "Control number"), 18),
        Column(Text("廠區", "Site"), 34),
        Column(Text("地址", "Address"), 58),
        Column(Text("計入全市合計", "In city totals"), 18),
    )
    rows = [
        (
            one.control_number,
            one.name,
            one.address,
            Text("是", "Yes") if one.in_kaohsiung else Text("否（外縣市）", "No (elsewhere)"),
        )
        for one in statement.sites
    ]
    yield heading(look, Text("廠區", "Sites"))
    yield table(look, columns, rows)
