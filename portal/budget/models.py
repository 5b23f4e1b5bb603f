"""Versions of the city's budget and yearly records of programmes; both are only added to."""

from datetime import date

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.budget.programmes import Basis, Programme, Span, Within
from portal.db.base import Base, CreatedAt, JsonList, Key, Name, Quantity, TonnesCO2e


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
