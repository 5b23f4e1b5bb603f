"""What a reader may know before a page of a year, and what that page is judged with."""

from collections.abc import Sequence
from typing import NamedTuple

from portal.aggregation.measures.queries import Plans
from portal.aggregation.member_year import MemberYear
from portal.aggregation.queries import history
from portal.publication.judged import Year
from portal.publication.open_data import OpenPublication
from portal.reference.groups import Group
from portal.web import kept
from portal.web.clock import now
from portal.web.database import session
from portal.web.identity import signed_in_user
from portal.web.opendata.published import published, published_years
from portal.web.summaries.disclosure import Judgement, judged
from portal.web.summaries.kept_year import kept_year
from portal.web.summaries.measures.protection import plan_figures
from portal.web.summaries.reader import Reader


class Before(NamedTuple):
    """What a page is judged by, and publications as anybody has them for its charts."""

    judgement: Judgement
    published: Sequence[OpenPublication] = ()


def before(year: int, reader: Reader, of: Group | None = None) -> Before:
    """The judgement of a year for who may not see the members of a set, and what is published.

    All publications, and the newer years as they stand, are judged before it: a plan that is new
    in one of them would follow from the difference of the two.
    """
    if reader.sees(of):
        return Before(Judgement(reader, None))
    return Before(judgement(year, reader), published())


def judgement(year: int, reader: Reader, plans: Plans | None = None) -> Judgement:
    """What a reader is shown of a year, judged once for each state of the data.

    Args:
        year: the reporting year.
        reader: who reads.
        plans: for pages that show what measures save in each year.
    """
    key = ("judged", year, reader, plans is None, signed_in_user().data_version)
    found: Judgement = kept.pages().judged.get(key, lambda: _judged(year, reader, plans))
    return found


def _judged(year: int, reader: Reader, plans: Plans | None) -> Judgement:
    members = _members(year)
    codes = {one.code for one in members}
    known = [] if plans is None else [one for code, one in plans.now.items() if code in codes]
    beside = [] if plans is None else [plan_figures(known, members, year)]
    newer = {row.year for row in history(session()) if year < row.year <= now().year}
    newest_first = [Year(str(one), _members(one)) for one in sorted(newer, reverse=True)]
    return judged(members, reader, beside, (*published_years(), *newest_first))


def _members(year: int) -> list[MemberYear]:
    return [row.member for row in kept_year(year).members]
