"""Companies and sites; a site belongs to one company at a time and its history is kept."""

from datetime import date

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from portal.db.base import Base, Key, Name
from portal.reference.groups import Group


class Company(Base):
    """A member of the alliance; its group is master data, not derived from an industry code."""

    __tablename__ = "company"
    __table_args__ = (CheckConstraint("left_on >= joined_on", name="left_after_joining"),)

    id: Mapped[Key]
    code: Mapped[str] = mapped_column(String(20), unique=True)
    name_zh: Mapped[Name]
    name_en: Mapped[Name]
    tax_id: Mapped[str | None] = mapped_column(String(20), unique=True)
    group: Mapped[Group] = mapped_column(index=True)
    joined_on: Mapped[date]
    left_on: Mapped[date | None]
    row_version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012


class Site(Base):
    """A plant with a control number (管制編號)."""

    __tablename__ = "site"

    id: Mapped[Key]
    control_number: Mapped[str] = mapped_column(String(8), unique=True)
    name_zh: Mapped[Name]
    name_en: Mapped[Name]
    address: Mapped[str] = mapped_column(String(300))
    in_kaohsiung: Mapped[bool]
    row_version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012


class FormerSiteNumber(Base):
    """A control number that a site once had; what was handed in under it keeps it.

    Attributes:
        until: the first day with the next number.
    """

    __tablename__ = "former_site_number"

    id: Mapped[Key]
    site_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("site.id"), index=True)
    control_number: Mapped[str] = mapped_column(String(8), unique=True)
    until: Mapped[date]


class SiteOwnership(Base):
    """The time during which a site belongs to a company; `to_date` is its first day elsewhere."""

    __tablename__ = "site_ownership"
    __table_args__ = (
        CheckConstraint("to_date >= from_date", name="ends_after_start"),
        Index(
            "ix_site_ownership_one_open",
            "site_id",
            unique=True,
            sqlite_where=text("to_date IS NULL"),
            postgresql_where=text("to_date IS NULL"),
        ),
    )

    id: Mapped[Key]
    site_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("site.id"), index=True)
    company_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("company.id"), index=True)
    from_date: Mapped[date]
    to_date: Mapped[date | None]
