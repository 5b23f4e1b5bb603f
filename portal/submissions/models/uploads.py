"""Files as they arrived and what their check found."""

from datetime import datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from portal.db.base import Base, CreatedAt, JsonList, JsonObject, Key, Name, Sha256
from portal.submissions.states import Kind, UploadState


class StoredFile(Base):
    """The bytes of a workbook, kept in the file store under their hash; never changed."""

    __tablename__ = "stored_file"

    sha256: Mapped[Sha256] = mapped_column(primary_key=True)
    size: Mapped[int] = mapped_column(BigInteger)
    received_at: Mapped[CreatedAt]


class Upload(Base):
    """One file handed to the portal, rejected ones too.

    What was received never changes; what the check found is written once.
    """

    __tablename__ = "upload"
    __table_args__ = (
        UniqueConstraint("user_id", "idempotency_key"),
        Index("ix_upload_company_id_kind_year", "company_id", "kind", "year"),
        CheckConstraint("size >= 0", name="size_not_negative"),
    )

    id: Mapped[Key]
    number: Mapped[str] = mapped_column(String(20), unique=True)
    sha256: Mapped[Sha256] = mapped_column(ForeignKey("stored_file.sha256"), index=True)
    size: Mapped[int] = mapped_column(BigInteger)
    original_name: Mapped[Name]
    company_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("company.id"))
    # Kind and year stay empty until the check has read them when the uploader did not say.
    kind: Mapped[Kind | None]
    year: Mapped[int | None]
    user_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("user.id"))
    received_at: Mapped[CreatedAt] = mapped_column(index=True)
    idempotency_key: Mapped[str] = mapped_column(String(64))
    state: Mapped[UploadState]
    job_id: Mapped[int | None] = mapped_column(BigInteger)
    checked_at: Mapped[datetime | None]
    errors: Mapped[int] = mapped_column(default=0)
    warnings: Mapped[int] = mapped_column(default=0)
    infos: Mapped[int] = mapped_column(default=0)
    template_version: Mapped[str | None] = mapped_column(String(40))
    totals: Mapped[JsonObject]


class UploadPart(Base):
    """One file of an upload that is made of several; never changed.

    The whole is an upload of its own: its file lists the parts with their hashes, its report is
    about all of them together, and it is what is handed in. A part may belong to a later whole
    too, when a file beside it was corrected.
    """

    __tablename__ = "upload_part"
    __table_args__ = (
        UniqueConstraint("whole_id", "upload_id"),
        CheckConstraint("position >= 1", name="numbered_from_one"),
        CheckConstraint("upload_id < whole_id", name="arrived_before"),
    )

    whole_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("upload.id"), primary_key=True, autoincrement=False
    )
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    upload_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("upload.id"), index=True)


class UploadReport(Base):
    """The whole report of a check, and the figures it read, as the check wrote them.

    Attributes:
        report: JSON, all findings in both languages.
        figures: what a hand-in needs without reading the workbook again; empty when unreadable.
    """

    __tablename__ = "upload_report"

    upload_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("upload.id"), primary_key=True, autoincrement=False
    )
    report: Mapped[bytes] = mapped_column(LargeBinary)
    figures: Mapped[bytes] = mapped_column(LargeBinary)


class UploadCorrection(Base):
    """Where an upload comes from that was made by correcting another one on the page.

    Attributes:
        corrects_id: the upload whose cells were corrected.
        cells: each with sheet, cell, what it held before and what was typed.
    """

    __tablename__ = "upload_correction"

    upload_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("upload.id"), primary_key=True, autoincrement=False
    )
    corrects_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("upload.id"), index=True)
    cells: Mapped[JsonList]
    corrected_at: Mapped[CreatedAt]
