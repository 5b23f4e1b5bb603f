"""Energy bought and energy made on site."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from portal.inventory.sheets.calculation import PER_CENT
from portal.inventory.sheets.choices import ENERGY_FACTOR_UNIT, ENERGY_UNIT
from portal.inventory.sheets.cover import ONE, TONNES_CO2E, ZERO
from portal.language import Text
from portal.reference.codes import (
    ENERGY_KIND,
    GENERATION_FUEL,
    GENERATION_KIND,
)
from portal.workbook.sheets import Column, Kind, Row, Sheet


@dataclass(frozen=True, slots=True)
class EnergyUse(Row):
    """Energy bought by a site, or renewable power it generates and uses itself.

    `factor` is in `factor_unit`; electricity and steam factors are CO2e already.
    """

    SHEET: ClassVar[str] = "energy"
    site: str | None
    kind: str | None
    supplier: str | None
    meter: str | None
    quantity: Decimal | None
    unit: str | None
    factor: Decimal | None
    factor_unit: str | None
    factor_year: int | None
    certificates: Decimal | None
    certificate_number: str | None
    contract: str | None
    stated_emissions: Decimal | None
    measuring: str | None
    evidence: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class Generation(Row):
    """Electricity or steam made on a site: produced, used there and sold."""

    SHEET: ClassVar[str] = "generation"
    site: str | None
    unit_name: str | None
    kind: str | None
    fuel: str | None
    produced: Decimal | None
    own_use: Decimal | None
    sold: Decimal | None
    unit: str | None
    buyer: str | None
    contract: str | None
    cogeneration: bool | None
    power_share: Decimal | None
    note: str | None


SITE = Column(
    "site",
    Text("管制編號", "Site (control number)"),
    required=True,
    help=Text(
        "須為「廠區與邊界」所列之廠區。", "One of the sites of the sheet “Sites and boundary”."
    ),
    example="E9990101",
    width=12,
)
NOTE = Column("note", Text("備註", "Note"), width=24)

ENERGY = Sheet(
    key="energy",
    title=Text("外購能源", "Energy bought"),
    row=EnergyUse,
    help=Text(
        "外購電力、蒸汽、熱能與再生能源，每一電號或供應契約一列。",
        "Purchased electricity, steam, heat and renewable power: a row for each meter.",
    ),
    columns=(
        SITE,
        Column(
            "kind",
            Text("能源種類", "Kind of energy"),
            Kind.CODE,
            codes=ENERGY_KIND,
            required=True,
            help=Text(
                "綠電請與台電電力分列，勿重複計入台電度數。",
                "Renewable power has its own row and is not part of the grid electricity.",
            ),
            example="台電電力",
            width=20,
        ),
        Column(
            "supplier",
            Text("電力／蒸汽供應商名稱", "Supplier"),
            example="台灣電力股份有限公司",
            aliases=("供應商名稱", "電力/蒸汽供應商名稱"),
            width=24,
        ),
        Column("meter", Text("電號或表號", "Meter"), example="16-00-1234-56-7", width=18),
        Column(
            "quantity",
            Text("使用量", "Quantity"),
            Kind.NUMBER,
            required=True,
            minimum=ZERO,
            decimals=4,
            example="71175.266",
            aliases=("活動數據",),
        ),
        Column(
            "unit",
            Text("單位", "Unit"),
            Kind.UNIT,
            codes=ENERGY_UNIT,
            required=True,
            help=Text(
                "電力用千度，蒸汽用公噸或吉焦耳。",
                "Thousand kWh for power, tonnes or GJ for steam.",
            ),
            example="千度",
            aliases=("活動數據單位",),
        ),
        Column(
            "factor",
            Text("排碳係數", "Emission factor"),
            Kind.NUMBER,
            minimum=ZERO,
            decimals=10,
            help=Text(
                "台電電力用當年度公告係數；蒸汽等採供應商提供之係數；再生能源填 0。",
                "The announced factor for grid power, the supplier's for steam, 0 for renewables.",
            ),
            example="0.474",
            aliases=("電力排碳係數",),
        ),
        Column(
            "factor_unit",
            Text("係數單位", "Unit of the factor"),
            Kind.UNIT,
            codes=ENERGY_FACTOR_UNIT,
            example="公斤 CO₂e／度",
            width=18,
        ),
        Column("factor_year", Text("係數年度", "Year of the factor"), Kind.YEAR, width=10),
        Column(
            "certificates",
            Text("再生能源憑證數量", "Renewable certificates"),
            Kind.NUMBER,
            unit=Text("千度", "MWh"),
            minimum=ZERO,
            help=Text("一張憑證為一千度。", "One certificate stands for one MWh."),
        ),
        Column(
            "certificate_number",
            Text("憑證編號", "Certificate numbers"),
            width=20,
        ),
        Column(
            "contract",
            Text("契約名稱", "Contract"),
            help=Text(
                "同一廠區同時外購與外售同類能源時必填。",
                "Needed where a site both buys and sells the same kind of energy.",
            ),
            width=20,
        ),
        Column(
            "stated_emissions",
            Text("申報排放當量", "Stated emissions"),
            Kind.NUMBER,
            unit=TONNES_CO2E,
            minimum=ZERO,
            decimals=4,
            aliases=("排放當量",),
            width=16,
        ),
        Column(
            "measuring",
            Text("數據取得方式", "How measured"),
            help=Text("例如：電費單、蒸汽流量計。", "For example: electricity bills, steam meter."),
            width=16,
        ),
        Column("evidence", Text("數據來源與保存單位", "Evidence and who keeps it"), width=22),
        NOTE,
    ),
)

GENERATION = Sheet(
    key="generation",
    title=Text("自產能源", "Own generation"),
    row=Generation,
    required=False,
    help=Text(
        "自產電力與蒸汽之產量、自用量及外售量；外售量不自範疇一扣除。",
        "Power and steam made on site; what is sold is not deducted from scope 1.",
    ),
    columns=(
        SITE,
        Column("unit_name", Text("機組名稱", "Unit"), required=True, example="1 號機", width=18),
        Column(
            "kind",
            Text("生產能源類別", "Energy produced"),
            Kind.CODE,
            codes=GENERATION_KIND,
            required=True,
            example="電力",
        ),
        Column(
            "fuel",
            Text("主要燃料", "Main fuel"),
            Kind.CODE,
            codes=GENERATION_FUEL,
            required=True,
            example="天然氣",
        ),
        Column(
            "produced",
            Text("產量", "Produced"),
            Kind.NUMBER,
            required=True,
            minimum=ZERO,
            decimals=4,
        ),
        Column(
            "own_use",
            Text("自用量", "Own use"),
            Kind.NUMBER,
            required=True,
            minimum=ZERO,
            decimals=4,
        ),
        Column(
            "sold", Text("外售量", "Sold"), Kind.NUMBER, required=True, minimum=ZERO, decimals=4
        ),
        Column("unit", Text("單位", "Unit"), Kind.UNIT, codes=ENERGY_UNIT, required=True),
        Column("buyer", Text("外售對象", "Buyer"), width=22),
        Column("contract", Text("契約名稱", "Contract"), width=20),
        Column(
            "cogeneration",
            Text("是否屬汽電共生設備", "Cogeneration"),
            Kind.YES_NO,
            help=Text("空白視為否。", "Empty means no."),
            width=10,
        ),
        Column(
            "power_share",
            Text("電力分攤比率", "Share allotted to power"),
            Kind.PERCENT,
            unit=PER_CENT,
            minimum=ZERO,
            maximum=ONE,
            help=Text(
                "汽電共生之排放分攤至電力之比率，其餘分攤至熱能。",
                "How much of the emissions falls to power; the rest falls to heat.",
            ),
        ),
        NOTE,
    ),
)
