"""The data of a reporting year, read once for each state of the data."""

from portal.aggregation.standing import Standings
from portal.web import kept
from portal.web.clock import now
from portal.web.database import session
from portal.web.identity import signed_in_user
from portal.web.summaries.gathering import Year, gather
from portal.web.summaries.sums import Sums, sums_of


def kept_year(year: int) -> Year:
    """The year's data as everybody who may see it shares them."""
    moment = now()
    key = ("year", year, signed_in_user().data_version, moment.date(), moment.hour)
    found: Year = kept.pages().data.get(key, lambda: gather(session(), year, moment))
    return found


def kept_sums(year: int, standings: Standings) -> Sums:
    """The year's sums, which everybody shares too."""
    key = ("sums", year, signed_in_user().data_version)
    found: Sums = kept.pages().data.get(key, lambda: sums_of(session(), year, standings))
    return found
