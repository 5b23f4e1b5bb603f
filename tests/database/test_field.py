"""Field work in the database: photos, drafts, and a confirmation that came too late."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.accounts.permissions import NotAllowedError, Role
from portal.advisory.models import Finding
from portal.audit.models import AuditEntry
from portal.db.base import StaleRowError
from portal.field import operations, photos, queries
from portal.field.drafts import NewerDraftError, discard_draft, save_draft
from portal.field.models import FieldUpload, Photo
from portal.field.photos import Kept, Shown
from portal.field.rows import FindingLine, VisitFacts
from portal.files.store import Stored
from tests.builders import NOW, an_actor
from tests.database.test_advisory import Scene, a_scene

FILE = Stored("a" * 64, 10)
VISIT = VisitFacts(0, "air", *[None] * 12)


def a_finding(text: str) -> FindingLine:
    return FindingLine(5, None, None, 1, "AC-1", text, "high", *[None] * 11)


def brought_back(session: Session, scene: Scene, text: str) -> FieldUpload:
    rows = {"visit": (VISIT,), "findings": (a_finding(text),)}
    return operations.receive(
        session, scene.advisor, scene.survey, FILE, rows, name="現場.xlsx", at=NOW
    )


def findings(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Finding)) or 0


def test_what_the_preview_showed_is_written_once(session: Session) -> None:
    scene = a_scene(session)
    before = findings(session)
    upload = brought_back(session, scene, "管線洩漏")
    shown = upload.digest

    operations.confirm(session, scene.advisor, upload, shown, at=NOW)

    assert findings(session) == before + 1
    with pytest.raises(StaleRowError):
        operations.confirm(session, scene.advisor, upload, shown, at=NOW)
    assert findings(session) == before + 1


def test_another_preview_than_the_one_seen_writes_nothing(session: Session) -> None:
    scene = a_scene(session)
    upload = brought_back(session, scene, "管線洩漏")
    before = findings(session)

    with pytest.raises(StaleRowError):
        operations.confirm(session, scene.advisor, upload, "0" * 64, at=NOW)

    assert findings(session) == before
    assert upload.confirmed_at is None


def test_only_the_team_brings_workbooks_back(session: Session) -> None:
    scene = a_scene(session)
    stranger = an_actor(session, Role.ADVISOR)

    with pytest.raises(NotAllowedError):
        operations.receive(
            session, stranger, scene.survey, FILE, {"visit": (VISIT,)}, name="x", at=NOW
        )


def kept(letter: str) -> Kept:
    return Kept(Stored(letter * 64, 9), Stored("f" * 64, 3), 40, 30)


def test_photos_of_a_request_are_given_to_its_report(session: Session) -> None:
    scene = a_scene(session)
    shown = Shown("洩漏點", scene.finding.equipment_id, scene.finding.id)
    session.add(Photo(visit_id=scene.survey.id, name="IMG_9.jpg", caption="尚未上傳"))

    photos.add_photo(
        session, scene.advisor, scene.survey, kept("b"), shown, name="IMG_1.jpg", at=NOW
    )

    found = queries.report_photos(session, scene.request.id)
    assert found == [queries.ReportPhoto("b" * 64, "洩漏點", "AC-1", scene.finding.id)]


def test_the_same_picture_sent_twice_is_one_photo(session: Session) -> None:
    scene = a_scene(session)

    for _ in range(2):
        photos.add_photo(
            session, scene.advisor, scene.survey, kept("c"), Shown(), name="IMG_1.jpg", at=NOW
        )

    assert len(queries.photos(session, scene.survey.id)) == 1


def test_a_draft_leaves_no_trace_in_the_log(session: Session) -> None:
    actor = an_actor(session, Role.ADVISOR)
    before = session.scalar(select(func.count()).select_from(AuditEntry))

    save_draft(session, actor, "notes-1", {"notes": "一"}, opened_at=NOW, at=NOW)
    save_draft(session, actor, "notes-1", {"notes": "二"}, opened_at=NOW, at=NOW)

    one = queries.draft(session, actor.user_id, "notes-1")
    assert one is not None
    assert one.content == {"notes": "二"}
    assert session.scalar(select(func.count()).select_from(AuditEntry)) == before


def test_an_older_page_cannot_bring_back_what_was_sent(session: Session) -> None:
    actor = an_actor(session, Role.ADVISOR)
    opened = NOW - timedelta(minutes=5)
    save_draft(session, actor, "notes-1", {"notes": "一"}, opened_at=opened, at=NOW)
    discard_draft(session, actor, "notes-1", at=NOW)

    with pytest.raises(NewerDraftError):
        save_draft(session, actor, "notes-1", {"notes": "一"}, opened_at=opened, at=NOW)
