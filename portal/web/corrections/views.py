"""Correcting a few faulty cells on the page, which makes a new version of the workbook."""

import secrets
from collections.abc import Mapping
from io import BytesIO
from typing import Final

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from portal.intake import operations as intake
from portal.intake.correcting import (
    Corrected,
    Faults,
    corrected,
    corrected_name,
    faults,
    present,
)
from portal.language import Text
from portal.members.models import Company
from portal.submissions.models import Upload
from portal.web.clock import now
from portal.web.corrections.forms import entries, fields
from portal.web.database import session
from portal.web.files import store
from portal.web.handin.receiving import stay_within_quota
from portal.web.identity import signed_in_user
from portal.web.preferences import t
from portal.web.scopes import named_upload
from portal.web.settings import chosen, largest_kept

blueprint = Blueprint("corrections", __name__)

SAVED: Final = Text(
    "已更正並存成新的檔案，正在檢核。",
    "The corrections are saved as a new file; it is being checked.",
)


@blueprint.get("/uploads/<int:upload_id>/correct")
def form(upload_id: int) -> str:
    """Each faulty cell with what it holds and a field for what it should hold."""
    one = named_upload()
    return _page(one, _faults(one), {})


@blueprint.post("/uploads/<int:upload_id>/correct")
def save(upload_id: int) -> Response | tuple[str, int]:
    """Write a new version of the workbook with what was typed, and have it checked."""
    one = named_upload()
    wrong = _faults(one)
    made = corrected(store(), one.sha256, entries(wrong.cells))
    if made.reasons is not None:
        return _page(one, wrong, made.reasons), 422
    company = session().get_one(Company, one.company_id)
    stay_within_quota(company)
    _receive(one, company, made)
    page = _page_of(one, company)
    session().commit()
    flash(t(SAVED), "good")
    return redirect(page, 303)


def _faults(one: Upload) -> Faults:
    report = intake.report_of(session(), one.id)
    if report is None or not report.has_errors:
        abort(404)
    return faults(report)


def _page(one: Upload, wrong: Faults, errors: Mapping[str, Text]) -> str:
    looked = present(store(), one.sha256, wrong.cells) if wrong.reason is None else wrong.reason
    reason = looked if isinstance(looked, Text) else None
    return render_template(
        "corrections/form.html",
        one=one,
        company=session().get_one(Company, one.company_id),
        faults=wrong,
        fields=[] if isinstance(looked, Text) else fields(wrong.cells, looked, errors),
        reason=reason,
        errors=errors,
        key=request.form.get("key") or secrets.token_hex(16),
    )


def _receive(one: Upload, company: Company, made: Corrected) -> None:
    arrived = now()
    stored = store().put(BytesIO(made.data), largest_kept(chosen()))
    intake.receive_correction(
        session(),
        signed_in_user(),
        company,
        stored,
        one,
        made.changes,
        original_name=corrected_name(one.original_name),
        idempotency_key=request.form.get("key", "")[:64] or secrets.token_hex(16),
        at=arrived,
    )


def _page_of(one: Upload, company: Company) -> str:
    if one.kind is None or one.year is None:
        return url_for("handin.report", upload_id=one.id)
    return url_for("handin.show", code=company.code, kind=one.kind.value, year=one.year)
