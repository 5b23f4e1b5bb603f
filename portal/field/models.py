"""Workbooks brought back, photos of a visit, and drafts of forms."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.advisory.vocabulary import System
from portal.db.base import Base, CreatedAt, JsonObject, Key, Name, Sha256


class FieldUpload(Base):
    """A field workbook that was brought back: its rows wait for one confirmation.

    Attributes:
        rows: as they were read, by sheet.
        digest: of the differences that its preview showed last.
    """

    __tablename__ = "field_upload"

    id: Mapped[Key]
    visit_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("advisory_visit.id"), index=True)
    system: Mapped[System]
    sha256: Mapped[Sha256] = mapped_column(ForeignKey("stored_file.sha256"))
    original_name: Mapped[Name]
    rows: Mapped[JsonObject]
    digest: Mapped[Sha256]
    uploaded_by: Mapped[int] = mapped_column(BigInteger, ForeignKey("user.id"))
    uploaded_at: Mapped[CreatedAt]
    confirmed_by: Mapped[int | None] = mapped_column(BigInteger, ForeignKey("user.id"))
    confirmed_at: Mapped[datetime | None]
    row_version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012


class Photo(Base):
    """A photo of a visit; announced by a field workbook until its picture comes.

    Attributes:
        name: of the file on the phone.
        sha256, thumbnail: of the picture as kept and of its small copy; None until it comes.
    """

    __tablename__ = "field_photo"
    __table_args__: Any = (Index("ix_field_photo_visit_id_name", "visit_id", "name"),)

    id: Mapped[Key]
    visit_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("advisory_visit.id"))
    equipment_id: Mapped[int | None] = mapped_column(
        BigInteger, ForeignKey("advisory_equipment.id")
    )
    finding_id: Mapped[int | None] = mapped_column(BigInteger, ForeignKey("advisory_finding.id"))
    name: Mapped[Name]
    caption: Mapped[str] = mapped_column(Text)
    attachment_id: Mapped[int | None] = mapped_column(
        BigInteger, ForeignKey("advisory_attachment.id"), unique=True
    )
    sha256: Mapped[Sha256 | None] = mapped_column(ForeignKey("stored_file.sha256"))
    thumbnail: Mapped[Sha256 | None] = mapped_column(ForeignKey("stored_file.sha256"))
    width: Mapped[int | None]
    height: Mapped[int | None]
    row_version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012


class Draft(Base):
    """What a person has typed into a form and not sent; one for each person and form.

    Attributes:
        form: which form of which thing, `finding-12`.
        content: fields by name; empty once the form was sent.
        opened_at: when the page was opened that saved last; an older page is told.
    """

    __tablename__ = "draft"
    __table_args__: Any = (UniqueConstraint("user_id", "form"),)

    id: Mapped[Key]
    user_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("user.id"))
    form: Mapped[str] = mapped_column(String(80))
    content: Mapped[JsonObject]
    opened_at: Mapped[datetime]
    saved_at: Mapped[CreatedAt]
