"""An accepted inventory as the next year compares with it."""

from portal.inventory.figures import ZERO, Inventory, PastInventory, PastSource


def as_past(inventory: Inventory) -> PastInventory:
    """What of an inventory the following year is compared with."""
    sources = {
        (row.site or "", row.source_id or ""): PastSource(
            row.activity, row.unit or "", judged.emissions
        )
        for row, judged in zip(inventory.sources, inventory.judged_sources, strict=True)
    }
    production = {
        (row.site or "", row.product or ""): (row.quantity or ZERO, row.unit or "")
        for row in inventory.production
        if row.is_main
    }
    counted = inventory.counted
    return PastInventory(
        inventory.year or 0, counted.scope1, counted.scope2, counted.biogenic, sources, production
    )
