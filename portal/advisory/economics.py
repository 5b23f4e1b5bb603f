"""Money of a recommendation, in NT$: what goes in; present value and return are calculators'."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Economics:
    """What a recommendation costs and saves.

    Attributes:
        capex: before subsidy, NT$.
        subsidy: NT$.
        yearly: saved in a full year, NT$; None when a price is missing.
        life_years: how long the saving lasts.
    """

    capex: Decimal
    subsidy: Decimal
    yearly: Decimal | None
    life_years: Decimal | None = None

    @property
    def outlay(self) -> Decimal:
        """What the member pays: cost less subsidy, NT$."""
        return self.capex - self.subsidy

    @property
    def payback_years(self) -> Decimal | None:
        """Simple payback: outlay over yearly saving, years; None when nothing is paid or saved."""
        if self.yearly is None or self.yearly <= 0 or self.outlay <= 0:
            return None
        return self.outlay / self.yearly
