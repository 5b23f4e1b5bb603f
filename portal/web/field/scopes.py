"""Whether an upload, a photo or a draft that an address names is there for a user."""

from collections.abc import Mapping

from flask import g

from portal.accounts.figures import SignedIn
from portal.advisory.models import Request, Visit
from portal.field.models import FieldUpload, Photo
from portal.web.advisory import scopes as advisory
from portal.web.database import session
from portal.web.field.drafted import is_there


def upload(user: SignedIn, named: Mapping[str, object]) -> bool:
    """The address names a field workbook that was brought back by its `upload_id`."""
    g.field_upload = found = session().get(FieldUpload, int(str(named["upload_id"])))
    return found is not None and advisory.visit(user, {"visit_id": found.visit_id})


def photo(user: SignedIn, named: Mapping[str, object]) -> bool:
    """The address names a photo by its `photo_id`."""
    g.field_photo = found = session().get(Photo, int(str(named["photo_id"])))
    return found is not None and advisory.visit(user, {"visit_id": found.visit_id})


def draft(user: SignedIn, named: Mapping[str, object]) -> bool:
    """The address names a form that the user may send."""
    return is_there(user, str(named["form"]))


def named_upload() -> FieldUpload:
    """The workbook that this address names."""
    found: FieldUpload = g.field_upload
    return found


def named_photo() -> Photo:
    """The photo that this address names."""
    found: Photo = g.field_photo
    return found


def request_of(visit: Visit) -> Request:
    """The request that a visit belongs to."""
    return session().get_one(Request, visit.request_id)
