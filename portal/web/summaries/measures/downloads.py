"""The measures of a set as CSV and as a workbook, with their places in the members' files."""

import csv
import io
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from portal.aggregation.measures.changes import CHANGED_LABELS, PACE_LABELS
from portal.aggregation.measures.cost_curve import curve
from portal.aggregation.measures.roll_up import NEAR_TERM, Sum, by_dimension, by_year
from portal.aggregation.summary_json import tonnes
from portal.language import Language, Text
from portal.plans.amounts import Missing
from portal.reports.edition import Edition
from portal.reports.excel import Book, Field, Value
from portal.reports.values import Form, absent
from portal.submissions.queries.accepted import AcceptedVersion
from portal.web.summaries.measures.cells import place
from portal.web.summaries.measures.drawing import COMMITTED, PIPELINE
from portal.web.summaries.measures.listing import Line, fitting, label, lines
from portal.web.summaries.measures.page import DIMENSION_TITLES
from portal.web.summaries.measures.sets import Set
from portal.web.summaries.measures.wish import Wish
from portal.workbook.inert_text import inert

Versions = Mapping[str, AcceptedVersion]
_PER_TONNE: Final = Text("減量成本（元／公噸）", "Abatement cost (NT$/t)")
_NT: Final = Text("新臺幣元", "NT$")
FIELDS: Final = (
    Field(Text("代碼", "Code"), 11),
    Field(Text("成員", "Member"), 30),
    Field(Text("組別", "Group"), 14),
    Field(Text("計畫年度", "Plan year"), 9, Form.YEAR),
    Field(Text("措施編號", "Measure id"), 12),
    Field(Text("措施", "Measure"), 34),
    Field(Text("措施類別", "Category"), 18),
    Field(Text("設備類別", "Equipment"), 18),
    Field(Text("資金來源", "Financing"), 18),
    Field(Text("執行狀態", "Status"), 12),
    Field(Text("開始年月", "Start"), 10),
    Field(Text("預期減量", "Expected cut"), 16, Form.TONNES_A_YEAR),
    Field(Text("扣除重疊後減量", "Cut net of overlap"), 16, Form.TONNES_A_YEAR),
    Field(Text("投資額（百萬元）", "Investment (NT$ million)"), 14, Form.MILLIONS),
    Field(_PER_TONNE, 14, Form.COUNT),
    Field(Text("規劃進度", "Planned share"), 10, Form.SHARE_1),
    Field(Text("已實現比率", "Share realised"), 10, Form.SHARE_1),
    Field(Text("進度", "Pace"), 12),
    Field(Text("重疊群組", "Overlap group"), 12),
    Field(Text("節能診斷編號", "Diagnosis id"), 14),
    Field(Text("ESCO 契約編號", "ESCO contract"), 14),
    Field(Text("碳平台贊助", "Sponsor of the carbon platform"), 12),
    Field(Text("來源工作表", "Source sheet"), 16),
    Field(Text("儲存格", "Cell"), 9),
    Field(Text("來源檔案 SHA-256", "Source file SHA-256"), 68),
)
_YES: Final = Text("是", "Yes")
_SUMS: Final = (
    Field(Text("項目", "Item"), 24),
    Field(Text("措施數", "Measures"), 10, Form.COUNT),
    Field(COMMITTED, 18, Form.TONNES_A_YEAR),
    Field(PIPELINE, 18, Form.TONNES_A_YEAR),
    Field(Text("扣除之重疊", "Removed overlap"), 18, Form.TONNES_A_YEAR),
    Field(Text("投資額（百萬元）", "Investment (NT$ million)"), 16, Form.MILLIONS),
    Field(Text("未填投資額之措施數", "Without investment"), 14, Form.COUNT),
)


def as_csv(of: Set, versions: Versions, wish: Wish, language: Language) -> bytes:
    """CSV as Excel opens it: with a byte order mark; tonnes and money unrounded."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([_heading(field, language) for field in FIELDS])
    for one in lines(of.plans, of.chosen, of.names, wish):
        writer.writerow([_plain(value, language) for value in _values(one, versions, language)])
    return text.getvalue().encode("utf-8-sig")


def _heading(field: Field, language: Language) -> str:
    # Money is in NT$ and shares are ratios here; a spreadsheet formats neither.
    title = f"{field.heading.zh}（{_NT.zh}）", f"{field.heading.en} ({_NT.en})"
    if field.form is Form.MILLIONS:
        return Text(title[0].replace("（百萬元）", ""), title[1].replace(" (NT$ million)", ""))[
            language
        ]
    return field.title[language]


def _plain(value: Value, language: Language) -> str:
    match value:
        case Missing():
            return "" if value is Missing.NO_DATA else absent(value)[language]
        case Decimal():
            return tonnes(value)
        case int():
            return str(value)
        case Text():
            return inert(value[language])
        case _:
            return inert(str(value or ""))


def _values(one: Line, versions: Versions, language: Language) -> Sequence[Value]:
    row, measure = one.entry.row, one.entry.measure
    version = versions.get(one.entry.code)
    return (
        one.entry.code,
        one.name,
        one.entry.group.label,
        one.year,
        measure.id,
        row.title or "",
        label("category", row.category or ""),
        label("equipment", row.equipment or ""),
        label("financing", row.financing or ""),
        label("status", measure.status.value),
        one.start,
        measure.expected,
        one.net,
        one.capex,
        one.cost,
        one.advance.planned,
        one.advance.realised,
        PACE_LABELS[one.advance.pace],
        measure.overlap_group,
        one.diagnosis,
        one.esco,
        _YES if one.wants_sponsor else "",
        *place(measure.at, "expected", one.places, language),
        version.sha256 if version else "",
    )


def as_workbook(
    of: Set, versions: Versions, wish: Wish, edition: Edition, language: Language
) -> bytes:
    """A workbook: every measure with its place, sums by year and kind, the curve, the changes."""
    book = Book(Text("減量措施", "Measures"), edition, language)
    found = [_values(one, versions, language) for one in lines(of.plans, of.chosen, of.names, wish)]
    book.table(
        book.sheet(
            Text("措施", "Measures"),
            Text(
                "每一措施之年度、減量、投資與來源儲存格",
                "Every measure with years, cut, investment and source cell",
            ),
        ),
        FIELDS,
        found,
        frozen=2,
    )
    _sums(book, of)
    _curve(book, of, wish)
    _changes(book, of)
    return book.close()


def _sums(book: Book, of: Set) -> None:
    sheet = book.sheet(
        Text("各年度", "By year"),
        Text("各年度之措施減量與投資合計", "Cut and investment of the measures by year"),
    )
    rows = [(one.key, *_sum_values(one)) for one in by_year(of.chosen, of.first)]
    first = book.opening(sheet, len(_SUMS))
    book.table(sheet, _SUMS, rows, first=first)
    for name, title in DIMENSION_TITLES.items():
        heading = Text(f"依{title.zh} {NEAR_TERM}", f"{title.en} {NEAR_TERM}")
        kinds = [
            (label(name, one.key), *_sum_values(one))
            for one in by_dimension(of.chosen, name, NEAR_TERM)
        ]
        about = Text(
            f"{NEAR_TERM} 年措施依{title.zh}合計", f"Measures of {NEAR_TERM} by {title.en.lower()}"
        )
        book.table(book.sheet(heading, about), _SUMS, kinds)


def _sum_values(one: Sum) -> tuple[Value, ...]:
    return (one.measures, one.committed, one.pipeline, one.removed, one.capex, one.without_capex)


def _curve(book: Book, of: Set, wish: Wish) -> None:
    found = curve(fitting(of.chosen, of.names, wish), wish.rate)
    fields = (
        FIELDS[0],
        FIELDS[1],
        FIELDS[4],
        FIELDS[5],
        FIELDS[12],
        Field(_PER_TONNE, 18, Form.COUNT),
    )
    rows: list[Sequence[Value]] = [
        (one.entry.code, of.names[one.entry.code], one.entry.measure.id, one.entry.row.title or "",
         one.tonnes, one.cost)
        for one in found.steps
    ]  # fmt: skip
    rows += [
        (one.code, of.names[one.code], one.measure.id, one.row.title or "",
         one.measure.expected, Missing.NOT_STATED)
        for one in found.unpriced
    ]  # fmt: skip
    book.table(
        book.sheet(
            Text("成本曲線", "Cost curve"),
            Text("依每公噸成本排序之減量", "Cuts in the order of their cost per tonne"),
        ),
        fields,
        rows,
    )


def _changes(book: Book, of: Set) -> None:
    fields = (
        FIELDS[0],
        FIELDS[1],
        FIELDS[4],
        Field(Text("變動", "Change"), 34),
        Field(Text("前次預期減量", "Expected before"), 16, Form.TONNES_A_YEAR),
        Field(Text("本次預期減量", "Expected now"), 16, Form.TONNES_A_YEAR),
    )
    rows = [
        (
            one.code,
            of.names[one.code],
            one.id,
            "、".join(CHANGED_LABELS[kind][book.language] for kind in one.kinds),
            one.before.measure.expected if one.before else Missing.NO_DATA,
            one.now.measure.expected if one.now else Missing.NO_DATA,
        )
        for one in of.changes()
    ]
    book.table(
        book.sheet(
            Text("與前次計畫比較", "Since the plan before"),
            Text("與前次計畫相較之變動", "What changed since the plan before"),
        ),
        fields,
        rows,
    )
