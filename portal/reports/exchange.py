"""The exchange register of a year as a workbook: both reports of every flow, and what it avoids."""

from collections.abc import Iterable, Iterator

from portal.exchange.avoided import references
from portal.exchange.figures import TREATMENT_LABELS, ReportedFlow, treatment
from portal.exchange.network import Edge, network
from portal.exchange.queries import Case
from portal.exchange.words import ASPECTS, BASE_UNITS, MATCHES, SAID
from portal.language import Language, Text
from portal.plans.amounts import Missing
from portal.reference.codes import CARRIER
from portal.reports.edition import Edition
from portal.reports.excel import Book, Field, Value
from portal.reports.values import Form

_YEAR = Field(Text("申報年度", "Year"), 10)
_PARTIES = (
    Field(Text("供應方", "Seller"), 10),
    Field(Text("供應方名稱", "Name of the seller"), 26),
    Field(Text("受入方", "Buyer"), 10),
    Field(Text("受入方名稱", "Name of the buyer"), 26),
    Field(Text("種類", "Carrier"), 14),
)
_SIDE = (
    (Text("數量（基本單位）", "quantity (base unit)"), Form.ACTIVITY),
    (Text("係數（公噸CO₂e／基本單位）", "factor (tCO2e per base unit)"), Form.ACTIVITY),
    (Text("排放當量（公噸CO₂e）", "emissions (tCO2e)"), Form.TONNES_4),
)


def build(cases: Iterable[Case], year: int, edition: Edition, language: Language) -> bytes:
    """The register as .xlsx: flows, network, statements, references; quantities unrounded."""
    known = list(cases)
    title = Text(f"{year} 年能源交換登錄", f"Exchange register {year}")
    book = Book(title, edition, language)
    _flows(book, known)
    _network(book, known)
    _statements(book, known)
    _references(book)
    return book.close()


def _flows(book: Book, cases: list[Case]) -> None:
    sides = [
        Field(Text(f"{name.zh}{part.zh}", f"{name.en}: {part.en}"), 15, form)
        for name in (Text("供應方", "Seller"), Text("受入方", "Buyer"))
        for part, form in _SIDE
    ]
    fields = (
        _YEAR,
        Field(Text("目標年", "Target year"), 9),
        *_PARTIES,
        Field(Text("單位", "Unit"), 8),
        *sides,
        Field(Text("計入排放當量（公噸CO₂e）", "Counts (tCO2e)"), 16, Form.TONNES_4),
        Field(Text("比對結果", "Match"), 14),
        Field(Text("不一致項目", "Differs in"), 24),
        Field(Text("計算方式", "How it counts"), 36),
    )
    sheet = book.sheet(
        Text("交換登錄", "Register"),
        Text(
            "每一筆交換：雙方申報、是否相符與處理",
            "Every flow: both reports, whether they match, and what was settled",
        ),
    )
    first = book.opening(sheet, 8)
    book.table(sheet, fields, [_flow(one) for one in cases], first=first)


def _flow(case: Case) -> list[Value]:
    side = case.flow.bought or case.flow.sold
    differs = [ASPECTS[one.aspect] for one in case.flow.differences]
    return [
        str(case.year),
        str(case.horizon) if case.horizon else None,
        *_parties(case),
        BASE_UNITS.get(side.dimension, "") if side else None,
        *_side(case.flow.sold),
        *_side(case.flow.bought),
        case.flow.tonnes if case.match.counts else None,
        MATCHES[case.match],
        Text("、".join(one.zh for one in differs), ", ".join(one.en for one in differs)),
        TREATMENT_LABELS[treatment(case.flow.carrier)],
    ]


def _parties(case: Case) -> Iterator[Value]:
    for party in (case.seller, case.buyer):
        yield party.code
        yield party.name
    carrier = case.flow.carrier
    yield CARRIER[carrier].label if carrier in CARRIER else carrier


def _side(side: ReportedFlow | None) -> list[Value]:
    if side is None:
        return [Missing.NOT_STATED] * 3
    return [
        Missing.NOT_STATED if part is None else part
        for part in (side.quantity, side.factor, side.tonnes)
    ]


def _network(book: Book, cases: list[Case]) -> None:
    fields = (
        *_PARTIES,
        Field(Text("比對結果", "Match"), 14),
        Field(Text("數量", "Quantity"), 16, Form.ACTIVITY),
        Field(Text("單位", "Unit"), 8),
        Field(Text("熱量（GJ）", "Heat (GJ)"), 16, Form.ACTIVITY),
        Field(Text("排放當量（公噸CO₂e）", "Emissions (tCO2e)"), 16, Form.TONNES_4),
        Field(Text("避免排放（公噸CO₂）", "Avoided (tCO2)"), 16, Form.TONNES_4),
        Field(Text("市府算法（公噸CO₂）", "As the city counts (tCO2)"), 16, Form.TONNES_4),
        Field(Text("捕捉再利用（公噸CO₂）", "Captured (tCO2)"), 16, Form.TONNES_4),
    )
    sheet = book.sheet(
        Text("交換網絡", "Network"),
        Text(
            "成員間之能源與副產物流向、數量與減碳",
            "Flows between members, with quantity and tonnes avoided",
        ),
    )
    book.table(sheet, fields, [_edge(one) for one in network(cases).edges])


def _edge(edge: Edge) -> list[Value]:
    return [
        *_parties(edge.case),
        MATCHES[edge.match],
        edge.quantity,
        edge.unit,
        edge.heat,
        edge.tonnes,
        edge.avoided,
        edge.city,
        edge.captured,
    ]


def _statements(book: Book, cases: list[Case]) -> None:
    fields = (
        *_PARTIES,
        Field(Text("目標年", "Target year"), 9),
        Field(Text("時間", "When"), 18),
        Field(Text("成員", "Member"), 10),
        Field(Text("姓名", "By"), 14),
        Field(Text("回覆或裁定", "Statement"), 28),
        Field(Text("說明", "Reason"), 60),
        Field(Text("另定數值（公噸CO₂e）", "Other value (tCO2e)"), 16, Form.TONNES_4),
        Field(Text("佐證", "Evidence"), 40),
    )
    rows: list[list[Value]] = [
        [
            *_parties(case),
            str(case.horizon) if case.horizon else None,
            said.at,
            said.of or None,
            said.by,
            SAID[said.said],
            said.reason,
            None if said.value is None else said.value.year.tonnes,
            None if said.value is None else said.value.evidence,
        ]
        for case in cases
        for said in case.statements
    ]
    book.table(
        book.sheet(
            Text("處理紀錄", "Statements"),
            Text("雙方與承辦之說明", "What the two members and the coordinator stated"),
        ),
        fields,
        rows,
    )


def _references(book: Book) -> None:
    fields = (
        Field(Text("代號", "Key"), 20),
        Field(Text("數值", "Value"), 12, Form.ACTIVITY),
        Field(Text("單位", "Unit"), 12),
        Field(Text("來源", "Source"), 80),
        Field(Text("已核對原文", "Source read"), 12),
    )
    rows: list[list[Value]] = [
        [one.key, one.value, one.unit, one.source, Text("是", "yes") if one.verified else None]
        for one in references().values()
    ]
    book.table(
        book.sheet(
            Text("參考值", "References"),
            Text("判定所用之參考係數與來源", "Reference factors with their source"),
        ),
        fields,
        rows,
    )
