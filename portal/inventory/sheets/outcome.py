"""Production, verification, and the optional memo of scope 3."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from portal.inventory.sheets.choices import PRODUCT_UNIT
from portal.inventory.sheets.cover import TONNES_CO2E, ZERO
from portal.inventory.sheets.energy import NOTE, SITE
from portal.language import Text
from portal.reference.codes import (
    PROCESS_ROUTE,
    PRODUCT,
    SCOPE3_CATEGORY,
    VERIFICATION_BODY,
    VERIFICATION_LEVEL,
    VERIFICATION_STATUS,
)
from portal.workbook.sheets import Column, Kind, Layout, Row, Sheet


@dataclass(frozen=True, slots=True)
class Product(Row):
    """The output of one product of a site in the year."""

    SHEET: ClassVar[str] = "production"
    site: str | None
    product: str | None
    name: str | None
    route: str | None
    is_main: bool | None
    quantity: Decimal | None
    unit: str | None
    operating_hours: Decimal | None
    note: str | None


@dataclass(frozen=True, slots=True)
class Verification(Row):
    """Who verified the inventory, to which level, and with which result."""

    SHEET: ClassVar[str] = "verification"
    status: str | None
    body_kind: str | None
    body: str | None
    level: str | None
    statement_number: str | None
    statement_date: date | None
    verified_total: Decimal | None
    lead_verifier_years: int | None
    note: str | None


@dataclass(frozen=True, slots=True)
class Scope3(Row):
    """Other indirect emissions: a memo that is never added to the totals."""

    SHEET: ClassVar[str] = "scope3"
    category: str | None
    description: str | None
    method: str | None
    emissions: Decimal | None
    note: str | None


PRODUCTION = Sheet(
    key="production",
    title=Text("產量", "Production"),
    row=Product,
    help=Text(
        "各廠區產品之全年產量；請標示代表該公司之主要產品，供排放強度計算。",
        "Output of the year; mark the main product, which the emission intensity is based on.",
    ),
    columns=(
        SITE,
        Column(
            "product",
            Text("產品類別", "Product"),
            Kind.CODE,
            codes=PRODUCT,
            required=True,
            example="粗鋼",
            width=18,
        ),
        Column("name", Text("產品名稱", "Name of the product"), example="熱軋鋼捲", width=20),
        Column(
            "route",
            Text("製程路線", "Process route"),
            Kind.CODE,
            codes=PROCESS_ROUTE,
            width=20,
        ),
        Column(
            "is_main",
            Text("主要產品", "Main product"),
            Kind.YES_NO,
            required=True,
            example="是",
            width=10,
        ),
        Column(
            "quantity",
            Text("產量", "Quantity"),
            Kind.NUMBER,
            minimum=ZERO,
            decimals=4,
            example="1850000",
        ),
        Column("unit", Text("產量單位", "Unit"), Kind.UNIT, codes=PRODUCT_UNIT, example="公噸"),
        Column(
            "operating_hours",
            Text("全年運轉時數", "Operating hours"),
            Kind.NUMBER,
            unit=Text("小時", "h"),
            minimum=ZERO,
        ),
        NOTE,
    ),
)

VERIFICATION = Sheet(
    key="verification",
    title=Text("查驗", "Verification"),
    row=Verification,
    layout=Layout.FORM,
    required=False,
    help=Text(
        "查驗完成者請填聲明書資料；尚未查驗者僅填查驗狀態。",
        "Details of the statement once verified; until then the status is enough.",
    ),
    columns=(
        Column(
            "status",
            Text("查驗狀態", "Status"),
            Kind.CODE,
            codes=VERIFICATION_STATUS,
            required=True,
            example="已完成",
            width=24,
        ),
        Column(
            "body_kind",
            Text("查驗機構類別", "Kind of verification body"),
            Kind.CODE,
            codes=VERIFICATION_BODY,
            width=24,
        ),
        Column(
            "body",
            Text("查驗機構名稱", "Verification body"),
            aliases=("查驗機構",),
            width=36,
        ),
        Column(
            "level",
            Text("保證等級", "Level of assurance"),
            Kind.CODE,
            codes=VERIFICATION_LEVEL,
            help=Text("依法查驗者為合理保證等級。", "The law asks for reasonable assurance."),
            width=24,
        ),
        Column("statement_number", Text("查驗聲明書編號", "Statement number"), width=24),
        Column("statement_date", Text("查驗聲明書日期", "Statement date"), Kind.DATE, width=24),
        Column(
            "verified_total",
            Text("查驗後排放總量", "Verified total"),
            Kind.NUMBER,
            unit=TONNES_CO2E,
            minimum=ZERO,
            decimals=3,
            help=Text("範疇一與範疇二合計。", "Scope 1 and scope 2 together."),
            width=24,
        ),
        Column(
            "lead_verifier_years",
            Text(
                "主導查驗員連續查驗年數（含本年度）",
                "Years with the lead verifier, this one included",
            ),
            Kind.INTEGER,
            minimum=ZERO,
            help=Text(
                "同一主導查驗員不得連續六年。", "No lead verifier serves six years in a row."
            ),
            since=2,
            width=24,
        ),
        Column("note", Text("備註", "Note"), width=60),
    ),
)

SCOPE3 = Sheet(
    key="scope3",
    title=Text("範疇三（參考）", "Scope 3 (memo)"),
    row=Scope3,
    required=False,
    help=Text(
        "自願揭露，僅供參考，不計入任何總量。",
        "Voluntary, for information only; never added to a total.",
    ),
    columns=(
        Column(
            "category",
            Text("範疇三類別", "Category"),
            Kind.CODE,
            codes=SCOPE3_CATEGORY,
            required=True,
            width=28,
        ),
        Column("description", Text("內容說明", "What it covers"), width=34),
        Column("method", Text("計算方法", "Method"), width=24),
        Column(
            "emissions",
            Text("排放當量", "Emissions"),
            Kind.NUMBER,
            unit=TONNES_CO2E,
            required=True,
            minimum=ZERO,
            decimals=3,
            width=16,
        ),
        NOTE,
    ),
)
