"""The carbon balance of a steelworks: what goes in and does not come out has been emitted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from portal.inventory.factors import CARBON_TO_CO2, rounded
from portal.inventory.figures import ZERO
from portal.inventory.sheets import CarbonFlow
from portal.reference.closed_sets import BalanceDirection
from portal.reference.units import Dimension, units

_THOUSAND = Decimal(1000)


@dataclass(frozen=True, slots=True)
class Balance:
    """Carbon of one site in a year, tonnes C."""

    entered: Decimal = ZERO
    left: Decimal = ZERO
    stored: Decimal = ZERO

    @property
    def emitted(self) -> Decimal:
        """Carbon that became CO2, t C: what entered less what left and what was stored."""
        return self.entered - self.left - self.stored

    @property
    def co2(self) -> Decimal:
        """The emissions that follow, tCO2, rounded half up to four decimals.

        Source:
            IPCC 2006 Guidelines, volume 3, chapter 4, Tier 2 and 3 mass balance.
        """
        return rounded(self.emitted * CARBON_TO_CO2)


def carbon(row: CarbonFlow) -> Decimal | None:
    """Tonnes of carbon in one flow; None when quantity, unit or content are missing."""
    unit = units().get(row.unit or "")
    if row.quantity is None or row.carbon is None or unit is None:
        return None
    by_mass = unit.dimension is Dimension.MASS
    scale = unit.factor if by_mass else unit.factor / _THOUSAND
    return row.quantity * scale * row.carbon


def balances(flows: Iterable[CarbonFlow]) -> Mapping[str, Balance]:
    """The balance of each site."""
    sums: dict[str, dict[str, Decimal]] = {}
    for row in flows:
        amount = carbon(row)
        if amount is not None and row.site and row.direction:
            sides = sums.setdefault(row.site, {})
            sides[row.direction] = sides.get(row.direction, ZERO) + amount
    return {
        site: Balance(
            sides.get(BalanceDirection.IN.value, ZERO),
            sides.get(BalanceDirection.OUT.value, ZERO),
            sides.get(BalanceDirection.STOCK.value, ZERO),
        )
        for site, sides in sums.items()
    }
