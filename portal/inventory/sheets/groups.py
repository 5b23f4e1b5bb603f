"""Sheets of one group only: fluorinated process gases, and the carbon balance of steel."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from portal.inventory.sheets.calculation import PER_CENT
from portal.inventory.sheets.choices import BALANCE_UNIT, PROCESS_GAS
from portal.inventory.sheets.cover import ONE, TONNES_CO2E, ZERO
from portal.inventory.sheets.energy import NOTE, SITE
from portal.language import Text
from portal.reference.codes import (
    ABATEMENT,
    BALANCE_DIRECTION,
    BALANCE_ITEM,
    ELECTRONICS_PROCESS,
    ELECTRONICS_TIER,
    WAFER_SIZE,
)
from portal.reference.groups import Group
from portal.workbook.sheets import Column, Kind, Row, Sheet

KILOGRAMS = Text("公斤", "kg")


@dataclass(frozen=True, slots=True)
class ProcessGas(Row):
    """One fluorinated gas (or N2O) of an electronics process, masses in kg.

    `emitted_fraction` is (1-U); `coverage` the share of equipment with abatement; `uptime` the
    share of its time in operation. Source: IPCC 2019 Refinement, volume 3, chapter 6.
    """

    SHEET: ClassVar[str] = "process_gases"
    site: str | None
    gas: str | None
    process: str | None
    tier: str | None
    wafer_size: str | None
    opening_stock: Decimal | None
    purchased: Decimal | None
    closing_stock: Decimal | None
    heel: Decimal | None
    used: Decimal | None
    emitted_fraction: Decimal | None
    by_cf4: Decimal | None
    by_c2f6: Decimal | None
    abatement: str | None
    coverage: Decimal | None
    removal: Decimal | None
    uptime: Decimal | None
    stated_emissions: Decimal | None
    note: str | None


@dataclass(frozen=True, slots=True)
class CarbonFlow(Row):
    """One flow of the carbon balance of a steelworks."""

    SHEET: ClassVar[str] = "carbon_balance"
    site: str | None
    direction: str | None
    item: str | None
    name: str | None
    quantity: Decimal | None
    unit: str | None
    carbon: Decimal | None
    note: str | None


def _mass(key: str, zh: str, en: str) -> Column:
    return Column(key, Text(zh, en), Kind.NUMBER, unit=KILOGRAMS, minimum=ZERO, width=12)


def _share(key: str, zh: str, en: str, help: Text) -> Column:
    return Column(key, Text(zh, en), Kind.PERCENT, unit=PER_CENT, help=help, width=12)


PROCESS_GASES = Sheet(
    key="process_gases",
    title=Text("含氟製程氣體", "Process gases"),
    row=ProcessGas,
    groups=frozenset({Group.ELECTRONICS}),
    help=Text(
        "每一廠區、氣體及製程類型一列，平台依公告公式重算；請勿再填於排放源活動數據。",
        "One row for each site, gas and process; recomputed with the announced formula. "
        "Please do not repeat these gases among the sources.",
    ),
    columns=(
        SITE,
        Column(
            "gas",
            Text("製程氣體", "Gas"),
            Kind.CODE,
            codes=PROCESS_GAS,
            required=True,
            example="NF3",
        ),
        Column(
            "process",
            Text("製程類型", "Process"),
            Kind.CODE,
            codes=ELECTRONICS_PROCESS,
            required=True,
            width=18,
        ),
        Column(
            "tier",
            Text("計算方法層級", "Tier"),
            Kind.CODE,
            codes=ELECTRONICS_TIER,
            required=True,
            width=18,
        ),
        Column("wafer_size", Text("晶圓尺寸", "Wafer size"), Kind.CODE, codes=WAFER_SIZE),
        _mass("opening_stock", "期初庫存", "Opening stock"),
        _mass("purchased", "採購量", "Purchased"),
        _mass("closing_stock", "期末庫存", "Closing stock"),
        _mass("heel", "鋼瓶殘氣退回量", "Returned heel"),
        Column(
            "used",
            Text("使用量", "Used"),
            Kind.NUMBER,
            unit=KILOGRAMS,
            required=True,
            minimum=ZERO,
            help=Text(
                "期初庫存＋採購量－期末庫存－殘氣退回量，單位為公斤。",
                "Opening stock plus purchases less closing stock and returned heel, in kilograms.",
            ),
            example="12500",
            width=12,
        ),
        _share(
            "emitted_fraction",
            "未反應率（1－U）",
            "Emitted fraction (1-U)",
            Text("空白時採公告之 Tier 2a 預設值。", "When empty, the announced Tier 2a value."),
        ),
        _share(
            "by_cf4",
            "副產 CF₄ 因子",
            "CF4 by-product factor",
            Text("空白時採公告之 Tier 2a 預設值。", "When empty, the announced Tier 2a value."),
        ),
        _share(
            "by_c2f6",
            "副產 C₂F₆ 因子",
            "C2F6 by-product factor",
            Text("空白時採公告之 Tier 2a 預設值。", "When empty, the announced Tier 2a value."),
        ),
        Column(
            "abatement",
            Text("控制設備技術", "Abatement"),
            Kind.CODE,
            codes=ABATEMENT,
            required=True,
            width=18,
        ),
        _share(
            "coverage",
            "控制設備裝設比例",
            "Share with abatement",
            Text("配備控制設備之製程設備比例。", "Share of the equipment that has abatement."),
        ),
        _share(
            "removal",
            "削減率（DRE）",
            "Removal efficiency (DRE)",
            Text("空白時採公告之預設值。", "When empty, the announced value."),
        ),
        _share(
            "uptime",
            "控制設備運轉率",
            "Uptime of the abatement",
            Text("正常運轉時間占全年之比例。", "Share of the time in normal operation."),
        ),
        Column(
            "stated_emissions",
            Text("申報排放當量", "Stated emissions"),
            Kind.NUMBER,
            unit=TONNES_CO2E,
            minimum=ZERO,
            decimals=4,
            width=16,
        ),
        NOTE,
    ),
)

CARBON_BALANCE = Sheet(
    key="carbon_balance",
    title=Text("碳平衡", "Carbon balance"),
    row=CarbonFlow,
    groups=frozenset({Group.STEEL}),
    required=False,
    help=Text(
        "一貫作業鋼廠填寫：投入、產出（含外售副產氣）及庫存變動之含碳量。",
        "For integrated steelworks: carbon of inputs, outputs (with gas sold) and stock changes.",
    ),
    columns=(
        SITE,
        Column(
            "direction",
            Text("碳平衡方向", "Direction"),
            Kind.CODE,
            codes=BALANCE_DIRECTION,
            required=True,
            example="投入",
        ),
        Column(
            "item",
            Text("碳平衡項目", "Item"),
            Kind.CODE,
            codes=BALANCE_ITEM,
            required=True,
            example="煉焦煤",
            width=18,
        ),
        Column("name", Text("品名", "Description"), width=20),
        Column(
            "quantity",
            Text("數量", "Quantity"),
            Kind.NUMBER,
            required=True,
            decimals=4,
            help=Text(
                "庫存變動為期末減期初，減少時為負值。",
                "A stock change is closing less opening stock; negative when it fell.",
            ),
        ),
        Column("unit", Text("單位", "Unit"), Kind.UNIT, codes=BALANCE_UNIT, required=True),
        Column(
            "carbon",
            Text("含碳率", "Carbon content"),
            Kind.PERCENT,
            unit=PER_CENT,
            required=True,
            minimum=ZERO,
            maximum=ONE,
            help=Text(
                "每單位數量所含碳之公噸數；以公噸計者即為重量百分比。",
                "Tonnes of carbon per unit; per cent by mass where the unit is tonnes.",
            ),
            example="78%",
        ),
        NOTE,
    ),
)
