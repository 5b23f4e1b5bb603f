"""The sheets of one group: process gases of electronics, and the carbon balance of steel."""

from decimal import Decimal

from portal.demo.as_read import typed
from portal.demo.companies import Company
from portal.demo.exchange import supplied
from portal.demo.sources import PROBE, Setting
from portal.demo.tables import Cells, table
from portal.demo.variation import about, rounded
from portal.inventory.electronics import process_gas
from portal.inventory.factors import CARBON_TO_CO2
from portal.inventory.sheets import PROCESS_GASES
from portal.inventory.sheets.groups import ProcessGas
from portal.workbook.content import CellInput

COG_CARBON = Decimal("0.2129")
Cell = dict[str, CellInput]


def gas_tonnes(profile: str, tonnes: Decimal) -> Decimal:
    """The part of a site's direct emissions that process gases stand for, tCO2e."""
    shares = (Decimal(row["share"]) for row in table("gases") if row["profile"] == profile)
    return tonnes * sum(shares, Decimal(0))


def gas_lines(profile: str, site: str, tonnes: Decimal, made: Setting) -> list[Cell]:
    """The process gases of a site with so many tonnes of direct emissions."""
    rows = [row for row in table("gases") if row["profile"] == profile]
    return [_gas_line(row, site, tonnes * Decimal(row["share"]), made) for row in rows]


def _gas_line(row: Cells, site: str, tonnes: Decimal, made: Setting) -> Cell:
    line: Cell = {
        "site": site,
        "gas": row["gas"],
        "process": row["process"],
        "tier": "2a",
        "wafer_size": "none",
        "abatement": row["abatement"],
        "coverage": Decimal(row["coverage"]),
        "uptime": Decimal(row["uptime"]),
    }
    probe = typed(PROCESS_GASES, {**line, "used": PROBE})
    assert isinstance(probe, ProcessGas)  # noqa: S101
    emitted = process_gas(probe, made.recomputation.gwp_set).emissions or PROBE
    used = rounded(about(tonnes, "0.02", site, row["gas"], made.year) * PROBE / emitted, 1)
    return {**line, **_stocks(used, site, row["gas"], made.year)}


def _stocks(used: Decimal, site: str, gas: str, year: int) -> Cell:
    opening = rounded(about(used * Decimal("0.07"), "0.2", site, gas, year), 1)
    closing = rounded(about(used * Decimal("0.07"), "0.2", site, gas, year + 1), 1)
    heel = rounded(used * Decimal("0.08"), 1)
    return {
        "opening_stock": opening,
        "purchased": used + closing + heel - opening,
        "closing_stock": closing,
        "heel": heel,
        "used": used,
    }


def balance_lines(one: Company, site: str, tonnes: Decimal, year: int) -> list[Cell]:
    """A carbon balance that explains so many tonnes of CO2."""
    shares = {row["direction"]: Decimal(0) for row in table("balance")}
    for row in table("balance"):
        shares[row["direction"]] += Decimal(row["share"])
    gas = sum((flow.quantity(year) for flow in supplied(one.code, "cog")), Decimal(0))
    emitted = tonnes / CARBON_TO_CO2 + gas * COG_CARBON
    entering = emitted / (shares["in"] - shares["out"] - shares["stock"])
    lines = [_flow(row, site, entering) for row in table("balance")]
    if gas:
        sold: Cell = {"direction": "out", "item": "coke_oven_gas", "name": "外售焦爐氣"}
        lines.append(
            {"site": site, **sold, "quantity": gas, "unit": "1000m3", "carbon": COG_CARBON}
        )
    return lines


def _flow(row: Cells, site: str, entering: Decimal) -> Cell:
    return {
        "site": site,
        "direction": row["direction"],
        "item": row["item"],
        "name": row["zh"],
        "quantity": rounded(entering * Decimal(row["share"]) / Decimal(row["carbon"]), 2),
        "unit": row["unit"],
        "carbon": Decimal(row["carbon"]),
    }
