"""The parts of a page that name single measures: the curve, the changes and the list."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from portal.aggregation.measures.changes import Change, Changed, changes, counted
from portal.aggregation.measures.cost_curve import curve, zoomed
from portal.aggregation.measures.drawn_curve import Drawn, drawn
from portal.aggregation.measures.entries import Entry, MemberPlan
from portal.aggregation.measures.queries import Plans
from portal.web.summaries.measures.listing import PAGE, Line, Names, fitting, lines
from portal.web.summaries.measures.wish import Wish

MOST_CHANGES: Final = 100
# Of the measures beside the curve.
MOST_BESIDE: Final = 100


@dataclass(frozen=True, slots=True)
class Curve:
    """The cost curve of a page.

    Attributes:
        drawn: each measure of a short curve, of a long one the widest and bunches of the others.
        measures, tonnes: of the whole curve; `inside` of the measures are drawn.
        unpriced, covered: the first measures beside it, and how many there are.
        interest: a year.
    """

    drawn: Sequence[Drawn]
    measures: int
    tonnes: Decimal
    inside: int
    unpriced: tuple[Sequence[Entry], int]
    covered: tuple[Sequence[Entry], int]
    interest: Decimal


@dataclass(frozen=True, slots=True)
class Changes:
    """What is different from the plans before.

    Attributes:
        first: by member and measure; `all` of them are counted, and in each way.
        compared: members with a plan before.
    """

    first: Sequence[Change]
    all: int
    by_kind: Mapping[Changed, int]
    compared: int


@dataclass(frozen=True, slots=True)
class Details:
    """What a page shows of single measures.

    Attributes:
        lines: one page of the list, of `found` measures.
        names: of the members that occur.
    """

    curve: Curve
    changes: Changes
    lines: Sequence[Line]
    found: int
    pages: int
    names: Names


def details_of(plans: Plans, chosen: Sequence[MemberPlan], names: Names, wish: Wish) -> Details:
    """The details of a set, from its plans."""
    found = lines(plans, chosen, names, wish)
    first, pages = place(len(found), wish.page)
    return Details(
        _curve(chosen, names, wish),
        _changes(plans, chosen),
        found[first : first + PAGE],
        len(found),
        pages,
        names,
    )


def place(found: int, page: int) -> tuple[int, int]:
    """Where a page of the list begins, and how many pages there are."""
    pages = max(1, -(-found // PAGE))
    return (min(page, pages) - 1) * PAGE, pages


def _curve(chosen: Sequence[MemberPlan], names: Names, wish: Wish) -> Curve:
    whole = curve(fitting(chosen, names, wish), wish.rate)
    part = zoomed(whole, wish.low, wish.high, wish.most)
    return Curve(
        drawn(part.steps),
        len(whole.steps),
        whole.tonnes,
        len(part.steps),
        (whole.unpriced[:MOST_BESIDE], len(whole.unpriced)),
        (whole.covered[:MOST_BESIDE], len(whole.covered)),
        wish.rate,
    )


def changed_in(plans: Plans, chosen: Iterable[MemberPlan]) -> list[Change]:
    """What is different from the plans before, by member and measure."""
    pairs = ((one, plans.before[one.code]) for one in chosen if one.code in plans.before)
    return [change for plan, before in pairs for change in changes(plan, before)]


def _changes(plans: Plans, chosen: Sequence[MemberPlan]) -> Changes:
    found = changed_in(plans, chosen)
    compared = sum(plan.code in plans.before for plan in chosen)
    return Changes(found[:MOST_CHANGES], len(found), counted(found), compared)
