"""What the page of a group or of the alliance is made from, read for one reader."""

from collections.abc import Mapping

from portal.reports.queries import edition
from portal.web.clock import now
from portal.web.database import session
from portal.web.summaries.before import before
from portal.web.summaries.kept_year import kept_sums
from portal.web.summaries.lists import members_of
from portal.web.summaries.names import names
from portal.web.summaries.set_page import Material, Page
from portal.web.summaries.table import Wish


def material(page: Page, asked: Mapping[str, str]) -> Material:
    """Sums, lists and judgement of a page; for who sees its members none of it grows with them.

    Args:
        page: which one, and for whom.
        asked: the wish for the table of members.
    """
    members = members_of(session(), page.year, now())
    sums = kept_sums(page.year, members.standings)
    return Material(
        sums,
        members.lists(page.group, page.reader, Wish.of(asked), page.unit, page.language),
        before(page.year, page.reader, page.group),
        names(session(), sums.tally(page.groups & page.reader.groups)),
        edition(now()),
    )
