"""What passes between invented members; a few flows are reported differently, or by one side."""

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from portal.demo.companies import REFERENCE_YEAR, company
from portal.demo.tables import Cells, table
from portal.demo.variation import about, rounded
from portal.workbook.content import CellInput

BY_PRODUCT_GASES = {"cog": "coke_oven_gas"}
STEAM = "steam"
Cell = dict[str, CellInput]


@dataclass(frozen=True, slots=True)
class Flow:
    """One flow between two members; `factor` in tCO2e per unit, `target` of 2030 over 2022.

    Attributes:
        told_by: both, supplier or receiver: who has it in its workbooks.
        read: the receiver's quantity over the supplier's; `factor_read` alike.
    """

    supplier: str
    receiver: str
    carrier: str
    unit: str
    amount: Decimal
    factor: Decimal
    trend: Decimal
    target: Decimal
    told_by: str = "both"
    read: Decimal = Decimal(1)
    factor_read: Decimal = Decimal(1)

    @property
    def contract(self) -> str:
        """The name of the contract, the same on both sides."""
        return f"{self.supplier}-{self.receiver} {self.carrier} 供應契約"

    @property
    def is_alike(self) -> bool:
        """Whether both sides report the same."""
        return self.told_by == "both" and self.read == self.factor_read == 1

    def told(self, code: str) -> bool:
        """Whether a member has the flow in its workbooks."""
        tellers = {"supplier": {self.supplier}, "receiver": {self.receiver}}
        return code in tellers.get(self.told_by, {self.supplier, self.receiver})

    def as_told(self, code: str) -> "Flow":
        """The flow with the amounts that a member reports."""
        if code == self.supplier or self.is_alike:
            return self
        factor = rounded(self.factor * self.factor_read, 6)
        return replace(self, amount=self.amount * self.read, factor=factor)

    def quantity(self, year: int) -> Decimal:
        """The quantity of a year, in `unit`."""
        grown = self.amount * (1 + self.trend) ** (year - REFERENCE_YEAR)
        return rounded(about(grown, "0.006", self.contract, year), 3)

    def emissions(self, year: int) -> Decimal:
        """What the flow stands for in a year, tCO2e."""
        return rounded(self.quantity(year) * self.factor, 4)


@cache
def flows() -> tuple[Flow, ...]:
    """Every flow between members."""
    return tuple(_flow(row) for row in table("exchanges"))


def received(code: str, *carriers: str) -> list[Flow]:
    """What a member receives of some carriers."""
    return [flow for flow in flows() if flow.receiver == code and flow.carrier in carriers]


def supplied(code: str, *carriers: str) -> list[Flow]:
    """What a member supplies of some carriers."""
    return [flow for flow in flows() if flow.supplier == code and flow.carrier in carriers]


def exchange_lines(code: str, year: int) -> list[Cell]:
    """The sheet of exchanges of a member and year."""
    site = company(code).places[0].record.control_number
    given = [_line(flow, site, "supplied", flow.receiver, year) for flow in _of(code, "supplier")]
    taken = [
        _line(flow.as_told(code), site, "received", flow.supplier, year)
        for flow in _of(code, "receiver")
    ]
    return [*given, *taken]


def _of(code: str, side: str) -> list[Flow]:
    return [flow for flow in flows() if getattr(flow, side) == code and flow.told(code)]


def _line(flow: Flow, site: str, direction: str, partner: str, year: int) -> Cell:
    return {
        "site": site,
        "direction": direction,
        "partner": partner,
        "carrier": flow.carrier,
        "quantity": flow.quantity(year),
        "unit": flow.unit,
        "factor": flow.factor,
        "emissions": flow.emissions(year),
        "contract": flow.contract,
    }


def _flow(row: Cells) -> Flow:
    return Flow(
        row["supplier"],
        row["receiver"],
        row["carrier"],
        row["unit"],
        Decimal(row["quantity"]),
        Decimal(row["factor"]),
        Decimal(row["trend"]),
        Decimal(row["target"]),
        row["told_by"],
        Decimal(row["read"]),
        Decimal(row["factor_read"]),
    )
