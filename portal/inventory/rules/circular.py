"""Circular economy: emissions per tonne of waste, and savings that are no emissions."""

from collections.abc import Iterator
from decimal import Decimal

from portal.inventory.figures import ZERO, Inventory
from portal.inventory.rules.book import INFO, JUDGEMENT, RULES, WARNING, called, hit
from portal.language import Text
from portal.reference.groups import Group
from portal.reference.units import Dimension, units
from portal.workbook.findings import Hit

_WASTE = frozenset({"srf", "industrial_waste", "msw_fossil", "msw_biogenic", "waste_oil"})


@RULES.rule(
    "INV-113",
    WARNING,
    title=Text("廢棄物排放強度異常", "Unusual emissions per tonne of waste"),
    message=Text(
        "「{source}」每公噸廢棄物化石排放 {found} 公噸CO₂e，一般在 {low} 至 {high} 之間。",
        "{source} emits {found} fossil tCO2e per tonne of waste; {low} to {high} is usual.",
    ),
    why=Text(
        "偏離多因化石碳占比、熱值或處理量有誤。",
        "Fossil share, heat value or amount is often the reason.",
    ),
    fix=Text("請核對組成、熱值與處理量。", "Check composition, heat value and amount."),
    source=JUDGEMENT,
    thresholds=("waste_low", "waste_high"),
)
def waste_has_a_usual_intensity(inventory: Inventory) -> Iterator[Hit]:
    low, high = inventory.limit("waste_low"), inventory.limit("waste_high")
    for row, judged in zip(inventory.sources, inventory.judged_sources, strict=True):
        if row.material not in _WASTE or not row.activity or judged.computed.emissions is None:
            continue
        unit = units().get(row.unit or "")
        # What is biogenic altogether has hardly any fossil emissions, and rightly so.
        if unit is None or unit.dimension is not Dimension.MASS or row.biogenic_share is None:
            continue
        intensity = judged.computed.emissions / (row.activity * unit.factor)
        if not low <= intensity <= high:
            yield hit(
                row.cell("activity"),
                row.cell("biogenic_share"),
                found=intensity.quantize(Decimal("0.001")),
                expected=f"{low}–{high}",
                source=called(row),
                low=low,
                high=high,
            )


@RULES.rule(
    "INV-114",
    INFO,
    title=Text("回收減量不列入清冊", "Recycling benefits are not emissions"),
    message=Text(
        "「{source}」以負值 {found} 申報，可能是回收減量效益。",
        "{source} states {found}, below zero, perhaps a benefit of recycling.",
    ),
    why=Text(
        "清冊只計實際排放；避免排放可另於減量計畫說明。",
        "An inventory holds emissions; avoided ones belong to the reduction plan.",
    ),
    fix=Text("請改填實際排放量，減量效益另列。", "Enter what was emitted, the benefit elsewhere."),
    source=f"{JUDGEMENT}; avoided emissions are outside an inventory",
)
def recycling_is_not_deducted(inventory: Inventory) -> Iterator[Hit]:
    if inventory.group is not Group.CIRCULAR_ECONOMY:
        return
    for row in inventory.sources:
        if row.stated_emissions is not None and row.stated_emissions < ZERO:
            yield hit(row.cell("stated_emissions"), found=row.stated_emissions, source=called(row))
