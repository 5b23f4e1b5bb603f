"""Making and changing users; each change is logged and takes effect on the next request."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from portal.accounts import passwords, queries
from portal.accounts.errors import (
    AddressTakenError,
    LastAdministratorError,
    RoleNeedsCompanyError,
    RoleNeedsOrganisationError,
)
from portal.accounts.figures import Actor
from portal.accounts.models import OneTimeLink, User, UserGroup
from portal.accounts.permissions import Permission, Role
from portal.accounts.queries import normalised_email, user_by_email
from portal.audit.events import Event
from portal.audit.operations import record
from portal.db.base import StaleRowError
from portal.language import Language
from portal.reference.groups import Group


class SystemAccount(StrEnum):
    """Accounts of commands, which cannot sign in; two, so that nobody reviews their own figures."""

    IMPORT = "import"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Person:
    """Who an account is for."""

    email: str
    name: str
    role: Role
    company_id: int | None = None
    groups: frozenset[Group] = field(default_factory=frozenset[Group])
    language: Language = Language.ZH
    organisation: str | None = None


def add_user(
    session: Session,
    actor_id: int | None,
    person: Person,
    *,
    at: datetime,
    password: str | None = None,
) -> User:
    """Add an account, for the command line and the demonstration.

    Raises:
        AddressTakenError: when another account has the address.
        RoleNeedsCompanyError: when role and company do not go together.
        RoleNeedsOrganisationError: when role and organisation do not go together.
    """
    email = normalised_email(person.email)
    if user_by_email(session, email) is not None:
        raise AddressTakenError(email)
    _check_company(person.role, person.company_id)
    _check_organisation(person.role, person.organisation)
    user = User(
        email=email,
        name=person.name,
        role=person.role,
        company_id=person.company_id,
        organisation=person.organisation,
        language=person.language,
        password_hash="" if password is None else passwords.hash_password(password),
        password_set_at=None if password is None else at,
        created_at=at,
    )
    session.add(user)
    session.flush()
    _set_groups(session, user, person.groups)
    record(session, actor_id, Event.USER_ADDED, "user", user.id, at, role=person.role)
    return user


def system_actor(session: Session, account: SystemAccount, *, at: datetime) -> Actor:
    """The actor of a command: imports act as an administrator, reviews as a coordinator."""
    email = f"{account}@system.invalid"
    role = Role.ADMINISTRATOR if account is SystemAccount.IMPORT else Role.COORDINATOR
    user = user_by_email(session, email)
    if user is None:
        user = add_user(session, None, Person(email, f"portal {account}", role), at=at)
    return queries.actor(session, user)


def change_role(
    session: Session,
    actor: Actor,
    user: User,
    *,
    role: Role,
    company_id: int | None,
    groups: frozenset[Group],
    at: datetime,
    row_version: int | None = None,
    organisation: str | None = None,
) -> None:
    """Give a user another role, company or groups; sessions end.

    Raises:
        NotAllowedError: when the actor may not manage accounts.
        RoleNeedsCompanyError: when role and company do not go together.
        RoleNeedsOrganisationError: when role and organisation do not go together.
        LastAdministratorError: when nobody would be left to manage accounts.
        StaleRowError: when the row is no longer the version that the form showed.
    """
    actor.need(Permission.MANAGE_ACCOUNTS)
    _check_version(user, row_version)
    _check_company(role, company_id)
    _check_organisation(role, organisation)
    if role is not Role.ADMINISTRATOR:
        _keep_an_administrator(session, user)
    before = user.role
    user.role, user.company_id, user.organisation = role, company_id, organisation
    user.session_epoch += 1
    session.flush()
    _set_groups(session, user, groups)
    what = {"before": before, "role": role, "company_id": company_id, "groups": groups}
    record(session, actor.user_id, Event.ROLE_CHANGED, "user", user.id, at, **what)


def disable(session: Session, actor: Actor, user: User, *, at: datetime) -> None:
    """Keep a user out from the next request on."""
    actor.need(Permission.MANAGE_ACCOUNTS)
    _keep_an_administrator(session, user)
    user.disabled_at = at
    user.session_epoch += 1
    session.flush()
    end_links(session, user, at)
    record(session, actor.user_id, Event.USER_DISABLED, "user", user.id, at)


def enable(session: Session, actor: Actor, user: User, *, at: datetime) -> None:
    """Let a user in again."""
    actor.need(Permission.MANAGE_ACCOUNTS)
    user.disabled_at = None
    session.flush()
    record(session, actor.user_id, Event.USER_ENABLED, "user", user.id, at)


def choose_language(session: Session, actor: Actor, language: Language) -> None:
    """Keep the language that a user reads in."""
    session.execute(
        update(User)
        .where(User.id == actor.user_id)
        .values(language=language, row_version=User.row_version + 1)
    )


def _check_company(role: Role, company_id: int | None) -> None:
    if role.is_member != (company_id is not None):
        raise RoleNeedsCompanyError(role)


def _check_organisation(role: Role, organisation: str | None) -> None:
    if (role is Role.ESCO) != bool(organisation):
        raise RoleNeedsOrganisationError(role)


def _check_version(user: User, row_version: int | None) -> None:
    if row_version is not None and user.row_version != row_version:
        raise StaleRowError(f"version {user.row_version}, not {row_version}")


def _keep_an_administrator(session: Session, user: User) -> None:
    if user.role is not Role.ADMINISTRATOR:
        return
    others = select(User.id).where(
        User.role == Role.ADMINISTRATOR,
        User.id != user.id,
        User.disabled_at.is_(None),
        User.password_hash != "",
    )
    if session.scalar(others.limit(1)) is None:
        raise LastAdministratorError(user.email)


def _set_groups(session: Session, user: User, groups: frozenset[Group]) -> None:
    session.execute(delete(UserGroup).where(UserGroup.user_id == user.id))
    session.add_all(UserGroup(user_id=user.id, group=group) for group in sorted(groups))
    session.flush()


def end_links(session: Session, user: User, at: datetime) -> None:
    """Make every link of a user worth nothing."""
    session.execute(
        update(OneTimeLink)
        .where(OneTimeLink.user_id == user.id, OneTimeLink.used_at.is_(None))
        .values(used_at=at)
    )
