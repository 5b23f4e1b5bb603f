"""The long table: every direct source with its activity, factor and stated emissions."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from portal.inventory.sheets.calculation import CALCULATION, PER_CENT, QUALITY
from portal.inventory.sheets.choices import (
    ACTIVITY_UNIT,
    HEAT_UNIT,
    MATERIAL,
)
from portal.inventory.sheets.cover import ONE, ZERO
from portal.language import Text
from portal.reference.codes import (
    EMISSION_TYPE,
    HEAT_VALUE_SOURCE,
    SOURCE_CATEGORY,
)
from portal.workbook.sheets import Column, Kind, Row, Sheet


@dataclass(frozen=True, slots=True)
class Source(Row):
    """One direct source of emissions: what was used, how it was calculated, what came out.

    Factors are in `factor_unit`; `stated_emissions` in tCO2e without biogenic CO2, which stands
    in `stated_biogenic` (tCO2).
    """

    SHEET: ClassVar[str] = "sources"
    source_id: str | None
    site: str | None
    process: str | None
    equipment: str | None
    name: str | None
    material: str | None
    emission_type: str | None
    category: str | None
    activity: Decimal | None
    unit: str | None
    share: Decimal | None
    heat_value: Decimal | None
    heat_unit: str | None
    heat_source: str | None
    method: str | None
    carbon: Decimal | None
    factor_co2: Decimal | None
    factor_ch4: Decimal | None
    factor_n2o: Decimal | None
    factor_other: Decimal | None
    other_gas: str | None
    factor_unit: str | None
    factor_class: str | None
    factor_source: str | None
    biogenic: bool | None
    biogenic_share: Decimal | None
    cogeneration: bool | None
    measuring: str | None
    calibration: str | None
    evidence: str | None
    stated_emissions: Decimal | None
    stated_biogenic: Decimal | None
    note: str | None


_IDENTITY = (
    Column(
        "source_id",
        Text("排放源編號", "Source number"),
        required=True,
        help=Text(
            "自訂編號，整本清冊不重複，並請逐年沿用，以利與前一年度比對。",
            "Your own number, once per inventory and the same every year, so that years compare.",
        ),
        example="S001",
        width=12,
    ),
    Column(
        "site",
        Text("管制編號", "Site (control number)"),
        required=True,
        help=Text(
            "須為「廠區與邊界」所列之廠區。", "One of the sites of the sheet “Sites and boundary”."
        ),
        example="E9990101",
        aliases=("廠區管制編號",),
        width=12,
    ),
    Column(
        "process",
        Text("製程編號", "Process no."),
        required=True,
        help=Text(
            "一個英文字母加兩碼數字，例如 M01。", "A letter and two digits, for example M01."
        ),
        example="M01",
        width=10,
    ),
    Column(
        "equipment",
        Text("設備編號", "Equipment no."),
        required=True,
        help=Text("4 碼，例如 E201、GM01。", "Four characters, for example E201 or GM01."),
        example="E201",
        width=10,
    ),
    Column(
        "name",
        Text("排放源名稱", "Source"),
        required=True,
        help=Text(
            "設備或製程名稱，例如：1 號鍋爐。", "Equipment or process, for example: boiler 1."
        ),
        example="1 號鍋爐",
        aliases=("設備名稱",),
        width=22,
    ),
    Column(
        "material",
        Text("原（燃）物料或產品", "Material or fuel"),
        Kind.CODE,
        codes=MATERIAL,
        required=True,
        example="天然氣",
        aliases=("原(燃)物料或產品名稱", "原(燃)物料或產品代碼"),
        width=18,
    ),
    Column(
        "emission_type",
        Text("排放型式", "Emission type"),
        Kind.CODE,
        codes=EMISSION_TYPE,
        required=True,
        help=Text(
            "本表僅填直接排放；外購電力與蒸汽請填「外購能源」。",
            "Direct emissions only; purchased electricity and steam go to “Energy bought”.",
        ),
        example="固定燃燒",
        width=12,
    ),
    Column(
        "category",
        Text("製程或逸散類別", "Kind of process or fugitive source"),
        Kind.CODE,
        codes=SOURCE_CATEGORY,
        help=Text("排放型式為製程或逸散時必填。", "Needed for process and fugitive emissions."),
        aliases=("排放型式-製程或逸散或外購電力類別",),
        width=16,
    ),
)

_ACTIVITY = (
    Column(
        "activity",
        Text("活動數據", "Activity"),
        Kind.NUMBER,
        minimum=ZERO,
        decimals=4,
        help=Text(
            "全年使用量；全年停用請填 0 並於備註說明。", "Use of the year; 0 with a note when idle."
        ),
        example="3252.12",
    ),
    Column(
        "unit",
        Text("活動數據單位", "Unit"),
        Kind.UNIT,
        codes=ACTIVITY_UNIT,
        required=True,
        help=Text(
            "固體燃料用公噸、液體燃料用公秉、氣體燃料用千立方公尺。",
            "Tonnes for solids, kilolitres for liquids, thousand cubic metres for gases.",
        ),
        example="千立方公尺",
    ),
    Column(
        "share",
        Text("活動數據分配比率", "Share of the activity"),
        Kind.PERCENT,
        unit=PER_CENT,
        minimum=ZERO,
        maximum=ONE,
        help=Text(
            "同一計量分攤至多個排放源時填寫；空白視為 100%。",
            "Where one meter serves several sources; empty means 100 %.",
        ),
        aliases=("活動數據分配比率%",),
        width=12,
    ),
    Column(
        "heat_value",
        Text("燃料低位熱值", "Lower heat value"),
        Kind.NUMBER,
        minimum=ZERO,
        help=Text(
            "低位發熱量；空白時以基本資料所選熱值版本重算。",
            "Lower heat value; when empty, the set on the cover is used.",
        ),
        example="8107",
        aliases=("燃料低位熱值數值",),
        width=12,
    ),
    Column(
        "heat_unit",
        Text("低位熱值單位", "Unit of the heat value"),
        Kind.UNIT,
        codes=HEAT_UNIT,
        help=Text("須與活動數據單位對應。", "It has to match the unit of the activity."),
        example="千卡／立方公尺",
        aliases=("燃料低位熱值單位",),
    ),
    Column(
        "heat_source",
        Text("低位熱值來源", "Source of the heat value"),
        Kind.CODE,
        codes=HEAT_VALUE_SOURCE,
        width=20,
    ),
)

SOURCES = Sheet(
    key="sources",
    title=Text("排放源活動數據", "Sources and activity"),
    row=Source,
    help=Text(
        "直接排放源每一設備、燃料一列，跨廠區同填於本表。",
        "One row for each piece of equipment and fuel, of all sites.",
    ),
    columns=(*_IDENTITY, *_ACTIVITY, *CALCULATION, *QUALITY),
)
