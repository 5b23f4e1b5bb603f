"""The rows of a handed-in workbook, each with the sheet and row it came from; never changed."""

from typing import Any

from sqlalchemy import BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from portal.db.base import Base, Code, JsonObject, Name, Quantity, TonnesCO2e


class Line:
    """What every row has: its version, its place in the workbook, and what needs no column."""

    __table_args__: Any = {"sqlite_with_rowid": False}  # noqa: RUF012

    @declared_attr
    def version_id(cls) -> Mapped[int]:  # noqa: N805
        """The version that the row was handed in with."""
        return mapped_column(
            BigInteger,
            ForeignKey("submission_version.id"),
            primary_key=True,
            autoincrement=False,
            sort_order=-5,
        )

    line_no: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, sort_order=-4)
    sheet: Mapped[Code] = mapped_column(sort_order=-3)
    row: Mapped[int] = mapped_column(sort_order=-2)
    values: Mapped[JsonObject]


class InventoryLine(Line, Base):
    """One source of emissions.

    Attributes:
        scope: 1 or 2; None for what is in neither.
        activity: in `unit`.
        emissions: recomputed, without biogenic CO2.
        stated: the member's own figure for the row.
    """

    __tablename__ = "inventory_line"

    site: Mapped[str] = mapped_column(String(20))
    scope: Mapped[int | None]
    emission_type: Mapped[Code]
    category: Mapped[Code]
    source: Mapped[Name]
    material: Mapped[Code]
    activity: Mapped[Quantity | None]
    unit: Mapped[Code]
    emissions: Mapped[TonnesCO2e | None]
    biogenic: Mapped[TonnesCO2e | None]
    stated: Mapped[TonnesCO2e | None]


class PlanTargetLine(Line, Base):
    """One target of a plan.

    Attributes:
        horizon: the target's year.
        scope: what it covers, such as `1`, `2`, `1+2`.
        base_emissions: of the base year, in the covered scopes.
        cut: emissions avoided in the target's year against the base.
    """

    __tablename__ = "plan_target_line"

    target_id: Mapped[Code]
    horizon: Mapped[int | None]
    kind: Mapped[Code]
    scope: Mapped[Code]
    status: Mapped[Code]
    base_year: Mapped[int | None]
    base_emissions: Mapped[TonnesCO2e | None]
    cut: Mapped[TonnesCO2e | None]
    residual: Mapped[TonnesCO2e | None]
    offsets: Mapped[TonnesCO2e | None]


class PlanMeasureLine(Line, Base):
    """One measure of a plan; `measure_id` stays the same from year to year."""

    __tablename__ = "plan_measure_line"

    measure_id: Mapped[Code]
    name: Mapped[Name]
    category: Mapped[Code]
    status: Mapped[Code]
    start_year: Mapped[int | None]
    end_year: Mapped[int | None]
    tco2e: Mapped[TonnesCO2e | None]


class ExchangeLine(Line, Base):
    """Energy or material that went to or came from another member; both sides report it.

    Attributes:
        direction: `out` or `in`.
        carrier: steam, heat, by-product gas, ...
        partner: code or name of the other side.
    """

    __tablename__ = "exchange_line"

    direction: Mapped[Code]
    carrier: Mapped[Code]
    partner: Mapped[Name]
    quantity: Mapped[Quantity | None]
    unit: Mapped[Code]
    tco2e: Mapped[TonnesCO2e | None]
