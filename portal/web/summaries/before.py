"""What a reader may know before a page of a year, and what that page is judged with."""

from collections.abc import Sequence
from typing import NamedTuple

from portal.aggregation.queries import history
from portal.publication.judged import Year
from portal.publication.open_data import OpenPublication
from portal.reference.groups import Group
from portal.web.clock import now
from portal.web.database import session
from portal.web.opendata.published import published, published_years
from portal.web.summaries.kept_year import kept_year
from portal.web.summaries.reader import Reader


class Before(NamedTuple):
    """Publications as anybody has them, and the editions that a page is judged with."""

    published: Sequence[OpenPublication] = ()
    years: Sequence[Year] = ()


def before(year: int, reader: Reader, of: Group | None) -> Before:
    """What a reader who may not see the members of a set may have read besides its page.

    All publications, and the newer years as they stand: a plan that is new in one of them would
    follow from the difference of the two.
    """
    if reader.sees(of):
        return Before()
    known = {row.year for row in history(session()) if year < row.year <= now().year}
    newer = [
        Year(str(one), [row.member for row in kept_year(one).members])
        for one in sorted(known, reverse=True)
    ]
    return Before(published(), (*published_years(), *newer))
