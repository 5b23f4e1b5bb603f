"""The rule book of the inventory, in the order in which people read an inventory."""

from portal.inventory.rules import (
    biogenic,
    boundary,
    circular,
    completeness,
    cover,
    electricity,
    electronics,
    energy,
    exchange,
    factors,
    heat,
    petrochemicals,
    plausibility,
    potentials,
    recomputation,
    sites,
    steel,
    totals,
    units,
    verification,
    years,
)
from portal.inventory.rules.book import RULES

MODULES = (
    cover,
    sites,
    boundary,
    completeness,
    units,
    heat,
    factors,
    recomputation,
    potentials,
    electricity,
    biogenic,
    totals,
    energy,
    exchange,
    years,
    plausibility,
    steel,
    petrochemicals,
    electronics,
    circular,
    verification,
)

__all__ = ["MODULES", "RULES"]
