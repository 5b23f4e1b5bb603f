"""One row for each member and year, and the deadlines of each year."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from portal.db.base import Base, JsonObject, TonnesCO2e
from portal.reference.groups import Group
from portal.submissions.states import Kind


class MemberYearSummary(Base):
    """What the pages of groups and the alliance add up, rewritten with each acceptance.

    A scope that no accepted inventory states is empty, which is not zero.

    Attributes:
        scope1: in the city, without biogenic CO2.
        is_stated: `{"scope1": true, ...}`: which figures the inventory gives.
        plan: quantified contributions by horizon, from the accepted plan.
    """

    __tablename__ = "member_year_summary"
    __table_args__ = (
        Index("ix_member_year_summary_company_id", "company_id"),
        {"sqlite_with_rowid": False},
    )

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    company_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("company.id"), primary_key=True, autoincrement=False
    )
    group: Mapped[Group]
    scope1: Mapped[TonnesCO2e | None]
    scope2: Mapped[TonnesCO2e | None]
    biogenic: Mapped[TonnesCO2e | None]
    is_stated: Mapped[JsonObject]
    inventory_version_id: Mapped[int | None] = mapped_column(
        BigInteger, ForeignKey("submission_version.id")
    )
    plan_version_id: Mapped[int | None] = mapped_column(
        BigInteger, ForeignKey("submission_version.id")
    )
    plan: Mapped[JsonObject]


class Cycle(Base):
    """When a year's workbooks of one kind may come in and when they are due."""

    __tablename__ = "cycle"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[Kind] = mapped_column(primary_key=True)
    opens_at: Mapped[datetime]
    due_at: Mapped[datetime]
    row_version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012
