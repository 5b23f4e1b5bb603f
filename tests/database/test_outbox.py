from collections.abc import Iterator
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from socket import socket

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope
from aiosmtpd.smtp import Session as SmtpSession
from sqlalchemy.orm import Session

from portal.db.engine import Database
from portal.outbox import operations, queries
from portal.outbox.sender import SendReport, message, send_due
from tests.builders import NOW

SENDER = "portal@alliance.example.tw"


class Inbox:
    """A mail server that keeps what it takes and refuses as often as it is told to."""

    def __init__(self) -> None:
        self.taken = list[EmailMessage]()
        self.refusals = 0

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: SmtpSession, envelope: Envelope
    ) -> str:
        if self.refusals:
            self.refusals -= 1
            return "451 try again later"
        content = envelope.original_content or b""
        self.taken.append(message_from_bytes(content, EmailMessage, policy=policy.default))
        return "250 taken"


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
def smtp_url(inbox: Inbox) -> Iterator[str]:
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(inbox, hostname="127.0.0.1", port=port)
    controller.start()
    yield f"smtp://127.0.0.1:{port}"
    controller.stop()


def clock() -> datetime:
    return NOW


def written(database: Database, *, to: str = "ming@example.tw") -> int:
    with database.transaction() as session:
        return operations.write(session, to, "審查結果", "請補上單據。\n.\n第二行", at=NOW)


def test_a_mail_arrives_as_it_was_written(
    own_database: Database, smtp_url: str, inbox: Inbox
) -> None:
    mail_id = written(own_database)

    report = send_due(own_database, smtp_url, sender=SENDER, now=clock)

    [mail] = inbox.taken
    assert report == SendReport(1, 0, 0)
    assert mail["Message-ID"] == f"<outbox-{mail_id}@alliance.example.tw>"
    assert (mail["To"], mail["Subject"]) == ("ming@example.tw", "審查結果")
    assert mail.get_content().splitlines() == ["請補上單據。", ".", "第二行"]
    assert send_due(own_database, smtp_url, sender=SENDER, now=clock) == SendReport(0, 0, 0)


def test_a_refused_mail_is_sent_later_with_the_same_id(
    own_database: Database, smtp_url: str, inbox: Inbox
) -> None:
    mail_id = written(own_database)
    inbox.refusals = 1

    first = send_due(own_database, smtp_url, sender=SENDER, now=clock)
    at_once = send_due(own_database, smtp_url, sender=SENDER, now=clock)
    later = send_due(own_database, smtp_url, sender=SENDER, now=lambda: NOW + timedelta(minutes=1))

    assert (first, at_once, later) == (
        SendReport(0, 1, 0),
        SendReport(0, 0, 0),
        SendReport(1, 0, 0),
    )
    assert inbox.taken[0]["Message-ID"].startswith(f"<outbox-{mail_id}@")


def test_a_mail_is_not_lost_when_the_server_is_down(own_database: Database) -> None:
    written(own_database)

    report = send_due(own_database, "smtp://127.0.0.1:1", sender=SENDER, now=clock)

    assert report == SendReport(0, 1, 0)
    with own_database.reading() as session:
        [mail] = queries.unsent(session)
    assert mail.last_error is not None
    assert mail.last_error.startswith("ConnectionRefusedError")


def test_a_recipient_with_a_line_break_cannot_add_a_header(
    own_database: Database, smtp_url: str, inbox: Inbox
) -> None:
    written(own_database, to="a@example.tw\r\nBcc: all@example.tw")

    report = send_due(own_database, smtp_url, sender=SENDER, now=clock)

    assert report == SendReport(0, 1, 0)
    assert inbox.taken == []


def test_a_mail_is_given_up_after_ten_attempts_and_can_be_tried_again(
    session: Session,
) -> None:
    mail_id = operations.write(session, "a@example.tw", "s", "b", at=NOW)
    at, waits = NOW, list[timedelta]()
    for attempt in range(10):
        [mail] = operations.claim_due(session, at)
        is_dead = operations.failed(session, mail.id, "451", at=at)
        assert is_dead is (attempt == 9)
        [shown] = queries.unsent(session)
        if shown.due_at is not None:
            waits.append(shown.due_at - at)
            at = shown.due_at

    assert shown.dead_at == at
    assert operations.claim_due(session, at + timedelta(days=9)) == []
    assert waits == sorted(waits)
    assert waits[-1] <= timedelta(hours=6)
    operations.retry(session, mail_id, at=at)
    assert [mail.id for mail in operations.claim_due(session, at)] == [mail_id]


def test_a_claimed_mail_is_not_claimed_again_for_a_while(session: Session) -> None:
    operations.write(session, "a@example.tw", "s", "b", at=NOW)

    first = operations.claim_due(session, NOW)
    second = operations.claim_due(session, NOW)
    after_a_crash = operations.claim_due(session, NOW + timedelta(minutes=10))

    assert (len(first), second, after_a_crash) == (1, [], first)


def test_a_mail_says_that_a_machine_wrote_it() -> None:
    mail = message(operations.Mail(7, "a@example.tw", "s", "b"), sender=SENDER, at=NOW)

    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Date"] == "Mon, 04 May 2026 03:00:00 +0000"
