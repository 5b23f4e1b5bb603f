"""Whether a plan, or a member's plans, are there for a user: an advisor has its own sites only."""

from collections.abc import Mapping

from portal.accounts.figures import SignedIn
from portal.accounts.permissions import Role
from portal.advisory.queries import sites_seen
from portal.verification import queries
from portal.web import scopes
from portal.web.database import session


def plan(user: SignedIn, named: Mapping[str, object]) -> bool:
    """The address names a plan by its `number`."""
    row = queries.plan(session(), user, str(named["number"]))
    sites = own_sites(user)
    return row is not None and (sites is None or row.site in sites)


def member(user: SignedIn, named: Mapping[str, object]) -> bool:
    """The address names a member by its `code`; an advisor has those with a site of its own."""
    if not scopes.member(user, named):
        return False
    return user.role is not Role.ADVISOR or str(named["code"]) in _codes(user)


def _codes(user: SignedIn) -> set[str]:
    return {company.code for _, company in sites_seen(session(), user)}


def own_sites(user: SignedIn) -> set[str] | None:
    """Control numbers of the sites that were assigned to an advisor; None for everybody else."""
    if user.role is not Role.ADVISOR:
        return None
    return {site.control_number for site, _ in sites_seen(session(), user)}
