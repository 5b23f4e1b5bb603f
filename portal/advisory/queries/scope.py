"""Which requests and sites are there for somebody."""

from sqlalchemy import ColumnElement, select

from portal.accounts.figures import Actor
from portal.accounts.permissions import Role
from portal.accounts.queries import companies_of
from portal.advisory.models import Assignment, Request, TeamMember
from portal.members.models import Company, SiteOwnership


def requests_of(actor: Actor) -> ColumnElement[bool]:
    """The condition on `Request` that keeps a query to what is there for an actor.

    An advisor has what is assigned to them and nothing else; everybody else has the requests of
    the members that are there for them.
    """
    if actor.role is Role.ADVISOR:
        return Request.id.in_(
            select(Assignment.request_id)
            .join(TeamMember, TeamMember.assignment_id == Assignment.id)
            .where(TeamMember.user_id == actor.user_id)
        )
    return Request.company_id.in_(select(Company.id).where(companies_of(actor)))


def owned_by_seen(actor: Actor) -> ColumnElement[bool]:
    """The condition on `SiteOwnership` that keeps a query to an actor's sites."""
    if actor.role is Role.ADVISOR:
        return SiteOwnership.site_id.in_(select(Request.site_id).where(requests_of(actor)))
    return SiteOwnership.company_id.in_(select(Company.id).where(companies_of(actor)))
