"""Plans of measurement and verification, their data, adjustments and reports.

Only a plan changes, until it is approved; everything else is only added to.
"""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.db.base import (
    Base,
    Code,
    CreatedAt,
    JsonList,
    JsonObject,
    Key,
    Name,
    Quantity,
)
from portal.reference.site_systems import Carrier, System
from portal.submissions.models import AttachedFile
from portal.verification.change_points import Shape
from portal.verification.computing import Option
from portal.verification.states import PlanState, ReportOutcome


class VerificationPlan(Base):
    """How the saving of one measure will be found.

    Attributes:
        carrier: its unit is that of energy and saving.
        unit: of the key parameter, for option A.
        variables: name, unit, is_total and is_production of each.
        shape: of the model; None chooses the best one.
        estimate: option A: what the key parameter is multiplied by, per day.
        expected: saving a year that the measure was decided on, in the carrier's unit.
    """

    __tablename__ = "mv_plan"
    __table_args__ = (CheckConstraint("baseline_to > baseline_from", name="baseline_in_order"),)

    id: Mapped[Key]
    number: Mapped[str] = mapped_column(String(20), unique=True)
    company_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("company.id"), index=True)
    site_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("site.id"))
    title: Mapped[Name]
    system: Mapped[System]
    carrier: Mapped[Carrier]
    unit: Mapped[Code]
    option: Mapped[Option]
    boundary: Mapped[str] = mapped_column(Text)
    meters: Mapped[str] = mapped_column(Text)
    static_factors: Mapped[str] = mapped_column(Text)
    baseline_from: Mapped[date]
    baseline_to: Mapped[date]
    variables: Mapped[JsonList]
    shape: Mapped[Shape | None]
    estimate: Mapped[Quantity | None]
    estimate_source: Mapped[str] = mapped_column(Text)
    expected: Mapped[Quantity | None]
    state: Mapped[PlanState] = mapped_column(default=PlanState.DRAFT)
    written_by: Mapped[int] = mapped_column(BigInteger, ForeignKey("user.id"))
    written_at: Mapped[CreatedAt]
    approved_by: Mapped[int | None] = mapped_column(BigInteger, ForeignKey("user.id"))
    approved_at: Mapped[datetime | None]
    row_version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012


class MeterData(Base):
    """One workbook of meter data as it was received; the newest of a plan counts.

    Attributes:
        periods: first and last day, energy, variables, simulated, and row of the worksheet.
    """

    __tablename__ = "mv_data"

    id: Mapped[Key]
    plan_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("mv_plan.id"), index=True)
    sha256: Mapped[str] = mapped_column(String(64), ForeignKey("stored_file.sha256"))
    original_name: Mapped[Name]
    periods: Mapped[JsonList]
    received_by: Mapped[int] = mapped_column(BigInteger, ForeignKey("user.id"))
    received_at: Mapped[CreatedAt]


class Adjustment(Base):
    """A non-routine adjustment that somebody proposes; it counts when it is approved.

    Attributes:
        quantity: added to the baseline, in the carrier's unit; negative lowers the saving.
    """

    __tablename__ = "mv_adjustment"
    __table_args__ = (CheckConstraint("last >= first", name="days_in_order"),)

    id: Mapped[Key]
    plan_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("mv_plan.id"), index=True)
    first: Mapped[date]
    last: Mapped[date]
    quantity: Mapped[Quantity]
    reason: Mapped[str] = mapped_column(Text)
    evidence: Mapped[str] = mapped_column(Text)
    proposed_by: Mapped[int] = mapped_column(BigInteger, ForeignKey("user.id"))
    proposed_at: Mapped[CreatedAt]


class AdjustmentDecision(Base):
    """What a coordinator decided about an adjustment, once."""

    __tablename__ = "mv_adjustment_decision"

    id: Mapped[Key]
    adjustment_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("mv_adjustment.id"), unique=True
    )
    is_approved: Mapped[bool]
    note: Mapped[str] = mapped_column(Text)
    decided_by: Mapped[int] = mapped_column(BigInteger, ForeignKey("user.id"))
    decided_at: Mapped[CreatedAt]


class VerificationReport(Base):
    """The saving of one period of a plan, as it was computed from the data of that moment.

    Attributes:
        saving: in the carrier's unit.
        result: model, checks, bands and adjustments, see `computing.recorded`.
    """

    __tablename__ = "mv_report"
    __table_args__ = (UniqueConstraint("plan_id", "number"),)

    id: Mapped[Key]
    plan_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("mv_plan.id"), index=True)
    number: Mapped[int]
    data_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("mv_data.id"))
    first: Mapped[date]
    last: Mapped[date]
    saving: Mapped[Quantity]
    result: Mapped[JsonObject]
    submitted_by: Mapped[int] = mapped_column(BigInteger, ForeignKey("user.id"))
    submitted_at: Mapped[CreatedAt]


class ReportDecision(Base):
    """What a coordinator decided about a report, once: verified or rejected, with a reason."""

    __tablename__ = "mv_report_decision"

    id: Mapped[Key]
    report_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("mv_report.id"), unique=True)
    outcome: Mapped[ReportOutcome]
    note: Mapped[str] = mapped_column(Text)
    decided_by: Mapped[int] = mapped_column(BigInteger, ForeignKey("user.id"))
    decided_at: Mapped[CreatedAt]


class EvidenceFile(AttachedFile):
    """A file that a plan or an adjustment rests on; only added to."""

    __tablename__ = "mv_attachment"

    plan_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("mv_plan.id"), index=True)
    adjustment_id: Mapped[int | None] = mapped_column(BigInteger, ForeignKey("mv_adjustment.id"))
