"""Receipts: what was handed in, when, by whom, with the fingerprint of the file."""

from datetime import datetime

from flask import Blueprint, render_template

from portal.submissions.models import Submission, SubmissionVersion
from portal.web.database import session
from portal.web.scopes import named_version

blueprint = Blueprint("receipts", __name__, url_prefix="/receipts")


@blueprint.get("/<number>")
def show(number: str) -> str:
    """One receipt as a page that prints well."""
    version: SubmissionVersion = named_version()
    said = version.receipt
    return render_template(
        "receipts/show.html",
        version=version,
        receipt=said,
        submission=session().get_one(Submission, version.submission_id),
        received_at=datetime.fromisoformat(said["received_at"]),
        due_at=datetime.fromisoformat(said["due_at"]),
    )
