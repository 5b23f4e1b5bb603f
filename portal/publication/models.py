"""What was published: the publication, its figures, and everything they were made from."""

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.db.base import Base, Code, CreatedAt, JsonList, JsonObject, Key, Name, Sha256
from portal.submissions.states import Kind, State


class Publication(Base):
    """The figures of a year, frozen; the database refuses to change or delete it.

    Attributes:
        revision: 1 for the first publication of the year.
        versions: of method, rules, thresholds and reference data, by name.
        changes: what is different from the revision before, by member and cause.
        digest: SHA-256 of all that the figures are made from.
    """

    __tablename__ = "publication"
    __table_args__ = (
        UniqueConstraint("year", "revision"),
        CheckConstraint("revision >= 1", name="numbered_from_one"),
    )

    id: Mapped[Key]
    year: Mapped[int]
    revision: Mapped[int]
    method_version: Mapped[Code]
    versions: Mapped[JsonObject]
    note_zh: Mapped[str] = mapped_column(Text)
    note_en: Mapped[str] = mapped_column(Text)
    changes: Mapped[JsonList]
    digest: Mapped[Sha256]
    published_by: Mapped[int] = mapped_column(BigInteger, ForeignKey("user.id"))
    published_at: Mapped[CreatedAt]


class PublishedInput(Base):
    """A member as it stood when the year was published."""

    __tablename__ = "published_input"
    __table_args__ = ({"sqlite_with_rowid": False},)

    publication_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("publication.id"), primary_key=True, autoincrement=False
    )
    code: Mapped[Code] = mapped_column(primary_key=True)
    name_zh: Mapped[Name]
    name_en: Mapped[Name]
    inventory: Mapped[State]
    plan: Mapped[State]
    member: Mapped[JsonObject]


class PublishedSource(Base):
    """A version of a workbook behind published figures, with the rows that were taken from it."""

    __tablename__ = "published_source"
    __table_args__ = ({"sqlite_with_rowid": False},)

    publication_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("publication.id"), primary_key=True, autoincrement=False
    )
    version_id: Mapped[int] = mapped_column(
        BigInteger,
        ForeignKey("submission_version.id"),
        primary_key=True,
        autoincrement=False,
        index=True,
    )
    code: Mapped[Code]
    kind: Mapped[Kind]
    year: Mapped[int]
    number: Mapped[int]
    sha256: Mapped[Sha256]
    receipt_number: Mapped[str] = mapped_column(String(20))
    template_version: Mapped[Code]
    rules_version: Mapped[Code]
    rows: Mapped[JsonList]


class PublishedValue(Base):
    """One published figure; `value` is exact, or the name of what is missing.

    Attributes:
        of: the set, such as `group:steel`.
        horizon: the target year; 0 for a figure of the reporting year.
    """

    __tablename__ = "published_value"
    __table_args__ = ({"sqlite_with_rowid": False},)

    publication_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("publication.id"), primary_key=True, autoincrement=False
    )
    of: Mapped[str] = mapped_column(String(60), primary_key=True)
    horizon: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    key: Mapped[Code] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(String(80))
    members: Mapped[int]
    left_out: Mapped[int]
