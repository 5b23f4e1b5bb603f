"""Whether the object that an address names is there for a user; what was found is kept for the view."""

from collections.abc import Mapping

from flask import g

from portal.accounts.figures import SignedIn
from portal.members import queries as members
from portal.members.models import Company
from portal.web.database import session


def nothing(user: SignedIn, named: Mapping[str, object]) -> bool:
    """The address names no object."""
    return True


def member(user: SignedIn, named: Mapping[str, object]) -> bool:
    """The address names a member by its `code`."""
    found = members.company_by_code(session(), str(named["code"]))
    if found is None or not user.sees(found.id, found.group):
        return False
    g.company = found
    return True


def company() -> Company:
    """The member that this address names, found when its scope was checked."""
    found: Company = g.company
    return found
