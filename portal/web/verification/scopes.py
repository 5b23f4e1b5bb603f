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
    return scopes.member(user, named) and has_site_of(user, str(named["code"]))


def has_site_of(user: SignedIn, code: str) -> bool:
    """Whether a member that a user sees has a site that is there for the user."""
    if user.role is not Role.ADVISOR:
        return True
    return code in {company.code for _, company in sites_seen(session(), user)}


def own_sites(user: SignedIn) -> set[str] | None:
    """Control numbers of the sites that were assigned to an advisor; None for everybody else."""
    if user.role is not Role.ADVISOR:
        return None
    return {site.control_number for site, _ in sites_seen(session(), user)}
