"""The log, the mail that waits and the settings, for administrators and auditors."""

from flask import Blueprint, abort, render_template, request

from portal.accounts.permissions import Permission
from portal.accounts.queries import user_names
from portal.audit import queries as audit
from portal.config import describe
from portal.jobs.queries import queue_state
from portal.outbox.models import OutboxMail
from portal.outbox.queries import unsent
from portal.web.database import session
from portal.web.identity import signed_in_user
from portal.web.operations.words import words
from portal.web.preferences import language
from portal.web.settings import chosen

blueprint = Blueprint("operations", __name__, url_prefix="/operations")

PAGE = 100


@blueprint.get("/log")
def log() -> str:
    """Every change and every sign-in, latest first."""
    subject = request.args.get("subject", "")
    before = request.args.get("before", type=int)
    entries = audit.entries(session(), subject=subject or None, before=before, limit=PAGE)
    return render_template(
        "operations/log.html",
        entries=entries,
        names=user_names(session()),
        subject=subject,
        is_full=len(entries) == PAGE,
        words=words,
    )


@blueprint.get("/")
def index() -> str:
    """The queue, the mail that waits and the settings."""
    return render_template(
        "operations/index.html",
        queue=queue_state(session()),
        mails=unsent(session()),
        settings=describe(language()),
        has_mail_server=chosen().smtp_url is not None,
    )


@blueprint.get("/mail/<int:mail_id>")
def mail(mail_id: int) -> str:
    """One mail that waits, to be read where no mail server takes it."""
    found = session().get(OutboxMail, mail_id)
    readable = chosen().smtp_url is None and signed_in_user().may(Permission.MANAGE_ACCOUNTS)
    if found is None or found.sent_at is not None or not readable:
        abort(404)
    return render_template("operations/mail.html", mail=found)
