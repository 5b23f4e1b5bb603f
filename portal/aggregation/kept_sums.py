"""Reading the sums of a year: what is kept, else what its members add up to."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

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
    return _Kept({group: kept for group, kept in session.execute(TALLIES, {"year": year})})  # noqa: C416


class _Kept(Mapping[Group, Tally]):
    """Kept tallies, each read when it is asked for: the page of a group needs no other."""

    def __init__(self, rows: Mapping[Group, dict[str, Any]]) -> None:
        self._rows, self._read = rows, dict[Group, Tally]()

    def __getitem__(self, group: Group) -> Tally:
        if group not in self._read:
            self._read[group] = from_json(self._rows.get(group, {}), MOST)
        return self._read[group]

    def __iter__(self) -> Iterator[Group]:
        return iter(Group)

    def __len__(self) -> int:
        return len(Group)
