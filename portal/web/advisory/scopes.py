"""Whether the part of a diagnosis that an address names is there for a user."""

from collections.abc import Mapping
from typing import TypeVar

from flask import g
from sqlalchemy.orm import DeclarativeBase

from portal.accounts.figures import SignedIn
from portal.advisory import queries
from portal.advisory.models import (
    Attachment,
    Calculation,
    DataAction,
    Equipment,
    Finding,
    Measurement,
    Recommendation,
    Request,
    Visit,
)
from portal.advisory.queries.cases import HIDDEN_FROM_MEMBERS
from portal.members.models import Company, Site
from portal.web.database import session
from portal.web.identity import signed_in_user

Part = TypeVar("Part", bound=DeclarativeBase)


def _seen(user: SignedIn, request_id: int) -> bool:
    found = queries.request(session(), user, request_id)
    g.advisory_request = found
    return found is not None


def _part(kind: type[Part], named: Mapping[str, object], name: str) -> Part | None:
    return session().get(kind, int(str(named[name])))


def request(user: SignedIn, named: Mapping[str, object]) -> bool:
    """The address names a request by its `request_id`."""
    return _seen(user, int(str(named["request_id"])))


def visit(user: SignedIn, named: Mapping[str, object]) -> bool:
    """The address names a visit by its `visit_id`."""
    g.advisory_visit = found = _part(Visit, named, "visit_id")
    return found is not None and _seen(user, found.request_id)


def finding(user: SignedIn, named: Mapping[str, object]) -> bool:
    """The address names a finding by its `finding_id`."""
    g.advisory_finding = found = _part(Finding, named, "finding_id")
    if found is None:
        return False
    return _seen(user, session().get_one(Visit, found.visit_id).request_id)


def calculation(user: SignedIn, named: Mapping[str, object]) -> bool:
    """The address names a kept calculation by its `calculation_id`."""
    g.advisory_calculation = found = _part(Calculation, named, "calculation_id")
    return found is not None and finding(user, {"finding_id": found.finding_id})


def recommendation(user: SignedIn, named: Mapping[str, object]) -> bool:
    """The address names a recommendation; a member has none that the team still writes."""
    g.advisory_recommendation = found = _part(Recommendation, named, "recommendation_id")
    if found is None or (user.role.is_member and found.state in HIDDEN_FROM_MEMBERS):
        return False
    return _seen(user, found.request_id)


def action(user: SignedIn, named: Mapping[str, object]) -> bool:
    """The address names an action by its `action_id`."""
    g.advisory_action = found = _part(DataAction, named, "action_id")
    return found is not None and _seen(user, found.request_id)


def action_of_request(user: SignedIn, named: Mapping[str, object]) -> bool:
    """The address names an action together with the request that it belongs to."""
    is_there = action(user, named)
    return is_there and named_action().request_id == int(str(named["request_id"]))


def attachment(user: SignedIn, named: Mapping[str, object]) -> bool:
    """The address names an attached file by its `attachment_id`."""
    g.advisory_attachment = found = _part(Attachment, named, "attachment_id")
    return found is not None and _seen(user, found.request_id)


def site(user: SignedIn, named: Mapping[str, object]) -> bool:
    """The address names a site by its control number."""
    found = queries.site_seen(session(), user, str(named["number"]))
    if found is None:
        return False
    g.advisory_site, g.company = found
    return True


def named_request() -> Request:
    """The request that this address names, or that its part belongs to."""
    found: Request = g.advisory_request
    return found


def request_again(request_id: int) -> Request:
    """The request as it is now, after what was tried on it was undone."""
    g.advisory_request = found = session().get_one(Request, request_id)
    return found


def named_visit() -> Visit:
    """The visit that this address names."""
    found: Visit = g.advisory_visit
    return found


def visit_again(visit_id: int) -> Visit:
    """The visit as it is now, after what was tried on it was undone."""
    g.advisory_visit = found = session().get_one(Visit, visit_id)
    g.advisory_request = session().get_one(Request, found.request_id)
    return found


def site_again(number: str, equipment_id: int) -> Equipment | None:
    """A machine as it is now, after what was tried on it was undone."""
    found = queries.site_seen(session(), signed_in_user(), number)
    if found is None:
        return None
    g.advisory_site, g.company = found
    return machine(equipment_id, found[0].id)


def recommendation_again(recommendation_id: int) -> Recommendation:
    """The recommendation as it is now, after what was tried on it was undone."""
    g.advisory_recommendation = found = session().get_one(Recommendation, recommendation_id)
    g.advisory_request = session().get_one(Request, found.request_id)
    return found


def named_finding() -> Finding:
    """The finding that this address names."""
    found: Finding = g.advisory_finding
    return found


def named_calculation() -> Calculation:
    """The calculation that this address names."""
    found: Calculation = g.advisory_calculation
    return found


def named_recommendation() -> Recommendation:
    """The recommendation that this address names."""
    found: Recommendation = g.advisory_recommendation
    return found


def named_action() -> DataAction:
    """The action that this address names."""
    found: DataAction = g.advisory_action
    return found


def named_attachment() -> Attachment:
    """The attached file that this address names."""
    found: Attachment = g.advisory_attachment
    return found


def named_site() -> tuple[Site, Company]:
    """The site that this address names, and whose it is."""
    found: tuple[Site, Company] = (g.advisory_site, g.company)
    return found


def machine(equipment_id: int, site_id: int) -> Equipment | None:
    """A machine of a site."""
    found = session().get(Equipment, equipment_id)
    return found if found is not None and found.site_id == site_id else None


def measurement(measurement_id: int, visit_id: int) -> Measurement | None:
    """A value of a visit."""
    found = session().get(Measurement, measurement_id)
    return found if found is not None and found.visit_id == visit_id else None
