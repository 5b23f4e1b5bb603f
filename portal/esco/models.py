"""Energy service companies, their contracts and measures, and the savings stated each year.

Statements and decisions are only added to; contracts and measures carry a version.
"""

from datetime import date
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.db.base import Base, Code, CreatedAt, JsonList, Key, Name, Quantity
from portal.esco.vocabulary import ContractKind, StatementOutcome
from portal.reference.site_systems import Carrier, System
from portal.submissions.models import AttachedFile


class EscoOrganisation(Base):
    """An energy service company; `user.organisation` holds the code of its people."""

    __tablename__ = "esco_organisation"

    id: Mapped[Key]
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name_zh: Mapped[Name]
    name_en: Mapped[Name]


class EscoContract(Base):
    """A contract for one site.

    Attributes:
        shares: of the energy service company by contract year, per cent, as text.
        price: NT$ a kWh that savings are valued with.
    """

    __tablename__ = "esco_contract"
    __table_args__: Any = (CheckConstraint("to_date > from_date", name="days_in_order"),)

    id: Mapped[Key]
    number: Mapped[str] = mapped_column(String(20), unique=True)
    organisation_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("esco_organisation.id"), index=True
    )
    company_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("company.id"), index=True)
    site_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("site.id"))
    title: Mapped[Name]
    kind: Mapped[ContractKind]
    signed_on: Mapped[date]
    from_date: Mapped[date]
    to_date: Mapped[date]
    investment: Mapped[Quantity]
    guaranteed: Mapped[Quantity | None]
    shares: Mapped[JsonList]
    price: Mapped[Quantity | None]
    subsidy: Mapped[Quantity]
    no_other_subsidy: Mapped[bool]
    verifier: Mapped[Name]
    note: Mapped[str] = mapped_column(Text)
    written_by: Mapped[int] = mapped_column(BigInteger, ForeignKey("user.id"))
    written_at: Mapped[CreatedAt]
    row_version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012


class EscoMeasure(Base):
    """One physical change that a contract pays for."""

    __tablename__ = "esco_measure"

    id: Mapped[Key]
    contract_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("esco_contract.id"), index=True)
    title: Mapped[Name]
    system: Mapped[System]
    tag: Mapped[Code]
    commissioned_on: Mapped[date | None]
    life_years: Mapped[Quantity | None]
    evidence: Mapped[str] = mapped_column(Text)
    recommendation_id: Mapped[int | None] = mapped_column(
        BigInteger, ForeignKey("advisory_recommendation.id")
    )
    plan_id: Mapped[int | None] = mapped_column(BigInteger, ForeignKey("mv_plan.id"))
    row_version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012


class EscoSaving(Base):
    """What a measure is expected to save of one carrier in a full year, in the carrier's unit."""

    __tablename__ = "esco_saving"

    measure_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("esco_measure.id"), primary_key=True, autoincrement=False
    )
    carrier: Mapped[Carrier] = mapped_column(primary_key=True)
    quantity: Mapped[Quantity]


class EscoStatement(Base):
    """What was saved in one contract year, as somebody stated it."""

    __tablename__ = "esco_statement"
    __table_args__: Any = (CheckConstraint("contract_year >= 1", name="numbered_from_one"),)

    id: Mapped[Key]
    contract_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("esco_contract.id"), index=True)
    contract_year: Mapped[int]
    evidence: Mapped[str] = mapped_column(Text)
    stated_by: Mapped[int] = mapped_column(BigInteger, ForeignKey("user.id"))
    stated_at: Mapped[CreatedAt]


class EscoStatementLine(Base):
    """The saving of one measure in a statement: entered, or that of a verified report."""

    __tablename__ = "esco_statement_line"
    __table_args__: Any = (
        CheckConstraint(
            "(quantity IS NULL) <> (report_id IS NULL)", name="entered_or_from_a_report"
        ),
    )

    statement_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("esco_statement.id"), primary_key=True, autoincrement=False
    )
    measure_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("esco_measure.id"), primary_key=True, autoincrement=False
    )
    carrier: Mapped[Carrier] = mapped_column(primary_key=True)
    quantity: Mapped[Quantity | None]
    report_id: Mapped[int | None] = mapped_column(BigInteger, ForeignKey("mv_report.id"))


class EscoStatementDecision(Base):
    """What a coordinator decided about a statement, once."""

    __tablename__ = "esco_statement_decision"

    id: Mapped[Key]
    statement_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("esco_statement.id"), unique=True
    )
    outcome: Mapped[StatementOutcome]
    note: Mapped[str] = mapped_column(Text)
    decided_by: Mapped[int] = mapped_column(BigInteger, ForeignKey("user.id"))
    decided_at: Mapped[CreatedAt]


class EscoAttachment(AttachedFile):
    """A file that a contract or one of its statements rests on; only added to."""

    __tablename__ = "esco_attachment"

    contract_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("esco_contract.id"), index=True)
    statement_id: Mapped[int | None] = mapped_column(BigInteger, ForeignKey("esco_statement.id"))
