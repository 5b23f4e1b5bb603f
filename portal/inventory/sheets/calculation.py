"""Columns of a source that say how it was calculated and how good its data are."""

from portal.inventory.sheets.choices import FACTOR_UNIT, GAS
from portal.inventory.sheets.cover import ONE, TONNES_CO2E, ZERO
from portal.language import Text
from portal.reference.codes import CALIBRATION, FACTOR_CLASS, FACTOR_METHOD, MEASURING_FREQUENCY
from portal.workbook.sheets import Column, Kind

PER_CENT = Text("%", "%")
FACTOR_HELP = Text(
    "採自廠、文獻或製造廠係數時填寫；採公告係數者請留白，由平台帶入。",
    "Only for own, literature or manufacturer's factors; leave empty for announced ones.",
)

CALCULATION = (
    Column(
        "method",
        Text("排放量計算方法", "Method"),
        Kind.CODE,
        codes=FACTOR_METHOD,
        required=True,
        width=24,
    ),
    Column(
        "carbon",
        Text("碳含量", "Carbon content"),
        Kind.PERCENT,
        unit=PER_CENT,
        minimum=ZERO,
        maximum=ONE,
        help=Text("採質量平衡法時必填。", "Needed for the mass balance method."),
        aliases=("碳含量(%)",),
        width=10,
    ),
    Column(
        "factor_co2",
        Text("CO₂ 自廠係數", "Own CO2 factor"),
        Kind.NUMBER,
        minimum=ZERO,
        decimals=10,
        help=FACTOR_HELP,
        width=12,
    ),
    Column(
        "factor_ch4",
        Text("CH₄ 自廠係數", "Own CH4 factor"),
        Kind.NUMBER,
        minimum=ZERO,
        decimals=10,
        help=FACTOR_HELP,
        width=12,
    ),
    Column(
        "factor_n2o",
        Text("N₂O 自廠係數", "Own N2O factor"),
        Kind.NUMBER,
        minimum=ZERO,
        decimals=10,
        help=FACTOR_HELP,
        width=12,
    ),
    Column(
        "factor_other",
        Text("其他氣體自廠係數", "Own factor of another gas"),
        Kind.NUMBER,
        minimum=ZERO,
        decimals=10,
        help=FACTOR_HELP,
        width=12,
    ),
    Column(
        "other_gas",
        Text("其他氣體種類", "Which other gas"),
        Kind.CODE,
        codes=GAS,
        help=Text(
            "HFCs、PFCs、SF₆ 或 NF₃；逸散量為氣體本身時免填。",
            "HFC, PFC, SF6 or NF3; not needed where the material is the gas itself.",
        ),
        width=14,
    ),
    Column(
        "factor_unit",
        Text("自廠係數單位", "Unit of the own factors"),
        Kind.UNIT,
        codes=FACTOR_UNIT,
        help=Text(
            "單位熱值係數為公斤／兆焦耳；其餘為每單位活動數據之公噸數。",
            "kg/TJ with a heat value; otherwise tonnes per unit of activity.",
        ),
    ),
    Column(
        "factor_class",
        Text("係數種類", "Class of the factor"),
        Kind.CODE,
        codes=FACTOR_CLASS,
        width=16,
    ),
    Column(
        "factor_source",
        Text("排放係數來源", "Source of the factor"),
        help=Text("採自廠或文獻係數時必填。", "Needed for own and literature factors."),
        width=20,
    ),
    Column(
        "biogenic",
        Text("是否屬生質能源", "Biogenic"),
        Kind.YES_NO,
        help=Text("空白視為否。", "Empty means no."),
        aliases=("是否為生質能源",),
        width=10,
    ),
    Column(
        "biogenic_share",
        Text("生質碳占比", "Biogenic share of the carbon"),
        Kind.PERCENT,
        unit=PER_CENT,
        minimum=ZERO,
        maximum=ONE,
        help=Text(
            "混合燃料（廢棄物、SRF 等）必填，依檢測或組成分析。",
            "Needed for mixed fuels (waste, SRF), from tests or composition.",
        ),
        width=12,
    ),
    Column(
        "cogeneration",
        Text("是否屬汽電共生設備", "Cogeneration"),
        Kind.YES_NO,
        help=Text("空白視為否。", "Empty means no."),
        width=10,
    ),
)

QUALITY = (
    Column(
        "measuring",
        Text("量測頻率", "How often measured"),
        Kind.CODE,
        codes=MEASURING_FREQUENCY,
        width=18,
    ),
    Column(
        "calibration",
        Text("儀器校正", "Calibration"),
        Kind.CODE,
        codes=CALIBRATION,
        aliases=("活動數據可信種類(儀器校正誤差等級)", "儀器校正誤差等級"),
        width=18,
    ),
    Column(
        "evidence",
        Text("數據來源與保存單位", "Evidence and who keeps it"),
        help=Text("例如：領料單，工務處。", "For example: stores slips, engineering department."),
        example="流量計月報，公用處",
        aliases=("數據來源", "保存單位"),
        width=22,
    ),
    Column(
        "stated_emissions",
        Text("申報排放當量", "Stated emissions"),
        Kind.NUMBER,
        unit=TONNES_CO2E,
        decimals=4,
        help=Text(
            "不含生質 CO₂；平台將另行重算比對。",
            "Without biogenic CO2; the portal recomputes and compares.",
        ),
        example="6198.2461",
        aliases=("排放當量", "單一排放源排放當量小計", "單一排放源排放當量小計(CO2e公噸/年)"),
        width=16,
    ),
    Column(
        "stated_biogenic",
        Text("申報生質 CO₂ 排放量", "Stated biogenic CO2"),
        Kind.NUMBER,
        unit=Text("公噸CO₂", "tCO2"),
        minimum=ZERO,
        decimals=4,
        aliases=("單一排放源生質燃料之CO2排放當量小計(CO2e公噸/年)",),
        width=14,
    ),
    Column("note", Text("備註", "Note"), width=24),
)
