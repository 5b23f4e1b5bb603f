"""What people enter of contracts, and the rows that pages and documents show."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from portal.esco.schedule import ContractYear, Payment, Terms
from portal.esco.vocabulary import ContractKind, StatementOutcome
from portal.language import Text
from portal.reference.groups import Group
from portal.reference.site_systems import Carrier, System

ZERO = Decimal(0)
Savings = dict[Carrier, Decimal]


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """An energy service company; its users carry the code."""

    id: int
    code: str
    name: Text


@dataclass(frozen=True, slots=True)
class ContractContent:
    """What a contract says; money in NT$, savings in kWh a year, shares in per cent.

    Attributes:
        subsidy: public money for the measures.
        no_other_subsidy: the parties declare that no other subsidy was given for the same
            items within five years.
        verifier: who measures and verifies.
    """

    title: str
    kind: ContractKind
    signed_on: date
    from_date: date
    to_date: date
    investment: Decimal
    guaranteed: Decimal | None = None
    shares: tuple[Decimal, ...] = ()
    price: Decimal | None = None
    subsidy: Decimal = ZERO
    no_other_subsidy: bool = False
    verifier: str = ""
    note: str = ""

    @property
    def terms(self) -> Terms:
        """What the schedule of payments follows from."""
        return Terms(
            self.kind, self.from_date, self.to_date, self.guaranteed, self.shares, self.price
        )


@dataclass(frozen=True, slots=True)
class MeasureContent:
    """One measure of a contract; savings of a full year, negative on a carrier that rises."""

    title: str
    system: System
    savings: tuple[tuple[Carrier, Decimal], ...]
    tag: str = ""
    commissioned_on: date | None = None
    life_years: Decimal | None = None
    evidence: str = ""
    recommendation_id: int | None = None
    plan_id: int | None = None


@dataclass(frozen=True, slots=True)
class Stated:
    """What a statement says of one measure: a verified report, or a quantity with evidence."""

    measure_id: int
    carrier: Carrier
    quantity: Decimal | None = None
    report_id: int | None = None


@dataclass(frozen=True, slots=True)
class ContractRow:
    """A contract in a list.

    Attributes:
        expected: kWh that its measures save in a full year.
        waiting: statements that nobody has decided on.
        waiting_since: when the first of them was handed in.
    """

    id: int
    number: str
    organisation: OrganisationRow
    company_id: int
    company_code: str
    company_name: Text
    group: Group
    site_id: int
    site_number: str
    site_name: Text
    content: ContractContent
    row_version: int
    expected: Decimal = ZERO
    waiting: int = 0
    waiting_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A measure of a contract with what it refers to."""

    id: int
    content: MeasureContent
    advice: str
    plan_number: str
    row_version: int


@dataclass(frozen=True, slots=True)
class LineRow:
    """What a statement says of one measure; `report` names the M&V report behind it."""

    measure_id: int
    measure: str
    carrier: Carrier
    quantity: Decimal
    report: str


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A yearly statement; `outcome` is None while nobody has decided."""

    id: int
    contract_id: int
    year: ContractYear
    lines: tuple[LineRow, ...]
    evidence: str
    stated_by: str
    stated_at: datetime
    outcome: StatementOutcome | None
    note: str
    decided_by: str

    @property
    def electricity(self) -> Decimal:
        """KWh in it; what a guarantee is compared with."""
        return sum((one.quantity for one in self.lines if one.carrier is ELECTRICITY), ZERO)


ELECTRICITY = Carrier.ELECTRICITY


@dataclass(frozen=True, slots=True)
class Contract:
    """A contract with all that belongs to it."""

    row: ContractRow
    measures: tuple[MeasureRow, ...]
    statements: tuple[StatementRow, ...]
    payments: tuple[Payment, ...]


@dataclass(frozen=True, slots=True)
class YearlyStatement:
    """What the yearly statement of a contract prints.

    Attributes:
        statement: the accepted one of the year, or the newest; None when there is none.
    """

    contract: ContractRow
    measures: tuple[MeasureRow, ...]
    payment: Payment
    statement: StatementRow | None


def yearly_statement(contract: Contract, number: int) -> YearlyStatement | None:
    """The statement of one contract year; None when the contract has no such year."""
    payment = next((one for one in contract.payments if one.year.number == number), None)
    if payment is None:
        return None
    of_year = [one for one in contract.statements if one.year.number == number]
    accepted = [one for one in of_year if one.outcome is StatementOutcome.ACCEPTED]
    best = next(iter([*accepted, *of_year]), None)
    return YearlyStatement(contract.row, contract.measures, payment, best)
