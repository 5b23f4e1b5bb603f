"""Petrochemicals: cracker intensity, flares, and feedstock that is not fuel."""

from collections.abc import Iterator
from decimal import Decimal

from portal.inventory.figures import ZERO, Inventory
from portal.inventory.rules.book import ANNOUNCEMENT, JUDGEMENT, RULES, WARNING, called, hit
from portal.language import Text
from portal.reference.groups import Group
from portal.reference.units import Dimension, units
from portal.workbook.findings import Hit, Place

_DIRECT = frozenset({"stationary", "process"})
_FLARES = ("A110", "A119")


@RULES.rule(
    "INV-101",
    WARNING,
    title=Text("乙烯裂解強度異常", "Unusual emissions per tonne of ethylene"),
    message=Text(
        "廠區 {site} 每公噸乙烯直接排放 {found} 公噸CO₂e，一般在 {low} 至 {high} 之間。",
        "{site} emits {found} tCO2e per tonne of ethylene; {low} to {high} is usual.",
    ),
    why=Text(
        "公告係數已含燃料氣，若再計固定燃燒會重複。",
        "The announced factor includes the fuel gas; burning it again counts twice.",
    ),
    fix=Text("請核對乙烯產量、進料與燃料氣。", "Check ethylene, feed and fuel gas."),
    source=f"{ANNOUNCEMENT}: ethylene from naphtha 1.73 tCO2/t",
    thresholds=("ethylene_low", "ethylene_high"),
)
def ethylene_has_a_usual_intensity(inventory: Inventory) -> Iterator[Hit]:
    low, high = inventory.limit("ethylene_low"), inventory.limit("ethylene_high")
    for row in inventory.production:
        unit = units().get(row.unit or "")
        if row.product != "ethylene" or not row.quantity or unit is None:
            continue
        if unit.dimension is not Dimension.MASS:
            continue
        intensity = _direct(inventory, row.site) / (row.quantity * unit.factor)
        if not low <= intensity <= high:
            yield hit(
                row.cell("quantity"),
                found=intensity.quantize(Decimal("0.001")),
                expected=f"{low}–{high}",
                site=row.site or "—",
                low=low,
                high=high,
            )


def _direct(inventory: Inventory, site: str | None) -> Decimal:
    pairs = zip(inventory.sources, inventory.judged_sources, strict=True)
    return sum(
        (
            judged.emissions
            for row, judged in pairs
            if row.site == site and row.emission_type in _DIRECT
        ),
        ZERO,
    )


@RULES.rule(
    "INV-102",
    WARNING,
    title=Text("沒有廢氣燃燒塔", "No flare is listed"),
    message=Text(
        "石化組成員的清冊中沒有廢氣燃燒塔（類別「製程：廢氣燃燒塔」）。",
        "A petrochemical inventory without any flare (kind “Process: flare”).",
    ),
    why=Text(
        "煉油與石化廠多設有燃燒塔，開停車與緊急排放亦應計入。",
        "Refineries and chemical plants have flares; start-ups and emergencies count too.",
    ),
    fix=Text("請補列燃燒塔；確實沒有者請說明。", "Add the flares, or explain that there are none."),
    source="equipment codes A110 and A119 of the official form",
)
def flares_are_listed(inventory: Inventory) -> Iterator[Hit]:
    if inventory.group is not Group.PETROCHEMICALS or not inventory.sources:
        return
    if not any(
        row.category == "flare" or (row.equipment or "").startswith(_FLARES)
        for row in inventory.sources
    ):
        yield hit(Place("sources", 0, "category"))


@RULES.rule(
    "INV-103",
    WARNING,
    title=Text("進料可能列為燃料", "Feedstock may be booked as fuel"),
    message=Text(
        "「{source}」將石油腦 {found} 公秉列為固定燃燒，超過 {expected} 公秉。",
        "{source} burns {found} kL of naphtha, above {expected} kL.",
    ),
    why=Text(
        "裂解進料的碳大多留在產品，不應以燃燒計算。",
        "The carbon of cracker feed goes to products and is not burnt.",
    ),
    fix=Text(
        "請區分進料與燃料，只計入實際燃燒量。",
        "Tell feed from fuel; count only what is burnt.",
    ),
    source=JUDGEMENT,
    thresholds=("naphtha_fuel",),
)
def feedstock_is_not_fuel(inventory: Inventory) -> Iterator[Hit]:
    limit = inventory.limit("naphtha_fuel")
    for row in inventory.sources:
        if row.material != "naphtha" or row.emission_type != "stationary" or not row.activity:
            continue
        unit = units().get(row.unit or "")
        if unit is None or unit.dimension is not Dimension.VOLUME:
            continue
        used = row.activity * unit.factor
        if used > limit:
            yield hit(row.cell("activity"), found=used, expected=limit, source=called(row))
