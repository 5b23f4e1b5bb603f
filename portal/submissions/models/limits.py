"""Limits of rules that were changed; only added to, so that old ones can be looked up."""

from datetime import date

from sqlalchemy import BigInteger, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.db.base import Base, Code, CreatedAt, Key, Quantity
from portal.reference.groups import Group


class ThresholdChange(Base):
    """A limit for a group and year, counting from a day on; the last one that counts holds.

    Attributes:
        key: the name rules ask for.
        group, year: None is every one.
        applies_from: day of receipt, on Taipei's calendar, of the first workbook judged by it.
    """

    __tablename__ = "threshold_change"

    id: Mapped[Key]
    key: Mapped[Code] = mapped_column(index=True)
    group: Mapped[Group | None]
    year: Mapped[int | None]
    value: Mapped[Quantity]
    unit: Mapped[str] = mapped_column(String(60))
    reason: Mapped[str] = mapped_column(Text)
    applies_from: Mapped[date]
    decided_by: Mapped[int] = mapped_column(BigInteger, ForeignKey("user.id"))
    decided_at: Mapped[CreatedAt]
