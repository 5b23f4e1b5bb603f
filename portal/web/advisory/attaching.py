"""Taking an attached document in and keeping it with a part of a diagnosis."""

import contextlib
from typing import BinaryIO, Final, cast

from flask import request
from werkzeug.datastructures import FileStorage

from portal.advisory.operations import visits
from portal.advisory.vocabulary import AttachmentKind, Subject
from portal.language import Text
from portal.web.advisory import scopes
from portal.web.clock import now
from portal.web.database import session
from portal.web.files import store
from portal.web.identity import signed_in_user
from portal.web.settings import chosen, largest_kept

# Photos are taken elsewhere: they are stripped of where they were made first.
TAKEN_KINDS: Final = (".pdf", ".xlsx", ".xls", ".ods", ".csv", ".docx", ".odt", ".txt")
NOT_TAKEN: Final = Text(
    "這裡收文件（PDF、Excel、Word、CSV）；請先選擇檔案。",
    "Choose a document: PDF, Excel, Word or CSV.",
)
ATTACHED: Final = Text("檔案已附加。", "The file is attached.")


def document() -> FileStorage | None:
    """The document that was sent; None when there is none or it is of another kind."""
    sent = request.files.get("file")
    if sent is None or not (sent.filename or "").casefold().endswith(TAKEN_KINDS):
        return None
    return sent


def attach(sent: FileStorage, subject: tuple[Subject, int]) -> None:
    """Keep a document with a part of the case that the address names."""
    known = set(AttachmentKind)
    kind = request.form.get("kind", "")
    with contextlib.closing(sent):
        stored = store().put(cast(BinaryIO, sent.stream), largest_kept(chosen()))
    visits.attach(
        session(),
        signed_in_user(),
        scopes.named_request(),
        subject,
        AttachmentKind(kind) if kind in known else AttachmentKind.OTHER,
        stored,
        name=sent.filename or "",
        at=now(),
    )
