"""The workbook of a version of the budget: what it is, and one row for each sector."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from portal.budget.figures import SECTOR_LABELS, TEN_KT
from portal.language import Text
from portal.workbook.sheets import Column, Kind, Layout, Row, Sheet, Template


@dataclass(frozen=True, slots=True)
class About(Row):
    """The version, its document and why it is entered."""

    SHEET: ClassVar[str] = "about"
    title: str | None
    first_year: int | None
    last_year: int | None
    year: int | None
    document: str | None
    adopted_on: date | None
    enterprise: Decimal | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class SectorRow(Row):
    """One sector or total, 10 ktCO2e as printed."""

    SHEET: ClassVar[str] = "sectors"
    sector: str | None
    baseline: Decimal | None
    measures: Decimal | None
    budget: Decimal | None


ABOUT = Sheet(
    key="about",
    title=Text("預算版本", "Version"),
    row=About,
    layout=Layout.FORM,
    columns=(
        Column("title", Text("版本名稱", "Title"), required=True, width=40, example="2027–2028"),
        Column("first_year", Text("期間起年", "First year"), Kind.YEAR, required=True),
        Column("last_year", Text("期間迄年", "Last year"), Kind.YEAR, required=True),
        Column(
            "year",
            Text("數值所屬年度", "Year of the amounts"),
            Kind.YEAR,
            required=True,
            help=Text("預算值為單一年度之值。", "The amounts are of a single year."),
        ),
        Column("document", Text("依據文件", "Document"), required=True, width=40),
        Column("adopted_on", Text("議會決議日", "Adopted on"), Kind.DATE),
        Column(
            "enterprise",
            Text("企業自主減量目標列", "Row of enterprises' own targets"),
            Kind.NUMBER,
            unit=TEN_KT,
        ),
        Column("reason", Text("輸入理由", "Reason"), required=True, width=40),
    ),
)
SECTORS = Sheet(
    key="sectors",
    title=Text("部門預算", "Sectors"),
    row=SectorRow,
    help=Text(
        "每部門一列，最後兩列為總排放量與淨排放量；數值照文件所印。",
        "One row for each sector, then the gross and the net total; amounts as printed.",
    ),
    columns=(
        Column("sector", Text("部門", "Sector"), required=True, width=20, example="工業"),
        Column("baseline", Text("基線 A", "Baseline A"), Kind.NUMBER, unit=TEN_KT, required=True),
        Column("measures", Text("減量措施 B", "Measures B"), Kind.NUMBER, unit=TEN_KT),
        Column("budget", Text("碳預算 C", "Budget C"), Kind.NUMBER, unit=TEN_KT, required=True),
    ),
)
TEMPLATE = Template(
    id="NZIA-CARBON-BUDGET",
    kind="carbon_budget",
    title=Text("碳預算版本", "Version of the carbon budget"),
    version=1,
    sheets=(ABOUT, SECTORS),
)
SECTOR_CODES = {
    name.casefold(): sector
    for sector, label in SECTOR_LABELS.items()
    for name in (label.zh, label.en, sector.value)
}
