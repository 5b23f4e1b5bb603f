"""Users, what they may see, their sessions, passwords and one-time links."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.accounts.permissions import Role
from portal.db.base import Base, CreatedAt, Key, Name, Sha256
from portal.language import Language
from portal.reference.groups import Group


class User(Base):
    """A person with an account; an empty password hash cannot sign in."""

    __tablename__ = "user"
    __table_args__ = (
        CheckConstraint(
            "(role IN ('preparer', 'signatory')) = (company_id IS NOT NULL)",
            name="members_have_a_company",
        ),
    )

    id: Mapped[Key]
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[Name]
    role: Mapped[Role]
    company_id: Mapped[int | None] = mapped_column(BigInteger, ForeignKey("company.id"), index=True)
    # Code of the energy service company that the person works for; of that role only.
    organisation: Mapped[str | None] = mapped_column(String(40), index=True)
    language: Mapped[Language]
    password_hash: Mapped[str] = mapped_column(String(200), default="")
    password_set_at: Mapped[datetime | None]
    created_at: Mapped[CreatedAt]
    disabled_at: Mapped[datetime | None]
    # Raised by whatever must end all sessions at once: another role, another password.
    session_epoch: Mapped[int] = mapped_column(default=1)
    row_version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012


class UserGroup(Base):
    """A group that a coordinator or advisor is limited to; without any, all groups are theirs."""

    __tablename__ = "user_group"

    user_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("user.id"), primary_key=True)
    group: Mapped[Group] = mapped_column(primary_key=True)


class UserSession(Base):
    """A browser that is signed in; only the hash of its token is kept."""

    __tablename__ = "user_session"

    id: Mapped[Key]
    token_hash: Mapped[Sha256] = mapped_column(unique=True)
    user_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("user.id"), index=True)
    epoch: Mapped[int]
    created_at: Mapped[CreatedAt]
    last_seen: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    user_agent: Mapped[str] = mapped_column(String(100))


class SignInGuard(Base):
    """Failures to sign in, counted before the password is looked at.

    One row counts an account from one network, one row (network "") the account from everywhere.
    The account is a hash of what was typed, so that it says nothing about who exists.
    """

    __tablename__ = "sign_in_guard"

    account: Mapped[Sha256] = mapped_column(primary_key=True)
    network: Mapped[str] = mapped_column(String(64), primary_key=True)
    failures: Mapped[int] = mapped_column(default=0)
    first_failure_at: Mapped[datetime | None]
    locked_until: Mapped[datetime | None]
    last_success_at: Mapped[datetime | None]


class LinkPurpose(StrEnum):
    """What a one-time link is for."""

    INVITATION = "invitation"
    RESET = "reset"


class OneTimeLink(Base):
    """A link sent by mail; only the hash of its token is kept.

    It is bound to the password of the moment: once that changes, the link is worth nothing.
    """

    __tablename__ = "one_time_link"

    id: Mapped[Key]
    token_hash: Mapped[Sha256] = mapped_column(unique=True)
    user_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("user.id"), index=True)
    purpose: Mapped[LinkPurpose]
    password_fingerprint: Mapped[Sha256]
    created_at: Mapped[CreatedAt]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class FormerPassword(Base):
    """The hash of a password that a user once had, for policies that forbid reuse."""

    __tablename__ = "former_password"
    __table_args__ = (Index("ix_former_password_user_id_set_at", "user_id", "set_at"),)

    id: Mapped[Key]
    user_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("user.id"))
    password_hash: Mapped[str] = mapped_column(String(200))
    set_at: Mapped[datetime]
