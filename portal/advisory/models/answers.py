"""What a member decided and did, and what was learnt when asking later."""

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.advisory.vocabulary import Outcome, Reason, Status
from portal.db.base import Base, CreatedAt, Key, Quantity
from portal.verification.models import VerificationPlan


class Decision(Base):
    """A member's decision on a recommendation; only added to, the last one counts."""

    __tablename__ = "advisory_decision"

    id: Mapped[Key]
    recommendation_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("advisory_recommendation.id"), index=True
    )
    outcome: Mapped[Outcome]
    reason: Mapped[Reason | None]
    remark: Mapped[str] = mapped_column(Text)
    review_on: Mapped[date | None]
    decided_by: Mapped[int] = mapped_column(BigInteger, ForeignKey("user.id"))
    decided_at: Mapped[CreatedAt]


class Implementation(Base):
    """How far an accepted recommendation is.

    Attributes:
        actual_capex: NT$.
        early_reason: why it was commissioned before the survey.
    """

    __tablename__ = "advisory_implementation"

    id: Mapped[Key]
    recommendation_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("advisory_recommendation.id"), unique=True
    )
    planned_on: Mapped[date | None]
    started_on: Mapped[date | None]
    commissioned_on: Mapped[date | None]
    actual_capex: Mapped[Quantity | None]
    evidence: Mapped[str] = mapped_column(Text)
    status: Mapped[Status]
    early_reason: Mapped[str] = mapped_column(Text)
    reported_by: Mapped[int] = mapped_column(BigInteger, ForeignKey("user.id"))
    reported_at: Mapped[datetime]
    row_version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012


class VerificationLink(Base):
    """A plan of measurement and verification that finds what a recommendation saves."""

    __tablename__ = "advisory_verification"

    recommendation_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("advisory_recommendation.id"), primary_key=True, autoincrement=False
    )
    plan_id: Mapped[int] = mapped_column(
        BigInteger,
        ForeignKey(VerificationPlan.id),
        primary_key=True,
        autoincrement=False,
        index=True,
    )
    linked_by: Mapped[int] = mapped_column(BigInteger, ForeignKey("user.id"))
    linked_at: Mapped[CreatedAt]


class FollowUp(Base):
    """What the team learnt when it asked what became of a recommendation; only added to."""

    __tablename__ = "advisory_follow_up"

    id: Mapped[Key]
    recommendation_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("advisory_recommendation.id"), index=True
    )
    asked_on: Mapped[date]
    status: Mapped[Status]
    remark: Mapped[str] = mapped_column(Text)
    asked_by: Mapped[int] = mapped_column(BigInteger, ForeignKey("user.id"))
    recorded_at: Mapped[CreatedAt]
