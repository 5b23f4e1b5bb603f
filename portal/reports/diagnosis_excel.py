"""The diagnosis report as a workbook: the same figures, unrounded, ready to sort."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from portal.advisory.duty import DRAFT
from portal.advisory.equipment import KINDS
from portal.advisory.vocabulary import Topic
from portal.calculators.registry import BY_CODE
from portal.calculators.wording import unit_words
from portal.language import Language, Text
from portal.reports import formats
from portal.reports.diagnosis import DiagnosisReport, Item, first_actions, items, totals
from portal.reports.excel import Book, Field, Value
from portal.reports.values import Form

_TITLE: Final = {
    Topic.ENERGY: Text("節能診斷報告", "Energy diagnosis report"),
    Topic.CARBON_INVENTORY: Text("碳盤查輔導報告", "Carbon inventory advice report"),
}
_NUMBER: Final = Form.ACTIVITY


def build(report: DiagnosisReport, language: Language) -> bytes:
    """The report as .xlsx."""
    one, found = report.case.request, items(report)
    title = _TITLE[one.wanted.topic]
    named = Text(f"{title.zh}　{one.number}", f"{title.en} {one.number}")
    book = Book(named, report.edition, language)
    _summary(book, report, found)
    _equipment(book, report)
    _measurements(book, report)
    _findings(book, report)
    _recommendations(book, found)
    _derivations(book, found)
    return book.close()


def _summary(book: Book, report: DiagnosisReport, found: Sequence[Item]) -> None:
    one, whole = report.case.request, totals(found)
    fields = (
        Field(Text("項目", "Figure"), 34),
        Field(Text("數值", "Value"), 30, _NUMBER),
        Field(Text("單位或說明", "Unit or remark"), 40),
    )
    rows: list[Sequence[Value]] = [
        (Text("公司", "Company"), one.company_name, one.company_code),
        (Text("廠區", "Site"), one.site_name, one.site_number),
        (Text("現場診斷", "Surveyed"), formats.day(report.surveyed_on), ""),
        (Text("診斷發現", "Findings"), len(report.case.findings), ""),
        (Text("改善建議", "Recommendations"), whole.count, ""),
        (Text("可節電量", "Electricity"), whole.kwh, unit_words("kWh/yr")),
        (Text("可節能量", "Energy"), whole.gj, unit_words("GJ/yr")),
        (Text("可減碳量", "Emissions"), whole.tonnes, Text("公噸 CO₂e／年", "t CO₂e/yr")),
        (Text("可節省金額", "Money saved"), whole.yearly, Text("元／年", "NT$/yr")),
        (Text("淨投資額", "Outlay"), whole.outlay, Text("元", "NT$")),
        (Text("整體回收年限", "Payback"), whole.payback, Text("年", "years")),
        *(
            (
                Text(f"優先行動 {place}", f"First action {place}"),
                f"#{each.row.number} {each.row.advice.title}",
                "",
            )
            for place, each in enumerate(first_actions(found), 1)
        ),
        *((step.title, step.owner.label, formats.day(step.due)) for step in report.case.steps),
        *(
            (each.label, formats.day(each.due), each.source if each.verified else DRAFT)
            for each in report.deadlines
        ),
        *(
            (
                each.content.kind.label,
                each.content.text,
                f"{each.state.label[book.language]} {formats.day(each.content.due)}",
            )
            for each in report.case.actions
        ),
    ]
    book.table(
        book.sheet(
            Text("摘要", "Summary"),
            Text(
                "公司、診斷結果合計、優先行動與期限",
                "Company, totals of the diagnosis, first actions and deadlines",
            ),
        ),
        fields,
        rows,
    )


def _equipment(book: Book, report: DiagnosisReport) -> None:
    fields = (
        Field(Text("編號", "Tag"), 14),
        Field(Text("設備", "Kind"), 24),
        Field(Text("廠牌", "Make"), 18),
        Field(Text("型號", "Model"), 18),
        Field(Text("年份", "Year"), 9, Form.YEAR),
        Field(Text("額定", "Rated"), 12, _NUMBER),
        Field(Text("額定單位", "Unit of rating"), 12),
        Field(Text("能源", "Carrier"), 14),
        Field(Text("年運轉時數", "Hours a year"), 12, _NUMBER),
        Field(Text("年用量", "Use a year"), 16, _NUMBER),
        Field(Text("用量單位", "Unit of use"), 12),
    )
    rows: list[Sequence[Value]] = [
        (
            one.machine.tag,
            KINDS[one.machine.kind].label,
            one.machine.maker,
            one.machine.model,
            one.machine.year,
            one.machine.rated,
            KINDS[one.machine.kind].rated.unit,
            one.machine.carrier.label,
            one.machine.hours,
            one.machine.annual_use,
            unit_words(one.machine.carrier.unit),
        )
        for one in report.machines
    ]
    book.table(
        book.sheet(Text("設備", "Equipment"), Text("診斷廠區之設備", "Equipment of the site")),
        fields,
        rows,
        frozen=1,
    )


def _measurements(book: Book, report: DiagnosisReport) -> None:
    kinds = {row.id: KINDS[row.machine.kind] for row in report.machines}
    fields = (
        Field(Text("編號", "Tag"), 14),
        Field(Text("量測項目", "Quantity"), 26),
        Field(Text("數值", "Value"), 14, _NUMBER),
        Field(Text("單位", "Unit"), 12),
        Field(Text("方式", "Method"), 14),
        Field(Text("儀器", "Instrument"), 26),
        Field(Text("校正日期", "Calibrated"), 13),
        Field(Text("時間（台北）", "Taken (Taipei)"), 18),
        Field(Text("登錄者", "Recorded by"), 16),
    )
    rows: list[Sequence[Value]] = []
    for one in report.measurements:
        kind = kinds.get(one.equipment_id)
        measured = kind.quantity(one.reading.quantity) if kind else None
        rows.append(
            (
                one.tag,
                measured.label if measured else one.reading.quantity,
                one.reading.value,
                measured.unit if measured else "",
                one.reading.method.label,
                one.reading.instrument,
                formats.day(one.reading.calibrated_on),
                one.reading.taken_at,
                one.recorded_by,
            )
        )
    book.table(
        book.sheet(
            Text("量測", "Measurements"),
            Text("現場量測值、儀器與時間", "Measurements on site, with instrument and time"),
        ),
        fields,
        rows,
        frozen=1,
    )


def _findings(book: Book, report: DiagnosisReport) -> None:
    fields = (
        Field(Text("系統", "System"), 22),
        Field(Text("設備", "Tag"), 14),
        Field(Text("影響程度", "Weight"), 12),
        Field(Text("診斷發現", "Finding"), 90),
        Field(Text("照片", "Photos"), 9, Form.COUNT),
    )
    rows: list[Sequence[Value]] = [
        (
            one.seen.system.label,
            one.tag,
            one.seen.severity.label,
            one.seen.text,
            sum(photo.finding_id == one.id for photo in report.photos),
        )
        for one in report.case.findings
    ]
    book.table(
        book.sheet(
            Text("診斷發現", "Findings"),
            Text("各系統之發現與證據", "Findings by system, with evidence"),
        ),
        fields,
        rows,
    )


_ADVICE_FIELDS: Final = (
    Field(Text("編號", "No."), 8, Form.COUNT),
    Field(Text("建議", "Recommendation"), 40),
    Field(Text("設備", "Tag"), 12),
    Field(Text("類別", "Class"), 22),
    Field(Text("狀態", "State"), 16),
    Field(Text("優先順序", "Priority"), 10),
    Field(Text("能源", "Carrier"), 12),
    Field(Text("年節省量", "Saved a year"), 16, _NUMBER),
    Field(Text("單位", "Unit"), 9),
    Field(Text("能源單價（元）", "Price (NT$)"), 12, _NUMBER),
    Field(Text("年節省金額（元）", "Money saved (NT$/yr)"), 16, _NUMBER),
    Field(Text("減碳量", "Emissions"), 16, Form.TONNES_4),
    Field(Text("投資額（元）", "Cost (NT$)"), 15, _NUMBER),
    Field(Text("補助（元）", "Subsidy (NT$)"), 13, _NUMBER),
    Field(Text("回收年限", "Payback (years)"), 11, _NUMBER),
    Field(Text("淨現值（元）", "NPV (NT$)"), 16, _NUMBER),
    Field(Text("內部報酬率（%）", "IRR (%)"), 12, _NUMBER),
    Field(Text("使用年限", "Life (years)"), 10, _NUMBER),
    Field(Text("同一用途", "Interaction"), 12),
    Field(Text("說明", "Text"), 70),
)


def _recommendations(book: Book, found: Sequence[Item]) -> None:
    """One row for each carrier that is saved; what belongs to the whole stands in the first."""
    rows = [row for one in found for row in _rows(one)]
    book.table(
        book.sheet(
            Text("改善建議", "Recommendations"),
            Text(
                "每一建議之節能、減碳、投資與回收年限",
                "Savings, tonnes, outlay and payback of every recommendation",
            ),
        ),
        _ADVICE_FIELDS,
        rows,
        frozen=2,
    )


def _rows(one: Item) -> list[Sequence[Value]]:
    content, worth = one.row.advice, one.row.economics
    rows: list[Sequence[Value]] = []
    for place, saved in enumerate(one.row.savings or (None,)):
        whole: tuple[Value, ...] = (
            one.yearly,
            one.tonnes,
            content.capex,
            content.subsidy,
            worth.payback_years,
            one.npv,
            one.irr,
            worth.life_years,
        )
        rows.append(
            (
                one.row.number,
                content.title,
                one.finding.tag,
                content.measure_class.label,
                one.row.state.label,
                content.priority.label,
                *(
                    (
                        saved.carrier.label,
                        saved.quantity,
                        unit_words(saved.carrier.unit),
                        saved.price,
                    )
                    if saved
                    else ("", None, "", None)
                ),
                *(whole if place == 0 else (None,) * len(whole)),
                content.interaction_group,
                content.text,
            )
        )
    return rows


def _derivations(book: Book, found: Sequence[Item]) -> None:
    fields = (
        Field(Text("建議", "Recommendation"), 10, Form.COUNT),
        Field(Text("計算", "Calculation"), 26),
        Field(Text("公式編號", "Formula id"), 16),
        Field(Text("步驟", "Step"), 22),
        Field(Text("公式", "Formula"), 44),
        Field(Text("代入", "With numbers"), 54),
        Field(Text("結果", "Result"), 18, _NUMBER),
        Field(Text("單位", "Unit"), 14),
    )
    rows: list[Sequence[Value]] = [
        (
            one.row.number,
            BY_CODE[run.code].title if run.code in BY_CODE else run.code,
            run.formula_id,
            line.label,
            line.formula,
            line.filled,
            _finite(line.value),
            unit_words(line.unit),
        )
        for one in found
        for run in (*one.derivation, *one.money)
        for line in run.lines
    ]
    book.table(
        book.sheet(
            Text("計算過程", "Derivations"),
            Text(
                "每一建議之計算式、輸入值與來源",
                "Formula, inputs and sources behind every recommendation",
            ),
        ),
        fields,
        rows,
    )


def _finite(value: Decimal) -> Decimal | None:
    return value if value.is_finite() else None
