"""The tally of members: everything that figures, coverage and protection are made from."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from portal.aggregation.amounts import AMOUNTS, Read
from portal.aggregation.amounts_beside import OF_2026, OF_2030, OF_TARGETS, OF_THE_YEAR
from portal.aggregation.amounts_judged import (
    JUDGED_OF_2026,
    JUDGED_OF_2030,
    JUDGED_OF_TARGETS,
    JUDGED_OF_THE_YEAR,
)
from portal.aggregation.comparison import lines_of
from portal.aggregation.contributions import MILESTONE, NEAR_TERM
from portal.aggregation.coverage import years_of
from portal.aggregation.definitions import METHOD_VERSION
from portal.aggregation.emission_coverage import older_year_of
from portal.aggregation.member_year import InventoryState, MemberYear
from portal.aggregation.overlap import (
    HORIZONS,
    SharedFlow,
    parties,
    shared_flows,
    twice_counted,
)
from portal.aggregation.pathway import line_of
from portal.aggregation.progress import track_of
from portal.aggregation.tally import Pair, Tally, added_up, key, together
from portal.plans.amounts import ZERO, Missing
from portal.reference.groups import Group

# Changes whenever a part of a tally comes out differently from the same members.
METHOD: Final = f"{METHOD_VERSION}/2"
_YEARLY: Final = ("emissions", "scope1", "scope2", "biogenic")
_TARGETS: Final = ("t1", "t2", "t4", "t4_city", "t2_city", "power", "gross", "residual")


class _Added(NamedTuple):
    """One part: its name, what a member adds to it, and of which target year."""

    name: str
    read: Read
    horizon: int


def _of_the_year() -> Iterator[_Added]:
    reads = {**{one: AMOUNTS[one] for one in _YEARLY}, **OF_THE_YEAR}
    return (_Added(name, read, 0) for name, read in reads.items())


def _of_target(horizon: int) -> Iterator[_Added]:
    reads: dict[str, Read] = {**{one: AMOUNTS[one] for one in _TARGETS}, **OF_TARGETS}
    if horizon == MILESTONE:
        reads |= OF_2026
    if horizon == NEAR_TERM:
        reads |= OF_2030
    return (_Added(key(name, horizon), read, horizon) for name, read in reads.items())


def _judged_of_target(horizon: int) -> Iterator[_Added]:
    reads = dict(JUDGED_OF_TARGETS)
    if horizon == MILESTONE:
        reads |= JUDGED_OF_2026
    if horizon == NEAR_TERM:
        reads |= JUDGED_OF_2030
    return (_Added(key(name, horizon), read, horizon) for name, read in reads.items())


_OF_THE_YEAR: Final = tuple(_of_the_year())
_OF_TARGETS: Final[Mapping[int, Sequence[_Added]]] = {
    horizon: tuple(_of_target(horizon)) for horizon in HORIZONS
}
_JUDGED_OF_TARGETS: Final[Mapping[int, Sequence[_Added]]] = {
    horizon: tuple(_judged_of_target(horizon)) for horizon in HORIZONS
}


def tally_of(
    members: Sequence[MemberYear],
    *,
    most: int | None = None,
    horizons: Iterable[int] = HORIZONS,
) -> Tally:
    """The tally of a set of members at a reporting year, with what they count twice.

    Args:
        members: each once.
        most: how many missing members a part names; None for naming all members.
        horizons: the target years that are wanted.
    """
    wanted = tuple(horizons)
    flows = list(shared_flows(members, wanted))
    pairs = (pair for one in members for pair in added_by(one, wanted))
    return together([added_up(pairs, most), *tallies_of_flows(flows, most).values()], most)


def tallies_of_flows(flows: Iterable[SharedFlow], most: int | None = None) -> dict[Group, Tally]:
    """What flows between members add to the tally of each group."""
    known = list(flows)
    counted, between = twice_counted(known), parties(known)
    return {group: added_up([*counted[group], *between[group]], most) for group in Group}


def added_by(member: MemberYear, horizons: Sequence[int] = HORIZONS) -> Iterator[Pair]:
    """All that one member adds, without its flows."""
    code = member.code
    yield "members", code, ZERO
    if member.state is InventoryState.ACCEPTED:
        yield "accepted", code, ZERO
    for name, read, _ in _OF_THE_YEAR:
        yield name, code, read(member, member.year)
    yield from older_year_of(member)
    yield from line_of(member)
    yield from lines_of(member)
    for horizon in horizons:
        for name, read, _ in _OF_TARGETS[horizon]:
            yield name, code, read(member, horizon)
        yield from years_of(member, horizon)
        yield from track_of(member, horizon)
    yield from _judged(member, horizons)


def _judged(member: MemberYear, horizons: Sequence[int]) -> Iterator[Pair]:
    """What nobody is shown: in these parts nobody is missing."""
    code = member.code
    for name, read in JUDGED_OF_THE_YEAR.items():
        amount = read(member, member.year)
        if not isinstance(amount, Missing):
            yield name, code, amount
    for horizon in horizons:
        for name, read, _ in _JUDGED_OF_TARGETS[horizon]:
            amount = read(member, horizon)
            if not isinstance(amount, Missing):
                yield name, code, amount


def by_group(members: Iterable[MemberYear]) -> Mapping[Group, list[MemberYear]]:
    """The members of each group, groups without any included."""
    found: dict[Group, list[MemberYear]] = {group: [] for group in Group}
    for one in members:
        found[one.group].append(one)
    return found


def tallies_of(members: Sequence[MemberYear], most: int | None = None) -> dict[Group, Tally]:
    """The tally of each group, which add up to the tally of the alliance."""
    flows = tallies_of_flows(shared_flows(members), most)
    return {
        group: together(
            [added_up((pair for one in found for pair in added_by(one)), most), flows[group]], most
        )
        for group, found in by_group(members).items()
    }
