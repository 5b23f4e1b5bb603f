"""Sending what is due, one conversation with the mail server at a time, outside any transaction."""

import smtplib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from urllib.parse import unquote, urlsplit

from portal.db.engine import Database
from portal.outbox import operations
from portal.outbox.operations import Mail

TIMEOUT_SECONDS = 30


@dataclass(frozen=True, slots=True)
class SendReport:
    """What one round did."""

    sent: int
    failed: int
    given_up: int


def send_due(
    database: Database,
    smtp_url: str,
    *,
    sender: str,
    now: Callable[[], datetime],
    limit: int = 20,
) -> SendReport:
    """Send the mails that are due; each outcome is committed by itself.

    A crash after the server took a mail sends it again with the same Message-ID.

    Args:
        smtp_url: `smtp://[user:password@]host[:port]`, `smtps://` or `smtp+starttls://`.
        sender: the address mails come from.
        now: tells the time, aware.
    """
    with database.transaction() as session:
        mails = operations.claim_due(session, now(), limit=limit)
    taken = refused = given_up = 0
    for mail in mails:
        error = _attempt(smtp_url, mail, sender=sender, at=now())
        with database.transaction() as session:
            if error is None:
                operations.sent(session, mail.id, at=now())
                taken += 1
            else:
                given_up += operations.failed(session, mail.id, error, at=now())
                refused += 1
    return SendReport(taken, refused, given_up)


def message(mail: Mail, *, sender: str, at: datetime) -> EmailMessage:
    """The mail as it goes over the wire."""
    domain = sender.rpartition("@")[2]
    written = EmailMessage()
    written["From"] = sender
    written["To"] = mail.recipient
    written["Subject"] = mail.subject
    written["Date"] = format_datetime(at)
    written["Message-ID"] = f"<outbox-{mail.id}@{domain}>"
    written["Auto-Submitted"] = "auto-generated"
    written.set_content(mail.body)
    return written


def _attempt(smtp_url: str, mail: Mail, *, sender: str, at: datetime) -> str | None:
    """Why the server did not take a mail, None when it did."""
    try:
        with _connect(smtp_url) as server:
            server.send_message(message(mail, sender=sender, at=at))
    except (OSError, smtplib.SMTPException, ValueError) as error:
        return f"{type(error).__name__}: {error}"
    return None


def _connect(smtp_url: str) -> smtplib.SMTP:
    address = urlsplit(smtp_url)
    host = address.hostname or "localhost"
    if address.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, address.port or 465, timeout=TIMEOUT_SECONDS)
    else:
        server = smtplib.SMTP(host, address.port or 25, timeout=TIMEOUT_SECONDS)
    if address.scheme == "smtp+starttls":
        server.starttls()
    if address.username:
        server.login(unquote(address.username), unquote(address.password or ""))
    return server
