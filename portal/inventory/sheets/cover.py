"""The cover: whose inventory it is, of which year, with which sets, and its stated totals."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from portal.inventory.sheets.choices import FACTOR_SET, HEAT_SET
from portal.language import Text
from portal.reference.codes import GWP_SET
from portal.workbook.sheets import Column, Kind, Layout, Row, Sheet

TONNES_CO2E = Text("公噸CO₂e", "tCO2e")
ZERO = Decimal(0)
ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Cover(Row):
    """Whose inventory it is, of which year, with which sets of factors, and its stated totals."""

    SHEET: ClassVar[str] = "cover"
    member_code: str | None
    member_name: str | None
    tax_id: str | None
    year: int | None
    gwp_set: str | None
    factor_set: str | None
    heat_set: str | None
    stated_scope1: Decimal | None
    stated_scope2: Decimal | None
    stated_biogenic: Decimal | None
    prepared_by: str | None
    contact: str | None
    prepared_on: date | None
    change_note: str | None
    assessed_share: Decimal | None
    uncertainty: Decimal | None


COVER = Sheet(
    key="cover",
    title=Text("基本資料", "Cover"),
    row=Cover,
    layout=Layout.FORM,
    help=Text(
        "灰色欄位由平台帶入，請勿修改；其餘欄位由填報人員填寫。",
        "The portal fills the grey cells; please leave them as they are and complete the others.",
    ),
    columns=(
        Column(
            "member_code",
            Text("成員代碼", "Member code"),
            required=True,
            locked=True,
            example="ST01",
            width=24,
        ),
        Column(
            "member_name",
            Text("事業名稱", "Name of the company"),
            required=True,
            locked=True,
            example="南灣鋼鐵股份有限公司",
            width=36,
        ),
        Column(
            "tax_id",
            Text("統一編號", "Company tax number"),
            help=Text("總公司統一編號，共 8 碼。", "The eight digits of the head office."),
            aliases=("統一編號（總公司統編）", "總公司統編"),
            width=24,
        ),
        Column(
            "year",
            Text("盤查年度", "Inventory year"),
            Kind.YEAR,
            required=True,
            locked=True,
            help=Text(
                "填西元或民國年皆可，例如 2024 或 113。",
                "Western or 民國 years, for example 2024 or 113.",
            ),
            example="2024",
            aliases=("盤查期間",),
            width=24,
        ),
        Column(
            "gwp_set",
            Text("GWP 版本", "Set of warming potentials"),
            Kind.CODE,
            codes=GWP_SET,
            required=True,
            help=Text(
                "整本清冊採用同一版 IPCC 評估報告之 GWP 值；113 年起為 AR5。",
                "One IPCC assessment report for the whole inventory; AR5 from 2024 on.",
            ),
            example="AR5",
            width=24,
        ),
        Column(
            "factor_set",
            Text("排放係數版本", "Set of emission factors"),
            Kind.CODE,
            codes=FACTOR_SET,
            required=True,
            help=Text(
                "採公告係數之排放源所依據之版本。",
                "The set behind every source that uses announced factors.",
            ),
            width=36,
        ),
        Column(
            "heat_set",
            Text("熱值版本", "Set of heat values"),
            Kind.CODE,
            codes=HEAT_SET,
            required=True,
            help=Text(
                "排放源未填低位熱值時，平台以此版本之熱值重算。",
                "Where a source states no heat value, the portal recomputes with this set.",
            ),
            width=36,
        ),
        Column(
            "stated_scope1",
            Text("範疇一排放總量", "Scope 1 total"),
            Kind.NUMBER,
            unit=TONNES_CO2E,
            required=True,
            minimum=ZERO,
            decimals=3,
            help=Text(
                "直接排放合計，不含生質 CO₂，四捨五入至小數 3 位。",
                "Direct emissions without biogenic CO2, rounded to three decimals.",
            ),
            example="152340.125",
            aliases=("直接排放總量",),
            width=24,
        ),
        Column(
            "stated_scope2",
            Text("範疇二排放總量", "Scope 2 total"),
            Kind.NUMBER,
            unit=TONNES_CO2E,
            required=True,
            minimum=ZERO,
            decimals=3,
            help=Text(
                "外購電力與蒸汽等能源間接排放合計。",
                "Indirect emissions of purchased electricity, steam and other energy.",
            ),
            example="98750.300",
            aliases=("能源間接排放總量",),
            width=24,
        ),
        Column(
            "stated_biogenic",
            Text("生質 CO₂ 排放總量", "Biogenic CO2 total"),
            Kind.NUMBER,
            unit=Text("公噸CO₂", "tCO2"),
            minimum=ZERO,
            decimals=3,
            help=Text(
                "另行揭露，不計入範疇一；無生質燃料請填 0。",
                "Reported apart, outside scope 1; enter 0 without biogenic fuels.",
            ),
            example="0",
            width=24,
        ),
        Column(
            "prepared_by",
            Text("填報人員", "Prepared by"),
            required=True,
            example="王小明",
            aliases=("聯絡人姓名",),
            width=24,
        ),
        Column(
            "contact",
            Text("聯絡電話或電子郵件", "Telephone or e-mail"),
            required=True,
            example="(07)555-0101 轉 210",
            aliases=("聯絡人電話", "聯絡人電子信箱"),
            width=36,
        ),
        Column(
            "prepared_on",
            Text("填報日期", "Date prepared"),
            Kind.DATE,
            example="2025-03-31",
            width=24,
        ),
        Column(
            "change_note",
            Text("與前一年度差異說明", "What changed since last year"),
            help=Text(
                "增設、拆除、停用、產量或計算方法變動等，請說明原因與影響量。",
                "New, removed or idle equipment, output or method: the cause and its size.",
            ),
            width=60,
        ),
        Column(
            "assessed_share",
            Text("已評估不確定性之排放占比", "Share assessed for uncertainty"),
            Kind.PERCENT,
            required=True,
            minimum=ZERO,
            maximum=ONE,
            help=Text(
                "已評估不確定性之排放量占總排放量之百分比；未評估者請填 0%。",
                "Of all emissions, those whose uncertainty was assessed; 0% where none was.",
            ),
            example="92%",
            since=2,
            width=24,
        ),
        Column(
            "uncertainty",
            Text("總不確定性（±）", "Combined uncertainty (±)"),
            Kind.PERCENT,
            minimum=ZERO,
            help=Text(
                "95% 信賴區間之半寬占總排放量之百分比。",
                "Half of the 95% interval, as a share of all emissions.",
            ),
            example="4.8%",
            since=2,
            width=24,
        ),
    ),
)
