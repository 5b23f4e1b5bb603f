"""Years of a contract, what was guaranteed and verified in each, and who is paid what; pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from portal.esco.vocabulary import ContractKind

ZERO = Decimal(0)
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Terms:
    """What a contract says about money and savings.

    Attributes:
        guaranteed: kWh a year; None when nothing is guaranteed.
        shares: the company's share of each contract year's saving, per cent; the last one
            holds for the years after it.
        price: NT$ a kWh that a saving is valued with.
    """

    kind: ContractKind
    first: date
    last: date
    guaranteed: Decimal | None
    shares: tuple[Decimal, ...]
    price: Decimal | None


@dataclass(frozen=True, slots=True)
class ContractYear:
    """One year of a contract; its last one may be shorter."""

    number: int
    first: date
    last: date

    @property
    def days(self) -> int:
        """Days in it."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class Payment:
    """What a contract year comes to.

    Attributes:
        expected: kWh that the measures are expected to save in it.
        guaranteed: kWh, of a shorter year the part of its days.
        verified: kWh accepted; None while there is no accepted statement.
        shortfall: kWh below the guarantee; None without guarantee or verified saving.
        share: of the energy service company, per cent.
        value: NT$ that the saving is worth, verified where known and else expected.
        to_company: NT$ that the energy service company gets of it.
        compensation: NT$ that it pays for a shortfall.
    """

    year: ContractYear
    expected: Decimal
    guaranteed: Decimal | None
    verified: Decimal | None
    shortfall: Decimal | None
    share: Decimal | None
    value: Decimal | None
    to_company: Decimal | None
    compensation: Decimal | None

    @property
    def is_certain(self) -> bool:
        """Whether it rests on an accepted saving and not on an expected one."""
        return self.verified is not None

    @property
    def to_member(self) -> Decimal | None:
        """NT$ of the saving that stay with the member, compensation included."""
        if self.value is None:
            return None
        return self.value - (self.to_company or ZERO) + (self.compensation or ZERO)


def contract_years(first: date, last: date) -> tuple[ContractYear, ...]:
    """The years of a contract from its first day on, the last one cut at the end."""
    found: list[ContractYear] = []
    start = first
    while start <= last:
        following = anniversary(first, len(found) + 1)
        found.append(ContractYear(len(found) + 1, start, min(last, following - timedelta(days=1))))
        start = following
    return tuple(found)


def anniversary(day: date, years: int) -> date:
    """The same day some years later; 29 February becomes 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def shortfall(guaranteed: Decimal, verified: Decimal) -> Decimal:
    """How far a contract year stays below its guarantee, kWh.

    Args:
        guaranteed: kWh of the contract year.
        verified: kWh verified in it; negative when use has risen.

    Returns:
        kWh, 0 when the guarantee is met. A surplus is not carried into another year.

    Source:
        International practice of guaranteed savings contracts; the contract itself may say
        otherwise, then its text prevails.
    """
    return max(ZERO, guaranteed - verified)


def share_of(shares: Sequence[Decimal], number: int) -> Decimal | None:
    """The company's share of a contract year, per cent; the last one stated goes on."""
    return shares[min(number, len(shares)) - 1] if shares else None


def payments(
    terms: Terms, expected: Decimal, verified: Mapping[int, Decimal]
) -> tuple[Payment, ...]:
    """What every contract year comes to.

    Args:
        terms: of the contract.
        expected: kWh that all measures save in a full year.
        verified: kWh accepted, by contract year.
    """
    return tuple(
        _payment(terms, year, expected, verified.get(year.number))
        for year in contract_years(terms.first, terms.last)
    )


def _payment(
    terms: Terms, year: ContractYear, expected: Decimal, verified: Decimal | None
) -> Payment:
    part = _part(year)
    guaranteed = None if terms.guaranteed is None else terms.guaranteed * part
    missing = None if guaranteed is None or verified is None else shortfall(guaranteed, verified)
    saved = expected * part if verified is None else verified
    value = None if terms.price is None else max(ZERO, saved) * terms.price
    share = share_of(terms.shares, year.number) if terms.kind is ContractKind.SHARED else None
    pays = terms.kind is ContractKind.GUARANTEED and missing is not None
    return Payment(
        year=year,
        expected=expected * part,
        guaranteed=guaranteed,
        verified=verified,
        shortfall=missing,
        share=share,
        value=value,
        to_company=None if value is None or share is None else value * share / HUNDRED,
        compensation=missing * terms.price if pays and missing and terms.price else None,
    )


def _part(year: ContractYear) -> Decimal:
    """The part of a full year that a contract year is, 1 for all but a last one cut short."""
    whole = (anniversary(year.first, 1) - year.first).days
    return Decimal(year.days) / whole
