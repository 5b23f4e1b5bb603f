"""The yearly statement of an energy service contract as PDF."""

from collections.abc import Iterator, Sequence
from typing import Final

from portal.esco.figures import MeasureRow
from portal.esco.schedule import Payment
from portal.language import Language, Text
from portal.reports import formats
from portal.reports.blocks import Card, boxed, cards, facts, space
from portal.reports.edition import ALLIANCE
from portal.reports.esco import TITLE, EscoStatement, parties, weight
from portal.reports.font import FontNames
from portal.reports.library import Flowable
from portal.reports.look import Look
from portal.reports.page import Head, Known, heading, long_heading, render
from portal.reports.tables import Column, number, table

_KWH: Final = Text("度", "kWh")
_NT: Final = Text("元", "NT$")
_NO_FILES: Final = Text(
    "本年度申報與契約均未附檔案。", "No file is attached to the statement or the contract."
)


def build(of: EscoStatement, language: Language, font: FontNames) -> bytes:
    """The statement as PDF, A4; the same bytes for the same inputs."""
    look, row = Look(font, language), of.yearly.contract
    year = of.yearly.payment.year
    title = Text(
        f"{TITLE.zh}　{row.number}　第 {year.number} 年",
        f"{TITLE.en} {row.number}, year {year.number}",
    )

    def story(_known: Known) -> Sequence[Flowable]:
        return [
            *_first(of, title, look),
            *_stated(of, look),
            *_measures(of, look),
            *_schedule(of, look),
            *_files(of, look),
        ]

    foot = (row.organisation.name, of.edition.facts()[0])
    return render(Head(title, of.edition.made_at, foot, ALLIANCE), look, story)


def _first(of: EscoStatement, title: Text, look: Look) -> Iterator[Flowable]:
    year = of.yearly.payment.year
    first, last = year.first.isoformat(), year.last.isoformat()
    yield look(title, "title")
    yield look(
        Text(
            f"契約年度 {first} 至 {last}；狀態：{of.state.zh}",
            f"Contract year {first} to {last}. State: {of.state.en}",
        ),
        "subtitle",
    )
    yield space(6)
    yield cards(look, _cards(of))
    yield space(8)
    yield facts(look, [(name, look(said, "cell")) for name, said in parties(of)])


def _cards(of: EscoStatement) -> Sequence[Card]:
    paid = of.yearly.payment
    return (
        Card(Text("保證節電量", "Guaranteed"), formats.number(paid.guaranteed), _KWH),
        Card(
            Text("認可節電量", "Verified"),
            formats.number(paid.verified),
            _KWH,
            ()
            if paid.verified is None
            else (
                Text(
                    f"減碳 {formats.number(of.emissions, 1)} 公噸 CO₂e",
                    f"{formats.number(of.emissions, 1)} t CO₂e",
                ),
            ),
        ),
        Card(Text("未達保證", "Shortfall"), formats.number(paid.shortfall), _KWH),
        Card(
            Text("節省金額", "Worth"),
            formats.number(paid.value),
            _NT,
            () if paid.is_certain else (Text("依預期節電量估算", "From the expected saving"),),
        ),
    )


def _stated(of: EscoStatement, look: Look) -> Iterator[Flowable]:
    yield heading(look, Text("本年度節能量", "Savings of the year"))
    statement = of.yearly.statement
    if statement is None:
        yield look(Text("本契約年度尚未申報節能量。", "Nothing is stated of this year yet."))
        return
    columns = (
        Column(Text("措施", "Measure"), 40),
        Column(Text("能源", "Carrier"), 14),
        number(Text("節能量", "Saved"), 24),
        number(Text("減碳", "Emissions"), 18, Text("公噸 CO₂e", "t CO₂e")),
        Column(Text("量測驗證報告", "M&V report"), 24),
    )
    rows = [
        (
            one.measure,
            one.carrier.label,
            formats.amount(one.quantity, one.carrier.unit),
            formats.number(weight(of, one), 1),
            one.report or formats.MISSING,
        )
        for one in of.lines
    ]
    yield table(look, columns, rows, has_note=True)
    yield look(
        Text(
            f"申報：{statement.stated_by}；佐證：{statement.evidence or '—'}；"
            f"審查：{statement.decided_by or '—'}{'；' if statement.note else ''}{statement.note}",
            f"Stated by {statement.stated_by}. Evidence: {statement.evidence or '—'}. "
            f"Decided by {statement.decided_by or '—'}. {statement.note}",
        ),
        "note",
    )


def _measures(of: EscoStatement, look: Look) -> Iterator[Flowable]:
    columns = (
        Column(Text("措施", "Measure"), 40),
        Column(Text("系統", "System"), 20),
        Column(Text("設備", "Tag"), 12),
        Column(Text("啟用日", "Commissioned"), 16),
        Column(Text("預期年節省", "Expected a year"), 34),
    )
    rows = [
        (
            one.content.title,
            one.content.system.label,
            one.content.tag,
            formats.day(one.content.commissioned_on),
            _expected(one),
        )
        for one in of.yearly.measures
    ]
    yield from long_heading(look, Text("契約措施", "Measures of the contract"))
    yield table(look, columns, rows)


def _expected(one: MeasureRow) -> Text:
    said = [formats.amount(quantity, carrier.unit) for carrier, quantity in one.content.savings]
    return Text("、".join(each.zh for each in said), ", ".join(each.en for each in said))


SCHEDULE: Final = (
    number(Text("年度", "Year"), 9),
    Column(Text("期間", "From, to"), 34),
    number(Text("保證", "Guaranteed"), 16, _KWH),
    number(Text("認可", "Verified"), 17, _KWH),
    number(Text("未達保證", "Shortfall"), 15, _KWH),
    number(Text("節省金額", "Worth"), 18, _NT),
    number(Text("ESCO 分享", "To the ESCO"), 18, _NT),
    number(Text("補償", "Compensation"), 17, _NT),
)


def _schedule(of: EscoStatement, look: Look) -> Iterator[Flowable]:
    yield from long_heading(look, Text("付款時程", "Schedule of payments"))
    yield table(look, SCHEDULE, [_line(one) for one in of.schedule])
    yield space(4)
    yield boxed(
        [
            look(
                Text(
                    "* 尚無認可之節電量，金額依預期節電量估算。未達保證＝保證量減認可量，"
                    "不為負；超出之量不遞延至其他年度，契約另有約定者從其約定。",
                    "* No accepted saving yet: money follows from the expected one. The shortfall "
                    "is the guarantee less what was accepted, never negative; a surplus is not "
                    "carried into another year unless the contract says so.",
                ),
                "note",
            )
        ]
    )


def _line(one: Payment) -> Sequence[Text | str]:
    mark = "" if one.is_certain else " *"
    first, last = one.year.first.isoformat(), one.year.last.isoformat()
    return (
        f"{one.year.number}{mark}",
        Text(f"{first} 至 {last}", f"{first} to {last}"),
        formats.number(one.guaranteed),
        formats.number(one.verified),
        formats.number(one.shortfall),
        formats.number(one.value),
        formats.number(one.to_company),
        formats.number(one.compensation),
    )


def _files(of: EscoStatement, look: Look) -> Iterator[Flowable]:
    """What the statement rests on: anybody can compare a file in hand with the hash."""
    if not of.files:
        yield look(_NO_FILES, "note")
        return
    columns = (
        Column(Text("檔案", "File"), 40),
        Column(Text("所屬", "Of"), 14),
        Column(Text("上傳（台北時間）", "Attached (Taipei)"), 22),
        Column(Text("上傳人", "By"), 14),
        Column(Text("SHA-256", "SHA-256"), 46),
    )
    rows = [
        (one.row.name, one.of, formats.short_time(one.row.added_at), one.row.added_by, one.sha256)
        for one in of.files
    ]
    yield from long_heading(look, Text("佐證檔案", "Files it rests on"))
    yield table(look, columns, rows)
