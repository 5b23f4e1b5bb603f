"""The workbook of a reduction plan: its sheets, in the order of the template."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from portal.language import Text
from portal.plans import units
from portal.plans.measure_sheet import MEASURES
from portal.plans.target_sheet import TARGETS
from portal.reference import codes
from portal.workbook.sheets import Column, Kind, Layout, Row, Sheet, Template

TONNES = Text("公噸 CO₂e", "tCO2e")
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Cover(Row):
    """Whose plan it is, and of which year."""

    SHEET: ClassVar[str] = "cover"
    member_code: str | None
    member_name: str | None
    plan_year: int | None
    prepared_by: str | None
    email: str | None
    contact_phone: str | None
    prepared_on: date | None
    approved_by: str | None
    measures_total: Decimal | None
    note: str | None


COVER = Sheet(
    "cover",
    Text("封面", "Cover"),
    (
        Column("member_code", Text("成員代碼", "Member code"), required=True, locked=True),
        Column("member_name", Text("公司名稱", "Company"), locked=True, width=30),
        Column(
            "plan_year",
            Text("計畫年度", "Plan year"),
            Kind.YEAR,
            required=True,
            locked=True,
            help=Text("與最近一次盤查清冊之盤查年度相同。", "The year of the latest inventory."),
        ),
        Column("prepared_by", Text("填報人員", "Prepared by"), required=True),
        Column("email", Text("電子郵件", "E-mail"), required=True, width=28),
        Column(
            "contact_phone",
            Text("聯絡電話與分機", "Telephone and extension"),
            example="(07)555-0101 轉 210",
            since=2,
            width=24,
        ),
        Column("prepared_on", Text("填報日期", "Date"), Kind.DATE, required=True),
        Column("approved_by", Text("簽核主管", "Approved by")),
        Column(
            "measures_total",
            Text("減量措施預期減量合計", "Expected cut of all measures"),
            Kind.NUMBER,
            unit=TONNES,
            minimum=ZERO,
            help=Text(
                "不含已取消之措施；供核對「減量措施」工作表。",
                "Without cancelled measures; to compare with the sheet Measures.",
            ),
        ),
        Column("note", Text("備註", "Note"), width=40),
    ),
    Cover,
    layout=Layout.FORM,
)


@dataclass(frozen=True, slots=True)
class SiteRow(Row):
    """One site of the member, as the plan knows it."""

    SHEET: ClassVar[str] = "sites"
    control_number: str | None
    site_name: str | None
    address: str | None
    in_kaohsiung: bool | None
    included: bool | None
    note: str | None


SITES = Sheet(
    "sites",
    Text("廠區", "Sites"),
    (
        Column("control_number", Text("管制編號", "Control number"), required=True),
        Column("site_name", Text("廠區名稱", "Site"), required=True, width=24),
        Column("address", Text("廠址", "Address"), width=36),
        Column("in_kaohsiung", Text("位於高雄市", "In Kaohsiung"), Kind.YES_NO, required=True),
        Column("included", Text("納入本計畫", "Part of this plan"), Kind.YES_NO, required=True),
        Column("note", Text("備註", "Note"), width=24),
    ),
    SiteRow,
)


@dataclass(frozen=True, slots=True)
class PathRow(Row):
    """The member's own forecast of one year, tonnes CO2e and kWh."""

    SHEET: ClassVar[str] = "path"
    year: int | None
    scope1: Decimal | None
    scope2: Decimal | None
    growth: Decimal | None
    activity: Decimal | None
    activity_unit: str | None
    electricity: Decimal | None
    grid_factor: Decimal | None
    note: str | None


PATH = Sheet(
    "path",
    Text("逐年排放路徑", "Yearly path"),
    (
        Column("year", Text("年度", "Year"), Kind.YEAR, required=True),
        Column("scope1", Text("範疇一排放量", "Scope 1"), Kind.NUMBER, unit=TONNES, minimum=ZERO),
        Column("scope2", Text("範疇二排放量", "Scope 2"), Kind.NUMBER, unit=TONNES, minimum=ZERO),
        Column(
            "growth",
            Text("產能成長增量", "Growth since the plan year"),
            Kind.NUMBER,
            unit=TONNES,
            help=Text(
                "未採取措施時，相較計畫年度增加之排放量；減產請填負值。",
                "More emissions than in the plan year without measures; negative for less.",
            ),
        ),
        Column("activity", Text("活動量（產量）", "Activity (output)"), Kind.NUMBER, minimum=ZERO),
        Column("activity_unit", Text("活動量單位", "Unit of activity")),
        Column(
            "electricity",
            Text("外購電力", "Purchased electricity"),
            Kind.NUMBER,
            unit=Text("度", "kWh"),
            minimum=ZERO,
        ),
        Column(
            "grid_factor",
            Text("假設電力排碳係數", "Grid factor assumed"),
            Kind.NUMBER,
            unit=Text("公斤 CO₂e／度", "kgCO2e/kWh"),
            minimum=ZERO,
        ),
        Column("note", Text("備註", "Note"), width=24),
    ),
    PathRow,
    required=False,
)


@dataclass(frozen=True, slots=True)
class ExchangeRow(Row):
    """One flow of energy or material to or from a partner, base year and target year."""

    SHEET: ClassVar[str] = "exchange"
    direction: str | None
    partner_code: str | None
    partner_name: str | None
    carrier: str | None
    unit: str | None
    base_year: int | None
    base_quantity: Decimal | None
    target_year: int | None
    target_quantity: Decimal | None
    factor: Decimal | None
    factor_unit: str | None
    note: str | None


EXCHANGE = Sheet(
    "exchange",
    Text("能資源交換規劃", "Planned energy exchange"),
    (
        Column(
            "direction",
            Text("方向", "Direction"),
            Kind.CODE,
            codes=codes.EXCHANGE_DIRECTION,
            required=True,
        ),
        Column(
            "partner_code",
            Text("對方成員代碼", "Partner's member code"),
            help=Text("非聯盟成員請留空。", "Blank for a company outside the Alliance."),
        ),
        Column("partner_name", Text("對方公司名稱", "Partner"), required=True, width=24),
        Column(
            "carrier", Text("交換項目", "Carrier"), Kind.CODE, codes=codes.CARRIER, required=True
        ),
        Column("unit", Text("數量單位", "Unit"), Kind.UNIT, codes=units.FLOW, required=True),
        Column("base_year", Text("基準年", "Base year"), Kind.YEAR, required=True),
        Column(
            "base_quantity",
            Text("基準年數量", "Quantity, base year"),
            Kind.NUMBER,
            required=True,
            minimum=ZERO,
        ),
        Column("target_year", Text("目標年", "Target year"), Kind.YEAR, required=True),
        Column(
            "target_quantity",
            Text("目標年數量", "Quantity, target year"),
            Kind.NUMBER,
            required=True,
            minimum=ZERO,
        ),
        Column("factor", Text("排放係數", "Factor"), Kind.NUMBER, minimum=ZERO),
        Column("factor_unit", Text("係數單位", "Unit of factor"), Kind.UNIT, codes=units.FACTOR),
        Column("note", Text("備註", "Note"), width=24),
    ),
    ExchangeRow,
    required=False,
)


@dataclass(frozen=True, slots=True)
class ProgressRow(Row):
    """What a measure of last year's plan was to save by now, and what it saves."""

    SHEET: ClassVar[str] = "progress"
    measure_id: str | None
    planned: Decimal | None
    actual: Decimal | None
    reason: str | None


PROGRESS = Sheet(
    "progress",
    Text("前一年度計畫執行進度", "Progress of last year's plan"),
    (
        Column("measure_id", Text("措施編號", "Measure id"), required=True),
        Column("planned", Text("預定減量", "Planned cut"), Kind.NUMBER, unit=TONNES, minimum=ZERO),
        Column("actual", Text("實際減量", "Actual cut"), Kind.NUMBER, unit=TONNES, minimum=ZERO),
        Column("reason", Text("差異說明", "Reason of the difference"), width=32),
    ),
    ProgressRow,
    required=False,
)

TEMPLATE = Template(
    id="NZIA-PLAN",
    kind="plan",
    title=Text("自主減量計畫", "Voluntary reduction plan"),
    version=2,
    sheets=(COVER, SITES, TARGETS, MEASURES, PATH, EXCHANGE, PROGRESS),
)
