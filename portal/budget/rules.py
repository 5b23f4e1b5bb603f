"""The rules of a workbook of the budget, and the version it becomes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from portal.budget.figures import SECTOR_LABELS, BudgetLine
from portal.budget.operations import NewVersion
from portal.budget.sheets import SECTOR_CODES, About, SectorRow
from portal.language import Text
from portal.reference.city import Sector
from portal.workbook.findings import Hit, Severity, hit
from portal.workbook.reading import Reading
from portal.workbook.rules import Rule, RuleBook

SOURCE = "高雄市碳預算（2025－2026年）表9：C = A − B"


@dataclass(frozen=True, slots=True)
class Subject:
    """What the rules look at."""

    about: About | None
    rows: tuple[SectorRow, ...]


RULES: RuleBook[Subject] = RuleBook("BUD")


def judge(reading: Reading) -> Iterator[tuple[Rule[Any], Hit]]:
    """What the rules find in a workbook of the budget."""
    return RULES.hits(Subject(reading.form("about"), reading.table("sectors")))


def sector_of(row: SectorRow) -> Sector | None:
    """The sector that a row names, by its name in either language."""
    return SECTOR_CODES.get((row.sector or "").strip().casefold())


def version_of(about: About, rows: Sequence[SectorRow]) -> NewVersion:
    """The version of a workbook without errors."""
    lines = [_line(row) for row in rows]
    return NewVersion(
        about.title or "",
        about.first_year or 0,
        about.last_year or 0,
        about.year or 0,
        about.document or "",
        about.adopted_on,
        tuple(one for one in lines if one is not None),
        about.enterprise,
        about.reason or "",
    )


def _line(row: SectorRow) -> BudgetLine | None:
    sector = sector_of(row)
    if sector is None or row.baseline is None or row.budget is None:
        return None
    return BudgetLine(sector, row.baseline, row.measures, row.budget)


@RULES.rule(
    "BUD-001",
    Severity.ERROR,
    title=Text("部門名稱無法辨識", "Unknown sector"),
    message=Text("「{found}」不是碳預算的部門。", "“{found}” is no sector of the budget."),
    why=Text("無法與其他版本比較。", "The row cannot be compared with other versions."),
    fix=Text("請照範本填寫部門名稱。", "Write the sector as in the blank form."),
    source=SOURCE,
)
def sectors_are_known(subject: Subject) -> Iterator[Hit]:
    """Every row names a sector or a total."""
    for row in subject.rows:
        if row.sector and sector_of(row) is None:
            yield hit(row.cell("sector"), found=row.sector)


@RULES.rule(
    "BUD-002",
    Severity.ERROR,
    title=Text("部門缺漏或重複", "A sector is missing or there twice"),
    message=Text("「{name}」有 {found} 列，應為 1 列。", "“{name}” has {found} rows, not 1."),
    why=Text("合計會缺漏或重複計算。", "The totals would miss it or count it twice."),
    fix=Text("請補上或刪除該列。", "Add the row, or delete one of them."),
    source=SOURCE,
)
def every_sector_has_one_row(subject: Subject) -> Iterator[Hit]:
    """Each sector and total stands in one row."""
    known = [sector_of(row) for row in subject.rows]
    for name, sector in SECTOR_CODES.items():
        if subject.rows and name == sector.value and known.count(sector) != 1:
            rows = [row for row in subject.rows if sector_of(row) is sector]
            places = [row.cell("sector") for row in rows or subject.rows[:1]]
            yield hit(*places, name=SECTOR_LABELS[sector], found=known.count(sector))


@RULES.rule(
    "BUD-003",
    Severity.ERROR,
    title=Text("年度順序有誤", "The years are out of order"),
    message=Text(
        "數值年度 {year} 不在期間 {first} 至 {last} 內。",
        "The year {year} does not lie between {first} and {last}.",
    ),
    why=Text("預算值須屬於所訂期間。", "The amounts belong to a year of the period."),
    fix=Text("請核對期間與年度。", "Check the period and the year."),
    source=SOURCE,
)
def year_lies_in_the_period(subject: Subject) -> Iterator[Hit]:
    """First year, year and last year are in order."""
    one = subject.about
    if one is None or one.first_year is None or one.year is None or one.last_year is None:
        return
    if not one.first_year <= one.year <= one.last_year:
        yield hit(one.cell("year"), year=one.year, first=one.first_year, last=one.last_year)


@RULES.rule(
    "BUD-004",
    Severity.WARNING,
    title=Text("A − B 與 C 不符", "A - B is not C"),
    message=Text(
        "{name}：A − B 為 {computed}，C 填 {found}。", "{name}: A - B is {computed}, C is {found}."
    ),
    why=Text("差異會顯示在碳預算頁。", "The difference is shown on the page."),
    fix=Text("若文件所印即如此，請保留；否則請更正。", "Leave it when the document prints it so."),
    source=SOURCE,
)
def budget_is_baseline_less_measures(subject: Subject) -> Iterator[Hit]:
    """C is A less B, but for the gross total, which prints no measures."""
    for row in subject.rows:
        line = _line(row)
        if line is None or line.sector is Sector.GROSS_TOTAL or line.budget == line.computed:
            continue
        yield hit(row.cell("budget"), name=line.label, found=line.budget, computed=line.computed)
