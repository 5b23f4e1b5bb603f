"""Electricity of members in two years, as rows of sums: by base year, because factors differ."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from portal.aggregation.electricity import UNTIL, Stated, Use, use_of
from portal.aggregation.plan_sums.rows_of_sums import Numbers, Rows

_ONE: Final = Decimal(1)


class Together(NamedTuple):
    """Members that state electricity of the same two years, kWh."""

    base_year: int
    members: int
    base: Decimal
    target: Decimal


def uses(code: str, stated: Stated) -> list[Use]:
    """What a member states, for each of the years that are compared."""
    found = (use_of(code, stated, year) for year in UNTIL)
    return [one for one in found if one is not None]


def added(several: Sequence[Use]) -> Iterator[tuple[str, Numbers]]:
    """The rows that one member adds."""
    for one in several:
        yield f"use:{one.year}:{one.base_year}", (_ONE, one.base, one.target)


def used(rows: Rows, until: int) -> list[Together]:
    """The electricity of a set by base year."""
    start = f"use:{until}:"
    named = ((name, numbers) for name, numbers in sorted(rows.items()) if name.startswith(start))
    return [_together(int(name.removeprefix(start)), *numbers) for name, numbers in named]


def _together(base_year: int, members: Decimal, base: Decimal, target: Decimal) -> Together:
    return Together(base_year, int(members), base, target)
