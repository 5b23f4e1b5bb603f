"""Which sums over groups follow from sums that are shown, by adding and subtracting.

A set of groups is a number whose bits are its groups: sets are compared many thousand times.
"""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from functools import cache, reduce
from itertools import chain, combinations
from operator import or_
from typing import Final

from portal.reference.groups import Group

GroupSet = int
# Sets of groups whose totals are known, none within another; all else that follows is a union.
Atoms = tuple[GroupSet, ...]

GROUPS: Final = tuple(Group)
EVERY: Final = (1 << len(GROUPS)) - 1


def bit(group: Group) -> GroupSet:
    """The set of one group."""
    return 1 << GROUPS.index(group)


def set_of(groups: Iterable[Group]) -> GroupSet:
    """The set of these groups."""
    return reduce(or_, map(bit, groups), 0)


def singles(groups: GroupSet) -> Iterator[GroupSet]:
    """The groups of a set, each as a set of its own."""
    return (one for one in map(bit, GROUPS) if one & groups)


@cache
def atoms(groups: GroupSet, hidden: GroupSet, *, whole: bool) -> Atoms:
    """What follows from a figure of each group but the hidden ones, and of all if `whole`."""
    alone = tuple(singles(groups & ~hidden))
    return (*alone, hidden) if whole and hidden else alone


@cache
def side_by_side(first: Atoms, second: Atoms) -> tuple[tuple[GroupSet, GroupSet], ...]:
    """Sets of two figures that have groups in common, one total to be taken from the other.

    Totals over sets apart from each other need no look of their own: two quantities of which
    neither is small are not small together.
    """
    whole = first, second
    return tuple(
        (reduce(or_, mine), reduce(or_, theirs))
        for mine in _chosen(first)
        for theirs in _chosen(second)
        if (mine, theirs) == whole or _is_one(mine, theirs)
    )


def _is_one(mine: Atoms, theirs: Atoms) -> bool:
    """Whether each of the sets is reached from the first through common groups."""
    reached, left = mine[0], [*mine[1:], *theirs]
    while near := [one for one in left if one & reached]:
        left = [one for one in left if one not in near]
        reached = reduce(or_, near, reached)
    return not left


def _chosen(known: Atoms) -> Iterator[Atoms]:
    """Some of the sets, none of which has groups in common."""
    some = chain.from_iterable(combinations(known, size) for size in range(1, len(known) + 1))
    return (one for one in some if sum(one) == reduce(or_, one))


@cache
def common(first: Atoms, second: Atoms) -> Atoms:
    """The smallest sets whose totals are known of both figures."""
    left, found = [*first, *second], list[GroupSet]()
    while left:
        reached = left.pop()
        while near := [one for one in left if one & reached]:
            left = [one for one in left if one not in near]
            reached = reduce(or_, near, reached)
        inside = all(reduce(or_, known, 0) & reached == reached for known in (first, second))
        found += [reached] if inside else []
    return tuple(found)


@cache
def following(known: Sequence[GroupSet]) -> Atoms:
    """The smallest sets whose totals follow from those of these sets, which may overlap."""
    if sum(known) == reduce(or_, known, 0):
        return tuple(known)
    basis = _reduced(known)
    found = [one for one in range(1, EVERY + 1) if not any(_less(_row(one), basis))]
    return tuple(
        one for one in found if not any(one != less and one & less == less for less in found)
    )


Row = list[Fraction]


def _row(groups: GroupSet) -> Row:
    return [Fraction(bool(groups & one)) for one in map(bit, GROUPS)]


def _reduced(known: Sequence[GroupSet]) -> dict[int, Row]:
    """The sets as equations in echelon form, by their leading group."""
    basis: dict[int, Row] = {}
    for groups in known:
        left = _less(_row(groups), basis)
        leading = next((at for at, one in enumerate(left) if one), None)
        if leading is not None:
            basis[leading] = [one / left[leading] for one in left]
    return basis


def _less(row: Row, basis: dict[int, Row]) -> Row:
    left = row
    for at in range(len(left)):
        if left[at] and at in basis:
            factor = left[at]
            left = [one - factor * other for one, other in zip(left, basis[at], strict=True)]
    return left
