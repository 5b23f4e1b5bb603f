"""What members are expected to cut since 2022 by a year of the carbon budget, as rows of sums."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from portal.aggregation.contributions import (
    NEAR_TERM,
    Delivery,
    Total,
    expected,
    further_cut,
    interpolated_cut,
    stated_cut,
)
from portal.aggregation.member_year import MemberYear
from portal.aggregation.plan_sums.rows_of_sums import Numbers, Rows
from portal.plans.amounts import ZERO, Amount, Missing

# Periods of the budget to 2030: any year of one may be the one that its amounts are of.
YEARS: Final = range(2025, NEAR_TERM + 1)
_LATEST: Final = "latest"
_ONE: Final = Decimal(1)
_NOBODY: Final = (ZERO, ZERO, ZERO)


def added(member: MemberYear) -> Iterator[tuple[str, Numbers]]:
    """The rows that one member adds."""
    latest = _latest(member)
    if isinstance(latest, Decimal):
        yield _LATEST, (_ONE, latest)
    for year in YEARS:
        parts = _parts(member, year)
        for name, amount in parts.items():
            if amount is not Missing.NO_PLEDGE:
                yield f"{name}:{year}", _counted(amount)
        if _is_in(parts):
            yield f"speaks:{year}", (_ONE, latest if isinstance(latest, Decimal) else ZERO)


def undelivered(member: MemberYear) -> int:
    """The years for which a member cuts nothing that is known, one bit each."""
    return sum(bit_of(year) for year in YEARS if not _is_in(_parts(member, year)))


def bit_of(year: int) -> int:
    """The bit of a year."""
    return 1 << (year - YEARS[0])


def _parts(member: MemberYear, year: int) -> Mapping[str, Amount]:
    further = further_cut(member, year, NEAR_TERM)
    return {
        "stated": stated_cut(member, year),
        "interpolated": interpolated_cut(member, year, NEAR_TERM),
        "expected": expected(member, year, NEAR_TERM),
        "further": further if isinstance(further, Decimal) else Missing.NO_PLEDGE,
    }


def _is_in(parts: Mapping[str, Amount]) -> bool:
    return any(isinstance(parts[name], Decimal) for name in ("stated", "interpolated"))


def _counted(amount: Amount) -> Numbers:
    return (ZERO, ZERO, _ONE) if isinstance(amount, Missing) else (_ONE, amount, ZERO)


def _latest(member: MemberYear) -> Amount:
    return member.latest if isinstance(member.latest, Missing) else member.latest.total


@dataclass(frozen=True, slots=True)
class Delivered:
    """What a set of members cuts by a year.

    Attributes:
        counted: members in the cut.
        covered: their share of the latest emissions of the set.
        further: cut between the year and 2030, tonnes CO2e.
    """

    delivery: Delivery
    counted: int
    covered: Amount
    further: Amount


def delivered(rows: Rows, year: int) -> Delivered:
    """The cut of a set by one of `YEARS`, from its sums."""
    counted, spoken = rows.get(f"speaks:{year}", (ZERO, ZERO))
    _, whole = rows.get(_LATEST, (ZERO, ZERO))
    return Delivered(
        Delivery(
            year, *(_total(rows, name, year) for name in ("stated", "interpolated", "expected"))
        ),
        int(counted),
        spoken / whole if whole else Missing.NO_DATA,
        _total(rows, "further", year).value,
    )


def _total(rows: Rows, name: str, year: int) -> Total:
    counted, amount, missing = rows.get(f"{name}:{year}", _NOBODY)
    value = amount if counted else Missing.NOT_QUANTIFIED
    return Total(value, (), (), int(counted), int(missing))
