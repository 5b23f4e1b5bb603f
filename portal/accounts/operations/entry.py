"""Coming in: invitations, one-time links and passwords."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portal.accounts import letters, passwords, queries
from portal.accounts.errors import AlreadyInvitedError
from portal.accounts.figures import Actor
from portal.accounts.models import FormerPassword, LinkPurpose, OneTimeLink, User, UserSession
from portal.accounts.operations.users import Person, add_user, end_links
from portal.accounts.passwords import PasswordPolicy
from portal.accounts.permissions import Permission
from portal.accounts.queries import user_by_email
from portal.accounts.tokens import token_hash
from portal.audit.events import Event
from portal.audit.operations import record
from portal.language import Text
from portal.members.models import Company
from portal.outbox.operations import write

LIFETIMES = {LinkPurpose.INVITATION: timedelta(days=7), LinkPurpose.RESET: timedelta(minutes=30)}


def invite(
    session: Session,
    actor: Actor,
    person: Person,
    *,
    token: str,
    link: Callable[[str], str],
    at: datetime,
) -> User:
    """Add an account and mail its one-time link.

    Args:
        token: `tokens.new_token()`.
        link: the address of the page that a token opens.

    Raises:
        NotAllowedError: when the actor may not manage accounts.
        AddressTakenError: when another account has the address.
        RoleNeedsCompanyError: when role and company do not go together.
    """
    actor.need(Permission.MANAGE_ACCOUNTS)
    user = add_user(session, actor.user_id, person, at=at)
    _send_link(session, user, LinkPurpose.INVITATION, token, link, at)
    record(session, actor.user_id, Event.INVITED, "user", user.id, at)
    return user


def invite_again(
    session: Session,
    actor: Actor,
    user: User,
    *,
    token: str,
    link: Callable[[str], str],
    at: datetime,
) -> None:
    """Mail a new invitation to somebody who has no password yet; earlier links end."""
    actor.need(Permission.MANAGE_ACCOUNTS)
    if user.password_hash:
        raise AlreadyInvitedError(user.email)
    end_links(session, user, at)
    _send_link(session, user, LinkPurpose.INVITATION, token, link, at)
    record(session, actor.user_id, Event.INVITED, "user", user.id, at)


def request_reset(
    session: Session, email: str, *, token: str, link: Callable[[str], str], at: datetime
) -> None:
    """Mail a reset link when the account exists; the caller cannot tell whether it does."""
    user = user_by_email(session, email)
    if user is None or user.disabled_at is not None or not user.password_hash:
        record(session, None, Event.RESET_REQUESTED, "user", None, at)
        return
    _send_link(session, user, LinkPurpose.RESET, token, link, at)
    record(session, None, Event.RESET_REQUESTED, "user", user.id, at)


def use_link(
    session: Session,
    token: str,
    purpose: LinkPurpose,
    password: str,
    *,
    policy: PasswordPolicy,
    at: datetime,
) -> tuple[Text, ...] | None:
    """Set the password through an invitation or reset link and end all sessions and links.

    Returns:
        What is wrong with the password, empty when it was set; None when the link is used,
        expired, overtaken or unknown.
    """
    found = queries.link_user(session, token, purpose, at)
    if found is None:
        record(session, None, Event.LINK_REFUSED, "one_time_link", None, at, purpose=purpose)
        return None
    link, user = found
    wrong = password_problems(session, user, password, policy)
    if wrong or not _take(session, link, at):
        return wrong or None
    _set_password(session, user, password, at)
    invited = purpose is LinkPurpose.INVITATION
    event = Event.INVITATION_ACCEPTED if invited else Event.PASSWORD_RESET
    record(session, user.id, event, "user", user.id, at)
    return ()


def change_password(
    session: Session,
    actor: Actor,
    present: str,
    password: str,
    *,
    policy: PasswordPolicy,
    at: datetime,
) -> tuple[Text, ...]:
    """Change the actor's own password; what is wrong with it, empty when it was changed.

    All sessions end, this one too: the caller signs the user in again.
    """
    user = session.get_one(User, actor.user_id)
    if not passwords.matches(user.password_hash, present):
        return (Text("目前的密碼不正確。", "The present password is not right."),)
    if policy.youngest and user.password_set_at and at - user.password_set_at < policy.youngest:
        return (
            Text("密碼變更未滿一天，請明天再試。", "The password changed less than a day ago."),
        )
    wrong = password_problems(session, user, password, policy)
    if not wrong:
        _set_password(session, user, password, at)
        record(session, user.id, Event.PASSWORD_CHANGED, "user", user.id, at)
    return wrong


def password_problems(
    session: Session, user: User, password: str, policy: PasswordPolicy
) -> tuple[Text, ...]:
    """Everything that keeps a password from being taken for a user."""
    company = None if user.company_id is None else session.get(Company, user.company_id)
    names = [user.name, user.email]
    if company is not None:
        names += [company.code, company.name_zh, company.name_en]
    former: Iterable[str] = ()
    if policy.remembered:
        kept = session.scalars(
            select(FormerPassword.password_hash)
            .where(FormerPassword.user_id == user.id)
            .order_by(FormerPassword.set_at.desc(), FormerPassword.id.desc())
            .limit(policy.remembered)
        )
        former = [user.password_hash, *kept]
    return passwords.problems(password, policy, names=names, former=former)


def is_password_too_old(user: User, policy: PasswordPolicy, now: datetime) -> bool:
    """Whether the policy asks for a new password."""
    if policy.oldest is None or user.password_set_at is None:
        return False
    return now - user.password_set_at > policy.oldest


def _send_link(
    session: Session,
    user: User,
    purpose: LinkPurpose,
    token: str,
    link: Callable[[str], str],
    at: datetime,
) -> None:
    session.add(
        OneTimeLink(
            token_hash=token_hash(token),
            user_id=user.id,
            purpose=purpose,
            password_fingerprint=token_hash(user.password_hash),
            created_at=at,
            expires_at=at + LIFETIMES[purpose],
        )
    )
    invited = purpose is LinkPurpose.INVITATION
    subject = letters.INVITATION_SUBJECT if invited else letters.RESET_SUBJECT
    body = letters.INVITATION if invited else letters.RESET
    said = letters.letter(body, user.language, name=user.name, link=link(token))
    write(session, user.email, subject[user.language], said, at=at)


def _take(session: Session, link: OneTimeLink, at: datetime) -> bool:
    """Use up a link; False when another request was faster."""
    taken = session.execute(
        update(OneTimeLink)
        .where(OneTimeLink.id == link.id, OneTimeLink.used_at.is_(None))
        .values(used_at=at)
        .returning(OneTimeLink.id)
    )
    return taken.first() is not None


def _set_password(session: Session, user: User, password: str, at: datetime) -> None:
    if user.password_hash:
        former = FormerPassword(user_id=user.id, password_hash=user.password_hash, set_at=at)
        session.add(former)
    user.password_hash = passwords.hash_password(password)
    user.password_set_at = at
    user.session_epoch += 1
    session.flush()
    end_links(session, user, at)
    session.execute(
        update(UserSession)
        .where(UserSession.user_id == user.id, UserSession.ended_at.is_(None))
        .values(ended_at=at)
    )
