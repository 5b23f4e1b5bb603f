"""What a team found, how it was calculated, and what it recommends."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.advisory.states import AdviceState
from portal.advisory.vocabulary import (
    ActionKind,
    ActionState,
    Carrier,
    Level,
    MeasureClass,
    System,
)
from portal.db.base import Base, Code, CreatedAt, JsonList, JsonObject, Key, Name, Quantity


class Finding(Base):
    """Something seen on a visit, at a machine or at the site as a whole."""

    __tablename__ = "advisory_finding"

    id: Mapped[Key]
    visit_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("advisory_visit.id"), index=True)
    equipment_id: Mapped[int | None] = mapped_column(
        BigInteger, ForeignKey("advisory_equipment.id")
    )
    system: Mapped[System]
    text: Mapped[str] = mapped_column(Text)
    severity: Mapped[Level]
    row_version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012


class Calculation(Base):
    """A calculator's run behind a finding, as it was at the time; only added to."""

    __tablename__ = "advisory_calculation"

    id: Mapped[Key]
    finding_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("advisory_finding.id"), index=True
    )
    calculator: Mapped[Code]
    version: Mapped[Code]
    inputs: Mapped[JsonObject]
    outputs: Mapped[JsonObject]
    warnings: Mapped[JsonList]
    run_by: Mapped[int] = mapped_column(BigInteger, ForeignKey("user.id"))
    run_at: Mapped[CreatedAt]


class Recommendation(Base):
    """What a team recommends to do about a finding, with its cost; money in NT$.

    Attributes:
        number: within the request, from 1; never given to another.
        arc: code of the Assessment Recommendation Code, empty where none fits.
        hours: operating hours a year that the saving rests on.
        other_saving: NT$ a year beside energy.
        discount_rate: per cent a year; None takes the declared one.
        discount_reason: why it has a rate of its own.
        interaction_group: recommendations of one name act on the same use.
        explanation: what the team says to the warnings about its figures.
    """

    __tablename__ = "advisory_recommendation"
    __table_args__: Any = (
        UniqueConstraint("request_id", "number"),
        CheckConstraint("number >= 1", name="numbered_from_one"),
    )

    id: Mapped[Key]
    request_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("advisory_request.id"), index=True
    )
    finding_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("advisory_finding.id"), index=True
    )
    number: Mapped[int]
    state: Mapped[AdviceState]
    state_since: Mapped[datetime]
    title: Mapped[Name]
    text: Mapped[str] = mapped_column(Text)
    measure_class: Mapped[MeasureClass]
    arc: Mapped[Code]
    hours: Mapped[Quantity | None]
    capex_engineering: Mapped[Quantity]
    capex_material: Mapped[Quantity]
    capex_labour: Mapped[Quantity]
    capex_other: Mapped[Quantity]
    subsidy: Mapped[Quantity]
    other_saving: Mapped[Quantity]
    life_years: Mapped[Quantity | None]
    discount_rate: Mapped[Quantity | None]
    discount_reason: Mapped[str] = mapped_column(Text, default="")
    priority: Mapped[Level]
    confidence: Mapped[Level]
    interaction_group: Mapped[Code]
    explanation: Mapped[str] = mapped_column(Text)
    row_version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012


class Saving(Base):
    """What a recommendation saves of one carrier in a full year; negative for a fuel switch.

    Attributes:
        quantity: in the carrier's unit.
        peak_kw: taken off the peak, for electricity.
        price: NT$ for one unit.
        stated_tco2e: as the team stated it; checked against the quantity.
    """

    __tablename__ = "advisory_saving"

    recommendation_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("advisory_recommendation.id"), primary_key=True, autoincrement=False
    )
    carrier: Mapped[Carrier] = mapped_column(primary_key=True)
    quantity: Mapped[Quantity]
    peak_kw: Mapped[Quantity | None]
    price: Mapped[Quantity | None]
    stated_tco2e: Mapped[Quantity | None]


class DataAction(Base):
    """What an inventory visit asks to put right, checked off against a later inventory.

    Attributes:
        inventory_year: reporting year of the inventory that should show it put right.
    """

    __tablename__ = "advisory_data_action"

    id: Mapped[Key]
    request_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("advisory_request.id"), index=True
    )
    kind: Mapped[ActionKind]
    text: Mapped[str] = mapped_column(Text)
    inventory_year: Mapped[int]
    due: Mapped[date]
    state: Mapped[ActionState]
    remark: Mapped[str] = mapped_column(Text)
    inventory_version_id: Mapped[int | None] = mapped_column(
        BigInteger, ForeignKey("submission_version.id")
    )
    checked_by: Mapped[int | None] = mapped_column(BigInteger, ForeignKey("user.id"))
    checked_at: Mapped[datetime | None]
    row_version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012
