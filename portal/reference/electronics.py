"""Default parameters of fluorinated gases in electronics: unreacted share, by-products, removal."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from portal.reference.tables import Provenance, provenance, rows

UNREACTED = "1-U"
_UNLISTED = "unlisted"


@dataclass(frozen=True, slots=True)
class GasUse:
    """Where a process gas is used; empty where the tier does not distinguish.

    `tier`, `industry`, `wafer` and `process` are codes of the lists `electronics_tier`,
    `electronics_industry`, `wafer_size` and `electronics_process`; `gas` is a gas key.
    """

    tier: str
    gas: str
    industry: str = ""
    wafer: str = ""
    process: str = ""


@dataclass(frozen=True, slots=True)
class GasParameters:
    """Shares by mass of the gas fed in: what leaves unreacted and what leaves as another gas.

    `by_products` holds kg of the other gas per kg fed in, by gas key.
    """

    use: GasUse
    unreacted: Decimal
    by_products: Mapping[str, Decimal]
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Removal:
    """The default removal efficiency of an abatement technology for a gas, 0 to 1."""

    technology: str
    gas: str
    efficiency: Decimal
    provenance: Provenance


@cache
def gas_parameters() -> Mapping[GasUse, GasParameters]:
    """Every announced set of defaults by use."""
    found: dict[GasUse, dict[str, Decimal]] = {}
    origins: dict[GasUse, Provenance] = {}
    for row in rows("electronics"):
        use = GasUse(row["tier"], row["gas"], row["industry"], row["wafer"], row["process"])
        found.setdefault(use, {})[row["parameter"]] = Decimal(row["value"])
        origins[use] = provenance(row)
    return {
        use: GasParameters(
            use=use,
            unreacted=values[UNREACTED],
            by_products={gas: value for gas, value in values.items() if gas != UNREACTED},
            provenance=origins[use],
        )
        for use, values in found.items()
    }


def parameters(use: GasUse) -> GasParameters | None:
    """The announced defaults for a use; None when the announcement gives none.

    A tier that does not distinguish industry, wafer or process ignores what the use says of it,
    so MEMS reads the semiconductor tables and Tier 2a knows remote plasma cleaning only.
    """
    known = gas_parameters()
    return next((known[each] for each in _tried(use) if each in known), None)


def unlisted_parameters() -> GasParameters:
    """The defaults for an unlisted gas of less than 1 per cent of all fluorinated gas used."""
    return gas_parameters()[GasUse(_UNLISTED, "")]


@cache
def removals() -> Mapping[tuple[str, str], Removal]:
    """Default efficiencies by abatement technology and gas; a missing pair may not use one."""
    return {
        (row["technology"], row["gas"]): Removal(
            row["technology"], row["gas"], Decimal(row["dre"]), provenance(row)
        )
        for row in rows("abatement")
    }


def removal(technology: str, gas: str) -> Removal | None:
    """The default efficiency of a technology for a gas; None when it does not destroy the gas."""
    return removals().get((technology, gas))


def _tried(use: GasUse) -> tuple[GasUse, ...]:
    wafer = use.wafer if use.wafer in ("200", "300") else ""
    match use.tier:
        case "2a":
            shape = [("", "", use.process), ("", "", "")]
        case "2b":
            shape = [("semiconductor", wafer, use.process), ("semiconductor", wafer, "")]
        case _ if use.industry == "mems":
            shape = [("semiconductor", wafer, use.process)]
        case _ if use.industry == "semiconductor":
            shape = [(use.industry, wafer, use.process)]
        case _:
            shape = [(use.industry, "", use.process), (use.industry, "", "")]
    return tuple(GasUse(use.tier, use.gas, *each) for each in shape)
