"""Another control number for a site: in the register, and in the memory of what was handed in."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.accounts.permissions import Permission
from portal.members.models import Company, Site
from portal.members.operations import renumber_site
from portal.submissions.operations import record_identity
from portal.submissions.operations.identity import Resum
from portal.submissions.states import IdentityKind


def renumber(
    session: Session,
    actor: Actor,
    company: Company,
    site: Site,
    number: str,
    *,
    on: date,
    reason: str,
    at: datetime,
    resum: Resum,
) -> None:
    """Give a site another control number; inventories of the year of that day on have the new one.

    Raises:
        NotAllowedError: when the actor may not change master data.
        MissingCommentError: without a reason.
        NotAControlNumberError, AlreadyKnownError: as for `members.operations.renumber_site`.
    """
    actor.need(Permission.MANAGE_MEMBERS)
    old = site.control_number
    if renumber_site(session, actor.user_id, site, number, on=on, at=at):
        record_identity(
            session,
            actor,
            company,
            IdentityKind.SITE_RENUMBERED,
            year=on.year,
            old=[old],
            new=[number],
            reason=reason,
            at=at,
            resum=resum,
        )
