"""Sums and rows of accepted plans, kept for the pages; they can be made anew from the plans."""

from sqlalchemy import BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.db.base import Base, Code, JsonObject, Quantity, TonnesCO2e
from portal.reference.groups import Group

# Compared by code point in every database.
_CODE = String(20).with_variant(String(20, collation="C"), "postgresql")
_ID = String(40).with_variant(String(40, collation="C"), "postgresql")


class KeptPlanSums(Base):
    """What the plans of one group add up to at a reporting year."""

    __tablename__ = "kept_plan_sums"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    group: Mapped[Group] = mapped_column(primary_key=True)
    sums: Mapped[JsonObject]


class KeptPlan(Base):
    """What one member adds to the sums of its group, so that it can be taken out of them.

    Attributes:
        changed: measures that are not what they were in the plan before.
        undelivered: years for which nothing tells what the member cuts, one bit each.
    """

    __tablename__ = "kept_plan"
    __table_args__ = (
        # What is rare is found without reading sums.
        Index("ix_kept_plan_changed", "year", "code", "changed", "group", "company_id"),
        Index("ix_kept_plan_undelivered", "year", "code", "undelivered"),
        {"sqlite_with_rowid": False},
    )

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    company_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("company.id"), primary_key=True, autoincrement=False
    )
    code: Mapped[str] = mapped_column(_CODE)
    group: Mapped[Group]
    changed: Mapped[int]
    undelivered: Mapped[int]
    sums: Mapped[JsonObject]


class KeptMeasure(Base):
    """One measure of the plan that counts for a member and year, as lists need it.

    Attributes:
        at: worksheet row; with `version_id` it leads to the row as it was written.
        measure_id: as the plan has it.
        standing: `committed`, `pipeline`, or nothing for one that counts nowhere.
        start: year and month.
        expected, net, capex, cost, planned, realised: rounded, for the order only, but for `net`.
        largest_first: grams below nothing, those without any last: the usual order.
        place: on the cost curve (`step`, `unpriced`, `covered`), or nothing.
        rank: within its place, the largest first.
        band: of cost, of a step.
        money: NT$ a year of a step, in hundredths.
    """

    __tablename__ = "kept_measure"
    __table_args__ = (
        Index("ix_kept_measure_largest", "year", "largest_first", "code", "measure_id", "at"),
        Index(
            "ix_kept_measure_largest_of_group",
            "year",
            "group",
            "largest_first",
            "code",
            "measure_id",
            "at",
        ),
        Index("ix_kept_measure_place", "year", "place", "rank", "code", "measure_id", "at"),
        Index(
            "ix_kept_measure_place_in_group",
            "year",
            "group",
            "place",
            "rank",
            "code",
            "measure_id",
            "at",
        ),
        {"sqlite_with_rowid": False},
    )

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    company_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("company.id"), primary_key=True, autoincrement=False
    )
    at: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    code: Mapped[str] = mapped_column(_CODE)
    group: Mapped[Group]
    version_id: Mapped[int] = mapped_column(BigInteger)
    plan_year: Mapped[int]
    measure_id: Mapped[str] = mapped_column(_ID)
    category: Mapped[Code]
    equipment: Mapped[Code]
    financing: Mapped[Code]
    status: Mapped[Code]
    standing: Mapped[Code]
    start: Mapped[str | None] = mapped_column(String(7))
    expected: Mapped[int] = mapped_column(BigInteger)
    net: Mapped[TonnesCO2e | None]
    capex: Mapped[int | None] = mapped_column(BigInteger)
    cost: Mapped[int | None] = mapped_column(BigInteger)
    planned: Mapped[int] = mapped_column(BigInteger)
    realised: Mapped[int | None] = mapped_column(BigInteger)
    largest_first: Mapped[int] = mapped_column(BigInteger)
    place: Mapped[Code]
    rank: Mapped[int] = mapped_column(BigInteger)
    band: Mapped[int | None]
    money: Mapped[int | None] = mapped_column(BigInteger)


class KeptUse(Base):
    """Electricity of a member in two years, as its plan states it, kWh.

    Attributes:
        until: the later year; `base_year` the earlier one.
    """

    __tablename__ = "kept_use"
    __table_args__ = ({"sqlite_with_rowid": False},)

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    until: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    company_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("company.id"), primary_key=True, autoincrement=False
    )
    code: Mapped[str] = mapped_column(_CODE)
    base_year: Mapped[int]
    base: Mapped[Quantity]
    target: Mapped[Quantity]
