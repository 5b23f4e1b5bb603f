"""Taking files in: one, or several that make one inventory together."""

import secrets
from datetime import datetime, timedelta
from typing import Final

from flask import request
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import TooManyRequests

from portal.audit.events import Event
from portal.intake import operations as intake
from portal.intake.several import MOST_FILES, Arrived, Pending
from portal.language import Text
from portal.members.models import Company
from portal.submissions import operations, queries
from portal.submissions.models import Upload
from portal.submissions.states import Kind
from portal.web import journal
from portal.web.clock import now
from portal.web.database import session
from portal.web.files import store, taken_in
from portal.web.identity import signed_in_user

NO_FILE: Final = Text("請先選擇要上傳的檔案。", "Choose the file to upload first.")
ONE_PLAN: Final = Text(
    "減量計畫一次上傳一個檔案；多份檔案合併僅適用於環境部清冊表單。",
    "A plan is one file; only forms of the ministry's inventory are joined.",
)
TOO_MANY: Final = Text(
    f"一次最多合併 {MOST_FILES} 個檔案。", f"At most {MOST_FILES} files make one inventory."
)
_HOUR: Final = timedelta(hours=1)
MOST_BY_PERSON: Final = 20
MOST_BY_COMPANY: Final = 60


def sent_files() -> list[FileStorage]:
    """The files that came with the form."""
    return [one for one in request.files.getlist("file") if one.filename]


def kept_files(pending: list[Pending]) -> list[Upload]:
    """The files on the page that stay part of the inventory, as ticked."""
    ticked = frozenset(request.form.getlist("keep"))
    return [
        session().get_one(Upload, one.upload_id) for one in pending if str(one.upload_id) in ticked
    ]


def refusal(kind: Kind, sent: list[FileStorage], kept: list[Upload], shown: int) -> Text | None:
    """Why nothing can be taken in; None when something can.

    Args:
        kind: of workbook.
        sent: files that came.
        kept: files that stay.
        shown: how many could have stayed; leaving some out is a reason to check again.
    """
    if not sent and (not kept or len(kept) == shown):
        return NO_FILE
    if kind is Kind.PLAN and len(sent) > 1:
        return ONE_PLAN
    return TOO_MANY if len(sent) + len(kept) > MOST_FILES else None


def receive(
    one: Company, kind: Kind, year: int, sent: list[FileStorage], kept: list[Upload]
) -> operations.Received:
    """Store what came and note it as an upload."""
    arrived_at = now()
    return intake.receive_several(
        session(),
        store(),
        signed_in_user(),
        one,
        [_stored(file) for file in sent],
        kept,
        idempotency_key=request.form.get("key", "")[:64] or secrets.token_hex(16),
        at=arrived_at,
        kind=kind,
        year=year,
    )


def _stored(sent: FileStorage) -> Arrived:
    stored = taken_in(sent)
    return Arrived(stored, sent.filename or "")


def stay_within_quota(one: Company) -> None:
    """Refuse more uploads than a person or a company can have use for."""
    since: datetime = now() - _HOUR
    by_person, by_company = queries.uploads_since(
        session(), signed_in_user().user_id, one.id, since
    )
    if by_person >= MOST_BY_PERSON or by_company >= MOST_BY_COMPANY:
        journal.note(Event.UPLOAD_REFUSED, "company", one.id, reason="quota")
        raise TooManyRequests(retry_after=int(_HOUR.total_seconds()))
