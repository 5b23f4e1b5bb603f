"""Signing in and out, and the guard against guessing.

Every attempt is counted before the password is looked at, in a row that stays locked until the
transaction ends: two hundred tries at once are still five guesses. The caller commits whatever
the outcome is, or the count is lost.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.accounts import passwords
from portal.accounts.figures import Actor
from portal.accounts.models import SignInGuard, User, UserSession
from portal.accounts.queries import normalised_email, user_by_email
from portal.accounts.tokens import token_hash
from portal.audit.events import Event
from portal.audit.operations import record

FAILURES = 5
LOCK = timedelta(minutes=15)
# From everywhere together an account bears more tries, or anybody could lock its owner out.
FAILURES_FROM_EVERYWHERE = 50
# A network that signed in within this time is the owner's and is not held to that count.
KNOWN_FOR = timedelta(days=90)
RENEW_AFTER = timedelta(minutes=1)
EVERYWHERE = ""


@dataclass(frozen=True, slots=True)
class Attempt:
    """What became of an attempt to sign in.

    Attributes:
        user_id: who signed in; None for a refusal, which never says why.
        locked_until: set when further tries are not looked at until then.
    """

    user_id: int | None
    locked_until: datetime | None = None


def sign_in(
    session: Session,
    email: str,
    password: str,
    *,
    token: str,
    network: str,
    user_agent: str,
    at: datetime,
) -> Attempt:
    """Start a session under a new token when address and password belong together.

    Args:
        token: `tokens.new_token()`, for the cookie.
        network: where the request comes from, as the proxy settings say.
        user_agent: shown to the user in the list of sessions.
    """
    account = token_hash(normalised_email(email))
    here = _counted(session, account, network, at)
    everywhere = _counted(session, account, EVERYWHERE, at)
    known = here.last_success_at is not None and at - here.last_success_at < KNOWN_FOR
    locked_until = _locked(here, at) or (None if known else _locked(everywhere, at))
    user = user_by_email(session, email)
    present = user if user is not None and user.disabled_at is None else None
    # The same work for known, unknown, disabled and locked accounts.
    matched = passwords.matches(present.password_hash if present else "", password)
    if locked_until is None and matched and present is not None:
        _succeeded(here, everywhere, at)
        _start(session, present, token, user_agent, at)
        _keep_hash_current(present, password)
        record(session, present.id, Event.SIGNED_IN, "user", present.id, at, network=network)
        return Attempt(present.id)
    if locked_until is None:
        locked_until = _failed(here, FAILURES, at)
        everywhere_until = _failed(everywhere, FAILURES_FROM_EVERYWHERE, at)
        locked_until = locked_until or (None if known else everywhere_until)
    event = Event.SIGN_IN_FAILED if locked_until is None else Event.SIGN_IN_LOCKED
    record(session, None, event, "user", user.id if user else None, at, network=network)
    return Attempt(None, locked_until)


def sign_out(session: Session, actor: Actor, session_id: int, *, at: datetime) -> None:
    """End the browser session that the actor is using."""
    if _end(session, actor.user_id, session_id, at):
        record(session, actor.user_id, Event.SIGNED_OUT, "user", actor.user_id, at)


def end_session(session: Session, actor: Actor, session_id: int, *, at: datetime) -> bool:
    """End another of the actor's own sessions; False when there is none such."""
    ended = _end(session, actor.user_id, session_id, at)
    if ended:
        record(session, actor.user_id, Event.SESSION_ENDED, "user_session", session_id, at)
    return ended


def is_stale(last_seen: datetime | None, now: datetime) -> bool:
    """Whether a session's last use should be written down again; at most once a minute."""
    return last_seen is None or now - last_seen > RENEW_AFTER


def renew(session: Session, session_id: int, *, at: datetime) -> None:
    """Write down that a session is in use."""
    session.execute(update(UserSession).where(UserSession.id == session_id).values(last_seen=at))


def forget_old(session: Session, *, before: datetime) -> None:
    """Delete sessions and counts that nobody needs any more (retention)."""
    session.execute(delete(UserSession).where(UserSession.last_seen < before))
    session.execute(
        delete(SignInGuard).where(
            SignInGuard.first_failure_at < before, SignInGuard.last_success_at.is_(None)
        )
    )


def _counted(session: Session, account: str, network: str, at: datetime) -> SignInGuard:
    """The row that counts an account from a network, locked until the transaction ends."""
    wanted = (
        select(SignInGuard)
        .where(SignInGuard.account == account, SignInGuard.network == network[:64])
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    guard = session.scalar(wanted)
    if guard is None:
        # Another attempt may make the row meanwhile; the select then waits for it.
        with suppress(IntegrityError), session.begin_nested():
            row = {"account": account, "network": network[:64], "failures": 0}
            session.execute(insert(SignInGuard).values(**row))
        guard = session.scalars(wanted).one()
    _forgive(guard, at)
    return guard


def _forgive(guard: SignInGuard, at: datetime) -> None:
    """Begin to count anew when a lock is over or the first failure is long ago."""
    since = guard.first_failure_at
    is_over = guard.locked_until is not None and guard.locked_until <= at
    is_old = guard.locked_until is None and since is not None and at - since >= LOCK
    if is_over or is_old:
        guard.failures, guard.first_failure_at, guard.locked_until = 0, None, None


def _locked(guard: SignInGuard, at: datetime) -> datetime | None:
    until = guard.locked_until
    return until if until is not None and until > at else None


def _failed(guard: SignInGuard, most: int, at: datetime) -> datetime | None:
    guard.failures += 1
    guard.first_failure_at = guard.first_failure_at or at
    if guard.failures >= most:
        guard.locked_until = at + LOCK
    return guard.locked_until


def _succeeded(here: SignInGuard, everywhere: SignInGuard, at: datetime) -> None:
    here.failures, here.first_failure_at, here.locked_until = 0, None, None
    here.last_success_at = at
    everywhere.last_success_at = at


def _start(session: Session, user: User, token: str, user_agent: str, at: datetime) -> None:
    session.add(
        UserSession(
            token_hash=token_hash(token),
            user_id=user.id,
            epoch=user.session_epoch,
            created_at=at,
            last_seen=at,
            user_agent=user_agent[:100],
        )
    )
    session.flush()


def _keep_hash_current(user: User, password: str) -> None:
    if passwords.is_outdated(user.password_hash):
        user.password_hash = passwords.hash_password(password)


def _end(session: Session, user_id: int, session_id: int, at: datetime) -> bool:
    ended = session.execute(
        update(UserSession)
        .where(
            UserSession.id == session_id,
            UserSession.user_id == user_id,
            UserSession.ended_at.is_(None),
        )
        .values(ended_at=at)
        .returning(UserSession.id)
    )
    return ended.first() is not None
