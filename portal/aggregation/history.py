"""Accepted emissions of all years by group."""

from typing import NamedTuple

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from portal.aggregation.models import KeptTally, KeptYear
from portal.aggregation.tally_of import METHOD
from portal.members.models import Company
from portal.plans.amounts import ZERO, Split
from portal.reference.groups import Group
from portal.submissions.models import MemberYearSummary

Of = MemberYearSummary
KNOWN = or_(Of.scope1.is_not(None), Of.scope2.is_not(None))

HISTORY = (
    select(Of.year, Company.group, func.sum(Of.scope1), func.sum(Of.scope2), func.count())
    .join(Company, Company.id == Of.company_id)
    .where(KNOWN, or_(Company.left_on.is_(None), func.extract("year", Company.left_on) >= Of.year))
    .group_by(Of.year, Company.group)
    .order_by(Of.year, Company.group)
)
KEPT_HISTORY = (
    select(KeptTally.year, KeptTally.group, KeptTally.scope1, KeptTally.scope2, KeptTally.accepted)
    .where(KeptTally.accepted > 0)
    .order_by(KeptTally.year, KeptTally.group)
)
OUTDATED = select(KeptYear.year).where(KeptYear.method != METHOD).limit(1)


class HistoryRow(NamedTuple):
    """Accepted emissions of a group in one year, tonnes CO2e, and of how many members."""

    year: int
    group: Group
    emissions: Split
    members: int


def history(session: Session) -> list[HistoryRow]:
    """Accepted emissions by year and group, from kept sums where all years have them."""
    wanted = KEPT_HISTORY if session.scalar(OUTDATED) is None else HISTORY
    return [
        HistoryRow(year, group, Split(scope1 or ZERO, scope2 or ZERO), members)
        for year, group, scope1, scope2, members in session.execute(wanted)
    ]
