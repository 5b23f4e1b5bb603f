"""Reading users and sessions; `session_user` is on the way of every page."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Engine, Row, bindparam, false, func, select, true
from sqlalchemy.orm import Session

from portal.accounts.figures import Actor, SessionLimits, SessionRow, SignedIn, UserRow
from portal.accounts.models import LinkPurpose, OneTimeLink, User, UserGroup, UserSession
from portal.accounts.permissions import Role
from portal.accounts.tokens import token_hash
from portal.db.counters import DATA, Counter
from portal.db.pages import Page, has_words, read_page
from portal.db.prepared import Prepared
from portal.members.models import Company
from portal.reference.groups import Group

USUAL = SessionLimits()

GROUPS_OF_USER = (
    select(func.aggregate_strings(UserGroup.group, ","))
    .where(UserGroup.user_id == User.id)
    .correlate(User)
    .scalar_subquery()
)
DATA_VERSION = select(Counter.value).where(Counter.name == DATA).scalar_subquery()
# One constant statement, so that it is compiled once and a page pays for one round trip.
SESSION_USER = (
    select(
        User.id,
        User.role,
        User.company_id,
        GROUPS_OF_USER,
        User.name,
        User.email,
        Company.code,
        User.language,
        User.organisation,
        UserSession.id,
        UserSession.last_seen,
        UserSession.created_at,
        DATA_VERSION,
    )
    .select_from(UserSession)
    .join(User, User.id == UserSession.user_id)
    .outerjoin(Company, Company.id == User.company_id)
    .where(
        UserSession.token_hash == bindparam("token_hash"),
        UserSession.ended_at.is_(None),
        UserSession.epoch == User.session_epoch,
        UserSession.last_seen > bindparam("idle_since"),
        UserSession.created_at > bindparam("begun_since"),
        User.disabled_at.is_(None),
    )
)
PREPARED_SESSION_USER = Prepared(SESSION_USER, "token_hash", "idle_since", "begun_since")
USERS = (
    select(
        User.id,
        User.email,
        User.name,
        User.role,
        User.company_id,
        Company.code,
        GROUPS_OF_USER,
        User.language,
        User.password_hash != "",
        User.disabled_at,
        User.row_version,
        User.organisation,
    )
    .outerjoin(Company, Company.id == User.company_id)
    .order_by(User.email)
)


def session_user(
    session: Session, token_digest: str, now: datetime, limits: SessionLimits = USUAL
) -> SignedIn | None:
    """The user of a browser's session, None when it has ended, idled out or never was.

    Args:
        token_digest: `tokens.token_hash` of the cookie.
    """
    row: Row[*tuple[Any, ...]] | None = session.execute(
        SESSION_USER, _asked(token_digest, now, limits)
    ).one_or_none()
    return None if row is None else _signed_in(row)


def browser_user(
    engine: Engine, token_digest: str, now: datetime, limits: SessionLimits = USUAL
) -> SignedIn | None:
    """The same for every request of a page: one statement, without a session of its own."""
    row = PREPARED_SESSION_USER.one(engine, _asked(token_digest, now, limits))
    return None if row is None else _signed_in(row)


def _asked(token_digest: str, now: datetime, limits: SessionLimits) -> dict[str, Any]:
    return {
        "token_hash": token_digest,
        "idle_since": now - limits.idle,
        "begun_since": now - limits.longest,
    }


def _signed_in(row: Sequence[Any]) -> SignedIn:
    (
        user_id,
        role,
        company_id,
        groups,
        name,
        email,
        code,
        language,
        organisation,
        *times,
        version,
    ) = row
    session_id, last_seen, created_at = times
    return SignedIn(
        user_id,
        role,
        company_id,
        _groups(groups),
        organisation,
        name=name,
        email=email,
        company_code=code,
        language=language,
        session_id=session_id,
        last_seen=last_seen,
        created_at=created_at,
        data_version=version or 0,
    )


def user(session: Session, user_id: int) -> User | None:
    """A user by key."""
    return session.get(User, user_id)


def user_by_email(session: Session, email: str) -> User | None:
    """A user by address, however it is typed."""
    return session.scalar(select(User).where(User.email == normalised_email(email)))


def actor(session: Session, user: User) -> Actor:
    """A user as the actor of an operation, for commands that have no browser session."""
    groups = session.scalars(select(UserGroup.group).where(UserGroup.user_id == user.id))
    return Actor(user.id, user.role, user.company_id, frozenset(groups), user.organisation)


def users(session: Session, *, company_id: int | None = None) -> list[UserRow]:
    """All users, or those of one company, by address."""
    wanted = USERS if company_id is None else USERS.where(User.company_id == company_id)
    return [_user_row(row) for row in session.execute(wanted)]


def user_page(
    session: Session, number: int, *, role: Role | None = None, words: str = ""
) -> Page[UserRow]:
    """One page of the users that fit, by address.

    Args:
        words: in the address, the name or the code of the company.
    """
    wanted = USERS if role is None else USERS.where(User.role == role)
    if words:
        wanted = wanted.where(has_words(words, User.email, User.name, Company.code))
    return read_page(session, wanted, number, _user_row)


def user_row(session: Session, user_id: int) -> UserRow | None:
    """One user as a list shows it."""
    row = session.execute(USERS.where(User.id == user_id)).one_or_none()
    return None if row is None else _user_row(row)


def user_names(session: Session) -> dict[int, str]:
    """The name of every user by key, for logs and timelines."""
    return dict(session.execute(select(User.id, User.name)).all())


def open_sessions(
    session: Session, user_id: int, now: datetime, limits: SessionLimits = USUAL
) -> list[SessionRow]:
    """Where a user is signed in, latest first."""
    rows = session.execute(
        select(
            UserSession.id, UserSession.created_at, UserSession.last_seen, UserSession.user_agent
        )
        .join(User, User.id == UserSession.user_id)
        .where(
            UserSession.user_id == user_id,
            UserSession.ended_at.is_(None),
            UserSession.epoch == User.session_epoch,
            UserSession.last_seen > now - limits.idle,
            UserSession.created_at > now - limits.longest,
        )
        .order_by(UserSession.last_seen.desc())
    )
    return [SessionRow(*row) for row in rows]


def link_user(
    session: Session, token: str, purpose: LinkPurpose, now: datetime
) -> tuple[OneTimeLink, User] | None:
    """The link that a token opens and its user; None when used, expired or overtaken."""
    row = session.execute(
        select(OneTimeLink, User)
        .join(User, User.id == OneTimeLink.user_id)
        .where(
            OneTimeLink.token_hash == token_hash(token),
            OneTimeLink.purpose == purpose,
            OneTimeLink.used_at.is_(None),
            OneTimeLink.expires_at > now,
            User.disabled_at.is_(None),
        )
    ).one_or_none()
    if row is None or row[0].password_fingerprint != token_hash(row[1].password_hash):
        return None
    return row[0], row[1]


def companies_of(actor: Actor) -> ColumnElement[bool]:
    """The condition on `Company` that keeps a query to what is there for an actor.

    It says the same as `permissions.in_scope`; a test holds the two together.
    """
    match actor.role:
        case Role.PREPARER | Role.SIGNATORY:
            return Company.id == actor.company_id
        case Role.COORDINATOR | Role.ADVISOR:
            return Company.group.in_(sorted(actor.groups)) if actor.groups else true()
        case Role.AUDITOR | Role.ADMINISTRATOR:
            return true()
        case Role.ESCO:
            return false()


def normalised_email(email: str) -> str:
    """One writing of an address."""
    return email.strip().casefold()


def _groups(joined: str | None) -> frozenset[Group]:
    return frozenset(Group(code) for code in joined.split(",")) if joined else frozenset()


def _user_row(row: Row[*tuple[Any, ...]]) -> UserRow:
    user_id, email, name, role, company_id, code, joined, language, *rest = row
    has_password, disabled_at, row_version, organisation = rest
    return UserRow(
        user_id,
        email,
        name,
        role,
        company_id,
        code,
        _groups(joined),
        language,
        bool(has_password),
        disabled_at,
        row_version,
        organisation,
    )
