"""The yearly statement of an energy service contract as a workbook."""

from collections.abc import Sequence

from portal.calculators.wording import unit_words
from portal.language import Language, Text
from portal.reports import formats
from portal.reports.esco import TITLE, EscoStatement, parties, weight
from portal.reports.excel import Book, Field, Value
from portal.reports.values import Form

_NUMBER = Form.ACTIVITY
_KWH = Text("度", "kWh")


def build(of: EscoStatement, language: Language) -> bytes:
    """The statement as .xlsx, quantities unrounded."""
    row, year = of.yearly.contract, of.yearly.payment.year
    title = Text(
        f"{TITLE.zh}　{row.number}　第 {year.number} 年",
        f"{TITLE.en} {row.number}, year {year.number}",
    )
    book = Book(title, of.edition, language)
    _summary(book, of)
    _lines(book, of)
    _measures(book, of)
    _schedule(book, of)
    if of.files:
        _files(book, of)
    return book.close()


def _summary(book: Book, of: EscoStatement) -> None:
    paid = of.yearly.payment
    fields = (
        Field(Text("項目", "Figure"), 26),
        Field(Text("內容", "Value"), 60, _NUMBER),
        Field(Text("單位", "Unit"), 16),
    )
    rows: list[Sequence[Value]] = [
        *((name, said, "") for name, said in parties(of)),
        (Text("狀態", "State"), of.state, ""),
        (Text("保證節電量", "Guaranteed"), paid.guaranteed, _KWH),
        (Text("認可節電量", "Verified"), paid.verified, _KWH),
        (Text("未達保證", "Shortfall"), paid.shortfall, _KWH),
        (Text("減碳量", "Emissions"), of.emissions, Text("公噸 CO₂e", "t CO₂e")),
        (Text("節省金額", "Worth"), paid.value, Text("元", "NT$")),
    ]
    book.table(
        book.sheet(
            Text("摘要", "Summary"),
            Text(
                "契約、當年度認可節電量、未達保證與金額",
                "Contract, accepted saving, shortfall and worth of the year",
            ),
        ),
        fields,
        rows,
    )


def _lines(book: Book, of: EscoStatement) -> None:
    fields = (
        Field(Text("措施", "Measure"), 40),
        Field(Text("能源", "Carrier"), 14),
        Field(Text("節能量", "Saved"), 18, _NUMBER),
        Field(Text("單位", "Unit"), 9),
        Field(Text("減碳量", "Emissions"), 18, Form.TONNES_4),
        Field(Text("量測驗證報告", "M&V report"), 24),
    )
    rows: list[Sequence[Value]] = [
        (
            one.measure,
            one.carrier.label,
            one.quantity,
            unit_words(one.carrier.unit),
            weight(of, one),
            one.report,
        )
        for one in of.lines
    ]
    book.table(
        book.sheet(
            Text("本年度節能量", "Savings"),
            Text(
                "各措施當年度節能量與量測驗證報告",
                "Savings of each measure in the year, with the M&V report",
            ),
        ),
        fields,
        rows,
    )


def _measures(book: Book, of: EscoStatement) -> None:
    fields = (
        Field(Text("措施", "Measure"), 40),
        Field(Text("系統", "System"), 20),
        Field(Text("設備", "Tag"), 14),
        Field(Text("啟用日", "Commissioned"), 14),
        Field(Text("能源", "Carrier"), 14),
        Field(Text("預期年節省", "Expected a year"), 18, _NUMBER),
        Field(Text("單位", "Unit"), 9),
    )
    rows: list[Sequence[Value]] = [
        (
            one.content.title,
            one.content.system.label,
            one.content.tag,
            formats.day(one.content.commissioned_on),
            carrier.label,
            quantity,
            unit_words(carrier.unit),
        )
        for one in of.yearly.measures
        for carrier, quantity in one.content.savings
    ]
    book.table(
        book.sheet(
            Text("契約措施", "Measures"),
            Text(
                "契約之各項措施與預期年節省", "Measures of the contract, with their expected saving"
            ),
        ),
        fields,
        rows,
    )


def _schedule(book: Book, of: EscoStatement) -> None:
    fields = (
        Field(Text("年度", "Year"), 8, Form.COUNT),
        Field(Text("起", "From"), 13),
        Field(Text("迄", "To"), 13),
        Field(Text("預期（度）", "Expected (kWh)"), 16, _NUMBER),
        Field(Text("保證（度）", "Guaranteed (kWh)"), 16, _NUMBER),
        Field(Text("認可（度）", "Verified (kWh)"), 16, _NUMBER),
        Field(Text("未達保證（度）", "Shortfall (kWh)"), 16, _NUMBER),
        Field(Text("ESCO 分享（%）", "Share (%)"), 14, _NUMBER),
        Field(Text("節省金額（元）", "Worth (NT$)"), 18, _NUMBER),
        Field(Text("ESCO 分享（元）", "To the ESCO (NT$)"), 18, _NUMBER),
        Field(Text("補償（元）", "Compensation (NT$)"), 18, _NUMBER),
        Field(Text("成員所得（元）", "To the member (NT$)"), 18, _NUMBER),
    )
    rows: list[Sequence[Value]] = [
        (
            one.year.number,
            one.year.first.isoformat(),
            one.year.last.isoformat(),
            one.expected,
            one.guaranteed,
            one.verified,
            one.shortfall,
            one.share,
            one.value,
            one.to_company,
            one.compensation,
            one.to_member,
        )
        for one in of.schedule
    ]
    book.table(
        book.sheet(
            Text("付款時程", "Payments"),
            Text(
                "各契約年度之保證、認可與付款",
                "Guarantee, accepted saving and payments of every contract year",
            ),
        ),
        fields,
        rows,
    )


def _files(book: Book, of: EscoStatement) -> None:
    fields = (
        Field(Text("檔案", "File"), 46),
        Field(Text("所屬", "Of"), 12),
        Field(Text("上傳（台北時間）", "Attached (Taipei time)"), 20),
        Field(Text("上傳人", "By"), 16),
        Field(Text("檔案 SHA-256", "SHA-256 of the file"), 68),
    )
    rows: list[Sequence[Value]] = [
        (one.row.name, one.of, one.row.added_at, one.row.added_by, one.row.sha256)
        for one in of.files
    ]
    about = Text(
        "年度申報與契約所附檔案及其雜湊值", "Files of the statement and the contract, with hashes"
    )
    book.table(book.sheet(Text("佐證檔案", "Files"), about), fields, rows)
