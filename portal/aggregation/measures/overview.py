"""The sums of a page of measures: by year, by kind, against targets, and how many there are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from portal.aggregation.measures.entries import MemberPlan, effects
from portal.aggregation.measures.roll_up import (
    DIMENSIONS,
    NEAR_TERM,
    Cover,
    Sum,
    altogether,
    by_year,
    cover,
    of_dimension,
)
from portal.aggregation.member_year import MemberYear


@dataclass(frozen=True, slots=True)
class Overview:
    """What the measures of a set add up to at a reporting year.

    Attributes:
        members: of the set; `plans` have an accepted plan, `older` of them of an earlier year.
        unread: rows without effect or status, counted nowhere.
        years: from the reporting year on.
        full: at full effect, whatever the year.
        dimensions: kinds of measures in 2030, by dimension.
    """

    members: int
    plans: int
    older: int
    unread: int
    years: tuple[Sum, ...]
    at_target: Sum
    full: Sum
    dimensions: Mapping[str, tuple[Sum, ...]]
    cover: Cover


def overview(plans: Sequence[MemberPlan], members: Sequence[MemberYear], year: int) -> Overview:
    """The overview of a set from its plans and members at a reporting year."""
    found = [one for plan in plans for one in effects(plan, NEAR_TERM)]
    return Overview(
        len(members),
        len(plans),
        sum(plan.year < year for plan in plans),
        sum(len(plan.unread) for plan in plans),
        by_year(plans, year),
        replace(altogether(plans, NEAR_TERM), key=str(NEAR_TERM)),
        altogether(plans),
        {name: of_dimension(found, name) for name in DIMENSIONS},
        cover(plans, members),
    )
