"""Reading the sums of a year: what is kept, else what its members add up to."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from portal.aggregation.models import KeptTally, KeptYear
from portal.aggregation.queries import member_years
from portal.aggregation.tally import Tally, from_json
from portal.aggregation.tally_of import METHOD, tallies_of
from portal.reference.groups import Group

# More than any page names of those who are left out of a figure.
MOST: Final = 12

IS_KEPT = select(KeptYear.year).where(KeptYear.year == bindparam("year"), KeptYear.method == METHOD)
TALLIES = select(KeptTally.group, KeptTally.tally).where(KeptTally.year == bindparam("year"))


def tallies(session: Session, year: int) -> Mapping[Group, Tally]:
    """The tally of each group at a reporting year; they add up to that of the alliance."""
    if session.scalar(IS_KEPT, {"year": year}) is None:
        return tallies_of(member_years(session, year), MOST)
    rows = session.execute(TALLIES, {"year": year})
    kept = {group: from_json(tally, MOST) for group, tally in rows}
    return {group: kept.get(group, Tally(most=MOST)) for group in Group}
