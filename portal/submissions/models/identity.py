"""Sections accepted one by one, and what became of sites and sources; both are only added to."""

from sqlalchemy import BigInteger, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.db.base import Base, Code, CreatedAt, JsonList, Key, Sha256
from portal.submissions.states import IdentityKind


class SectionDecision(Base):
    """That a worksheet of a version was accepted, or is open again; the last entry counts.

    Attributes:
        content: SHA-256 of the section's rows by identity and values; what was accepted.
    """

    __tablename__ = "section_decision"

    id: Mapped[Key]
    version_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("submission_version.id"), index=True
    )
    sheet: Mapped[Code]
    content: Mapped[Sha256]
    is_accepted: Mapped[bool]
    decided_by: Mapped[int] = mapped_column(BigInteger, ForeignKey("user.id"))
    decided_at: Mapped[CreatedAt]


class IdentityChange(Base):
    """That a source or site goes by another name or number from a reporting year on.

    Attributes:
        year: the first reporting year with the new names.
        old, new: control numbers, or for a source control number and source number with a slash.
        withdraws_id: the entry that this one takes back.
    """

    __tablename__ = "identity_change"

    id: Mapped[Key]
    company_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("company.id"), index=True)
    kind: Mapped[IdentityKind]
    year: Mapped[int]
    old: Mapped[JsonList]
    new: Mapped[JsonList]
    reason: Mapped[str] = mapped_column(Text)
    withdraws_id: Mapped[int | None] = mapped_column(
        BigInteger, ForeignKey("identity_change.id"), unique=True
    )
    recorded_by: Mapped[int] = mapped_column(BigInteger, ForeignKey("user.id"))
    recorded_at: Mapped[CreatedAt]
