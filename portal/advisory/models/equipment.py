"""The equipment of a site and what was measured on it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.advisory.vocabulary import Carrier, Method
from portal.db.base import Base, Code, CreatedAt, Key, Name, Quantity, Sha256


class Equipment(Base):
    """One machine of a site's register.

    Attributes:
        kind: a code of `advisory.equipment`; it says the unit of `rated` and what is measured.
        hours: of operation in a year.
        annual_use: of `carrier` in a year, in the carrier's unit.
    """

    __tablename__ = "advisory_equipment"
    __table_args__: Any = (UniqueConstraint("site_id", "tag"),)

    id: Mapped[Key]
    site_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("site.id"), index=True)
    kind: Mapped[Code]
    tag: Mapped[Code]
    maker: Mapped[Name]
    model: Mapped[Name]
    year: Mapped[int | None]
    rated: Mapped[Quantity | None]
    carrier: Mapped[Carrier]
    hours: Mapped[Quantity | None]
    annual_use: Mapped[Quantity | None]
    vsd: Mapped[bool]
    in_use: Mapped[bool]
    note: Mapped[str] = mapped_column(Text)
    row_version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012


class Measurement(Base):
    """One value taken on a visit; only added to: a correction names the value it replaces."""

    __tablename__ = "advisory_measurement"

    id: Mapped[Key]
    visit_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("advisory_visit.id"), index=True)
    equipment_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("advisory_equipment.id"), index=True
    )
    quantity: Mapped[Code]
    value: Mapped[Quantity]
    taken_at: Mapped[datetime]
    method: Mapped[Method]
    instrument: Mapped[Name]
    calibrated_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(Text)
    sha256: Mapped[Sha256 | None] = mapped_column(ForeignKey("stored_file.sha256"))
    replaces_id: Mapped[int | None] = mapped_column(
        BigInteger, ForeignKey("advisory_measurement.id"), unique=True
    )
    recorded_by: Mapped[int] = mapped_column(BigInteger, ForeignKey("user.id"))
    recorded_at: Mapped[CreatedAt]
