"""The annex of the carbon budget for the city council, as PDF; its workbook is the budget's."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final

from portal.aggregation.contributions import Total
from portal.budget.figures import TONNES_IN_10KT
from portal.budget.overview import CarbonBudget
from portal.language import Language, Text
from portal.plans.amounts import Amount, Missing
from portal.publication.figure_id import ALLIANCE_SET
from portal.reports import budget_excel, formats, library
from portal.reports.blocks import Card, boxed, cards, chart, opening, space
from portal.reports.budget_chart import budget_chart
from portal.reports.budget_coverage import COVERAGE
from portal.reports.definition_table import definition_table
from portal.reports.edition import ABSENT, ROUNDING, Edition, edition_named, joined
from portal.reports.excel import Field, Value
from portal.reports.font import FontNames
from portal.reports.formats import Unit
from portal.reports.incoming import Incoming, no_delivery
from portal.reports.library import Flowable
from portal.reports.look import Look
from portal.reports.page import INNER, Head, Known, contents, heading, long_heading, render
from portal.reports.tables import Column, number, table
from portal.reports.values import NOTHING, RATIOS, Form, absent, written

TITLE: Final = Text("碳預算議會附件 {year}", "Council annex of the carbon budget {year}")
_SUBTITLE: Final = Text(
    "{version}　{document}　聯盟資料年度 {year}", "{version} · {document} · Alliance data of {year}"
)
_TEN_KT: Final = Text("萬公噸 CO₂e", "10,000 t CO₂e")
_UNIT: Final = Text("單位", "Unit")
_AS_PRINTED: Final = 3
_CONTENTS: Final = Text("目次", "Contents")
_READING: Final = Text("閱讀說明", "How to read the figures")
_BOUNDARY: Final = Text(
    "碳預算為市府公布之單一年度上限；聯盟為本平台依成員清冊與計畫計算之值。兩者邊界不同，並列而不混用；"
    "電廠供應全國用電，與碳預算比較時不計。",
    "The budget is the city's published cap of a single year; the Alliance's figures are computed "
    "here from inventories and plans. Their boundaries differ: they stand side by side and are "
    "never mixed. Power plants serve the whole country and are left out of the comparison.",
)
_LEFT_OUT: Final = Text("未計入之成員與原因", "Members not in a total, and why")
_REASON: Final = Text(
    "缺 2022 年清冊、最新清冊或可量化之目標（{count} 家）：",
    "No inventory of 2022, no latest one, or no target in tonnes ({count}):",
)
_BY: Final = Text("用電減量至 {year} 年", "Cut of electricity by {year}")
_EVERYBODY: Final = Text("全數成員皆計入。", "Every member is counted.")


@dataclass(frozen=True, slots=True)
class CouncilAnnex:
    """What the annex is made from; `plans` is how far they have come in, where it is said."""

    edition: Edition
    page: CarbonBudget
    plans: Incoming | None = None

    @property
    def title(self) -> Text:
        """The document's title."""
        return TITLE.format(year=self.page.version.year)

    @property
    def to_come(self) -> tuple[Text, ...]:
        """What the annex leaves out, a sentence each; nothing where it leaves nothing out."""
        if self.page.delivery.counted:
            return ()
        return (no_delivery(self.page.year, self.plans),)


def pdf(annex: CouncilAnnex, language: Language, font: FontNames) -> bytes:
    """The annex as PDF, A4."""
    look, edition = Look(font, language), annex.edition

    def story(known: Known) -> Sequence[Flowable]:
        return [
            *_first_page(annex, look),
            library.DOCUMENTS.PageBreak(),
            look(_CONTENTS, "section"),
            contents(look, known),
            space(14),
            boxed(
                [look(_READING, "strong"), *(look(one) for one in (_BOUNDARY, ROUNDING, ABSENT))]
            ),
            *_tables(annex.page, look),
            *_left_out(annex.page, look),
            *definition_table(
                look,
                ("delivery", "t4", "emissions") if annex.page.delivery.counted else ("emissions",),
                edition_named(edition.publication, annex.page.year),
                ALLIANCE_SET,
            ),
        ]

    return render(
        Head(annex.title, edition.made_at, edition.foot, joined(edition.facts(), " · ")),
        look,
        story,
    )


def excel(annex: CouncilAnnex, language: Language) -> bytes:
    """The tables of the annex as .xlsx."""
    return budget_excel.build(annex.page, annex.edition, language, annex.to_come)


def _first_page(annex: CouncilAnnex, look: Look) -> Iterator[Flowable]:
    page = annex.page
    subtitle = _SUBTITLE.format(
        version=page.version.title, document=page.version.document, year=page.year
    )
    yield from opening(look, annex.title, subtitle, annex.edition)
    yield cards(look, _cards(page, look))
    yield space(6)
    if annex.to_come:
        yield boxed([look(one) for one in annex.to_come])
    yield chart(look, budget_chart(page, look.language), _BOUNDARY)


def _cards(page: CarbonBudget, look: Look) -> Sequence[Card]:
    version = page.version
    industry = formats.number(version.industry.budget, 2)
    cap = Card(
        Text(f"{version.year} 年碳預算（淨）", f"Net budget of {version.year}"),
        formats.number(version.net.budget, 2),
        _TEN_KT,
        (
            Text(
                f"其中工業 {industry}；較 2005 年 {version.share_of_2005:.2f} %",
                f"industry {industry}; {version.share_of_2005:.2f} % on 2005",
            ),
        ),
    )
    still_open = formats.number(page.to_go.open, 2)
    to_go = Card(
        Text("自上限至 2030 年尚缺", "From the cap to 2030"),
        formats.number(page.to_go.missing, 2),
        _TEN_KT,
        (Text(f"其中仍無著落 {still_open}", f"of which open {still_open}"),),
    )
    return (cap, _delivered(page, look), to_go) if page.delivery.counted else (cap, to_go)


def _delivered(page: CarbonBudget, look: Look) -> Card:
    delivered = page.delivery
    whole, apart = delivered.whole, delivered.without_power
    counted, members = len(delivered.counted), delivered.members
    covered = delivered.covered
    share = formats.percent(covered if isinstance(covered, Decimal) else None)
    return Card(
        Text("聯盟預期減量（T4，不含電廠）", "Alliance, T4 without power plants"),
        _wan(apart.cut, look),
        _TEN_KT,
        (
            Text(
                f"自訂 {_sum(apart.stated, look)}；內插 {_sum(apart.interpolated, look)}；"
                f"含電廠 {_wan(whole.cut, look)}",
                f"stated {_sum(apart.stated, look)}; interpolated "
                f"{_sum(apart.interpolated, look)}; with plants {_wan(whole.cut, look)}",
            ),
            Text(
                f"計入 {counted}／{members} 家，占最新排放量 {share}",
                f"{counted} of {members} members, {share} of latest emissions",
            ),
        ),
    )


def _wan(tonnes: Amount, look: Look) -> str:
    if isinstance(tonnes, Missing):
        return look.words(absent(tonnes))
    return formats.number(tonnes / TONNES_IN_10KT, 2)


def _sum(found: Total, look: Look) -> str:
    return _wan(found.value, look)


def _tables(page: CarbonBudget, look: Look) -> Iterator[Flowable]:
    for name, fields, rows in budget_excel.sheets(page):
        if not rows:
            continue
        if name == budget_excel.ELECTRICITY:
            # What single members use stays in the workbook: a council needs the sums.
            yield from _electricity(page, look)
        elif name == COVERAGE:
            yield heading(look, name, 1)
            yield _turned(fields, rows, look)
        else:
            yield from long_heading(look, name)
            columns = [_column(one) for one in fields]
            yield table(look, columns, [_row(fields, row, look) for row in rows])


def _column(field: Field) -> Column:
    is_number = field.form is not None and field.form is not Form.YEAR
    return Column(field.heading, field.width, field.unit, is_number=is_number)


def _turned(fields: Sequence[Field], rows: Sequence[Sequence[Value]], look: Look) -> Flowable:
    """A table of many columns and few rows, turned so that it fits on paper."""
    others = fields[1:]
    cells = list(zip(*(_row(fields, row, look) for row in rows), strict=True))
    columns = (
        Column(COVERAGE, 40),
        Column(_UNIT, 20),
        *(number(Text(name, name), 24) for name in cells[0]),
    )
    units = [_unit(one.form) for one in others]
    lines = zip(others, units, cells[1:], strict=True)
    return table(look, columns, [(one.heading, unit, *said) for one, unit, said in lines])


def _unit(form: Form | None) -> Text:
    return NOTHING if form is None or form in RATIOS else form.unit(Unit.TONNES)


def _electricity(page: CarbonBudget, look: Look) -> Iterator[Flowable]:
    found = page.electricity
    counted = Text(
        f"{len(found.members)} 家填報用電量，{len(found.silent)} 家未填，不予推估。",
        f"{len(found.members)} members state their electricity, {len(found.silent)} do not; "
        "nothing is guessed.",
    )
    columns = (
        Column(_BY.format(year=found.year), 40),
        number(Text("減量", "Cut"), 20, _TEN_KT),
    )
    parts = (
        (Text("成員自身", "The members' own part"), found.own),
        (Text("電網", "The grid's part"), found.grid),
        (Text("合計", "Together"), found.whole),
    )
    yield from long_heading(look, budget_excel.ELECTRICITY)
    if found.members:
        rows = [(name, _wan(amount, look)) for name, amount in parts]
        yield table(look, columns, rows, width=INNER * 0.6, has_note=True)
    yield look(counted, "note")


def _row(fields: Sequence[Field], row: Sequence[Value], look: Look) -> list[str]:
    return [_cell(field, value, look) for field, value in zip(fields, row, strict=True)]


def _cell(field: Field, value: Value, look: Look) -> str:
    match value:
        case None:
            return formats.MISSING
        case Missing():
            return look.words(absent(value))
        case Decimal() if field.form is Form.ACTIVITY:
            return formats.number(value, _places(value))
        case int() | Decimal() if field.form is not None:
            return written(Decimal(value), field.form, Unit.TONNES, look.language)
        case datetime():
            return formats.short_time(value)
        case Text() | str():
            return look.words(value)
        case _:
            return str(value)


def _places(value: Decimal) -> int:
    """As many decimals as the city prints: two, or three of small measures; two of what is ours."""
    return _AS_PRINTED if value != round(value, 2) and value == round(value, _AS_PRINTED) else 2


def _left_out(page: CarbonBudget, look: Look) -> Iterator[Flowable]:
    missing = page.delivery.missing
    if not page.delivery.counted:
        return
    yield heading(look, _LEFT_OUT)
    if not missing:
        yield look(_EVERYBODY)
        return
    between = "、" if look.language == "zh" else ", "
    said = look.markup(_REASON.format(count=len(missing)))
    said += "" if look.language == "zh" else " "
    yield look.marked(said + between.join(look.markup(code) for code in missing), "list")
