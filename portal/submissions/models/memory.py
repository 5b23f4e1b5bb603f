"""What members said about warnings, and which rules are suspended; both are only added to."""

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.db.base import Base, Code, CreatedAt, JsonList, Key
from portal.submissions.states import Kind


class Explanation(Base):
    """What a member said about one warning of one upload; the last one of an upload counts.

    Attributes:
        about: sheet, row identity and column, the same in every year.
        pattern: of the value at that time; the text holds while the value keeps it.
        year: reporting year of the upload.
        first_year: reporting year in which the text was first written.
    """

    __tablename__ = "explanation"
    __table_args__ = (Index("ix_explanation_company_id_kind", "company_id", "kind"),)

    id: Mapped[Key]
    company_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("company.id"))
    kind: Mapped[Kind]
    upload_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("upload.id"), index=True)
    code: Mapped[Code]
    about: Mapped[str] = mapped_column(String(220))
    pattern: Mapped[JsonList]
    text: Mapped[str] = mapped_column(Text)
    year: Mapped[int]
    first_year: Mapped[int]
    written_by: Mapped[int] = mapped_column(BigInteger, ForeignKey("user.id"))
    written_at: Mapped[CreatedAt]


class RuleSuspension(Base):
    """That a rule was suspended for everyone, or is applied again; the last entry counts."""

    __tablename__ = "rule_suspension"

    id: Mapped[Key]
    code: Mapped[Code] = mapped_column(index=True)
    is_suspended: Mapped[bool]
    reason: Mapped[str] = mapped_column(Text)
    decided_by: Mapped[int] = mapped_column(BigInteger, ForeignKey("user.id"))
    decided_at: Mapped[CreatedAt]
