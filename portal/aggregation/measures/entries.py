"""Measures of one member, and what each of them adds once nothing is counted twice."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby
from typing import Any

from portal.aggregation.member_year import in_grams
from portal.plans.amounts import ZERO
from portal.plans.measure_sheet import MeasureRow
from portal.plans.measures import (
    COMMITTED,
    PIPELINE,
    Measure,
    one_of_each_set,
    ramp,
    together,
)
from portal.reference.groups import Group

Effects = Sequence[tuple[Measure, Decimal]]


@dataclass(frozen=True, slots=True)
class Entry:
    """One measure of a member: what calculations need, and the row as it was written."""

    code: str
    group: Group
    measure: Measure
    row: MeasureRow

    @property
    def is_committed(self) -> bool:
        """Whether it is approved, in progress or done."""
        return self.measure.status in COMMITTED

    @property
    def is_live(self) -> bool:
        """Whether it is committed or in the pipeline, and not part of the base path."""
        return self.measure.counts and self.measure.status in COMMITTED | PIPELINE


@dataclass(frozen=True, slots=True)
class MemberPlan:
    """The measures of an accepted plan.

    Attributes:
        year: of the plan; it holds until a newer one is accepted.
        unread: rows whose effect or status cannot be read; they count nowhere and are listed.
        places: sheet and columns of its rows, where the workbook is not laid out as the template.
        renumbered: of the plan before, numbers that its measures go by now, by those they had.
    """

    code: str
    group: Group
    year: int
    version_id: int
    entries: tuple[Entry, ...]
    unread: tuple[MeasureRow, ...] = ()
    places: Mapping[str, Any] = field(default_factory=dict[str, Any])
    renumbered: Mapping[str, str] = field(default_factory=dict[str, str])

    @property
    def by_id(self) -> Mapping[str, Entry]:
        """The measures by the numbers they go by now; rows without one are not in it."""
        return {
            self.renumbered.get(one.measure.id, one.measure.id): one
            for one in self.entries
            if one.measure.id
        }

    @property
    def measures(self) -> list[Measure]:
        """The measures alone."""
        return [one.measure for one in self.entries]


@dataclass(frozen=True, slots=True)
class Effect:
    """What a measure saves, tonnes CO2e a year: on its own, and as a part of its member's sum."""

    entry: Entry
    alone: Decimal
    net: Decimal


def effects(plan: MemberPlan, year: int | None) -> tuple[Effect, ...]:
    """What every live measure of a member adds to its sum of a year; None for full effect.

    The net effects of committed measures add up to the committed sum, to the gram, and those of
    the pipeline to what it adds on top.
    """
    live = [one for one in plan.entries if one.is_live]
    alone = [(one.measure, _reached(one.measure, year)) for one in live]
    sure = [pair for pair in alone if pair[0].status in COMMITTED]
    committed = in_grams(together(sure))
    net = {**_shared_out(sure, committed)}
    added = in_grams(together(alone) - together(sure))
    hoped = {at: one for at, one in _shares(alone).items() if at not in net}
    net |= _scaled(hoped, added)
    return tuple(
        Effect(entry, in_grams(tonnes), net[entry.measure.at])
        for entry, (_, tonnes) in zip(live, alone, strict=True)
    )


def _reached(one: Measure, year: int | None) -> Decimal:
    return one.expected if year is None else one.expected * ramp(one, year)


def _shared_out(effects: Effects, total: Decimal) -> Mapping[int, Decimal]:
    """Net effects by row; rounding to the gram falls to the largest."""
    return _settled({at: in_grams(one) for at, one in _shares(effects).items()}, total)


def _shares(effects: Effects) -> dict[int, Decimal]:
    """Net effects by row: what an overlap group saves is shared in proportion."""
    found = dict.fromkeys((one.at for one, _ in effects), ZERO)
    chosen = sorted(one_of_each_set(effects), key=lambda pair: pair[0].overlap_group)
    for group, members in groupby(chosen, key=lambda pair: pair[0].overlap_group):
        pairs = list(members)
        simple = sum((tonnes for _, tonnes in pairs), ZERO)
        saved = together(pairs) if group else simple
        for one, tonnes in pairs:
            found[one.at] = tonnes if saved == simple else saved * tonnes / simple
    return found


def _scaled(shares: Mapping[int, Decimal], total: Decimal) -> Mapping[int, Decimal]:
    """Shares made to add up to a total; without any share there is nothing to add up."""
    whole = sum(shares.values(), ZERO)
    if not whole:
        return _settled(dict(shares), total)
    return _settled({at: in_grams(one * total / whole) for at, one in shares.items()}, total)


def _settled(shares: dict[int, Decimal], total: Decimal) -> Mapping[int, Decimal]:
    rest = total - sum(shares.values(), ZERO)
    if rest and shares:
        largest = max(sorted(shares), key=lambda at: shares[at])
        shares[largest] += rest
    return shares


def everything(plans: Iterable[MemberPlan]) -> list[Entry]:
    """All entries of several plans."""
    return [one for plan in plans for one in plan.entries]
