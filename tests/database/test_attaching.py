"""Files that something rests on: one way to keep and to read them, whatever they belong to."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.accounts.permissions import Role
from portal.advisory.content import Wanted
from portal.advisory.models import Attachment, Request
from portal.advisory.operations import requests
from portal.advisory.vocabulary import AttachmentKind, Subject, System, Topic
from portal.audit.events import Event
from portal.audit.models import AuditEntry
from portal.submissions.attaching import attached, keep_attached
from portal.submissions.models import StoredFile
from tests.builders import NOW, a_company, a_site, a_stored_file, an_actor

WANTED = Wanted(Topic.ENERGY, (System.AIR,), "空壓系統耗電偏高", "王工程師")


def a_request(session: Session) -> tuple[Actor, Request]:
    company = a_company(session)
    site = a_site(session, company)
    member = an_actor(session, Role.SIGNATORY, company=company)
    return member, requests.ask(session, member, company, site.id, WANTED, at=NOW)


def kept(
    session: Session, actor: Actor, request: Request, content: bytes, *, finding: int | None = None
) -> Attachment:
    row = Attachment(
        request_id=request.id,
        subject=Subject.REQUEST if finding is None else Subject.FINDING,
        subject_id=finding or request.id,
        kind=AttachmentKind.OTHER,
    )
    stored, event = a_stored_file(content), Event.ATTACHMENT_ADDED
    return keep_attached(
        session, actor, row, stored, event, name="抄表\r.pdf", at=NOW, about="request"
    )


def test_a_file_is_kept_with_who_brought_it_and_logged_by_its_hash(session: Session) -> None:
    actor, request = a_request(session)

    one = kept(session, actor, request, b"meter")

    logged = session.scalars(select(AuditEntry).order_by(AuditEntry.seq.desc())).first()
    assert (one.name, one.added_by, one.added_at) == ("抄表.pdf", actor.user_id, NOW)
    assert session.get_one(StoredFile, one.sha256).size == len(b"meter")
    assert logged is not None
    assert (logged.subject, logged.subject_id) == ("advisory_attachment", one.id)
    assert logged.detail == {"about": "request", "sha256": one.sha256}


def test_the_same_bytes_may_belong_to_two_things(session: Session) -> None:
    actor, request = a_request(session)

    first, second = (kept(session, actor, request, b"same") for _ in range(2))

    assert first.id != second.id
    assert first.sha256 == second.sha256


def test_files_are_read_by_the_part_they_belong_to(session: Session) -> None:
    actor, request = a_request(session)
    whole = kept(session, actor, request, b"one")
    parts = [kept(session, actor, request, content, finding=7) for content in (b"two", b"three")]

    found = attached(
        session,
        select(Attachment).where(Attachment.request_id == request.id).order_by(Attachment.id),
        lambda one: one.subject_id if one.subject is Subject.FINDING else None,
    )

    assert {key: [one.id for one in rows] for key, rows in found.items()} == {
        None: [whole.id],
        7: [one.id for one in parts],
    }
    assert found[None][0].added_by.startswith("使用者")
