"""A member's yearly submission, its versions and the decisions on them."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.db.base import Base, CreatedAt, JsonList, JsonObject, Key, Sha256, TonnesCO2e
from portal.submissions.states import Decision, Kind, State


class Submission(Base):
    """What a member owes for a year and a kind of workbook, and where it stands."""

    __tablename__ = "submission"
    __table_args__ = (
        UniqueConstraint("company_id", "kind", "year"),
        CheckConstraint("accepted_version <= current_version", name="accepted_exists"),
    )

    id: Mapped[Key]
    company_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("company.id"))
    kind: Mapped[Kind]
    year: Mapped[int] = mapped_column(index=True)
    state: Mapped[State]
    state_since: Mapped[datetime]
    latest_upload_id: Mapped[int | None] = mapped_column(BigInteger, ForeignKey("upload.id"))
    # Numbers of versions: the last handed in, and the one whose figures count.
    current_version: Mapped[int | None]
    accepted_version: Mapped[int | None]
    row_version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012


class SubmissionVersion(Base):
    """A workbook as it was handed in; the database refuses to change or delete it."""

    __tablename__ = "submission_version"
    __table_args__ = (
        UniqueConstraint("submission_id", "number"),
        CheckConstraint("number >= 1", name="numbered_from_one"),
    )

    id: Mapped[Key]
    submission_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("submission.id"))
    number: Mapped[int]
    upload_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("upload.id"), unique=True)
    sha256: Mapped[Sha256] = mapped_column(ForeignKey("stored_file.sha256"))
    template_version: Mapped[str] = mapped_column(String(40))
    rules_version: Mapped[str] = mapped_column(String(40))
    reference_versions: Mapped[JsonObject]
    signed_by: Mapped[int] = mapped_column(BigInteger, ForeignKey("user.id"))
    certification: Mapped[str] = mapped_column(Text)
    submitted_at: Mapped[CreatedAt] = mapped_column(index=True)
    due_at: Mapped[datetime]
    is_late: Mapped[bool]
    receipt_number: Mapped[str] = mapped_column(String(20), unique=True)
    receipt: Mapped[JsonObject]
    warnings: Mapped[int]
    explanations: Mapped[JsonObject]
    stated_scope1: Mapped[TonnesCO2e | None]
    stated_scope2: Mapped[TonnesCO2e | None]
    stated_biogenic: Mapped[TonnesCO2e | None]
    recomputed_scope1: Mapped[TonnesCO2e | None]
    recomputed_scope2: Mapped[TonnesCO2e | None]
    recomputed_biogenic: Mapped[TonnesCO2e | None]


class ReviewDecision(Base):
    """What a coordinator decided on a version, or its signatory by recalling it; append-only."""

    __tablename__ = "review_decision"

    id: Mapped[Key]
    version_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("submission_version.id"), index=True
    )
    decision: Mapped[Decision]
    comment: Mapped[str] = mapped_column(Text)
    required_changes: Mapped[JsonList]
    decided_by: Mapped[int] = mapped_column(BigInteger, ForeignKey("user.id"))
    decided_at: Mapped[CreatedAt]
