"""What is stored of savings: no quantity of a claim, only how claims belong together.

Every table is only added to. A claim is computed from its source and named by a key such as
`advice-12`; the newest link of a key says which stream it belongs to.
"""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.db.base import Base, Code, CreatedAt, JsonObject, Key, Name, Quantity, Sha256
from portal.reference.groups import Group
from portal.reference.site_systems import Carrier
from portal.savings.vocabulary import (
    ClaimOutcome,
    EndKind,
    Figure,
    Level,
    Power,
    SameOrDifferent,
)


class SavingStream(Base):
    """One physical change at a site, written down because somebody decided something about it."""

    __tablename__ = "saving_stream"

    id: Mapped[Key]
    number: Mapped[str] = mapped_column(String(20), unique=True)
    site_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("site.id"))
    title: Mapped[Name]
    written_by: Mapped[int] = mapped_column(BigInteger, ForeignKey("user.id"))
    written_at: Mapped[CreatedAt]


class SavingLink(Base):
    """A claim belongs to a stream; the newest link of a claim counts."""

    __tablename__ = "saving_link"

    id: Mapped[Key]
    stream_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("saving_stream.id"), index=True)
    claim: Mapped[Code] = mapped_column(index=True)
    reason: Mapped[str] = mapped_column(Text)
    written_by: Mapped[int] = mapped_column(BigInteger, ForeignKey("user.id"))
    written_at: Mapped[CreatedAt]


class DuplicateDecision(Base):
    """What a coordinator decided about two streams that look like one change."""

    __tablename__ = "saving_duplicate_decision"

    id: Mapped[Key]
    first_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("saving_stream.id"))
    second_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("saving_stream.id"))
    outcome: Mapped[SameOrDifferent]
    reason: Mapped[str] = mapped_column(Text)
    written_by: Mapped[int] = mapped_column(BigInteger, ForeignKey("user.id"))
    written_at: Mapped[CreatedAt]


class PlanShare(Base):
    """The part of a stream that satisfies a measure of the member's plan; the newest counts.

    Attributes:
        measure: id of the measure, which a plan keeps from year to year.
        share: 0 to 1.
    """

    __tablename__ = "saving_plan_share"

    id: Mapped[Key]
    stream_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("saving_stream.id"), index=True)
    measure: Mapped[Code]
    share: Mapped[Quantity]
    written_by: Mapped[int] = mapped_column(BigInteger, ForeignKey("user.id"))
    written_at: Mapped[CreatedAt]


class StreamEnd(Base):
    """When a stream stops saving and why; the newest counts, one without a day takes it back."""

    __tablename__ = "saving_stream_end"

    id: Mapped[Key]
    stream_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("saving_stream.id"), index=True)
    ended_on: Mapped[date | None]
    kind: Mapped[EndKind]
    reason: Mapped[str] = mapped_column(Text)
    written_by: Mapped[int] = mapped_column(BigInteger, ForeignKey("user.id"))
    written_at: Mapped[CreatedAt]


class AggregateClaim(Base):
    """A total that somebody published or uploaded; quoted with its source, never added up.

    Attributes:
        electricity: kWh.
        tonnes: tCO2e as stated.
        by_its_terms: tCO2e that the source's own terms give.
    """

    __tablename__ = "saving_aggregate_claim"
    __table_args__ = (
        CheckConstraint("electricity IS NOT NULL OR tonnes IS NOT NULL", name="says_something"),
    )

    id: Mapped[Key]
    company_id: Mapped[int | None] = mapped_column(BigInteger, ForeignKey("company.id"))
    title: Mapped[Name]
    source: Mapped[str] = mapped_column(Text)
    year: Mapped[int]
    sites: Mapped[int | None]
    electricity: Mapped[Quantity | None]
    tonnes: Mapped[Quantity | None]
    by_its_terms: Mapped[Quantity | None]
    written_by: Mapped[int] = mapped_column(BigInteger, ForeignKey("user.id"))
    written_at: Mapped[CreatedAt]


class ClosedYear(Base):
    """The figures of a year as they were when a coordinator closed it."""

    __tablename__ = "saving_closed_year"

    id: Mapped[Key]
    year: Mapped[int] = mapped_column(unique=True)
    snapshot: Mapped[JsonObject]
    written_by: Mapped[int] = mapped_column(BigInteger, ForeignKey("user.id"))
    written_at: Mapped[CreatedAt]


class Correction(Base):
    """What is added to a level of a closed year, with reason and evidence.

    Attributes:
        stream: number or key of the stream it is about; empty for the level as a whole.
        electricity: kWh, negative lowers it.
        tonnes: tCO2e, negative lowers it.
    """

    __tablename__ = "saving_correction"

    id: Mapped[Key]
    year: Mapped[int] = mapped_column(index=True)
    group: Mapped[Group]
    figure: Mapped[Figure]
    level: Mapped[Level]
    stream: Mapped[Code]
    electricity: Mapped[Quantity]
    tonnes: Mapped[Quantity]
    reason: Mapped[str] = mapped_column(Text)
    evidence: Mapped[str] = mapped_column(Text)
    written_by: Mapped[int] = mapped_column(BigInteger, ForeignKey("user.id"))
    written_at: Mapped[CreatedAt]


class SiteFactor(Base):
    """What one unit of a carrier stands for at a site, from a year on; the newest counts.

    Attributes:
        factor: tCO2e per unit of the carrier.
        heat: GJ per unit of the carrier.
    """

    __tablename__ = "saving_site_factor"

    id: Mapped[Key]
    site_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("site.id"), index=True)
    carrier: Mapped[Carrier]
    from_year: Mapped[int]
    factor: Mapped[Quantity]
    heat: Mapped[Quantity | None]
    source: Mapped[str] = mapped_column(Text)
    written_by: Mapped[int] = mapped_column(BigInteger, ForeignKey("user.id"))
    written_at: Mapped[CreatedAt]


class PowerSource(Base):
    """Where the electricity that a stream saves comes from; the newest counts."""

    __tablename__ = "saving_power"

    id: Mapped[Key]
    stream_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("saving_stream.id"), index=True)
    kind: Mapped[Power]
    source: Mapped[str] = mapped_column(Text)
    written_by: Mapped[int] = mapped_column(BigInteger, ForeignKey("user.id"))
    written_at: Mapped[CreatedAt]


class ClaimFile(Base):
    """A workbook of claims that was handed in: its rows wait for one confirmation.

    Attributes:
        giver: code of the energy service company or member, or `city`.
        rows: as they were read, by sheet.
    """

    __tablename__ = "saving_file"

    id: Mapped[Key]
    giver: Mapped[Code]
    sha256: Mapped[Sha256] = mapped_column(ForeignKey("stored_file.sha256"))
    original_name: Mapped[Name]
    rows: Mapped[JsonObject]
    uploaded_by: Mapped[int] = mapped_column(BigInteger, ForeignKey("user.id"))
    uploaded_at: Mapped[CreatedAt]
    confirmed_by: Mapped[int | None] = mapped_column(BigInteger, ForeignKey("user.id"))
    confirmed_at: Mapped[datetime | None]
    row_version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012


class HandedClaim(Base):
    """A change that somebody claims under a number of its own, year after year."""

    __tablename__ = "saving_claim"
    __table_args__ = (UniqueConstraint("giver", "site_id", "reference"),)

    id: Mapped[Key]
    giver: Mapped[Code]
    site_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("site.id"))
    reference: Mapped[Code]


class HandedClaimVersion(Base):
    """What a file says of a claim; the newest counts.

    Attributes:
        row: of the worksheet, the first one of the claim.
    """

    __tablename__ = "saving_claim_version"

    id: Mapped[Key]
    claim_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("saving_claim.id"), index=True)
    file_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("saving_file.id"), index=True)
    row: Mapped[int]
    content: Mapped[JsonObject]
    written_by: Mapped[int] = mapped_column(BigInteger, ForeignKey("user.id"))
    written_at: Mapped[CreatedAt]


class HandedClaimDecision(Base):
    """What a coordinator decided about a claim as it stood; the newest counts."""

    __tablename__ = "saving_claim_decision"

    id: Mapped[Key]
    version_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("saving_claim_version.id"), index=True
    )
    outcome: Mapped[ClaimOutcome]
    reason: Mapped[str] = mapped_column(Text)
    written_by: Mapped[int] = mapped_column(BigInteger, ForeignKey("user.id"))
    written_at: Mapped[CreatedAt]
