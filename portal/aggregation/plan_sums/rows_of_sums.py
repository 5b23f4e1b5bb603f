"""Rows of exact numbers by name that can be added to each other and taken out again."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import zip_longest

from portal.plans.amounts import ZERO

Numbers = tuple[Decimal, ...]
Rows = Mapping[str, Numbers]
"""Numbers by name; a name whose numbers are all zero is not in it."""


def plus(several: Iterable[Rows]) -> Rows:
    """The rows of several members together."""
    found: dict[str, Numbers] = {}
    for rows in several:
        for name, numbers in rows.items():
            known = found.get(name)
            found[name] = numbers if known is None else _added(known, numbers)
    return _without_nothing(found)


def less(rows: Rows, gone: Rows) -> Rows:
    """Rows without those of a member that was in them."""
    minus = {name: tuple(-one for one in numbers) for name, numbers in gone.items()}
    return plus((rows, minus))


def _added(first: Numbers, second: Numbers) -> Numbers:
    return tuple(one + other for one, other in zip_longest(first, second, fillvalue=ZERO))


def _without_nothing(rows: Rows) -> Rows:
    return {name: numbers for name, numbers in rows.items() if any(numbers)}


def as_json(rows: Rows) -> dict[str, list[str]]:
    """Rows as plain data."""
    return {name: [str(one) for one in numbers] for name, numbers in rows.items()}


def from_json(kept: Mapping[str, list[str]]) -> Rows:
    """The rows of plain data."""
    return {name: tuple(map(Decimal, numbers)) for name, numbers in kept.items()}
