"""Receipts: what was handed in, when, by whom, with the fingerprint of the file."""

from datetime import datetime
from typing import Any

from flask import Blueprint, Response, render_template

from portal.accounts.models import User
from portal.audit.events import Event
from portal.intake.kept_words import in_both
from portal.language import Text
from portal.reports import RECEIPT
from portal.reports.font import register
from portal.reports.receipt import Receipt, StatedTotals
from portal.reports.report import Format
from portal.submissions.models import Submission, SubmissionVersion, Upload
from portal.submissions.queries import file_hashes
from portal.submissions.states import Kind
from portal.web import journal
from portal.web.clock import now
from portal.web.database import session
from portal.web.files import PDF, download
from portal.web.preferences import language
from portal.web.scopes import named_version
from portal.web.settings import chosen

blueprint = Blueprint("receipts", __name__, url_prefix="/receipts")

SCOPES = (
    ("scope1", Text("範疇一", "Scope 1")),
    ("scope2", Text("範疇二", "Scope 2")),
    ("biogenic", Text("生質二氧化碳（另列）", "Biogenic CO₂ (apart)")),
)


@blueprint.get("/<number>")
def show(number: str) -> str:
    """One receipt as a page that prints well."""
    version = named_version()
    said = version.receipt
    return render_template(
        "receipts/show.html",
        version=version,
        certification=in_both(version.certification),
        receipt=said,
        submission=session().get_one(Submission, version.submission_id),
        received_at=datetime.fromisoformat(said["received_at"]),
        due_at=datetime.fromisoformat(said["due_at"]),
    )


@blueprint.get("/<number>.pdf")
def pdf(number: str) -> Response:
    """The receipt as a document."""
    version = named_version()
    receipt = _receipt(version)
    journal.note(Event.REPORT_TAKEN, "submission", version.submission_id, receipt=number)
    data = RECEIPT.build(Format.PDF, receipt, language(), register(chosen()))
    return download(data, f"{number}.pdf", PDF)


def _receipt(version: SubmissionVersion) -> Receipt:
    said: dict[str, Any] = version.receipt
    upload = session().get_one(Upload, version.upload_id)
    return Receipt(
        number=said["number"],
        company_code=said["company"],
        company=Text(**said["company_name"]),
        kind=Kind(said["kind"]).label,
        year=said["year"],
        version=said["version"],
        upload=said["upload"],
        file_name=said["file"],
        sha256=said["sha256"],
        size=said["size"],
        received_at=datetime.fromisoformat(said["received_at"]),
        submitted_at=version.submitted_at,
        due_at=datetime.fromisoformat(said["due_at"]),
        is_late=said["is_late"],
        uploaded_by=session().get_one(User, upload.user_id).name,
        signed_by=said["signed_by"],
        certification=in_both(version.certification),
        totals=_totals(version),
        errors=upload.errors,
        warnings=upload.warnings,
        infos=upload.infos,
        log_head=said["log_head"],
        template=version.template_version,
        rules=version.rules_version,
        made_at=now(),
        files=tuple(file_hashes(version).items()),
    )


def _totals(version: SubmissionVersion) -> tuple[StatedTotals, ...]:
    pairs = (
        (label, getattr(version, f"stated_{name}"), getattr(version, f"recomputed_{name}"))
        for name, label in SCOPES
    )
    return tuple(
        StatedTotals(label, stated, recomputed)
        for label, stated, recomputed in pairs
        if stated is not None or recomputed is not None
    )
