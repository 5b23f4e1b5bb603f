"""The report of a diagnosis as a file, in the language that the reader asks for."""

from flask import Blueprint, Response, abort

from portal.files.store import FileStoreError
from portal.language import Language
from portal.reports import DIAGNOSIS
from portal.reports.font import register
from portal.reports.queries.diagnoses import diagnosis
from portal.reports.report import Format
from portal.web.clock import now
from portal.web.database import session
from portal.web.files import download, store
from portal.web.identity import signed_in_user
from portal.web.settings import chosen

blueprint = Blueprint("diagnoses", __name__, url_prefix="/advisory")


@blueprint.get("/<int:request_id>/report.<any(zh, en):tongue>.<any(pdf, xlsx):kind>")
def report(request_id: int, tongue: str, kind: str) -> Response:
    """The report of a case as PDF or Excel."""
    found = diagnosis(
        session(),
        signed_in_user(),
        request_id,
        at=now(),
        photo=_photo,
        changed=chosen().diagnosis_deadlines,
    ) or abort(404)
    data = DIAGNOSIS.build(Format(kind), found, Language(tongue), register(chosen()))
    return download(data, f"{found.case.request.number}_{tongue}.{kind}", Format(kind).media_type)


def _photo(sha256: str) -> bytes | None:
    """A kept file; a report comes out without a photo that is gone."""
    try:
        return store().read(sha256)
    except FileStoreError:
        return None
