"""Rates that a path is compared with: the city's own, SBTi's, and those of the carbon fee."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from portal.language import Text
from portal.reference.tables import Provenance, provenance, rows, several


@dataclass(frozen=True, slots=True)
class ReductionRate:
    """A cut between two years, in a straight line.

    Attributes:
        cut: share of the emissions of the base year.
        industries: for which it holds; empty for all.
    """

    key: str
    label: Text
    base_year: int
    target_year: int
    cut: Decimal
    industries: frozenset[str]
    provenance: Provenance

    @property
    def yearly(self) -> Decimal:
        """Share of the base emissions cut in each year."""
        return self.cut / (self.target_year - self.base_year)

    def holds_for(self, industry: str | None) -> bool:
        """Whether an industry is compared with it; without one, rates of industries do not."""
        return not self.industries or industry in self.industries


@cache
def reduction_rates() -> Mapping[str, ReductionRate]:
    """Every rate by its key, in the order in which they are shown."""
    return {
        row["key"]: ReductionRate(
            row["key"],
            Text(row["zh"], row["en"]),
            int(row["base_year"]),
            int(row["target_year"]),
            Decimal(row["cut"]),
            frozenset(several(row["groups"])),
            provenance(row),
        )
        for row in rows("reduction_rates")
    }
