"""The carbon budget as a workbook: budget, checks, delivery, electricity, programmes, pathway."""

from collections.abc import Iterator, Sequence
from typing import Final

from portal.aggregation.contributions import Delivery, Total
from portal.budget.overview import CarbonBudget
from portal.language import Language, Text
from portal.plans.amounts import Amount, Missing
from portal.reports.budget_coverage import COVERAGE, coverage_rows
from portal.reports.edition import Edition
from portal.reports.excel import Book, Field, Sheet, Value
from portal.reports.values import Form

TITLE: Final = Text("碳預算", "Carbon budget")
ELECTRICITY: Final = Text("用電", "Electricity")
_WIDTH: Final = 6
_TEN_KT: Final = Text("萬公噸 CO₂e", "10,000 t CO₂e")
_KWH: Final = Text("度", "kWh")
_ITEM: Final = Text("項目", "Item")
_UNIT: Final = Text("單位", "Unit")
_YEAR: Final = Text("年度", "Year")
_MEMBER: Final = Text("成員", "Member")
_POINTS: Final = Form.ACTIVITY

_ABOUT: Final = {
    Text("預算", "Budget"): Text(
        "各部門之基線、減量措施與碳預算；依核定文件之各版本",
        "Baseline, measures and budget of every sector, by version of the document",
    ),
    Text("措施", "Measures"): Text(
        "核定文件所列工業部門各項措施之減量", "Cuts of the measures that the document lists"
    ),
    Text("驗算", "Checks"): Text(
        "文件所印數值之驗算與差異", "Figures as printed, recomputed, with the difference"
    ),
    Text("聯盟減量", "Alliance"): Text(
        "聯盟預期減量：自訂與內插、是否含電廠、未計入之成員",
        "Expected cut of the Alliance: stated and interpolated, with and without power plants",
    ),
    COVERAGE: Text(
        "聯盟預期減量之家數、涵蓋、基準年、查驗、自訂與內插、高低值、重複與最大一家",
        "Members, coverage, base years, verification, stated and interpolated parts, range, "
        "overlap and largest member of the expected cut",
    ),
    ELECTRICITY: Text(
        "成員用電減量：自身與電網之部分",
        "Cut from electricity: the members' own and the grid's part",
    ),
    Text("電力係數", "Grid factor"): Text(
        "電力排碳係數之公告值與情境值", "Grid factors as announced and as assumed"
    ),
    Text("其他計畫", "Programmes"): Text(
        "會員以外各計畫之年度減量與來源",
        "Yearly cuts of programmes outside the members, with source",
    ),
    Text("路徑", "Pathway"): Text(
        "全市與聯盟之歷年排放、預算與目標",
        "Emissions, budget and targets of the city and Alliance by year",
    ),
    Text("缺口", "Missing to 2030"): Text(
        "自碳預算上限至 2030 年目標之缺口", "What is missing from the cap to the target of 2030"
    ),
}


def build(
    page: CarbonBudget, edition: Edition, language: Language, missing: Sequence[Text] = ()
) -> bytes:
    """The workbook of the page; the first sheet says what it is, of when, and what is missing."""
    book = Book(TITLE, edition, language)
    for number, (name, fields, rows) in enumerate(sheets(page)):
        sheet = book.sheet(name, _ABOUT[name])
        first = 0 if number else book.opening(sheet, _WIDTH, missing)
        book.table(sheet, fields, rows, first=first)
    return book.close()


def sheets(page: CarbonBudget) -> Iterator[Sheet]:
    """Every table of the page that holds anything: its name, its columns and its rows."""
    found = [_budget(page), _measures(page), _checks(page)]
    if page.delivery.counted:
        found += [_delivery(page), coverage_rows(page)]
    if page.delivery.counted or page.electricity.members:
        found.append(_electricity(page))
    found += [_factors(page), _programmes(page), _pathway(page), _to_go(page)]
    yield from (one for one in found if one[2])


def _budget(page: CarbonBudget) -> Sheet:
    fields = (
        Field(Text("版本", "Version"), 16),
        Field(Text("部門", "Sector"), 22),
        _points("基線 A", "Baseline A", 16),
        _points("減量措施 B", "Measures B", 16),
        _points("碳預算 C", "Budget C", 16),
        Field(Text("依據文件", "Document"), 40),
    )
    rows: list[Sequence[Value]] = [
        (one.title, line.label, line.baseline, line.measures, line.budget, one.document)
        for one in (page.version, *(each for each in page.versions if each is not page.version))
        for line in one.lines
    ]
    return Text("預算", "Budget"), fields, rows


def _measures(page: CarbonBudget) -> Sheet:
    fields = (
        Field(Text("措施", "Measure"), 40),
        _points("減量", "Cut", 14),
        Field(Text("備註", "Remark"), 50),
    )
    rows: list[Sequence[Value]] = [
        (one.label, one.amount, one.remark) for one in page.version.measures
    ]
    return Text("措施", "Measures"), fields, rows


def _checks(page: CarbonBudget) -> Sheet:
    fields = (
        Field(_ITEM, 44),
        Field(Text("文件所印", "Printed"), 14, _POINTS),
        Field(Text("驗算", "Computed"), 14, _POINTS),
        Field(Text("差異", "Difference"), 14, _POINTS),
        Field(_UNIT, 16),
    )
    rows: list[Sequence[Value]] = [
        (one.what, one.printed, one.computed, one.difference, one.unit) for one in page.checks
    ]
    return Text("驗算", "Checks"), fields, rows


def _delivery(page: CarbonBudget) -> Sheet:
    found = page.delivery
    fields = (
        Field(Text("範圍", "Set"), 26),
        Field(Text("性質", "Kind"), 18),
        Field(Text("減量", "Cut"), 16, Form.TONNES_A_YEAR),
        Field(Text("計入家數", "Members"), 10, Form.MEMBERS),
        Field(Text("未計入", "Left out"), 60),
    )
    sets = (
        (Text("聯盟", "Alliance"), found.whole),
        (Text("不含能源組", "Without the energy group"), found.without_power),
        (Text("能源組", "Energy group"), found.power),
    )
    rows: list[Sequence[Value]] = [
        (name, kind, total.value, len(total.members), _listed(total.left_out))
        for name, one in sets
        for kind, total in _kinds(one)
    ]
    return Text("聯盟減量", "Alliance"), fields, rows


def _listed(codes: Sequence[str]) -> Text:
    return Text("、".join(codes), ", ".join(codes))


def _kinds(one: Delivery) -> tuple[tuple[Text, Total], ...]:
    return (
        (Text("成員自訂", "Stated"), one.stated),
        (Text("內插", "Interpolated"), one.interpolated),
    )


def _electricity(page: CarbonBudget) -> Sheet:
    fields = (
        Field(_MEMBER, 12),
        Field(Text("基準年", "Base year"), 10, Form.YEAR),
        Field(Text("目標年", "Target year"), 10, Form.YEAR),
        Field(Text("基準年用電", "Base year use"), 20, _POINTS, _KWH),
        Field(Text("目標年用電", "Target year use"), 20, _POINTS, _KWH),
        Field(Text("成員自身", "Own"), 16, Form.TONNES_4),
        Field(Text("電網", "Grid"), 16, Form.TONNES_4),
    )
    stated = [
        (one.use.code, one.use.base_year, one.use.year, one.use.base, one.use.target)
        for one in page.electricity.members
    ]
    parts = [(one.own, one.grid) for one in page.electricity.members]
    rows: list[Sequence[Value]] = [
        (*before, *after) for before, after in zip(stated, parts, strict=True)
    ]
    silent = Missing.NOT_STATED
    rows += [
        (code, None, page.electricity.year, silent, silent, silent, silent)
        for code in page.electricity.silent
    ]
    return ELECTRICITY, fields, rows


def _factors(page: CarbonBudget) -> Sheet:
    path = page.electricity.path
    fields = (
        Field(_YEAR, 10, Form.YEAR),
        Field(Text("係數", "Factor"), 24, Form.FACTOR, Form.FACTOR.value.unit),
        Field(Text("性質", "Kind"), 14),
    )
    actual, assumed = Text("公告值", "Announced"), Text("情境", "Assumed")
    rows: list[Sequence[Value]] = [
        (year, path.at(year), actual if path.is_actual(year) else assumed)
        for year in range(min(path.actual), path.end_year + 1)
    ]
    return Text("電力係數", "Grid factor"), fields, rows


def _programmes(page: CarbonBudget) -> Sheet:
    fields = (
        Field(Text("計畫", "Programme"), 30),
        Field(Text("內容", "What"), 36),
        Field(_YEAR, 8, Form.YEAR),
        Field(Text("性質", "Basis"), 10),
        Field(Text("期間", "Span"), 10),
        Field(Text("減量", "Cut"), 16, Form.TONNES),
        Field(Text("未加計之原因", "Why not added"), 30),
        Field(Text("來源", "Source"), 36),
    )
    rows: list[Sequence[Value]] = []
    for one in page.programmes:
        record, reason = one.record, one.left_out
        label = reason.label if reason else Text("加計", "Added")
        kind = (record.basis.label, record.span.label)
        named = (record.programme.label, record.label, record.year)
        rows.append((*named, *kind, record.tonnes, label, record.source))
    return Text("其他計畫", "Programmes"), fields, rows


def _pathway(page: CarbonBudget) -> Sheet:
    has_pledges = bool(page.delivery.counted)
    fields = [
        Field(_YEAR, 10, Form.YEAR),
        _points("全市（公布值）", "City, published", 18),
        _points("預算與目標", "Budget and targets", 18),
        _points("聯盟（申報值）", "Alliance, reported", 18),
    ]
    if has_pledges:
        fields.append(_points("聯盟（承諾路徑）", "Alliance, pledged", 18))
    rows: list[Sequence[Value]] = []
    for one in page.pathway:
        known: list[Amount] = [one.actual, one.aim, one.reported]
        if has_pledges:
            known.append(one.pledged)
        if any(not isinstance(amount, Missing) for amount in known):
            rows.append((one.year, *known))
    return Text("路徑", "Pathway"), fields, rows


def _to_go(page: CarbonBudget) -> Sheet:
    found = page.to_go
    fields = (Field(_ITEM, 50), _points("數值", "Value", 18))
    items: tuple[tuple[Text, Amount], ...] = (
        (Text(f"{found.cap_year} 年碳預算上限", f"Cap of {found.cap_year}"), found.cap),
        (Text("2030 年目標", "Target for 2030"), found.target),
        (Text("尚缺", "Missing"), found.missing),
        (
            Text("聯盟其後減量（不含電廠）", "Alliance after it, without power plants"),
            found.alliance,
        ),
        (Text("其他計畫", "Other programmes"), found.programmes),
        (Text("仍無著落", "Still open"), found.open),
        (
            Text(f"{found.latest_year} 年實際值", f"Actual emissions of {found.latest_year}"),
            found.latest,
        ),
        (Text("自實際值起算尚需", "Needed from the actual emissions"), found.from_latest),
    )
    rows: list[Sequence[Value]] = [one for one in items if not isinstance(one[1], Missing)]
    return Text("缺口", "Missing to 2030"), fields, rows


def _points(zh: str, en: str, width: float) -> Field:
    """A column of amounts as the city prints them."""
    return Field(Text(zh, en), width, _POINTS, _TEN_KT)
