"""The table of the log; triggers of the database refuse to change or delete a row."""

from datetime import datetime

from sqlalchemy import BigInteger, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.db.base import Base, JsonObject, Sha256


class AuditEntry(Base):
    """One thing that happened, chained to the entry before it.

    The actor is a number without a foreign key: names live in the accounts and may be erased
    without breaking the chain.
    """

    __tablename__ = "audit_entry"
    __table_args__ = (Index("ix_audit_entry_subject_subject_id", "subject", "subject_id"),)

    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    actor_id: Mapped[int | None] = mapped_column(BigInteger, index=True)
    event: Mapped[str] = mapped_column(String(60), index=True)
    subject: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int | None] = mapped_column(BigInteger)
    detail: Mapped[JsonObject]
    request_id: Mapped[str | None] = mapped_column(String(64))
    previous_hash: Mapped[Sha256]
    hash: Mapped[Sha256]
