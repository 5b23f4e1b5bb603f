"""The sheet of targets: one row per promise, with everything its contribution is computed from."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from portal.language import Text
from portal.plans import units
from portal.reference import codes
from portal.workbook.sheets import Column, Kind, Row, Sheet

T_UNIT = Text("依「排放量單位」欄", "as in column Unit of emissions")
FIRST_BASE_YEAR = Decimal(2000)
LAST_TARGET_YEAR = Decimal(2070)
ZERO = Decimal(0)
ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class TargetRow(Row):
    """One target as the member wrote it; tonnes in the unit of column `unit`."""

    SHEET: ClassVar[str] = "targets"
    target_id: str | None
    kind: str | None
    target_year: int | None
    set_year: int | None
    kaohsiung_only: bool | None
    base_year: int | None
    unit: str | None
    base_scope1: Decimal | None
    base_scope2: Decimal | None
    base_total: Decimal | None
    scope2_method: str | None
    coverage1: Decimal | None
    coverage2: Decimal | None
    cut: Decimal | None
    annual_rate: Decimal | None
    rate_kind: str | None
    stated_cut: Decimal | None
    stated_target_emissions: Decimal | None
    bau_emissions: Decimal | None
    return_year: int | None
    intensity_unit: str | None
    base_activity: Decimal | None
    target_activity: Decimal | None
    residual_stated: bool | None
    residual: Decimal | None
    neutralisation: str | None
    offsets_used: bool | None
    offsets: Decimal | None
    standing: str | None
    evidence: str | None
    verified: bool | None
    verifier: str | None
    restated: bool | None
    base_before: Decimal | None
    restatement_note: str | None
    note: str | None


IDENTITY = (
    Column(
        "target_id",
        Text("目標編號", "Target id"),
        required=True,
        example="T2030",
        help=Text("請自行編號，各年度沿用相同編號。", "Choose one and keep it every year."),
    ),
    Column("kind", Text("目標類型", "Kind"), Kind.CODE, codes=codes.TARGET_KIND, required=True),
    Column(
        "target_year",
        Text("目標年", "Target year"),
        Kind.YEAR,
        required=True,
        maximum=LAST_TARGET_YEAR,
        help=Text("2026、2030、2050 或其他年度。", "2026, 2030, 2050 or another year."),
        example="2030",
    ),
    Column(
        "set_year",
        Text("訂定年度", "Year set"),
        Kind.YEAR,
        required=True,
        help=Text("此目標核定或公布的年度。", "The year in which this target was decided."),
        example="2022",
    ),
    Column(
        "kaohsiung_only",
        Text("是否僅含高雄市轄內廠區", "Sites in Kaohsiung only"),
        Kind.YES_NO,
        required=True,
        help=Text(
            "聯盟僅彙整高雄市轄內廠區；集團目標請另列高雄廠區之基準年排放量。",
            "The Alliance counts sites in Kaohsiung only; give their base emissions.",
        ),
    ),
)
BASE = (
    Column(
        "base_year",
        Text("基準年", "Base year"),
        Kind.YEAR,
        minimum=FIRST_BASE_YEAR,
        example="2018",
    ),
    Column(
        "unit",
        Text("排放量單位", "Unit of emissions"),
        Kind.UNIT,
        codes=units.TONNES,
        required=True,
        help=Text(
            "本列所有排放量均採此單位，請務必選擇。",
            "Holds for every amount of emissions in this row.",
        ),
    ),
    Column(
        "base_scope1",
        Text("基準年範疇一", "Base year, scope 1"),
        Kind.NUMBER,
        unit=T_UNIT,
        minimum=ZERO,
    ),
    Column(
        "base_scope2",
        Text("基準年範疇二", "Base year, scope 2"),
        Kind.NUMBER,
        unit=T_UNIT,
        minimum=ZERO,
    ),
    Column(
        "base_total",
        Text("基準年合計", "Base year, total"),
        Kind.NUMBER,
        unit=T_UNIT,
        minimum=ZERO,
        help=Text("範疇一與範疇二之合計。", "Scope 1 and scope 2 together."),
    ),
    Column(
        "scope2_method",
        Text("範疇二計算基準", "Scope 2 method"),
        Kind.CODE,
        codes=codes.SCOPE2_METHOD,
    ),
    Column(
        "coverage1",
        Text("範疇一涵蓋率", "Coverage of scope 1"),
        Kind.PERCENT,
        minimum=ZERO,
        maximum=ONE,
        example="100%",
    ),
    Column(
        "coverage2",
        Text("範疇二涵蓋率", "Coverage of scope 2"),
        Kind.PERCENT,
        minimum=ZERO,
        maximum=ONE,
        example="100%",
    ),
)
CUT = (
    Column(
        "cut",
        Text("減量比率", "Cut"),
        Kind.PERCENT,
        minimum=ZERO,
        maximum=ONE,
        help=Text("請含百分比符號，例如 25%。", "Write the per cent sign, such as 25%."),
        example="25%",
    ),
    Column(
        "annual_rate",
        Text("年減量率", "Annual rate"),
        Kind.PERCENT,
        minimum=ZERO,
        maximum=ONE,
        example="2%",
    ),
    Column(
        "rate_kind",
        Text("年減量率計算方式", "Linear or compound"),
        Kind.CODE,
        codes=codes.RATE_KIND,
    ),
    Column(
        "stated_cut",
        Text("申報減量", "Stated cut"),
        Kind.NUMBER,
        unit=T_UNIT,
        help=Text(
            "目標年相較基準年每年減少之排放量。", "Less emissions a year than the base year."
        ),
    ),
    Column(
        "stated_target_emissions",
        Text("申報目標年排放量", "Stated target-year emissions"),
        Kind.NUMBER,
        unit=T_UNIT,
        minimum=ZERO,
    ),
    Column(
        "bau_emissions",
        Text("目標年 BAU 排放量", "Business as usual in the target year"),
        Kind.NUMBER,
        unit=T_UNIT,
        minimum=ZERO,
    ),
    Column("return_year", Text("回歸水準年度", "Year to return to"), Kind.YEAR),
    Column("intensity_unit", Text("強度單位", "Unit of intensity"), example="tCO2e／千片"),
    Column(
        "base_activity",
        Text("基準年活動量", "Activity, base year"),
        Kind.NUMBER,
        minimum=ZERO,
    ),
    Column(
        "target_activity",
        Text("目標年活動量", "Activity, target year"),
        Kind.NUMBER,
        minimum=ZERO,
    ),
)
NET_ZERO = (
    Column(
        "residual_stated",
        Text("是否填報殘餘排放量", "Residual stated"),
        Kind.YES_NO,
        help=Text(
            "淨零目標必填；尚未決定者請選「否」，彙整時列為未填報。",
            "Needed for net zero; choose No where undecided: it then counts as not stated.",
        ),
    ),
    Column(
        "residual",
        Text("殘餘排放量", "Residual emissions"),
        Kind.NUMBER,
        unit=T_UNIT,
        minimum=ZERO,
    ),
    Column("neutralisation", Text("殘餘排放量中和方式", "How the residual is neutralised")),
    Column("offsets_used", Text("是否使用抵換額度", "Offsets used"), Kind.YES_NO),
    Column("offsets", Text("抵換額度", "Offsets"), Kind.NUMBER, unit=T_UNIT, minimum=ZERO),
)
STANDING = (
    Column("standing", Text("目標狀態", "Standing"), Kind.CODE, codes=codes.TARGET_STATUS),
    Column("evidence", Text("佐證資料", "Evidence"), width=24),
    Column("verified", Text("基準年是否經查驗", "Base year verified"), Kind.YES_NO),
    Column("verifier", Text("查驗機構", "Verification body")),
    Column("restated", Text("基準年是否重新計算", "Base year restated"), Kind.YES_NO),
    Column(
        "base_before",
        Text("重新計算前基準年合計", "Base total before restatement"),
        Kind.NUMBER,
        unit=T_UNIT,
        minimum=ZERO,
    ),
    Column("restatement_note", Text("重新計算原因", "Reason of the restatement"), width=24),
    Column("note", Text("備註", "Note"), width=24),
)
TARGETS = Sheet(
    "targets",
    Text("減量目標", "Targets"),
    (*IDENTITY, *BASE, *CUT, *NET_ZERO, *STANDING),
    TargetRow,
    help=Text(
        "每列填寫一項目標；同一年度有多項目標時，彙整時僅採用一項，不會加總。",
        "One target a row; of several for one year only one is counted.",
    ),
)
