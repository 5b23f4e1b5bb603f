"""Against the year before: emissions for what was produced."""

from collections.abc import Iterator
from decimal import Decimal

from portal.inventory.figures import ZERO, Inventory
from portal.inventory.rules.book import (
    EPA,
    RULES,
    WARNING,
    hit,
)
from portal.language import Text
from portal.reference.units import units
from portal.workbook.findings import Hit


@RULES.rule(
    "INV-078",
    WARNING,
    title=Text("排放強度變動較大", "Emission intensity changed a lot"),
    message=Text(
        "每{unit}主要產品排放 {found} 公噸CO₂e，前一年度 {expected}，變動 {change}。",
        "{found} tCO2e per {unit} of the main product; last year {expected}: {change}.",
    ),
    why=Text(
        "製程未變時強度應穩定；大幅變動多因產量或排放量有誤。",
        "With the same process intensity is steady; a jump points to an error.",
    ),
    fix=Text(
        "請核對產量與單位；屬實者請於差異說明註明。",
        "Check production and unit; explain on the cover if it is right.",
    ),
    source=f"{EPA}; 15 %",
    thresholds=("intensity_change",),
)
def intensity_changes_little(inventory: Inventory) -> Iterator[Hit]:
    past = inventory.background.past
    if past is None or (inventory.cover and inventory.cover.change_note):
        return
    if not (inventory.has_rows("scope1") and inventory.has_rows("scope2")):
        return
    main = [row for row in inventory.production if row.is_main and row.quantity]
    now = sum((row.quantity or ZERO for row in main), ZERO)
    # Parts of a site that was split share what it made the year before.
    units_now = {past.key(row.site, row.product): row.unit for row in main}
    before = ZERO
    for key, now_unit in units_now.items():
        quantity, unit = past.production.get(key, (ZERO, ""))
        before += quantity if unit == now_unit else ZERO
    if not now or not before:
        return
    intensity = inventory.counted.total / now
    earlier = (past.scope1 + past.scope2) / before
    change = intensity / earlier - 1 if earlier else ZERO
    if abs(change) > inventory.limit("intensity_change"):
        shown = units().get(main[0].unit or "")
        yield hit(
            main[0].cell("quantity"),
            found=intensity.quantize(Decimal("0.0001")),
            expected=earlier.quantize(Decimal("0.0001")),
            unit=shown.label if shown else "—",
            change=f"{change * 100:+.1f} %",
        )
