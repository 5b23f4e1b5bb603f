"""Energy and materials exchanged between members; both sides report."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from portal.inventory.sheets.choices import EXCHANGE_UNIT
from portal.inventory.sheets.cover import TONNES_CO2E, ZERO
from portal.inventory.sheets.energy import NOTE, SITE
from portal.language import Text
from portal.reference.codes import CARRIER, EXCHANGE_DIRECTION
from portal.workbook.sheets import Column, Kind, Row, Sheet


@dataclass(frozen=True, slots=True)
class Exchange(Row):
    """A flow of energy or material between a site and another member; both sides report it."""

    SHEET: ClassVar[str] = "exchange"
    site: str | None
    direction: str | None
    partner: str | None
    carrier: str | None
    quantity: Decimal | None
    unit: str | None
    factor: Decimal | None
    emissions: Decimal | None
    contract: str | None
    note: str | None


EXCHANGE = Sheet(
    key="exchange",
    title=Text("成員間能資源交換", "Exchange between members"),
    row=Exchange,
    required=False,
    help=Text(
        "與其他聯盟成員往來之蒸汽、熱能、壓縮空氣、副產氣及氣體，供應與受入雙方均須填報。",
        "Steam, heat, air and gases exchanged: supplier and receiver both report.",
    ),
    columns=(
        SITE,
        Column(
            "direction",
            Text("供應／受入", "Supplied or received"),
            Kind.CODE,
            codes=EXCHANGE_DIRECTION,
            required=True,
            example="供應",
        ),
        Column(
            "partner",
            Text("對方成員代碼", "Member code of the partner"),
            required=True,
            example="PC02",
        ),
        Column(
            "carrier",
            Text("能資源種類", "What is exchanged"),
            Kind.CODE,
            codes=CARRIER,
            required=True,
            example="蒸汽",
            width=18,
        ),
        Column(
            "quantity",
            Text("全年數量", "Quantity of the year"),
            Kind.NUMBER,
            required=True,
            minimum=ZERO,
            decimals=4,
            example="125000",
        ),
        Column(
            "unit",
            Text("單位", "Unit"),
            Kind.UNIT,
            codes=EXCHANGE_UNIT,
            required=True,
            example="公噸",
        ),
        Column(
            "factor",
            Text("供應方係數", "Supplier's factor"),
            Kind.NUMBER,
            unit=Text("公噸CO₂e／單位", "tCO2e per unit"),
            minimum=ZERO,
            decimals=10,
            help=Text(
                "每單位數量之排放量，由供應方提供，雙方採同一數值。",
                "Emissions per unit, given by the supplier and used by both sides.",
            ),
            width=16,
        ),
        Column(
            "emissions",
            Text("交換排放當量", "Emissions exchanged"),
            Kind.NUMBER,
            unit=TONNES_CO2E,
            minimum=ZERO,
            decimals=4,
            width=16,
        ),
        Column("contract", Text("契約名稱", "Contract"), width=20),
        NOTE,
    ),
)
