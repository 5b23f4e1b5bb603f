"""Sums kept for the pages; they follow from the summaries of members and can be made anew."""

from typing import Final

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.aggregation.overlap import State
from portal.db.base import Base, Code, JsonObject, Quantity, TonnesCO2e
from portal.reference.groups import Group

# The chunk of what passes between the members of a year.
FLOWS: Final = -1


class KeptYear(Base):
    """A year in which members have summaries.

    Attributes:
        method: with which its sums were made; of another method than ours they do not count.
    """

    __tablename__ = "kept_year"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    method: Mapped[str] = mapped_column(String(40))


class KeptTally(Base):
    """The sums of one group and year.

    Attributes:
        members: how many are in it; `accepted` of them have emissions of the year.
        scope1, scope2: these emissions.
    """

    __tablename__ = "kept_tally"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    group: Mapped[Group] = mapped_column(primary_key=True)
    members: Mapped[int]
    accepted: Mapped[int]
    scope1: Mapped[TonnesCO2e]
    scope2: Mapped[TonnesCO2e]
    tally: Mapped[JsonObject]


class KeptChunk(Base):
    """The sums of some members of a group, from which those of the group are made.

    Attributes:
        chunk: which members; `FLOWS` for what passes between members.
        members: how many are in it.
    """

    __tablename__ = "kept_chunk"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    group: Mapped[Group] = mapped_column(primary_key=True)
    chunk: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    members: Mapped[int]
    tally: Mapped[JsonObject]


class KeptFlow(Base):
    """A flow that a member reports or plans, as `overlap.SharedFlow` has it."""

    __tablename__ = "kept_flow"
    __table_args__ = (
        Index("ix_kept_flow_year_buyer", "year", "buyer"),
        {"sqlite_with_rowid": False},
    )

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seller: Mapped[Code] = mapped_column(primary_key=True)
    buyer: Mapped[Code] = mapped_column(primary_key=True)
    carrier: Mapped[Code] = mapped_column(primary_key=True)
    horizon: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sold_in: Mapped[Group | None]
    bought_in: Mapped[Group | None]
    state: Mapped[State]
    tonnes: Mapped[Quantity]


class KeptEdition(Base):
    """The sums of one group of a publication; what is published never changes, its method may.

    Attributes:
        edition: its name, such as `2024.r1`; `number` tells which came first.
        method: with which the sums were made; of another method than ours they do not count.
    """

    __tablename__ = "kept_edition"

    edition: Mapped[Code] = mapped_column(primary_key=True)
    group: Mapped[Group] = mapped_column(primary_key=True)
    number: Mapped[int]
    method: Mapped[Code]
    tally: Mapped[JsonObject]


class KeptAmounts(Base):
    """What a member adds to the figures of an edition, so that editions can be compared.

    Attributes:
        edition: a publication, or a year as it stands.
        amounts: by part of a tally.
    """

    __tablename__ = "kept_amounts"
    __table_args__ = ({"sqlite_with_rowid": False},)

    code: Mapped[Code] = mapped_column(primary_key=True)
    edition: Mapped[Code] = mapped_column(primary_key=True, index=True)
    group: Mapped[Group]
    amounts: Mapped[JsonObject]


class KeptDifference(Base):
    """How two editions differ in one group, as `differing` has it."""

    __tablename__ = "kept_difference"

    before: Mapped[Code] = mapped_column(primary_key=True)
    after: Mapped[Code] = mapped_column(primary_key=True)
    group: Mapped[Group] = mapped_column(primary_key=True)
    differences: Mapped[JsonObject]
