"""Whose measures a page shows, and what of them its reader may see."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from portal.aggregation.figures import plan_coverage
from portal.aggregation.measures.changes import Change
from portal.aggregation.measures.entries import MemberPlan
from portal.aggregation.measures.overview import Overview, overview
from portal.aggregation.measures.queries import Plans, plans_of
from portal.aggregation.measures.roll_up import NEAR_TERM, Sum
from portal.aggregation.member_year import MemberYear
from portal.aggregation.plan_sums.planned import overview_of
from portal.aggregation.plan_sums.queries import kept_plans
from portal.aggregation.plan_sums.rows_of_sums import plus
from portal.aggregation.queries import member_years
from portal.aggregation.tally_of import tally_of
from portal.language import Text
from portal.members.models import Company
from portal.plans.amounts import Amount
from portal.publication.page_figures import CAPEX
from portal.reference.groups import Group
from portal.reports.edition import Edition
from portal.web.summaries.disclosure import Judgement
from portal.web.summaries.gathering import Year
from portal.web.summaries.measures import protection
from portal.web.summaries.measures.details import Details, changed_in, details_of
from portal.web.summaries.measures.kept_details import kept_details
from portal.web.summaries.measures.listing import Names
from portal.web.summaries.measures.page import Shown
from portal.web.summaries.measures.wish import Wish
from portal.web.summaries.reader import Reader


@dataclass(frozen=True, slots=True)
class Set:
    """Members of a reporting year with their plans.

    Attributes:
        group: None for the alliance; `code` of the member, for a set of one.
        chosen: the plans of the set; `members` their figures.
        plans: those before them, too.
    """

    year: int
    group: Group | None
    code: str
    plans: Plans
    chosen: tuple[MemberPlan, ...]
    members: tuple[MemberYear, ...]
    names: Names

    @property
    def first(self) -> int:
        """The first year shown: that of the page."""
        return self.year

    def changes(self) -> list[Change]:
        """What is different from the plans before, by member."""
        return changed_in(self.plans, self.chosen)


def set_of(year: Year, plans: Plans, group: Group | None) -> Set:
    """The plans of the alliance or of a group."""
    rows = year.of(group)
    names = {row.code: row.name for row in year.members}
    members = tuple(row.member for row in rows)
    return _set(plans, members, names, year=year.year, group=group)


def set_of_member(session: Session, one: Company, year: int) -> Set:
    """The plan of one member, read without those of the others."""
    plans = plans_of(session, year, companies=(one.id,))
    members = tuple(member_years(session, year, companies=(one.id,)))
    names = {one.code: Text(one.name_zh, one.name_en)}
    return _set(plans, members, names, year=year, group=one.group, code=one.code)


def _set(
    plans: Plans,
    members: tuple[MemberYear, ...],
    names: Names,
    *,
    year: int,
    group: Group | None,
    code: str = "",
) -> Set:
    known = {one.code for one in members}
    chosen = tuple(plan for one, plan in sorted(plans.now.items()) if one in known)
    return Set(year, group, code, plans, chosen, members, names)


def shown_whole(of: Set, wish: Wish, edition: Edition) -> Shown:
    """A set for who may see its members, from all its plans."""
    found = overview(of.chosen, of.members, of.year)
    details = details_of(of.plans, of.chosen, of.names, wish)
    return _whole(found, details, edition, year=of.year, group=of.group, code=of.code)


def shown_kept(
    session: Session, year: int, group: Group | None, wish: Wish, edition: Edition
) -> Shown | None:
    """The same from what is kept of the year; None where it does not tell what is asked for."""
    sums = kept_plans(session, year) if wish.is_usual else None
    if sums is None:
        return None
    rows = plus(one for of, one in sums.items() if group in (None, of))
    details = kept_details(session, year, group, rows, wish)
    return _whole(overview_of(rows, year), details, edition, year=year, group=group)


def _whole(
    found: Overview,
    details: Details,
    edition: Edition,
    *,
    year: int,
    group: Group | None,
    code: str = "",
) -> Shown:
    return Shown(
        year,
        group,
        code,
        found,
        edition,
        lambda key, one: False,
        frozenset(),
        found.dimensions,
        found.cover.committed_share,
        details,
    )


def shown_protected(of: Set, reader: Reader, judgement: Judgement, edition: Edition) -> Shown:
    """A set for who may not see its members: sums that give none away."""
    found = overview(of.chosen, of.members, of.year)
    # Of a group alone, kinds are not shown: the alliance less the others would tell them.
    dimensions: Mapping[str, tuple[Sum, ...]] = found.dimensions if of.group is None else {}
    groups = {plan.code: plan.group for plan in of.chosen}
    return Shown(
        of.year,
        of.group,
        of.code,
        found,
        edition,
        lambda key, one: not judgement.shows(key, of.group, int(one.key)),
        protection.protected(
            dimensions, groups, reader, with_total=_shows_totals(judgement, of.group)
        ),
        dimensions,
        _covered(of, judgement),
        None,
    )


def _shows_totals(judgement: Judgement, group: Group | None) -> bool:
    sums = [judgement.shows(key, group, NEAR_TERM) for key in protection.KEYS]
    return all(sums) and judgement.shows(CAPEX, group)


def _covered(of: Set, judgement: Judgement) -> Amount | None:
    """The coverage of the target as the summary shows it; None where it is held back."""
    is_shown = judgement.shows("plan_coverage", of.group, NEAR_TERM)
    return plan_coverage(tally_of(of.members, horizons=(NEAR_TERM,))).value if is_shown else None
