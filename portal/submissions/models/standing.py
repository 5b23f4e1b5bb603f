"""Where each member stands in a year: what lists order, filter and count members by."""

from typing import Final

from sqlalchemy import BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.db.base import Base, TonnesCO2e
from portal.reference.groups import Group
from portal.submissions.states import State, TargetState

_IN_REVIEW: Final = ("group", "inventory_state")
_CALLED: Final = ("inventory_state", "inventory_late", "plan_state", "plan_late", "targets")


class MemberStanding(Base):
    """One member in one year, as lists need it; every figure can be made anew.

    Rewritten whenever the figures of the member change, and with each step of its workbooks. A
    year is either kept for all of its members or made anew for each reader.

    Attributes:
        code: of the company, so that ties are broken without reading it.
        emissions, cut: tonnes CO2e; empty where there is no number, which is not zero.
        largest_first: grams below nothing, members without emissions last: the usual order.
        change, target, progress, plan: shares in billionths, rounded; for the order only.
        base_year: of the pledge for 2030.
        has_target: whether there is a pledge for 2030, in tonnes or not.
        inventory_version: number of the version handed in last.
        inventory_late, inventory_warnings: of that version.
    """

    __tablename__ = "member_standing"
    __table_args__ = (
        Index("ix_member_standing_company_id", "company_id"),
        # Whom to call is read in the order of codes from these alone.
        Index("ix_member_standing_called", "year", "code", "group", *_CALLED),
        Index("ix_member_standing_called_in_group", "year", "group", "code", *_CALLED),
        # Counting reads nothing but this.
        Index(
            "ix_member_standing_counted",
            "year",
            "group",
            "inventory_state",
            "inventory_late",
            "plan_state",
            "plan_late",
            "targets",
            "inventory_warnings",
            "plan_warnings",
        ),
        # Who is in review without emissions is counted from it, too.
        Index("ix_member_standing_largest", "year", "largest_first", "code", *_IN_REVIEW),
        Index("ix_member_standing_largest_of_group", "year", "group", "largest_first", "code"),
        {"sqlite_with_rowid": False},
    )

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    company_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("company.id"), primary_key=True, autoincrement=False
    )
    # Compared by code point in every database.
    code: Mapped[str] = mapped_column(
        String(20).with_variant(String(20, collation="C"), "postgresql")
    )
    group: Mapped[Group]
    emissions: Mapped[TonnesCO2e | None]
    largest_first: Mapped[int] = mapped_column(BigInteger)
    change: Mapped[int | None] = mapped_column(BigInteger)
    base_year: Mapped[int | None]
    target: Mapped[int | None] = mapped_column(BigInteger)
    cut: Mapped[TonnesCO2e | None]
    progress: Mapped[int | None] = mapped_column(BigInteger)
    plan: Mapped[int | None] = mapped_column(BigInteger)
    has_target: Mapped[bool]
    targets: Mapped[TargetState]
    inventory_state: Mapped[State]
    inventory_version: Mapped[int | None]
    inventory_late: Mapped[bool]
    inventory_warnings: Mapped[int]
    plan_state: Mapped[State]
    plan_late: Mapped[bool]
    plan_warnings: Mapped[int]
