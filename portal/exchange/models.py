"""What members and coordinators said about flows that were reported differently; only added to."""

from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.db.base import Base, Code, CreatedAt, JsonObject, Key
from portal.submissions.models import AttachedFile


class Said(StrEnum):
    """An answer of one of the two members, or what a coordinator settled."""

    PARTNER_IS_RIGHT = "partner_is_right"
    OWN_IS_RIGHT = "own_is_right"
    WILL_CORRECT = "will_correct"
    NOT_WITH_PARTNER = "not_with_partner"
    SELLER_HOLDS = "seller_holds"
    BUYER_HOLDS = "buyer_holds"
    NO_EXCHANGE = "no_exchange"
    THIRD_VALUE = "third_value"

    @property
    def settles(self) -> bool:
        """Whether it is a coordinator's settlement."""
        return self in _SETTLEMENTS


_SETTLEMENTS = frozenset({Said.SELLER_HOLDS, Said.BUYER_HOLDS, Said.NO_EXCHANGE, Said.THIRD_VALUE})


class ExchangeStatement(Base):
    """One statement about one flow; of what was settled the last counts.

    Attributes:
        year: reporting year of the register.
        horizon: target year of a planned flow, 0 for what was reported for the year itself.
        company_id: the member that answers; None when a coordinator settles.
        seen: both reports at that time; what was settled holds while they stay the same.
        settled: the value that counts when neither report holds, with its evidence.
    """

    __tablename__ = "exchange_statement"
    __table_args__ = (Index("ix_exchange_statement_year_horizon", "year", "horizon"),)

    id: Mapped[Key]
    year: Mapped[int]
    horizon: Mapped[int]
    seller_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("company.id"), index=True)
    buyer_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("company.id"), index=True)
    carrier: Mapped[Code]
    said: Mapped[Said]
    reason: Mapped[str] = mapped_column(Text)
    seen: Mapped[JsonObject]
    settled: Mapped[JsonObject | None]
    company_id: Mapped[int | None] = mapped_column(BigInteger, ForeignKey("company.id"))
    said_by: Mapped[int] = mapped_column(BigInteger, ForeignKey("user.id"))
    said_at: Mapped[CreatedAt]


class ExchangeAttachment(AttachedFile):
    """A file of the file store that a settled third value rests on; only added to."""

    __tablename__ = "exchange_attachment"

    statement_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("exchange_statement.id"), index=True
    )
