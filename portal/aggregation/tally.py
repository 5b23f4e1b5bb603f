"""Sums over members that can be added to each other: of some members, of a group, of all.

A tally holds for each name one part: what the members add under that name. Parts are sums, counts
and largest values, so tallies of members apart from each other add up in any order to the tally
of all of them, and no figure needs more than that.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from heapq import merge
from itertools import islice
from typing import Any, Final

from portal.plans.amounts import ZERO, Amount, Missing

Codes = tuple[str, ...]
Pair = tuple[str, str, Amount]
"""The name of a part, the code of a member, and what the member adds to it."""


@dataclass(frozen=True, slots=True)
class Part:
    """What members add under one name.

    Attributes:
        total: sum of the amounts.
        counted: members with an amount; `unlike_zero` of them have another one than zero.
        missing: members that should have an amount and have none.
        largest: the largest amount without its sign; `sizes` is the sum of them.
        members, left_out: codes of the counted and of the missing; of a tally that is to be kept
            none of the counted and the first of the missing.
    """

    total: Decimal = ZERO
    counted: int = 0
    unlike_zero: int = 0
    missing: int = 0
    largest: Decimal = ZERO
    sizes: Decimal = ZERO
    members: Codes = ()
    left_out: Codes = ()

    def value(self, empty: Missing) -> Amount:
        """The sum; what is given when nobody is in it."""
        return self.total if self.counted else empty


NOTHING: Final = Part()
# Of a tally that is to be kept, the parts that name missing members: those that pages explain.
NAMED: Final = frozenset({"emissions", "change", "t1", "t4", "gross", "residual"})


@dataclass(frozen=True, slots=True)
class Tally:
    """Parts by name.

    Attributes:
        most: how many missing members a part names at most; None for naming all members.
    """

    parts: Mapping[str, Part] = field(default_factory=dict[str, Part])
    most: int | None = None

    def at(self, name: str, horizon: int | None = None) -> Part:
        """The part of a name, of a target year where it has one."""
        return self.parts.get(key(name, horizon), NOTHING)

    def under(self, name: str, horizon: int | None = None) -> Mapping[str, Part]:
        """The parts of one kind, such as those of every base year, by what tells them apart."""
        start = key(name, horizon) + ":"
        found = {one[len(start) :]: part for one, part in self.parts.items() if _is(one, start)}
        return dict(sorted(found.items()))

    def plus(self, other: "Tally") -> "Tally":
        """The tally of two sets of members that have none in common."""
        return together([self, other], self.most)


def _is(name: str, start: str) -> bool:
    return name.startswith(start)


def key(name: str, horizon: int | None = None) -> str:
    """The name of a part, with its target year."""
    return name if horizon is None else f"{name}.{horizon}"


class _Sum:
    """A part while it is being added up."""

    __slots__ = ("counted", "largest", "left_out", "members", "sizes", "total", "unlike_zero")

    def __init__(self) -> None:
        self.total = self.largest = self.sizes = ZERO
        self.counted = self.unlike_zero = 0
        self.members, self.left_out = list[str](), list[str]()

    def add(self, code: str, amount: Decimal) -> None:
        self.total += amount
        self.counted += 1
        self.members.append(code)
        if amount:
            size = abs(amount)
            self.unlike_zero += 1
            self.sizes += size
            if size > self.largest:
                self.largest = size

    def part(self, most: int | None) -> Part:
        """The part with all codes, or with the first of the missing ones."""
        return Part(
            self.total,
            self.counted,
            self.unlike_zero,
            len(self.left_out),
            self.largest,
            self.sizes,
            tuple(sorted(self.members)) if most is None else (),
            tuple(sorted(self.left_out)[:most]),
        )


def added_up(pairs: Iterable[Pair], most: int | None = None) -> Tally:
    """The tally of what members add; whoever has no pledge is in no part and missing from none."""
    sums: dict[str, _Sum] = {}
    for name, code, amount in pairs:
        if amount is Missing.NO_PLEDGE:
            continue
        one = sums.get(name)
        if one is None:
            one = sums[name] = _Sum()
        if isinstance(amount, Missing):
            one.left_out.append(code)
        else:
            one.add(code, amount)
    return Tally({name: one.part(_named(name, most)) for name, one in sums.items()}, most)


def _named(name: str, most: int | None) -> int | None:
    return most if most is None or name.partition(".")[0] in NAMED else 0


def together(tallies: Iterable[Tally], most: int | None = None) -> Tally:
    """The tally of several sets of members that have none in common."""
    found: dict[str, list[Part]] = {}
    for tally in tallies:
        for name, part in tally.parts.items():
            found.setdefault(name, []).append(part)
    return Tally({name: _joined(parts, most) for name, parts in found.items()}, most)


def _joined(parts: list[Part], most: int | None) -> Part:
    if len(parts) == 1:
        return parts[0]
    return Part(
        sum((one.total for one in parts), ZERO),
        sum(one.counted for one in parts),
        sum(one.unlike_zero for one in parts),
        sum(one.missing for one in parts),
        max(one.largest for one in parts),
        sum((one.sizes for one in parts), ZERO),
        tuple(islice(merge(*(one.members for one in parts)), most)),
        tuple(islice(merge(*(one.left_out for one in parts)), most)),
    )


def as_json(tally: Tally) -> dict[str, list[Any]]:
    """A tally as plain data, amounts as strings."""
    return {name: _plain(part) for name, part in tally.parts.items()}


def _plain(part: Part) -> list[Any]:
    amounts = [str(one) for one in (part.total, part.largest, part.sizes)]
    counts = [part.counted, part.unlike_zero, part.missing]
    return [*amounts, *counts, part.members, part.left_out]


def from_json(kept: Mapping[str, list[Any]], most: int | None) -> Tally:
    """The tally of plain data."""
    return Tally({name: _part(one) for name, one in kept.items()}, most)


def _part(kept: list[Any]) -> Part:
    total, largest, sizes, counted, unlike_zero, missing, members, left_out = kept
    sums = Decimal(total), counted, unlike_zero, missing, Decimal(largest), Decimal(sizes)
    return Part(*sums, tuple(members), tuple(left_out))
