"""What the measures of members add up to, as rows of sums, and the overview read from them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from portal.aggregation.measures.changes import Change, Changed, counted
from portal.aggregation.measures.cost_curve import Curve
from portal.aggregation.measures.drawn_curve import Band, Bands, bands_of
from portal.aggregation.measures.entries import Effect, MemberPlan, effects
from portal.aggregation.measures.overview import Overview
from portal.aggregation.measures.roll_up import (
    DIMENSIONS,
    NEAR_TERM,
    Cover,
    Sum,
    cover,
    largest_first,
    of_dimension,
    summed,
    years_from,
)
from portal.aggregation.member_year import MemberYear
from portal.aggregation.plan_sums.rows_of_sums import Numbers, Rows
from portal.plans.amounts import ZERO
from portal.plans.measures import Gap

_ALL: Final = "all"
_FULL: Final = "full"
_COVER: Final = "cover"
_CHANGES: Final = "changes"
_BESIDE: Final = "beside"


@dataclass(frozen=True, slots=True)
class OfMember:
    """The measures of one member at a reporting year.

    Attributes:
        plan, before: the plan that counts and the one before it; None without one.
        full: its measures at full effect; `curve` is made from them at the usual interest.
    """

    member: MemberYear
    plan: MemberPlan | None
    before: MemberPlan | None
    full: tuple[Effect, ...]
    curve: Curve
    changes: tuple[Change, ...]


def added(one: OfMember) -> Iterator[tuple[str, Numbers]]:
    """The rows that one member adds."""
    plan, year = one.plan, one.member.year
    plans = () if plan is None else (plan,)
    yield (
        _ALL,
        _whole(
            1,
            len(plans),
            plan is not None and plan.year < year,
            len(plan.unread) if plan else 0,
            len(plan.entries) if plan else 0,
            plan is not None and one.before is not None,
        ),
    )
    yield _COVER, _cover(cover(plans, [one.member]))
    if plan is None:
        return
    near = effects(plan, NEAR_TERM)
    yield f"in:{NEAR_TERM}", _sum(summed("", near))
    for of in years_from(year):
        if of != NEAR_TERM:
            yield f"in:{of}", _sum(summed("", effects(plan, of)))
    yield _FULL, _sum(summed("", one.full))
    for name in DIMENSIONS:
        for kind in of_dimension(near, name):
            yield f"kind:{name}:{kind.key}", _sum(kind)
    yield from _curve(one.curve)
    yield _CHANGES, _whole(len(one.changes), *counted(one.changes).values())


def _curve(found: Curve) -> Iterator[tuple[str, Numbers]]:
    yield _BESIDE, _whole(len(found.unpriced), len(found.covered))
    for band, one in bands_of(found.steps).items():
        yield f"band:{band}", (Decimal(one.measures), one.tonnes, one.money)


def _whole(*counts: int) -> Numbers:
    return tuple(Decimal(int(one)) for one in counts)


def _sum(one: Sum) -> Numbers:
    amounts = (one.committed, one.pipeline, one.removed, one.capex)
    return (Decimal(one.measures), *amounts, Decimal(one.without_capex))


def _cover(one: Cover) -> Numbers:
    gap = one.gap or Gap(ZERO, ZERO, ZERO)
    counts = (one.counted, one.missing, one.with_gap)
    sums = (one.contribution, one.committed, one.pipeline)
    return (*map(Decimal, counts), *sums, gap.contribution, gap.achieved, gap.to_come)


def overview_of(rows: Rows, year: int) -> Overview:
    """The overview of a set at a reporting year, from its sums."""
    members, plans, older, unread, *_ = _counts(rows, _ALL, 6)
    return Overview(
        members,
        plans,
        older,
        unread,
        tuple(_read(rows, f"in:{one}", str(one)) for one in years_from(year)),
        _read(rows, f"in:{NEAR_TERM}", str(NEAR_TERM)),
        _read(rows, _FULL, ""),
        {name: _kinds(rows, name) for name in DIMENSIONS},
        _read_cover(rows),
    )


def _counts(rows: Rows, name: str, most: int) -> list[int]:
    return [int(one) for one in rows.get(name, (ZERO,) * most)]


def _read(rows: Rows, name: str, key: str) -> Sum:
    measures, committed, pipeline, removed, capex, without = rows.get(name, (ZERO,) * 6)
    return Sum(key, int(measures), committed, pipeline, removed, capex, int(without))


def _kinds(rows: Rows, dimension: str) -> tuple[Sum, ...]:
    start = f"kind:{dimension}:"
    named = (name for name in rows if name.startswith(start))
    return largest_first(_read(rows, name, name.removeprefix(start)) for name in named)


def _read_cover(rows: Rows) -> Cover:
    counted_, missing, with_gap, *sums = rows.get(_COVER, (ZERO,) * 9)
    contribution, committed, pipeline, *gap = sums
    return Cover(
        (),
        contribution,
        committed,
        pipeline,
        Gap(*gap) if with_gap else None,
        int(with_gap),
        (),
        int(counted_),
        int(missing),
    )


@dataclass(frozen=True, slots=True)
class Counts:
    """How many measures a set has, of each sort.

    Attributes:
        entries: of the plans that count; `compared` members have a plan before.
        unpriced, covered: beside the curve.
        changed: are not what they were; `by_kind` in each way.
    """

    entries: int
    compared: int
    unpriced: int
    covered: int
    changed: int
    by_kind: Mapping[Changed, int]


def counts_of(rows: Rows) -> Counts:
    """The counts of a set, from its sums."""
    *_, entries, compared = _counts(rows, _ALL, 6)
    unpriced, covered = _counts(rows, _BESIDE, 2)
    changed, *kinds = _counts(rows, _CHANGES, len(Changed) + 1)
    by_kind = dict(zip(Changed, kinds, strict=True))
    return Counts(entries, compared, unpriced, covered, changed, by_kind)


def curve_of(rows: Rows) -> Bands:
    """The bands of the cost curve of a set at the usual interest, from its sums."""
    named = ((name, numbers) for name, numbers in rows.items() if name.startswith("band:"))
    return {int(name.removeprefix("band:")): _band(*numbers) for name, numbers in named}


def _band(measures: Decimal, tonnes: Decimal, money: Decimal) -> Band:
    return Band(int(measures), tonnes, money)
