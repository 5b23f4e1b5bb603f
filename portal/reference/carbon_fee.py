"""The rates of the carbon fee: what a tonne costs that is not avoided."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from portal.language import Text
from portal.reference.tables import Provenance, provenance, rows


@dataclass(frozen=True, slots=True)
class FeeRate:
    """One rate of the carbon fee, NT$/tCO2e."""

    key: str
    rate: Decimal
    label: Text
    provenance: Provenance


@cache
def fee_rates() -> tuple[FeeRate, ...]:
    """The announced rates, lowest first."""
    found = (
        FeeRate(row["key"], Decimal(row["rate"]), Text(row["zh"], row["en"]), provenance(row))
        for row in rows("fee_rates")
    )
    return tuple(sorted(found, key=lambda one: one.rate))
