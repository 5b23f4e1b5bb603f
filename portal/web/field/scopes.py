"""Whether an upload, a photo or a draft that an address names is there for a user."""

import re
from collections.abc import Mapping
from typing import Final

from flask import g

from portal.accounts.figures import SignedIn
from portal.advisory.models import Request, Visit
from portal.field.models import FieldUpload, Photo
from portal.web.advisory import scopes as advisory
from portal.web.database import session

FORM: Final = re.compile(r"(notes|finding|values)-([1-9]\d{0,9})(?:-([1-9]\d{0,9}))?")


def upload(user: SignedIn, named: Mapping[str, object]) -> bool:
    """The address names a field workbook that was brought back by its `upload_id`."""
    g.field_upload = found = session().get(FieldUpload, int(str(named["upload_id"])))
    return found is not None and advisory.visit(user, {"visit_id": found.visit_id})


def photo(user: SignedIn, named: Mapping[str, object]) -> bool:
    """The address names a photo by its `photo_id`."""
    g.field_photo = found = session().get(Photo, int(str(named["photo_id"])))
    return found is not None and advisory.visit(user, {"visit_id": found.visit_id})


def draft(user: SignedIn, named: Mapping[str, object]) -> bool:
    """The address names a form of a visit that is there for the user."""
    found = FORM.fullmatch(str(named["form"]))
    return found is not None and advisory.visit(user, {"visit_id": found[2]})


def named_upload() -> FieldUpload:
    """The workbook that this address names."""
    found: FieldUpload = g.field_upload
    return found


def named_photo() -> Photo:
    """The photo that this address names."""
    found: Photo = g.field_photo
    return found


def visit_again(visit_id: int) -> Visit:
    """The visit as it is now, after what was tried on it was undone."""
    g.advisory_visit = found = session().get_one(Visit, visit_id)
    g.advisory_request = session().get_one(Request, found.request_id)
    return found


def request_of(visit: Visit) -> Request:
    """The request that a visit belongs to."""
    return session().get_one(Request, visit.request_id)
