"""The sheet of measures: what is done, when, at what cost, and how its effect is computed."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from portal.language import Text
from portal.plans import units
from portal.reference import codes
from portal.workbook.sheets import Column, Kind, Row, Sheet

TONNES_A_YEAR = Text("公噸 CO₂e／年", "tCO2e/yr")
DOLLARS = Text("新臺幣元", "NT$")
DOLLARS_A_YEAR = Text("新臺幣元／年", "NT$/yr")
ZERO = Decimal(0)
ONE = Decimal(1)
LONGEST_LIFE = Decimal(60)


@dataclass(frozen=True, slots=True)
class MeasureRow(Row):
    """One measure as the member wrote it; tonnes CO2e a year, money in NT$."""

    SHEET: ClassVar[str] = "measures"
    measure_id: str | None
    control_number: str | None
    title: str | None
    category: str | None
    equipment: str | None
    scope: str | None
    status: str | None
    start: date | None
    full_effect_year: int | None
    life: int | None
    expected: Decimal | None
    saved_kwh: Decimal | None
    saved_gj: Decimal | None
    saved_fuel: Decimal | None
    fuel_unit: str | None
    factor: Decimal | None
    factor_unit: str | None
    factor_year: int | None
    calculation: str | None
    realised: Decimal | None
    measured_evidence: str | None
    green_schedule: str | None
    overlap_group: str | None
    end_use_emissions: Decimal | None
    exclusive_set: str | None
    legally_required: bool | None
    in_base_path: bool | None
    capex: Decimal | None
    opex_change: Decimal | None
    saving: Decimal | None
    financing: str | None
    credits_sold: Decimal | None
    credit_project: str | None
    diagnosis_id: str | None
    esco_contract: str | None
    responsible: str | None
    note: str | None


IDENTITY = (
    Column(
        "measure_id",
        Text("措施編號", "Measure id"),
        required=True,
        example="M-001",
        help=Text(
            "各年度沿用相同編號，以利追蹤進度。", "Keep it every year, so progress can be followed."
        ),
    ),
    Column("control_number", Text("管制編號", "Control number"), required=True),
    Column("title", Text("措施名稱", "Measure"), required=True, width=28),
    Column(
        "category",
        Text("措施類別", "Category"),
        Kind.CODE,
        codes=codes.MEASURE_CATEGORY,
        required=True,
    ),
    Column("equipment", Text("設備類別", "Equipment"), Kind.CODE, codes=codes.EQUIPMENT_CLASS),
    Column("scope", Text("減量範疇", "Scope"), Kind.CODE, codes=codes.SCOPE, required=True),
    Column(
        "status", Text("執行狀態", "Status"), Kind.CODE, codes=codes.MEASURE_STATUS, required=True
    ),
    Column("start", Text("開始年月", "Start"), Kind.MONTH, example="2025-07"),
    Column(
        "full_effect_year",
        Text("完全發揮效益年度", "First year of full effect"),
        Kind.YEAR,
        help=Text("空白者視為開始次年。", "Blank means the year after the start."),
    ),
    Column(
        "life",
        Text("使用年限", "Life"),
        Kind.INTEGER,
        unit=Text("年", "years"),
        minimum=ONE,
        maximum=LONGEST_LIFE,
    ),
)
EFFECT = (
    Column(
        "expected",
        Text("預期減量", "Expected cut"),
        Kind.NUMBER,
        unit=TONNES_A_YEAR,
        required=True,
        minimum=ZERO,
        help=Text("完全發揮效益時之年減量。", "A year at full effect."),
    ),
    Column(
        "saved_kwh",
        Text("節電量（或再生電力）", "Electricity saved or replaced"),
        Kind.NUMBER,
        unit=Text("度／年", "kWh/yr"),
        minimum=ZERO,
    ),
    Column(
        "saved_gj",
        Text("節熱量", "Heat saved"),
        Kind.NUMBER,
        unit=Text("吉焦耳／年", "GJ/yr"),
        minimum=ZERO,
    ),
    Column("saved_fuel", Text("節省燃料量", "Fuel saved"), Kind.NUMBER, minimum=ZERO),
    Column("fuel_unit", Text("燃料單位", "Unit of fuel"), Kind.UNIT, codes=units.FUEL),
    Column("factor", Text("採用係數", "Factor used"), Kind.NUMBER, minimum=ZERO),
    Column("factor_unit", Text("係數單位", "Unit of factor"), Kind.UNIT, codes=units.FACTOR),
    Column("factor_year", Text("係數年度", "Year of factor"), Kind.YEAR),
    Column("calculation", Text("計算說明", "Calculation"), width=28),
    Column(
        "realised",
        Text("已實現比率", "Share realised"),
        Kind.PERCENT,
        minimum=ZERO,
        maximum=ONE,
        help=Text(
            "申報年度結束時已發揮之效益比率。",
            "Of the full effect, at the end of the reporting year.",
        ),
    ),
    Column(
        "measured_evidence",
        Text("量測或佐證資料", "Measurement or evidence"),
        width=24,
    ),
    Column(
        "green_schedule",
        Text("綠電取得時程", "Schedule of green power"),
        width=24,
        help=Text(
            "再生能源措施請列各年度度數及契約或憑證。",
            "For renewable power: kWh by year, and the contract or certificates.",
        ),
    ),
)
OVERLAP = (
    Column(
        "overlap_group",
        Text("重疊群組", "Overlap group"),
        help=Text(
            "作用於同一用能設備之措施請填相同群組。", "The same for measures on one end use."
        ),
    ),
    Column(
        "end_use_emissions",
        Text("該用能設備之排放量", "Emissions of that end use"),
        Kind.NUMBER,
        unit=TONNES_A_YEAR,
        minimum=ZERO,
    ),
    Column(
        "exclusive_set",
        Text("互斥群組", "Exclusive set"),
        help=Text(
            "只會擇一執行的措施請填相同群組。", "The same for measures of which one will be done."
        ),
    ),
    Column("legally_required", Text("是否為法規要求", "Legally required"), Kind.YES_NO),
    Column("in_base_path", Text("是否已納入基線", "Already in the base path"), Kind.YES_NO),
)
MONEY = (
    Column("capex", Text("投資金額", "Investment"), Kind.NUMBER, unit=DOLLARS, minimum=ZERO),
    Column(
        "opex_change",
        Text("年操作費用變動", "Change of yearly costs"),
        Kind.NUMBER,
        unit=DOLLARS_A_YEAR,
    ),
    Column(
        "saving",
        Text("年節省金額", "Yearly saving"),
        Kind.NUMBER,
        unit=DOLLARS_A_YEAR,
        minimum=ZERO,
    ),
    Column("financing", Text("資金來源", "Financing"), Kind.CODE, codes=codes.FINANCING),
    Column(
        "credits_sold",
        Text("已出售減量額度", "Credits sold"),
        Kind.NUMBER,
        unit=TONNES_A_YEAR,
        minimum=ZERO,
    ),
    Column("credit_project", Text("減量額度專案編號", "Credit project")),
    Column("diagnosis_id", Text("節能診斷編號", "Diagnosis id")),
    Column("esco_contract", Text("ESCO 契約編號", "ESCO contract")),
    Column(
        "responsible",
        Text("負責單位", "Unit in charge"),
        required=True,
        example="公用課",
        since=2,
        help=Text("執行並追蹤本措施之單位。", "Carries the measure out and follows its progress."),
    ),
    Column("note", Text("備註", "Note"), width=24),
)
MEASURES = Sheet(
    "measures",
    Text("減量措施", "Measures"),
    (*IDENTITY, *EFFECT, *OVERLAP, *MONEY),
    MeasureRow,
    required=False,
    help=Text(
        "每列填寫一項措施；已取消的措施請保留並將狀態改為「已取消」。",
        "One measure a row; keep a cancelled one and set its status.",
    ),
)
