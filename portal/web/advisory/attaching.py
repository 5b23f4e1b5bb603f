"""Taking attached documents and photos in and keeping them with a part of a diagnosis."""

from io import BytesIO
from pathlib import PurePath
from typing import Final

from flask import request
from werkzeug.datastructures import FileStorage

from portal.advisory.operations import visits
from portal.advisory.vocabulary import AttachmentKind, Subject
from portal.files.store import Stored
from portal.language import Text
from portal.web.advisory import scopes
from portal.web.clock import now
from portal.web.database import session
from portal.web.field.room import MOST_PHOTOS
from portal.web.files import store, taken_in
from portal.web.identity import signed_in_user
from portal.web.pictures import SUFFIXES, name_of, picture_of

# Photos are taken elsewhere: they are stripped of where they were made first.
TAKEN_KINDS: Final = (".pdf", ".xlsx", ".xls", ".ods", ".csv", ".docx", ".odt", ".txt")
NOT_TAKEN: Final = Text(
    "這裡收文件（PDF、Excel、Word、CSV）；請先選擇檔案。",
    "Choose a document: PDF, Excel, Word or CSV.",
)
NOTHING_CHOSEN: Final = Text("請先選擇照片或文件。", "Choose photos or documents first.")
NOT_EVIDENCE: Final = Text(
    "這裡收照片（JPEG、PNG、WebP）與文件（PDF、Excel、Word、CSV）。",
    "Photos (JPEG, PNG, WebP) and documents (PDF, Excel, Word, CSV) are taken here.",
)
TOO_MANY: Final = Text(
    "一次最多 {most} 個檔案，請分次上傳。", "{most} files at most at once; upload them in turn."
)
ADDED: Final = Text("已附加 {count} 個檔案。", "{count} files are attached.")
ATTACHED: Final = Text("檔案已附加。", "The file is attached.")


LONGEST: Final = 200
"""Letters of a caption."""
Sent = tuple[Subject, int]


def document() -> FileStorage | None:
    """The document that was sent; None when there is none or it is of another kind."""
    sent = request.files.get("file")
    return sent if sent is not None and _is_document(sent) else None


def _is_document(sent: FileStorage) -> bool:
    return (sent.filename or "").casefold().endswith(TAKEN_KINDS)


def attach(sent: FileStorage, subject: Sent) -> None:
    """Keep a document with a part of the case that the address names."""
    stored = taken_in(sent)
    _keep(stored, subject, _kind(), sent.filename or "")


def _kind() -> AttachmentKind:
    """What the person says the document is; photos are told by their bytes, not by this."""
    kind = request.form.get("kind", "")
    known = set(AttachmentKind) - {AttachmentKind.PHOTO}
    return AttachmentKind(kind) if kind in known else AttachmentKind.OTHER


def evidence(subject: Sent) -> tuple[int, list[Text]]:
    """Keep the documents and photos that were sent; how many were, and why the others were not."""
    sent = [one for one in request.files.getlist("file") if one.filename]
    if not sent or len(sent) > MOST_PHOTOS:
        return 0, [TOO_MANY.format(most=MOST_PHOTOS) if sent else NOTHING_CHOSEN]
    faults = [(one.filename or "", _evident(one, subject)) for one in sent]
    said = [Text(f"{name}：{why.zh}", f"{name}: {why.en}") for name, why in faults if why]
    return len(sent) - len(said), said


def _evident(sent: FileStorage, subject: Sent) -> Text | None:
    """Why a file was not taken as evidence; None when it was."""
    if _is_document(sent):
        attach(sent, subject)
        return None
    if not (sent.filename or "").casefold().endswith(SUFFIXES):
        return NOT_EVIDENCE
    picture = picture_of(sent)
    if isinstance(picture, Text):
        return picture
    stored = store().put(BytesIO(picture.data), len(picture.data))
    _keep(stored, subject, AttachmentKind.PHOTO, f"{PurePath(name_of(sent)).stem}.jpg")
    return None


def _keep(stored: Stored, subject: Sent, kind: AttachmentKind, name: str) -> None:
    visits.attach(
        session(),
        signed_in_user(),
        scopes.named_request(),
        subject,
        kind,
        stored,
        name=name,
        at=now(),
        caption=request.form.get("caption", "")[:LONGEST],
    )
