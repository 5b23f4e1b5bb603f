"""Versions of the city's budget and yearly records of programmes, both only added to; uploads."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.budget.programmes import Basis, Programme, Span, Within
from portal.db.base import (
    Base,
    CreatedAt,
    JsonList,
    JsonObject,
    Key,
    Name,
    Quantity,
    Sha256,
    TonnesCO2e,
)


class CarbonBudgetVersion(Base):
    """A version of the budget that a coordinator entered, amounts in 10 ktCO2e as printed.

    Attributes:
        lines: sector, baseline, measures and budget of each.
        enterprise: the row of enterprises' own targets in the measures of industry.
        sha256: of the workbook it was read from.
    """

    __tablename__ = "carbon_budget_version"
    __table_args__ = (
        CheckConstraint("last_year >= first_year", name="years_in_order"),
        CheckConstraint("year BETWEEN first_year AND last_year", name="year_in_period"),
    )

    id: Mapped[Key]
    title: Mapped[Name]
    first_year: Mapped[int]
    last_year: Mapped[int]
    year: Mapped[int]
    document: Mapped[str] = mapped_column(Text)
    adopted_on: Mapped[date | None]
    lines: Mapped[JsonList]
    enterprise: Mapped[Quantity | None]
    reason: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str | None] = mapped_column(String(64), ForeignKey("stored_file.sha256"))
    entered_by: Mapped[int] = mapped_column(BigInteger, ForeignKey("user.id"))
    entered_at: Mapped[CreatedAt]


class CarbonBudgetUpload(Base):
    """A workbook of the budget that was uploaded: it waits for one confirmation.

    Attributes:
        rows: as they were read, by sheet.
        findings: warnings of its check.
        version_id: of the version that it became.
    """

    __tablename__ = "carbon_budget_upload"

    id: Mapped[Key]
    sha256: Mapped[Sha256] = mapped_column(ForeignKey("stored_file.sha256"))
    original_name: Mapped[Name]
    rows: Mapped[JsonObject]
    findings: Mapped[JsonList]
    uploaded_by: Mapped[int] = mapped_column(BigInteger, ForeignKey("user.id"))
    uploaded_at: Mapped[CreatedAt]
    confirmed_by: Mapped[int | None] = mapped_column(BigInteger, ForeignKey("user.id"))
    confirmed_at: Mapped[datetime | None]
    version_id: Mapped[int | None] = mapped_column(
        BigInteger, ForeignKey("carbon_budget_version.id")
    )
    row_version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012


class CityProgrammeRecord(Base):
    """What a programme outside the members cut in one year; a correction is a new record.

    Attributes:
        corrects: key of the record that this one replaces; each is replaced once.
    """

    __tablename__ = "city_programme_record"

    id: Mapped[Key]
    programme: Mapped[Programme]
    year: Mapped[int]
    basis: Mapped[Basis]
    span: Mapped[Span]
    within: Mapped[Within]
    tonnes: Mapped[TonnesCO2e]
    label: Mapped[Name]
    source: Mapped[str] = mapped_column(Text)
    remark: Mapped[str] = mapped_column(Text)
    corrects: Mapped[str | None] = mapped_column(String(40), unique=True)
    entered_by: Mapped[int] = mapped_column(BigInteger, ForeignKey("user.id"))
    entered_at: Mapped[CreatedAt]
