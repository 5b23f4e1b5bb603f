"""Files attached to the parts of a diagnosis."""

from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.advisory.vocabulary import AttachmentKind, Subject
from portal.submissions.models import AttachedFile


class Attachment(AttachedFile):
    """A file and what it belongs to; only added to.

    Attributes:
        caption: what it shows, in the words of who brought it; empty where nothing was said.
        subject, subject_id: the part of the diagnosis; the request itself is always named too.
    """

    __tablename__ = "advisory_attachment"
    __table_args__: Any = (
        Index("ix_advisory_attachment_subject_subject_id", "subject", "subject_id"),
    )

    request_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("advisory_request.id"), index=True
    )
    subject: Mapped[Subject]
    subject_id: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[AttachmentKind]
    caption: Mapped[str] = mapped_column(Text, default="", server_default="")
