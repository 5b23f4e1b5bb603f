"""Requests for a diagnosis, the team that takes one, and its visits."""

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.advisory.states import RequestState
from portal.advisory.vocabulary import Topic, VisitKind
from portal.db.base import Base, CreatedAt, JsonList, Key, Name


class Request(Base):
    """What a member asks to have looked at, and where that stands.

    Attributes:
        number: shown to people, `D-2025-0001`.
        systems: codes of `System`; empty for an inventory.
        reason: why it was declined, or the closing remark.
        reported_on: when the team handed its report over.
    """

    __tablename__ = "advisory_request"

    id: Mapped[Key]
    number: Mapped[str] = mapped_column(String(20), unique=True)
    company_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("company.id"), index=True)
    site_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("site.id"), index=True)
    topic: Mapped[Topic]
    systems: Mapped[JsonList]
    subject: Mapped[str] = mapped_column(Text)
    contact: Mapped[Name]
    requested_by: Mapped[int] = mapped_column(BigInteger, ForeignKey("user.id"))
    requested_at: Mapped[CreatedAt]
    state: Mapped[RequestState]
    state_since: Mapped[datetime]
    reason: Mapped[str] = mapped_column(Text, default="")
    reported_on: Mapped[date | None]
    row_version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012


class Assignment(Base):
    """The team that takes a request, who leads it and until when it is to be done."""

    __tablename__ = "advisory_assignment"

    id: Mapped[Key]
    request_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("advisory_request.id"), unique=True
    )
    team: Mapped[Name]
    lead_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("user.id"))
    due: Mapped[date]
    assigned_by: Mapped[int] = mapped_column(BigInteger, ForeignKey("user.id"))
    assigned_at: Mapped[datetime]
    row_version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012


class TeamMember(Base):
    """An advisor of a team, the lead too; the site is there for them."""

    __tablename__ = "advisory_team_member"

    assignment_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("advisory_assignment.id"), primary_key=True, autoincrement=False
    )
    user_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("user.id"), primary_key=True, autoincrement=False, index=True
    )


class ConflictDeclaration(Base):
    """What an advisor declared about interests in a member; the last one counts, all are kept."""

    __tablename__ = "advisory_conflict_declaration"

    id: Mapped[Key]
    assignment_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("advisory_assignment.id"), index=True
    )
    user_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("user.id"))
    has_conflict: Mapped[bool]
    statement: Mapped[str] = mapped_column(Text)
    declared_at: Mapped[CreatedAt]


class Visit(Base):
    """A day on site, planned first and then held.

    Attributes:
        attendees: `{"name", "organisation", "role"}` each, organisation `site` or `team`.
    """

    __tablename__ = "advisory_visit"

    id: Mapped[Key]
    request_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("advisory_request.id"), index=True
    )
    kind: Mapped[VisitKind]
    planned_on: Mapped[date]
    held_on: Mapped[date | None]
    weather: Mapped[Name]
    attendees: Mapped[JsonList]
    notes: Mapped[str] = mapped_column(Text)
    row_version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012
