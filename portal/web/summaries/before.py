"""What a reader may know before a page of a year, and what that page is judged with."""

from collections.abc import Sequence
from typing import NamedTuple

from portal.aggregation.kept_weights import changed, weights_of_years
from portal.aggregation.measures.queries import Plans
from portal.aggregation.member_year import MemberYear
from portal.aggregation.queries import history
from portal.publication.judged import Beside, Editions, Weighed, Year, editions_of
from portal.publication.open_data import OpenPublication
from portal.reference.groups import Group
from portal.web import kept
from portal.web.clock import now
from portal.web.database import session
from portal.web.identity import signed_in_user
from portal.web.opendata.published import published, published_weights, published_years
from portal.web.summaries.disclosure import THIS, Judgement, judged_of
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
    newer = {row.year for row in history(session()) if year < row.year <= now().year}
    years = [*sorted(newer, reverse=True), year]
    editions = _kept(years) or _of_members(years)
    return judged_of(editions, reader, [] if plans is None else [_planned(plans, year)])


def _kept(years: Sequence[int]) -> Editions | None:
    """All publications and these years, the newest first; None when one of them is not kept."""
    published, weights = published_weights(), weights_of_years(session(), years)
    if published is None or weights is None:
        return None
    names = [*(one.edition for one in published), *map(str, years)]
    between = changed(session(), names)
    if between is None:
        return None
    of_years = [Weighed(str(year), one) for year, one in zip(years, weights, strict=True)]
    return Editions([*published, *of_years], between).with_last_as(THIS)


def _of_members(years: Sequence[int]) -> Editions:
    """The same from all members."""
    known = [Year(str(year), _members(year)) for year in years]
    return editions_of([*published_years(), *known]).with_last_as(THIS)


def _planned(plans: Plans, year: int) -> Beside:
    members = _members(year)
    codes = {one.code for one in members}
    known = [one for code, one in plans.now.items() if code in codes]
    return plan_figures(known, members, year)


def _members(year: int) -> list[MemberYear]:
    return [row.member for row in kept_year(year).members]
