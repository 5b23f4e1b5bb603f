"""One contribution of a company for one year: several targets are merged or chosen, never added."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations

from portal.language import Text
from portal.plans.amounts import ZERO, Missing, Split
from portal.plans.arithmetic import Step
from portal.plans.contributions import (
    Contribution,
    Inventories,
    NotQuantified,
    Quantified,
    contribution,
)
from portal.plans.targets import Target
from portal.reference.closed_sets import TargetKind


def pledged(targets: Iterable[Target], year: int, inventories: Inventories) -> Contribution | None:
    """What counts for a target year; None when no target names that year.

    Among several: one that can be put into tonnes, then the one set most recently, then the
    highest coverage, then an absolute one. Two targets of one company and year never add up,
    except a target for scope 1 and one for scope 2 that say the same in two rows.
    """
    of_year = [contribution(one, inventories) for one in targets if one.year == year]
    counted = merged([one for one in of_year if isinstance(one, Quantified)])
    if counted:
        return max(counted, key=_rank)
    open_ones = [one for one in of_year if isinstance(one, NotQuantified)]
    return max(open_ones, key=lambda one: (one.target.set_year, one.target.id), default=None)


def merged(counted: Sequence[Quantified]) -> list[Quantified]:
    """The contributions, with a scope-1 and a scope-2 target of equal base and kind as one.

    Source:
        SBTi portfolio method: cut = sum(r x coverage x base) / sum(coverage x base), coverage =
        sum(coverage x base) / sum(base).
    """
    left = list(counted)
    for one, other in combinations(counted, 2):
        if one in left and other in left and _complete_each_other(one, other):
            left.remove(one)
            left.remove(other)
            left.append(_merge(one, other))
    return left


def cut_share(one: Quantified) -> Decimal:
    """The cut as a share of the covered base emissions; 0 without base emissions."""
    return one.result / one.base.total if one.base.total else ZERO


def coverage_share(one: Quantified) -> Decimal:
    """Covered base emissions as a share of all base emissions of the same sites."""
    whole = _whole_base(one)
    return one.base.total / whole if whole else ZERO


def _whole_base(one: Quantified) -> Decimal:
    base, share, target = one.base, one.coverage, one.target
    if target.kaohsiung_only:
        stated = (target.base.scope1, target.base.scope2)
        return sum((emitted for emitted in stated if isinstance(emitted, Decimal)), ZERO)
    # The stated base is of the whole company; the covered one is of the sites in Kaohsiung.
    parts = ((base.scope1, share.scope1), (base.scope2, share.scope2))
    return sum((covered / part for covered, part in parts if part), ZERO)


def _complete_each_other(one: Quantified, other: Quantified) -> bool:
    same = one.target.base.year == other.target.base.year and one.target.kind is other.target.kind
    first, second = one.coverage, other.coverage
    apart = (first.scope2 == 0 and second.scope1 == 0) or (first.scope1 == 0 and second.scope2 == 0)
    return same and apart


def _merge(one: Quantified, other: Quantified) -> Quantified:
    first, second = (one, other) if one.coverage.scope1 else (other, one)
    gross = (
        first.gross + second.gross
        if isinstance(first.gross, Decimal) and isinstance(second.gross, Decimal)
        else Missing.NOT_STATED
    )
    cut = first.cut.plus(second.cut)
    total = Step(
        Text("範疇一與範疇二目標合併", "Scope 1 and scope 2 targets together"),
        f"{first.result:,f} + {second.result:,f}",
        cut.total,
    )
    base = replace(
        first.target.base,
        scope2=second.target.base.scope2,
        verified=first.target.base.verified and second.target.base.verified,
    )
    return Quantified(
        replace(
            first.target,
            base=base,
            coverage2=second.target.coverage2,
            set_year=max(first.target.set_year, second.target.set_year),
        ),
        first.base.plus(second.base),
        cut,
        Split(first.coverage.scope1, second.coverage.scope2),
        gross,
        (*first.steps, *second.steps, total),
        (*first.assumptions, *second.assumptions),
    )


def _rank(one: Quantified) -> tuple[int, Decimal, bool, str]:
    is_absolute = one.target.kind in (TargetKind.ABSOLUTE, TargetKind.NET_ZERO)
    return one.target.set_year, coverage_share(one), is_absolute, one.target.id
